"""Passkeys as far as no phone is needed: what is asked, and what is refused."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session as LiveSession

from blueprints.core import clock, ids
from blueprints.core.access import Viewer
from blueprints.core.db import session, writing
from blueprints.core.errors import NotFound
from blueprints.members import queries, services
from blueprints.members.models import Challenge, Passkey
from tests.members.gate import browser, confirmed
from tests.page import Client
from tests.village import BUYER, FARMER, PIN

OPEN = Callable[..., Client]
SITE = services.Site("example.org", "https://example.org")
RUBBISH = ["", "x", "[]", "{}", '{"id": 1}', '{"id": "x", "rawId": "x", "type": "public-key"}']


def farmer() -> Viewer:
    viewer = queries.viewer_of(confirmed().session_token)
    assert viewer is not None
    return viewer


def planted(viewer: Viewer) -> uuid.UUID:
    with writing() as live:
        passkey = Passkey(
            person_id=viewer.id,
            credential="abc",
            public_key=b"x",
            sign_count=0,
            label="Android · Chrome",
            key=ids.uuid7(),
        )
        live.add(passkey)
    return passkey.id


@pytest.mark.usefixtures("live")
def test_each_question_is_new_and_takes_the_place_of_the_last() -> None:
    viewer = farmer()
    told = [json.loads(services.ask_for_passkey(viewer, SITE)) for _ in range(2)]
    assert told[0]["challenge"] != told[1]["challenge"]
    assert told[1]["rp"]["id"] == "example.org"
    assert told[1]["authenticatorSelection"]["userVerification"] == "required"
    still = session.scalars(select(Challenge).where(Challenge.used_at.is_(None))).all()
    assert len(still) == 1


@pytest.mark.usefixtures("live")
def test_a_phone_that_has_one_is_not_asked_for_a_second() -> None:
    viewer = farmer()
    planted(viewer)
    told = json.loads(services.ask_for_passkey(viewer, SITE))
    assert [one["id"] for one in told["excludeCredentials"]] == ["abc"]


@pytest.mark.parametrize("credential", RUBBISH)
def test_rubbish_is_refused_and_uses_the_challenge_up(credential: str, live: LiveSession) -> None:
    token = services.ask_by_passkey(browser(None), SITE).device_token
    with pytest.raises(services.PasskeyRefused):
        services.sign_in_by_passkey(
            credential=credential, browser=browser(token), site=SITE, onward=None
        )
    assert live.scalars(select(Challenge).where(Challenge.used_at.is_(None))).all() == []
    viewer = farmer()
    services.ask_for_passkey(viewer, SITE)
    with pytest.raises(services.PasskeyRefused), writing():
        services.keep_passkey(viewer, credential=credential, label="", site=SITE, key=ids.uuid7())


@pytest.mark.usefixtures("live")
def test_only_its_owner_ends_a_passkey() -> None:
    viewer = farmer()
    passkey_id = planted(viewer)
    stranger = queries.person_with(BUYER)
    for who, what in ((stranger, passkey_id), (viewer.id, uuid.uuid4())):
        with pytest.raises(NotFound), writing():
            services.end_passkey(who, what)
    assert [one.label for one in queries.passkeys_of(viewer.id)] == ["Android · Chrome"]
    for _twice in range(2):
        with writing():
            services.end_passkey(viewer.id, passkey_id)
    assert queries.passkeys_of(viewer.id) == ()


@pytest.mark.usefixtures("live")
def test_old_challenges_are_forgotten(clock_at: Callable[[datetime], datetime]) -> None:
    start = clock_at(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    services.ask_by_passkey(browser(None), SITE)
    clock_at(start + timedelta(days=3))
    with writing() as live:
        live.execute(update(Challenge).values(used_at=clock.now()))
        services.forget_entries_before(clock.now() - timedelta(days=2))
    assert session.scalars(select(Challenge)).all() == []


def test_making_one_asks_for_the_pin_and_keeps_what_the_phone_said(client: OPEN) -> None:
    phone = client(FARMER)
    page = phone.post("/members/me/passkeys", data={"credential": "{}", "key": str(ids.uuid7())})
    assert (page.status_code, page.h1) == (422, "Your PIN, please")
    answer = phone.submit(page, pin=PIN)
    assert (answer.status_code, "did not work" in answer.words) == (422, True)
    page = client().post("/sign-in/passkey", data={"credential": "{}"})
    assert (page.status_code, "did not work" in page.words) == (422, True)
    assert page.form("phone", "pin")
