"""Exactly once: the protocol of docs/decisions/0004, on both engines."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from blueprints.core import clock, keys
from blueprints.core.db import writing
from blueprints.core.keys import Answer, Intent, Key
from blueprints.core.web.act import read_intent
from tests.core.conftest import Sown, Visit
from tests.page import Client, Page

JSON = {"Accept": "application/json"}


def send(client: Client, key: object, words: str = "7", **headers: str) -> Page:
    """As an outbox does."""
    return client.post(
        "/plot/seeds",
        data={"words": words},
        headers={**JSON, "Idempotency-Key": str(key), **headers},
    )


def fill_in(client: Client, key: object, words: str = "7") -> Page:
    """As a plain form does."""
    return client.post("/plot/seeds", data={"words": words, "key": str(key)})


@pytest.fixture
def key() -> uuid.UUID:
    return uuid.uuid4()


def test_the_same_key_twice_sows_once_and_answers_the_same(
    visit: Visit, sown: Sown, key: uuid.UUID
) -> None:
    alice = visit("alice")
    first, second = send(alice, key), send(alice, key)
    assert (first.status_code, first.json["state"]) == (200, "received")
    assert second.json == first.json
    assert sown() == 1


def test_the_answer_carries_the_key_and_says_when_it_is_a_repeat(
    visit: Visit, key: uuid.UUID
) -> None:
    alice = visit("alice")
    first, second = send(alice, key), send(alice, key)
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"] == str(key)
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"


def test_the_answer_has_exactly_the_published_fields(visit: Visit, key: uuid.UUID) -> None:
    assert set(send(visit("alice"), key).json) == {"key", "state", "message", "location", "errors"}


def test_a_key_in_double_quotes_is_the_same_key(visit: Visit, sown: Sown, key: uuid.UUID) -> None:
    alice = visit("alice")
    send(alice, key)
    assert send(alice, f'"{key}"').json["key"] == str(key)
    assert sown() == 1


def test_a_plain_form_sent_twice_sows_once_and_leads_to_one_page(
    visit: Visit, sown: Sown, key: uuid.UUID
) -> None:
    alice = visit("alice")
    first, second = fill_in(alice, key), fill_in(alice, key)
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert sown() == 1


def test_the_header_with_other_content_is_refused(visit: Visit, sown: Sown, key: uuid.UUID) -> None:
    alice = visit("alice")
    send(alice, key, "7")
    other = send(alice, key, "8")
    assert (other.status_code, other.json["state"]) == (422, "refused")
    assert sown() == 1


def test_a_saved_form_used_again_for_other_words_is_new(
    visit: Visit, sown: Sown, key: uuid.UUID
) -> None:
    alice = visit("alice")
    fill_in(alice, key, "7")
    fill_in(alice, key, "8")
    fill_in(alice, key, "8")
    assert sown() == 2


def test_two_people_may_use_one_key(visit: Visit, sown: Sown, key: uuid.UUID) -> None:
    send(visit("alice"), key)
    send(visit("bob"), key)
    assert sown() == 2


def test_a_visitors_first_write_makes_them_the_owner_of_their_key(
    visit: Visit, sown: Sown, key: uuid.UUID
) -> None:
    stranger = visit()
    first = send(stranger, key)
    assert "visitor=" in first.headers["Set-Cookie"]
    assert send(stranger, key).headers["Idempotency-Replayed"] == "true"
    send(stranger, uuid.uuid4())
    assert sown() == 2


def test_a_first_write_whose_answer_and_cookie_were_lost_is_still_done_once(
    visit: Visit, sown: Sown, key: uuid.UUID
) -> None:
    """Only its sender knows the key, so the key finds its visitor again."""
    send(visit(), key)
    assert send(visit(), key).headers["Idempotency-Replayed"] == "true"
    assert sown() == 1


def test_a_first_write_whose_cookie_was_lost_finds_its_owner_by_the_key(
    visit: Visit, sown: Sown, key: uuid.UUID
) -> None:
    first, again = send(visit(), key), send(visit(), key)
    assert again.headers["Set-Cookie"] == first.headers["Set-Cookie"]
    assert sown() == 1


def test_two_visitors_may_use_the_same_key(visit: Visit, sown: Sown, key: uuid.UUID) -> None:
    one, other = visit(), visit()
    for n, visitor in enumerate((one, other)):
        visitor.set_cookie("visitor", f"cookie-{n}")
        send(visitor, key)
    assert sown() == 2


@pytest.mark.parametrize("bad", ["x", "1234", "00000000-0000-0000-0000-00000000000g", "' or 1=1"])
def test_a_key_that_is_not_a_uuid_changes_nothing(visit: Visit, sown: Sown, bad: str) -> None:
    alice = visit("alice")
    assert send(alice, bad).status_code == 422
    assert fill_in(alice, bad).status_code == 422
    assert sown() == 0


def test_a_form_without_a_key_is_taken_each_time(visit: Visit, sown: Sown) -> None:
    alice = visit("alice")
    for _ in range(2):
        assert alice.post("/plot/seeds", data={"words": "7"}).status_code == 303
    assert sown() == 2


def test_a_refusal_is_kept_and_repeated_without_a_second_try(
    visit: Visit, sown: Sown, key: uuid.UUID
) -> None:
    alice = visit("alice")
    first, second = send(alice, key, "13"), send(alice, key, "13")
    assert (first.status_code, first.json["state"]) == (409, "conflict")
    assert first.json["errors"] == {"words": ["Only 3 left."]}
    assert second.json == first.json
    assert second.headers["Idempotency-Replayed"] == "true"
    assert sown() == 0, "what the verb wrote before it refused must not stay"


def test_a_refused_plain_form_comes_back_and_may_be_sent_again(
    visit: Visit, sown: Sown, key: uuid.UUID
) -> None:
    alice = visit("alice")
    assert fill_in(alice, key, "13").status_code == 409
    assert fill_in(alice, key, "13").status_code == 409
    assert sown() == 0


def test_invalid_words_from_an_outbox_are_refused_once_and_for_all(
    visit: Visit, sown: Sown, key: uuid.UUID
) -> None:
    alice = visit("alice")
    first = send(alice, key, "many")
    assert (first.status_code, first.json["state"]) == (422, "refused")
    assert list(first.json["errors"]) == ["words"]
    assert send(alice, key, "many").headers["Idempotency-Replayed"] == "true"
    assert sown() == 0


def test_a_fault_leaves_neither_the_key_nor_the_seed(
    ground: Flask, visit: Visit, sown: Sown, key: uuid.UUID
) -> None:
    alice = visit("alice")
    ground.testing = False
    assert send(alice, key, "15").status_code == 500
    assert sown() == 0
    again = send(alice, key, "15")
    assert "Idempotency-Replayed" not in again.headers, "a fault is tried again, never repeated"


def test_the_same_key_at_the_same_time_sows_once(visit: Visit, sown: Sown, key: uuid.UUID) -> None:
    answers: list[Any] = []
    barrier = threading.Barrier(6)

    def once() -> None:
        client = visit("alice")
        barrier.wait()
        answers.append(send(client, key).json["state"])

    threads = [threading.Thread(target=once) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sown() == 1
    assert set(answers) <= {"received", "in_progress"}
    assert "received" in answers


def intent(owner: str = "m:1", key: uuid.UUID | None = None, **other: Any) -> Intent:
    told = {"route": "POST /x", "payload": "p", "strict": True, **other}
    return Intent(owner, key or uuid.uuid4(), **told)


def test_signing_in_adopts_what_the_visitor_sent(soil: Session, key: uuid.UUID) -> None:
    both = uuid.uuid4()
    with writing() as live:
        keys.keep(live, intent("v:1", key), Answer("received", 200, "once"))
        keys.keep(live, intent("v:1", both), Answer("received", 200, "the visitor's"))
        keys.keep(live, intent("m:1", both), Answer("received", 200, "the member's"))
    with writing() as live:
        keys.adopt(live, "v:1", "m:1")
    found = keys.receipts("m:1", [key, both])
    assert (found[key].message, found[both].message) == ("once", "the member's")
    assert keys.receipts("v:1", [key, both]) == {}


def test_receipts_show_only_the_owners_keys(soil: Session, key: uuid.UUID) -> None:
    with writing() as live:
        keys.keep(live, intent("m:1", key), Answer("received", 200, "", "/there"))
    assert keys.receipts("m:1", [key])[key].location == "/there"
    assert keys.receipts("m:2", [key]) == {}


def test_old_answers_are_forgotten_and_young_ones_kept(soil: Session, key: uuid.UUID) -> None:
    with writing() as live:
        keys.keep(live, intent("m:1", key), Answer("received", 200, ""))
    with writing() as live:
        keys.forget_before(live, clock.now() - timedelta(days=1))
    assert soil.get(Key, ("m:1", key)) is not None
    with writing() as live:
        keys.forget_before(live, clock.now() + timedelta(days=1))
    soil.expire_all()
    assert soil.get(Key, ("m:1", key)) is None


def test_the_mark_on_the_domain_row_outlives_the_answer_and_tells_people_apart(
    key: uuid.UUID,
) -> None:
    assert intent("m:1", key).mark == intent("m:1", key, route="POST /y").mark
    assert intent("m:1", key).mark != intent("m:2", key).mark
    plain = intent("m:1", key, strict=False)
    assert plain.mark != intent("m:1", key, strict=False, payload="q").mark
    assert {plain.mark.version, plain.row_key.version} == {8}


@pytest.mark.parametrize("field", ["pin", "new_pin"])
def test_no_trace_of_a_pin_is_stored_with_an_answer(app: Flask, field: str) -> None:
    told = set()
    for digits in ("246810", "739205"):
        sent = {"key": str(uuid.UUID(int=1)), "words": "7", field: digits}
        with app.test_request_context("/", method="POST", data=sent):
            told.add(read_intent().payload)
    assert len(told) == 1
