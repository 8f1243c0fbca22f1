"""A forgotten PIN and a new phone: by the number's own code, and nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as LiveSession

from blueprints.core import ids, jobs, sms
from blueprints.core.db import session
from blueprints.core.errors import TooMany
from blueprints.members import queries, rules, services
from blueprints.members.models import PinChange
from tests.members.gate import NEW, NEW_PIN, browser, confirmed, other_than, say, shown, sign_in
from tests.page import Client, Page
from tests.village import BUYER, FARMER, PIN

OPEN = Callable[..., Client]
CHANGED = "changed just now"


def ask(phone: str = FARMER, token: str | None = None) -> str:
    """Up to the code; gives the browser's token."""
    sent = services.ask_new_pin(phone=phone, browser=browser(token), onward=None, say=say)
    return sent.device_token


def enter(token: str, code: str | None = None) -> services.MayChoose | services.UnknownNumber:
    return services.enter_pin_code(code=code or shown("pin", token), browser=browser(token))


def choose(token: str, pin: str = NEW_PIN, key: uuid.UUID | None = None) -> services.Entered:
    return services.choose_pin(
        pin=pin, browser=browser(token), say_changed=lambda: CHANGED, key=key
    )


def told() -> list[tuple[str, str]]:
    asked = select(jobs.Job.payload).where(jobs.Job.kind == sms.KIND).order_by(jobs.Job.id)
    return [(row["phone"], row["words"]) for row in session.scalars(asked)]


@pytest.mark.usefixtures("live")
def test_the_code_opens_the_choice_of_a_new_pin_and_that_lets_in() -> None:
    token = ask()
    assert queries.may_choose_pin(token) is None
    assert isinstance(enter(token), services.MayChoose)
    assert queries.may_choose_pin(token) == "138 **** 0001"
    viewer = queries.viewer_of(choose(token).session_token)
    assert viewer is not None
    assert viewer.id == queries.person_with(FARMER)
    assert queries.may_choose_pin(token) is None
    assert isinstance(sign_in(pin=NEW_PIN, token=token), services.Entered)
    with pytest.raises(services.WrongPin):
        sign_in(pin=PIN, token=token)


@pytest.mark.usefixtures("live")
def test_everything_that_was_open_elsewhere_is_over_and_the_owner_is_told() -> None:
    old, neighbour = confirmed(), confirmed(BUYER)
    token = ask()
    enter(token)
    choose(token)
    assert queries.viewer_of(old.session_token) is None
    assert isinstance(sign_in(pin=NEW_PIN, token=old.device_token), services.CodeSent)
    assert queries.viewer_of(neighbour.session_token) is not None
    assert told()[-2:-1] == [(f"+86{FARMER}", CHANGED)]  # then the old phone's code
    change = session.scalars(select(PinChange)).one()
    assert (change.person_id, change.by) == (queries.person_with(FARMER), "code")


@pytest.mark.usefixtures("live")
def test_nothing_is_chosen_without_the_code() -> None:
    token = ask()
    code = shown("pin", token)
    with pytest.raises(services.CodeWrong):
        enter(token, other_than(code))
    with pytest.raises(services.CodeOver):
        choose(token)
    for stranger in (None, "x" * 43, confirmed(BUYER).device_token):
        with pytest.raises(services.CodeOver):
            services.enter_pin_code(code=code, browser=browser(stranger))
    enter(token)
    for stranger in (None, "x" * 43, confirmed(BUYER).device_token):
        with pytest.raises(services.CodeOver):
            services.choose_pin(
                pin=NEW_PIN, browser=browser(stranger), say_changed=lambda: CHANGED, key=None
            )


@pytest.mark.usefixtures("live")
def test_a_code_for_another_purpose_opens_no_choice() -> None:
    token = sign_in().device_token
    code = shown("device", token)
    with pytest.raises(services.CodeOver):
        enter(token, code)
    services.enter_code(purpose="device", code=code, browser=browser(token))
    with pytest.raises(services.CodeOver):
        choose(token)


@pytest.mark.usefixtures("live")
def test_the_sixth_guess_of_the_code_is_not_looked_at() -> None:
    token = ask()
    code = shown("pin", token)
    for _ in range(4):
        with pytest.raises(services.CodeWrong):
            enter(token, other_than(code))
    for guess in (other_than(code), code):
        with pytest.raises(services.CodeOver):
            enter(token, guess)


@pytest.mark.usefixtures("live")
def test_the_choice_closes_after_ten_minutes(clock_at: Callable[[datetime], datetime]) -> None:
    start = clock_at(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    token = ask()
    enter(token)
    clock_at(start + timedelta(minutes=10))
    assert queries.may_choose_pin(token) is None
    with pytest.raises(services.CodeOver):
        choose(token)


@pytest.mark.usefixtures("live")
def test_a_second_tap_lets_in_and_changes_nothing_more() -> None:
    token, key = ask(), ids.uuid7()
    code = shown("pin", token)
    assert [type(enter(token, code)) for _ in range(2)] == [services.MayChoose] * 2
    first, second = choose(token, key=key), choose(token, "920573", key=key)
    assert queries.viewer_of(first.session_token) is None
    assert queries.viewer_of(second.session_token) is not None
    assert isinstance(sign_in(pin=NEW_PIN, token=token), services.Entered)
    assert len(session.scalars(select(PinChange)).all()) == 1
    for other in (ids.uuid7(), None):
        with pytest.raises(services.CodeOver):
            choose(token, key=other)


@pytest.mark.usefixtures("live")
def test_a_weak_pin_is_refused_and_may_be_mended() -> None:
    token = ask()
    enter(token)
    for weak in ("123456", "800000", "12345"):
        with pytest.raises((rules.BadPin, rules.PinOfDigits)):
            choose(token, weak)
    choose(token)


@pytest.mark.usefixtures("live")
def test_who_has_no_account_learns_it_only_behind_the_code() -> None:
    token = ask(NEW)
    assert isinstance(enter(token), services.UnknownNumber)
    assert queries.may_choose_pin(token) is None
    with pytest.raises(services.CodeOver):
        choose(token)


def test_codes_for_a_new_pin_are_limited_as_all_codes_are(live: LiveSession) -> None:
    sms.use_gateway(sms.HttpGateway("http://127.0.0.1:9/"))
    try:
        for _ in range(5):
            ask()
        with pytest.raises(TooMany):
            ask()
    finally:
        sms.use_gateway(sms.DemoGateway())


def code_on(page: Page) -> str:
    return str(page.one(data_demo_code=True).text)


def test_a_new_phone_goes_all_the_way_without_script(client: OPEN) -> None:
    old, new = client(FARMER), client()
    page = new.get("/sign-in?next=/storefront/orders/")
    page = new.get(page.link("/new-pin"))
    page = new.follow(new.submit(page, phone=FARMER))
    page = new.follow(new.submit(page, code=code_on(page)))
    assert page.h1 == "Choose a new PIN"
    weak = new.submit(page, pin="123456")
    assert (weak.status_code, "easy to guess" in weak.words) == (422, True)
    arrived = new.submit(page, pin=NEW_PIN)
    assert (arrived.status_code, arrived.headers["Location"]) == (303, "/storefront/orders/")
    assert new.get("/members/me").h1 == "柳大田"
    assert old.get("/members/me").status_code == 303


def test_known_and_unknown_numbers_read_alike_until_the_code(client: OPEN) -> None:
    answers = [client().post("/new-pin", data={"phone": phone}) for phone in (FARMER, NEW)]
    assert [(one.status_code, one.headers["Location"]) for one in answers] == [
        (303, "/new-pin")
    ] * 2
    stranger = client()
    page = stranger.follow(stranger.post("/new-pin", data={"phone": NEW, "next": "/storefront/"}))
    page = stranger.follow(stranger.submit(page, code=code_on(page)))
    assert page.request.path == "/join"
    assert "no account yet" in page.words


def test_what_ran_out_meanwhile_is_said_at_the_step_one_is_at(client: OPEN) -> None:
    stranger = client()
    page = stranger.post("/new-pin", data={"pin": NEW_PIN})
    assert (page.status_code, "no longer works" in page.words) == (422, True)
    assert page.form("phone")
    stranger.post("/new-pin", data={"phone": FARMER})
    page = stranger.post("/new-pin", data={"pin": NEW_PIN})
    assert page.status_code == 422
    assert page.form("code")
    for rubbish in ("", "abc", "9" * 100_000, "\x00"):
        assert stranger.post("/new-pin", data={"pin": rubbish}).status_code == 422
        assert stranger.post("/new-pin", data={"phone": rubbish}).status_code == 422
        assert stranger.post("/new-pin", data={"code": rubbish}).status_code == 422
    over = stranger.follow(stranger.post("/new-pin", data={"again": "start"}))
    assert over.form("phone")
