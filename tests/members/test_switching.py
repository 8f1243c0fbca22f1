"""One phone, several people: two taps and the PIN, and nothing of the one for the other."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from blueprints.core.db import writing
from blueprints.core.errors import TooMany
from blueprints.members import queries, services
from tests.members.gate import WRONG, browser, confirmed, enter, sign_in
from tests.page import Client, Page
from tests.village import BUYER, FARMER, MANAGER, PIN

OPEN = Callable[..., Client]


def shared() -> services.Entered:
    """The farmer's phone, which the buyer uses too, and has just now."""
    token = confirmed(FARMER).device_token
    sign_in(BUYER, token=token)
    entered = enter("device", token)
    assert isinstance(entered, services.Entered)
    return entered


def switch(to: str, token: str, pin: str = PIN) -> services.Entered:
    return services.switch_person(
        person_id=queries.person_with(to), pin=pin, browser=browser(token), onward=None
    )


@pytest.mark.usefixtures("live")
def test_the_pin_hands_the_phone_over_and_ends_the_others_session() -> None:
    buyer = shared()
    farmer = switch(FARMER, buyer.device_token)
    assert queries.viewer_of(buyer.session_token) is None
    viewer = queries.viewer_of(farmer.session_token)
    assert viewer is not None
    assert viewer.id == queries.person_with(FARMER)
    assert queries.viewer_of(switch(BUYER, buyer.device_token).session_token) is not None


@pytest.mark.usefixtures("live")
def test_only_who_is_confirmed_on_this_phone_is_listed_and_let_in() -> None:
    buyer = shared()
    names = [one.name for one in queries.people_here(buyer.device_token)]
    assert names == ["江望舒", "柳大田"]  # who was here last stands first
    assert [one.phone[-4:] for one in queries.people_here(buyer.device_token)] == ["0011", "0001"]
    for nobody in (None, "x" * 43, "é"):
        assert queries.people_here(nobody) == ()
        with pytest.raises(services.NotConfirmedHere):
            services.switch_person(
                person_id=queries.person_with(FARMER), pin=PIN, browser=browser(nobody), onward=None
            )
    for stranger in (queries.person_with(MANAGER), uuid.uuid4()):
        with pytest.raises(services.NotConfirmedHere):
            services.switch_person(
                person_id=stranger, pin=PIN, browser=browser(buyer.device_token), onward=None
            )
    assert queries.viewer_of(buyer.session_token) is not None


@pytest.mark.usefixtures("live")
def test_who_signed_out_and_forgot_the_phone_is_no_longer_listed() -> None:
    buyer = shared()
    viewer = queries.viewer_of(buyer.session_token)
    assert viewer is not None
    with writing():
        services.sign_out_device(viewer.id, viewer.device_id)
    assert [one.name for one in queries.people_here(buyer.device_token)] == ["柳大田"]
    with pytest.raises(services.NotConfirmedHere):
        switch(BUYER, buyer.device_token)


@pytest.mark.usefixtures("live")
def test_guessing_a_neighbours_pin_is_slowed_and_changes_nothing() -> None:
    buyer, looked_at = shared(), 0
    for _ in range(50):
        try:
            switch(FARMER, buyer.device_token, WRONG)
        except services.NotThePin:
            looked_at += 1
        except TooMany:
            continue
    assert looked_at == 5
    assert queries.viewer_of(buyer.session_token) is not None
    assert isinstance(sign_in(BUYER, token=buyer.device_token), services.Entered)


def on_shared_phone(client: OPEN) -> Client:
    """The farmer first, then the buyer, through the real forms."""
    phone = client(FARMER)
    phone.sign_in(BUYER)
    return phone


def test_two_taps_and_the_pin(client: OPEN) -> None:
    phone = on_shared_phone(client)
    me = phone.get("/members/me")
    assert me.h1 == "江望舒"
    page = phone.get(me.link("/switch"))  # the first tap
    assert [one.get("value") for one in page.all("input", name="person") if one.has("checked")]
    arrived = phone.submit(page, pin=PIN)  # of two, the other one is chosen; the second tap sends
    assert (arrived.status_code, arrived.headers["Location"]) == (303, "/members/me")
    assert phone.get("/members/me").h1 == "柳大田"
    assert "江望舒" not in phone.get("/members/me").words


def test_signed_out_one_chooses_from_everybody_of_this_phone(client: OPEN) -> None:
    phone = on_shared_phone(client)
    phone.submit(phone.get("/members/me"), to="/sign-out")
    page = phone.get(phone.get("/sign-in?next=/storefront/orders/").link("/switch"))
    people = [one.get("value") for one in page.all("input", name="person")]
    assert len(people) == 2
    nobody = phone.submit(page, to="/switch", pin=PIN)
    assert (nobody.status_code, "choose who you are" in nobody.words) == (422, True)
    wrong = phone.submit(page, to="/switch", person=people[1], pin=WRONG)
    assert (wrong.status_code, "That is not the PIN" in wrong.words) == (422, True)
    arrived = phone.submit(page, to="/switch", person=people[1], pin=PIN)
    assert arrived.headers["Location"] == "/storefront/orders/"
    assert phone.get("/members/me").h1 == "柳大田"


def test_a_strangers_phone_shows_nobody(client: OPEN) -> None:
    stranger = client()
    page: Page = stranger.get("/switch")
    assert not page.all("input", name="person")
    assert "/switch" not in stranger.get("/sign-in").links
    for person in ("", "柳", "0" * 10_000, str(uuid.uuid4())):
        answer = stranger.post("/switch", data={"person": person, "pin": PIN})
        assert answer.status_code in (403, 422)
