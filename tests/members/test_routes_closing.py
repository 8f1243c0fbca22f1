"""Closing one's account as people meet it, without script."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from blueprints.members import rules
from tests.page import Client
from tests.village import FARMER, MANAGER, MENTOR, PIN, SHIQIAO_FARMER

OPEN = Callable[..., Client]
CLOSING = "/members/me/closing"


def test_an_account_is_closed_with_the_pin_and_the_phone_forgets(client: OPEN) -> None:
    phone = client(MENTOR)
    page = phone.get(phone.get("/members/me/data").link(CLOSING))
    assert "Nobody can undo this." in page.words
    done = phone.submit(page, pin=PIN)
    assert (done.status_code, done.headers["Location"]) == (303, "/members/closed")
    assert phone.get_cookie("session") is None
    assert "are gone from here" in phone.follow(done).words
    assert phone.get("/members/me").status_code == 303
    refused = phone.post("/sign-in", data={"phone": MENTOR, "pin": PIN})
    assert refused.status_code == 422


@pytest.mark.parametrize("pin", ["", "830417", "1", "x" * 500])
def test_without_the_pin_nothing_is_closed(client: OPEN, pin: str) -> None:
    phone = client(MENTOR)
    page = phone.submit(phone.get(CLOSING), pin=pin)
    assert page.status_code == 422
    assert page.one("input", name="pin").get("value") == ""
    assert phone.get("/members/me").h1 == "苏念慈"


def test_what_is_under_way_is_named(client: OPEN) -> None:
    for who, words in ((FARMER, "still under way"), (MANAGER, "柳树合作社")):
        phone = client(who)
        page = phone.submit(phone.get(CLOSING), pin=PIN)
        assert page.status_code == 409
        assert words in page.words
        assert phone.get("/members/me").status_code == 200


def test_the_name_is_gone_from_public_pages(client: OPEN) -> None:
    phone, stranger = client(SHIQIAO_FARMER), client()
    name = phone.get("/members/me").h1
    assert name
    done = phone.submit(phone.get(CLOSING), pin=PIN)
    if done.status_code == 303:
        assert name not in stranger.get("/storefront/?q=云坪村").words
    assert rules.CLOSED_NAME


def test_a_second_tap_gets_the_same_answer_and_a_stranger_does_not(client: OPEN) -> None:
    phone = client(MENTOR)
    cookies = dict(phone._cookies or {})
    page = phone.get(CLOSING)
    first = phone.submit(page, pin=PIN)
    phone._cookies = dict(cookies)  # as the second tap sends them, before the first answer came
    second = phone.submit(page, pin=PIN)
    assert (second.status_code, second.headers["Location"]) == (303, first.headers["Location"])
    assert phone.get_cookie("session") is None
    phone._cookies = dict(cookies)
    assert phone.post(CLOSING, data={"pin": PIN, "key": str(uuid.uuid4())}).status_code == 401
    assert client().submit(page, pin=PIN).status_code == 401
