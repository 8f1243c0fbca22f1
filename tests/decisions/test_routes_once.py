"""What the common guard cannot send twice, because nobody of its people may: sent twice here."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from blueprints.core import clock
from blueprints.core.db import Base, session
from blueprints.decisions import models
from tests.decisions.paths import id_of, opened, proposed, state_of
from tests.page import Client, Page
from tests.village import FARMER, MANAGER, NEIGHBOUR, PIN, TREASURER, Village

Enter = Callable[..., Client]


def twice(client: Client, path: str, **data: object) -> Page:
    """The second answer, which must be the first one's."""
    sent = {**data, "key": str(uuid.uuid4())}
    first, second = client.post(path, data=sent), client.post(path, data=sent)
    assert first.status_code == 303, first.words[:400]
    assert (second.status_code, second.headers["Location"]) == (303, first.headers["Location"])
    return second


@pytest.fixture
def rows(app: Flask) -> Callable[[type[Base]], int]:
    def count(table: type[Base]) -> int:
        with app.app_context():
            found = session.scalar(select(func.count()).select_from(table)) or 0
            session.remove()
        return int(found)

    return count


def test_taking_back_twice_is_once(client: Enter) -> None:
    farmer = client(FARMER)
    at = proposed(farmer)
    twice(farmer, f"{at}/withdrawal", reason="Think again.")
    assert state_of(farmer.get(at)) == "withdrawn"


def test_an_amendment_is_seconded_and_taken_once(
    client: Enter, rows: Callable[[type[Base]], int]
) -> None:
    farmer, neighbour = client(FARMER), client(NEIGHBOUR)
    at = proposed(farmer)
    before = rows(models.AmendmentSecond)
    neighbour.submit(neighbour.get(at), to="/amendments", body="Two scales, then.")
    one = neighbour.get(at).one("li", data_amendment=True).get("data-amendment")
    twice(client(MANAGER), f"{at}/amendments/{one}/seconds")
    assert rows(models.AmendmentSecond) == before + 1
    twice(farmer, f"{at}/amendments/{one}/answer", outcome="take")
    page = farmer.get(at)
    assert "Taken into the proposal." in page.words
    assert "Two scales, then." in page.one(id="proposal").text


def test_closing_signing_and_correcting_twice_is_once(
    client: Enter, rows: Callable[[type[Base]], int]
) -> None:
    farmer, manager = client(FARMER), client(MANAGER)
    at = proposed(farmer)
    opened(manager, at)
    farmer.post(f"{at}/ballots", data={"choice": "yes"})
    with clock.stopped_at(clock.now() + timedelta(hours=1, seconds=1)):
        before = rows(models.Minutes)
        twice(farmer, f"{at}/closing")
        assert rows(models.Minutes) == before + 1
        page = farmer.get(f"{at}/minutes")
        minutes = page.one("section", data_minutes=True).get("data-minutes")
        twice(farmer, f"{at}/minutes/{minutes}/signatures")
        assert rows(models.Signature) == 1


def test_paper_entered_twice_by_one_key_is_one_entry(
    client: Enter, village: Village, rows: Callable[[type[Base]], int]
) -> None:
    manager, treasurer = client(MANAGER), client(TREASURER)
    at = proposed(manager)
    opened(manager, at)
    two = [str(village.person(one)) for one in (TREASURER, NEIGHBOUR)]
    twice(manager, f"{at}/scrutineers", person=two)
    took = [str(village.person(FARMER))]
    twice(treasurer, f"{at}/paper", person=took, **{"count-yes": "1"})
    assert rows(models.PaperEntry) == 1
    alone = treasurer.get(f"{at}/paper").one("data", data_agree=True)
    assert alone.get("data-agree") == "unknown"
    refused = client(FARMER).post(f"{at}/paper", data={"count-yes": "1", "person": took})
    assert "Only the two who were named" in refused.words


def test_at_a_shared_device_the_pin_says_who_votes(client: Enter, village: Village) -> None:
    shared = client(NEIGHBOUR)
    shared.sign_in(MANAGER)
    at = proposed(shared, ballot="secret")
    opened(shared, at)
    who = str(village.person(NEIGHBOUR))
    refused = shared.post(f"{at}/booth", data={"person": who, "pin": "000000", "choice": "yes"})
    assert "That is not the PIN" in refused.words
    assert "0 of 7 have voted" in shared.get(at).words
    twice(shared, f"{at}/booth", person=who, pin=PIN, choice="yes")
    assert "1 of 7 have voted" in shared.get(at).words
    assert "no vote of yours" in shared.get(f"{at}/receipt").words
    stranger = str(village.person(FARMER))
    elsewhere = shared.post(f"{at}/booth", data={"person": stranger, "pin": PIN, "choice": "no"})
    assert elsewhere.status_code in (403, 422)
    assert "1 of 7 have voted" in shared.get(at).words


def test_where_the_key_is_lost_members_vote_again(client: Enter, app: Flask) -> None:
    farmer, manager = client(FARMER), client(MANAGER)
    at = proposed(farmer)
    opened(manager, at)
    farmer.post(f"{at}/ballots", data={"choice": "yes"})
    app.extensions["vault"].destroy(f"{uuid.UUID(id_of(at))}.1")
    page = manager.get(at)
    assert "The key of this vote was lost" in page.words
    later = (clock.local(clock.now()) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    twice(manager, f"{at}/opening/again", closes_at=later)
    assert "0 of 7 have voted" in farmer.get(at).words
    assert farmer.post(f"{at}/ballots", data={"choice": "no"}).status_code == 303
