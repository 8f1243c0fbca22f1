"""Joining, signing in, signing out: on a real database, with real commits."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as LiveSession

from blueprints.core import clock, events, ids, keys, sms
from blueprints.core.db import session, writing
from blueprints.core.errors import NotFound, TooMany
from blueprints.members import queries, services
from blueprints.members.models import Attempt, Code, Confirmation, Device, Person, Session
from tests.members.gate import (
    NEW_PIN,
    browser,
    confirmed,
    enter,
    guesses,
    join,
    other_than,
    people,
    say,
    shown,
    sign_in,
)
from tests.village import BUYER, FARMER, MANAGER, PIN


@pytest.mark.usefixtures("live")
def test_a_person_stands_only_after_the_code() -> None:
    before = people()
    token = join()
    assert people() == before
    entered = enter("join", token)
    assert isinstance(entered, services.Entered)
    assert people() == before + 1
    viewer = queries.viewer_of(entered.session_token)
    assert viewer is not None
    assert (viewer.name, viewer.roles) == ("田新", frozenset())


@pytest.mark.usefixtures("live")
def test_joining_twice_is_one_person() -> None:
    before = people()
    enter("join", join())
    assert isinstance(enter("join", join(pin="920573")), services.KnownNumber)
    assert people() == before + 1


@pytest.mark.usefixtures("live")
def test_a_double_tap_on_the_code_lets_in_once_and_for_all() -> None:
    token = join()
    code, before = shown("join", token), people()
    first, second = enter("join", token, code), enter("join", token, code)
    assert isinstance(first, services.Entered)
    assert isinstance(second, services.Entered)
    assert people() == before + 1
    assert queries.viewer_of(first.session_token) is None
    assert queries.viewer_of(second.session_token) is not None


@pytest.mark.usefixtures("live")
def test_a_code_works_once() -> None:
    token = join()
    code = shown("join", token)
    entered = enter("join", token, code)
    assert isinstance(entered, services.Entered)
    with writing():
        services.sign_out(entered.session_token)
    with pytest.raises(services.CodeOver):
        enter("join", token, code)


@pytest.mark.usefixtures("live")
def test_a_code_works_only_on_its_browser_and_for_its_purpose() -> None:
    token = join()
    code = shown("join", token)
    for stranger in (None, "x" * 43, confirmed().device_token):
        with pytest.raises(services.CodeOver):
            services.enter_code(purpose="join", code=code, browser=browser(stranger))
    with pytest.raises(services.CodeOver):
        enter("device", token, code)
    assert isinstance(enter("join", token, code), services.Entered)


@pytest.mark.usefixtures("live")
def test_a_code_is_over_after_ten_minutes(clock_at: Callable[[datetime], datetime]) -> None:
    start = clock_at(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    token = join()
    code = shown("join", token)
    clock_at(start + timedelta(minutes=10))
    with pytest.raises(services.CodeOver):
        enter("join", token, code)
    assert queries.pending_code(token, "join") is None


@pytest.mark.usefixtures("live")
def test_the_sixth_guess_of_a_code_is_not_looked_at() -> None:
    token = join()
    code = shown("join", token)
    left = []
    for _ in range(4):
        with pytest.raises(services.CodeWrong) as refusal:
            enter("join", token, other_than(code))
        left.append(refusal.value.params["left"])
    assert left == [4, 3, 2, 1]
    for guess in (other_than(code), code):
        with pytest.raises(services.CodeOver):
            enter("join", token, guess)


@pytest.mark.usefixtures("live")
def test_a_new_code_takes_the_old_ones_place() -> None:
    token = join()
    old = shown("join", token)
    services.send_again(purpose="join", browser=browser(token), say=say)
    new = shown("join", token)
    if new != old:
        with pytest.raises(services.CodeWrong):
            enter("join", token, old)
    assert isinstance(enter("join", token, new), services.Entered)


@pytest.mark.usefixtures("live")
def test_starting_over_puts_the_code_aside() -> None:
    token = join()
    services.start_over(purpose="join", browser=browser(token))
    assert queries.pending_code(token, "join") is None
    with pytest.raises(services.CodeOver):
        services.send_again(purpose="join", browser=browser(token), say=say)


def test_neither_code_nor_pin_nor_cookie_can_be_read_from_the_tables(live: LiveSession) -> None:
    token = join()
    code = shown("join", token)
    entered = enter("join", token)
    assert isinstance(entered, services.Entered)
    kept = [
        str(value)
        for table in (Code, Device, Session, Person, Attempt)
        for row in live.scalars(select(table))
        for value in (getattr(row, column.key) for column in table.__table__.columns)
    ]
    for secret in (code, NEW_PIN, token, entered.session_token):
        assert secret not in kept
    assert not any("pin_hash" in text or "argon2" in text for text in kept if text[:1] == "{")


def test_without_a_gateway_that_shows_codes_none_is_kept(live: LiveSession) -> None:
    sms.use_gateway(sms.HttpGateway("http://127.0.0.1:9/"))
    try:
        join()
        assert [row.shown for row in live.scalars(select(Code))] == [None]
        for _ in range(4):
            join()
        with pytest.raises(TooMany):
            join()
        assert len(live.scalars(select(Code)).all()) == 5
    finally:
        sms.use_gateway(sms.DemoGateway())


@pytest.mark.usefixtures("live")
def test_a_known_number_gets_no_session_from_joining_but_its_device_is_confirmed() -> None:
    token = join(FARMER)
    assert isinstance(enter("join", token), services.KnownNumber)
    with pytest.raises(services.WrongPin):
        sign_in(FARMER, NEW_PIN, token)
    assert isinstance(sign_in(FARMER, PIN, token), services.Entered)


@pytest.mark.usefixtures("live")
def test_a_new_device_needs_a_code_and_a_known_one_does_not() -> None:
    entered = confirmed()
    with writing():
        services.sign_out(entered.session_token)
    assert queries.viewer_of(entered.session_token) is None
    again = sign_in(token=entered.device_token)
    assert isinstance(again, services.Entered)
    assert again.session_token != entered.session_token
    assert isinstance(sign_in(MANAGER, token=entered.device_token), services.CodeSent)


@pytest.mark.usefixtures("live")
def test_whoever_signs_in_takes_the_browsers_place() -> None:
    farmer = confirmed()
    sign_in(BUYER, token=farmer.device_token)
    buyer = enter("device", farmer.device_token)
    assert isinstance(buyer, services.Entered)
    assert queries.viewer_of(farmer.session_token) is None
    assert queries.viewer_of(buyer.session_token) is not None


@pytest.mark.usefixtures("live")
def test_a_viewer_has_the_roles_of_now() -> None:
    roles = queries.viewer_of(confirmed(MANAGER).session_token)
    assert roles is not None
    assert roles.roles == {"manager", "member"}


@pytest.mark.usefixtures("live")
def test_a_session_that_nobody_used_for_half_a_year_is_over(
    clock_at: Callable[[datetime], datetime],
) -> None:
    start = clock_at(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    entered = confirmed()
    viewer = queries.viewer_of(entered.session_token)
    assert viewer is not None
    clock_at(start + timedelta(days=100))
    with writing():
        services.seen(viewer.session_id)
    clock_at(start + timedelta(days=280))
    assert queries.viewer_of(entered.session_token) is not None
    clock_at(start + timedelta(days=281))
    assert queries.viewer_of(entered.session_token) is None


@pytest.mark.usefixtures("live")
def test_signing_in_adopts_what_was_done_as_a_visitor() -> None:
    told: list[tuple[str | None, uuid.UUID]] = []

    @events.on("members.signed_in")
    def listen(*, live: LiveSession, visitor: str | None, member_id: uuid.UUID) -> None:
        told.append((visitor, member_id))

    key = ids.uuid7()
    with writing() as live:
        intent = keys.Intent("v:guest", key, "POST /x", "p", strict=True)
        keys.keep(live, intent, keys.Answer("received", 200, "", "/x"))
    token = sign_in().device_token
    guest = services.Browser(token, None, "", "guest")
    entered = services.enter_code(purpose="device", code=shown("device", token), browser=guest)
    assert isinstance(entered, services.Entered)
    assert told == [("guest", entered.member_id)]
    assert key in keys.receipts(f"m:{entered.member_id.hex}", [key])
    assert keys.receipts("v:guest", [key]) == {}


@pytest.mark.usefixtures("live")
def test_signing_a_device_out_ends_its_session_and_its_confirmation() -> None:
    entered = confirmed()
    viewer = queries.viewer_of(entered.session_token)
    assert viewer is not None
    for _twice in range(2):
        with writing():
            services.sign_out_device(viewer.id, viewer.device_id)
    assert queries.viewer_of(entered.session_token) is None
    assert isinstance(sign_in(token=entered.device_token), services.CodeSent)
    assert len(session.scalars(select(Confirmation)).all()) == 1


@pytest.mark.usefixtures("live")
def test_another_persons_device_is_not_there() -> None:
    entered = confirmed()
    viewer = queries.viewer_of(entered.session_token)
    assert viewer is not None
    stranger = queries.person_with(BUYER)
    for device_id in (viewer.device_id, uuid.uuid4()):
        with pytest.raises(NotFound), writing():
            services.sign_out_device(stranger, device_id)
    assert queries.viewer_of(entered.session_token) is not None


@pytest.mark.usefixtures("live")
def test_a_shared_phone_keeps_its_other_person() -> None:
    farmer = confirmed()
    sign_in(BUYER, token=farmer.device_token)
    buyer = enter("device", farmer.device_token)
    assert isinstance(buyer, services.Entered)
    viewer = queries.viewer_of(buyer.session_token)
    assert viewer is not None
    with writing():
        services.sign_out_device(viewer.id, viewer.device_id)
    assert isinstance(sign_in(token=farmer.device_token), services.Entered)


@pytest.mark.usefixtures("live")
def test_what_was_chosen_is_kept_and_what_was_not_stays_open() -> None:
    farmer = queries.person_with(FARMER)
    with writing():
        services.prefer(farmer, language="en")
    with writing():
        services.prefer(farmer, text_size="large")
    person = session.get_one(Person, farmer)
    assert (person.language, person.text_size) == ("en", "large")


@pytest.mark.usefixtures("live")
def test_old_codes_and_tries_are_forgotten() -> None:
    join()
    guesses(FARMER, 1)
    with writing():
        services.forget_entries_before(clock.now() + timedelta(days=2))
    assert session.scalars(select(Code)).all() == []
    assert session.scalars(select(Attempt)).all() == []
