"""The PIN once more, and a new one in place of the old."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from blueprints.core import ids
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.core.errors import TooMany
from blueprints.members import queries, rules, services
from blueprints.members.models import PinChange
from tests.members.gate import NEW_PIN, WRONG, confirmed, sign_in
from tests.page import Client
from tests.village import BUYER, FARMER, PIN

OPEN = Callable[..., Client]


def here(phone: str = FARMER) -> tuple[services.Entered, Viewer]:
    entered = confirmed(phone)
    viewer = queries.viewer_of(entered.session_token)
    assert viewer is not None
    return entered, viewer


def change(viewer: Viewer, pin: str = PIN, new_pin: str = NEW_PIN, key: object = None) -> None:
    mark = key or ids.uuid7()
    services.change_own_pin(
        viewer,
        pin=pin,
        new_pin=new_pin,
        say_changed=lambda: "changed",
        key=mark,  # type: ignore[arg-type]
    )


@pytest.mark.usefixtures("live")
def test_a_pin_given_once_more_counts_for_minutes_and_in_its_session_only(
    clock_at: Callable[[datetime], datetime],
) -> None:
    start = clock_at(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    (_, viewer), (_, other_phone) = here(), here()
    assert not queries.pin_confirmed_within(viewer.session_id, 5)  # signing in is not enough
    services.confirm_pin(viewer, PIN)
    assert queries.pin_confirmed_within(viewer.session_id, 5)
    assert not queries.pin_confirmed_within(other_phone.session_id, 5)
    clock_at(start + timedelta(minutes=5))
    assert not queries.pin_confirmed_within(viewer.session_id, 5)


@pytest.mark.usefixtures("live")
def test_a_wrong_pin_is_counted_with_those_of_the_sign_in() -> None:
    entered, viewer = here()
    for _ in range(5):
        with pytest.raises(services.NotThePin):
            services.confirm_pin(viewer, WRONG)
    with pytest.raises(TooMany):
        services.confirm_pin(viewer, PIN)
    with pytest.raises(TooMany):
        sign_in(token=entered.device_token)
    assert not queries.pin_confirmed_within(viewer.session_id, 5)


@pytest.mark.usefixtures("live")
def test_a_session_that_ended_confirms_nothing() -> None:
    entered, viewer = here()
    services.confirm_pin(viewer, PIN)
    assert isinstance(sign_in(token=entered.device_token), services.Entered)
    assert not queries.pin_confirmed_within(viewer.session_id, 5)


@pytest.mark.usefixtures("live")
def test_a_new_pin_takes_the_olds_place_and_ends_the_other_phones() -> None:
    (old, _), (now, viewer) = here(), here()
    change(viewer)
    assert queries.viewer_of(old.session_token) is None
    assert queries.viewer_of(now.session_token) is not None
    assert isinstance(sign_in(pin=NEW_PIN, token=now.device_token), services.Entered)
    assert isinstance(sign_in(pin=NEW_PIN, token=old.device_token), services.CodeSent)
    known = queries.last_pin_change(viewer.id)
    assert known is not None
    assert known.by == "pin"
    assert queries.last_pin_change(queries.person_with(BUYER)) is None


@pytest.mark.usefixtures("live")
def test_sent_twice_it_is_changed_once() -> None:
    _, viewer = here()
    key = ids.uuid7()
    change(viewer, key=key)
    change(viewer, key=key)
    assert len(session.scalars(select(PinChange)).all()) == 1


@pytest.mark.usefixtures("live")
def test_what_cannot_be_the_new_pin_changes_nothing() -> None:
    entered, viewer = here()
    refused = [(PIN, "123456", rules.BadPin), (PIN, "80000001", rules.PinOfDigits)]
    for pin, new_pin, why in [*refused, (WRONG, NEW_PIN, services.NotThePin)]:
        with pytest.raises(why):
            change(viewer, pin, new_pin)
    assert isinstance(sign_in(pin=PIN, token=entered.device_token), services.Entered)


@pytest.mark.usefixtures("live")
def test_the_same_pin_again_is_no_change() -> None:
    _, viewer = here()
    change(viewer)
    with pytest.raises(services.SamePin):
        change(viewer, NEW_PIN, NEW_PIN)


def test_the_pages_of_the_pin(client: OPEN) -> None:
    phone = client(FARMER)
    page = phone.get(phone.get("/members/me").link("/members/me/pin"))
    wrong = phone.submit(page, pin=WRONG, new_pin=NEW_PIN)
    assert (wrong.status_code, "That is not the PIN" in wrong.words) == (422, True)
    arrived = phone.submit(page, pin=PIN, new_pin=NEW_PIN)
    assert (arrived.status_code, arrived.headers["Location"]) == (303, "/members/me")
    assert "Last changed" in phone.get("/members/me/pin").words
    page = phone.get("/members/me/pin?next=/storefront/orders/")
    assert phone.submit(page, pin=WRONG).status_code == 422
    assert phone.submit(page, pin=NEW_PIN).headers["Location"] == "/storefront/orders/"
    for rubbish in ("", "9" * 10_000, "\x00"):
        for sent in ({"pin": rubbish}, {"pin": rubbish, "new_pin": rubbish}):
            assert phone.post("/members/me/pin", data=sent).status_code in (422, 429)
