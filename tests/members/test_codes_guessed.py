"""Guessing at codes is as hopeless as guessing at PINs, and the owner never pays for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from blueprints.core import clock
from blueprints.core.db import session, writing
from blueprints.core.errors import DomainError, TooMany
from blueprints.members import rules, services
from blueprints.members.models import Code, Confirmation
from blueprints.members.services.codes import CodesGuessed
from tests.members.gate import (
    NEW_PIN,
    browser,
    confirmed,
    enter,
    guesses,
    join,
    other_than,
    say,
    shown,
    sign_in,
)
from tests.page import Client
from tests.village import BUYER, FARMER

PURPOSES = {
    "pin": lambda code, token: services.enter_pin_code(code=code, browser=browser(token)),
    "join": lambda code, token: services.enter_code(
        purpose="join", code=code, browser=browser(token)
    ),
}


def ask(purpose: str, token: str | None = None, phone: str = FARMER) -> str:
    if purpose == "join":
        return join(phone, token)
    sent = services.ask_new_pin(phone=phone, browser=browser(token), onward=None, say=say)
    return sent.device_token


def looked_at(purpose: str, codes: int, phone: str = FARMER, token: str | None = None) -> int:
    """How many of five guesses at each of so many codes are looked at."""
    found = 0
    for _ in range(codes):
        here = ask(purpose, token, phone)
        wrong = other_than(shown(purpose, here))
        for _ in range(rules.CODE_ATTEMPTS):
            before = _tries()
            with pytest.raises(DomainError):
                PURPOSES[purpose](wrong, here)
            found += _tries() - before
    return found


def _tries() -> int:
    session.rollback()
    return sum(session.scalars(select(Code.attempts)))


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("purpose", PURPOSES)
def test_ten_codes_a_day_are_looked_at_on_strange_phones_whatever_they_are_for(
    purpose: str,
) -> None:
    assert looked_at(purpose, 4) == rules.MOST_UNCONFIRMED
    assert looked_at("join" if purpose == "pin" else "pin", 1) == 0
    assert looked_at(purpose, 1, BUYER) == rules.CODE_ATTEMPTS


@pytest.mark.usefixtures("live")
def test_even_the_right_code_waits_then_and_is_told_the_other_ways() -> None:
    looked_at("pin", 2)
    token = ask("pin")
    with pytest.raises(CodesGuessed) as refusal:
        PURPOSES["pin"](shown("pin", token), token)
    assert "A voucher from your leader works, too." in str(refusal.value)


@pytest.mark.usefixtures("live")
def test_on_a_phone_that_knows_them_the_owner_gets_in() -> None:
    owner = confirmed()
    looked_at("pin", 3)
    token = ask("pin", owner.device_token)
    done = PURPOSES["pin"](shown("pin", token), token)
    assert isinstance(done, services.MayChoose)
    assert isinstance(sign_in(token=owner.device_token), services.Entered)


@pytest.mark.usefixtures("live")
def test_with_the_right_pin_the_owner_gets_in_on_a_new_phone_too() -> None:
    looked_at("pin", 3)
    token = sign_in().device_token
    assert isinstance(enter("device", token), services.Entered)
    for _ in range(2):
        token = sign_in().device_token
        wrong = other_than(shown("device", token))
        for _ in range(rules.CODE_ATTEMPTS):
            with pytest.raises(DomainError):
                enter("device", token, wrong)
    token = sign_in().device_token
    with pytest.raises(CodesGuessed):
        enter("device", token)


@pytest.mark.usefixtures("live")
def test_a_day_later_strange_phones_may_try_again(
    clock_at: Callable[[datetime], datetime],
) -> None:
    start = clock_at(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    looked_at("pin", 2)
    clock_at(start + timedelta(hours=24, minutes=9))
    assert looked_at("pin", 1) == 0
    clock_at(start + timedelta(hours=24, minutes=11))
    assert looked_at("pin", 1) == rules.CODE_ATTEMPTS


@pytest.mark.usefixtures("live")
def test_a_phone_signed_out_and_forgotten_is_a_strange_one() -> None:
    owner = confirmed()
    with writing() as live:
        live.execute(update(Confirmation).values(ended_at=clock.now()))
    assert looked_at("pin", 4, token=owner.device_token) == rules.MOST_UNCONFIRMED


@pytest.mark.usefixtures("live")
def test_on_a_known_phone_thirty_wrong_pins_a_day_are_looked_at_and_a_code_opens(
    clock_at: Callable[[datetime], datetime],
) -> None:
    moment = clock_at(datetime(2026, 5, 1, 0, 0, tzinfo=UTC))
    owner, found = confirmed(), 0
    for _ in range(140):
        moment = clock_at(moment + timedelta(minutes=10))
        found += guesses(FARMER, 1, owner.device_token)
        if moment >= datetime(2026, 5, 1, 23, 50, tzinfo=UTC):
            break
    assert found == rules.MOST_CONFIRMED
    with pytest.raises(TooMany):
        sign_in(token=owner.device_token)
    token = ask("pin", owner.device_token)
    assert isinstance(PURPOSES["pin"](shown("pin", token), token), services.MayChoose)
    services.choose_pin(pin=NEW_PIN, browser=browser(token), say_changed=lambda: "", key=None)
    assert isinstance(sign_in(pin=NEW_PIN, token=token), services.Entered)


def test_the_page_says_the_other_ways_and_when(client: Callable[..., Client]) -> None:
    told: set[int] = set()
    for _ in range(3):
        stranger = client()
        stranger.submit(stranger.get("/new-pin"), to="/new-pin", phone=FARMER)
        for _ in range(rules.CODE_ATTEMPTS):
            answer = stranger.post("/new-pin", data={"code": "000000"})
            told.add(answer.status_code)
    assert told == {422, 429}
    assert "On a phone that knows you, you still get in." in answer.words
    assert answer.headers["Retry-After"] == "86400"
