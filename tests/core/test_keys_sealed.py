"""Writes whose key row must not tell what was sent: once all the same, and nothing to be read."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from blueprints.core.keys import Key, Seal
from tests.core.conftest import SECRET, Sown, Visit
from tests.page import Client, Page

JSON = {"Accept": "application/json"}
SEAL, NAMELESS = Seal(b"s" * 32), Seal(b"s" * 32, nameless=True)


@pytest.fixture(autouse=True)
def _sealed() -> Iterator[None]:
    SECRET["seal"] = SEAL
    yield
    SECRET.clear()


def send(client: Client, key: object, choice: str = "yes") -> Page:
    headers = {**JSON, "Idempotency-Key": str(key)}
    return client.post("/plot/secrets", data={"choice": choice}, headers=headers)


def row(soil: Session) -> Key:
    soil.rollback()
    return soil.scalars(select(Key)).one()


def test_a_repeat_gets_the_same_answer_and_other_content_is_refused(
    visit: Visit, sown: Sown
) -> None:
    alice, key = visit("alice"), uuid.uuid4()
    first, second = send(alice, key), send(alice, key)
    assert (first.json["state"], second.json) == ("received", first.json)
    assert send(alice, key, "no").status_code == 422
    assert sown() == 1


def test_the_row_holds_no_hash_that_can_be_tried_out(visit: Visit, soil: Session) -> None:
    send(visit("alice"), uuid.uuid4())
    guesses = {
        hashlib.sha256(json.dumps(["choice", [choice]]).encode()).hexdigest()
        for choice in ("yes", "no", "abstain")
    }
    kept = row(soil)
    assert kept.payload not in guesses
    assert (kept.message, kept.location, kept.errors) == ("Received.", "/plot/", {})
    assert (kept.answered_at.hour, kept.answered_at.minute, kept.answered_at.second) == (0, 0, 0)


def test_a_repeat_after_the_secret_is_gone_is_known_by_its_key(visit: Visit, sown: Sown) -> None:
    alice, key = visit("alice"), uuid.uuid4()
    first = send(alice, key)
    SECRET["seal"] = Seal(None)
    assert send(alice, key).json == first.json
    assert sown() == 1


def test_a_nameless_row_names_neither_sender_nor_key_nor_page(
    visit: Visit, soil: Session, sown: Sown
) -> None:
    SECRET["seal"] = NAMELESS
    alice, key = visit("alice"), uuid.uuid4()
    first = send(alice, key)
    assert first.headers["Idempotency-Key"] == str(key)
    kept = row(soil)
    assert kept.owner.startswith("nameless:")
    assert uuid.UUID(int=1).hex not in kept.owner
    assert (kept.key != key, kept.route) == (True, "nameless")
    assert send(alice, key).json == first.json
    assert sown() == 1


def test_two_people_with_one_key_stay_two(visit: Visit, sown: Sown) -> None:
    SECRET["seal"] = NAMELESS
    key = uuid.uuid4()
    send(visit("alice"), key)
    send(visit("bob"), key)
    assert sown() == 2


def test_the_last_word_of_a_page_used_again_holds(visit: Visit, sown: Sown) -> None:
    SECRET["seal"] = Seal(b"s" * 32, renewable=True)
    alice, key = visit("alice"), str(uuid.uuid4())
    for n, choice in enumerate(("yes", "yes", "no", "yes"), 1):
        answer = alice.post("/plot/secrets", data={"choice": choice, "key": key})
        assert answer.status_code == 303
        # The second was sent again by the browser; the others were meant.
        assert sown() == (n if n < 2 else n - 1)
