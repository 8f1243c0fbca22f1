"""Every POST of the URL map, twice with one key: one effect, whatever the room.

A later room enrols by its rows in the matrix; a row may stay out only with its reason (`again`).
"""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import text

from blueprints.core.db import db
from tests.architecture.conftest import Crowd
from tests.architecture.matrix import CASES, GUESTS, Case

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)

KEYED = [case for case in CASES if case.method == "POST" and not case.again]
FREE = [case for case in CASES if case.method == "POST" and case.again]
# Answers to keys, and the counter of public changes: what exactly-once itself writes.
ITS_OWN = ("core_key", "core_generation", "sqlite_sequence")
# Not what is open to everybody: there is nobody to sign in.
FOR_MEMBERS = [case for case in KEYED if case.expected["stranger"] != 303]


def doer(case: Case) -> str:
    """The first member who may do it."""
    may = [name for name, status in case.expected.items() if status == 303]
    return next((name for name in may if name not in GUESTS), may[0])


@pytest.mark.parametrize("case", KEYED, ids=str)
def test_an_outbox_that_sends_twice_does_it_once(crowd: Crowd, case: Case) -> None:
    crowd.begin_again()
    before = _rows(crowd)
    headers = {"Accept": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    request = crowd.request(case)
    first = crowd.send(request, doer(case), headers=headers)
    assert (first.status_code, first.json["state"]) == (200, "received"), first.json
    once = _rows(crowd)
    second = crowd.send(request, doer(case), headers=headers)
    assert second.json == first.json
    assert second.headers["Idempotency-Replayed"] == "true"
    assert _rows(crowd) == once
    assert once != before or _is_harmless(case), "nothing was done, so nothing is shown"


@pytest.mark.parametrize("case", KEYED, ids=str)
def test_a_form_sent_twice_by_a_browser_does_it_once(crowd: Crowd, case: Case) -> None:
    crowd.begin_again()
    key = str(uuid.uuid4())
    request = crowd.request(case)
    request["data"]["key"] = key
    first = crowd.send(request, doer(case))
    assert first.status_code == 303, first.words[:400]
    once = _rows(crowd)
    second = crowd.send(request, doer(case))
    assert (second.status_code, second.headers["Location"]) == (303, first.headers["Location"])
    assert _rows(crowd) == once


@pytest.mark.parametrize("case", KEYED, ids=str)
def test_the_same_key_with_other_content_is_refused(crowd: Crowd, case: Case) -> None:
    crowd.begin_again()
    headers = {"Accept": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    request = crowd.request(case)
    crowd.send(request, doer(case), headers=headers)
    once = _rows(crowd)
    request["data"]["another"] = "word"
    other = crowd.send(request, doer(case), headers=headers)
    assert (other.status_code, other.json["state"]) == (422, "refused")
    assert _rows(crowd) == once


@pytest.mark.parametrize("case", KEYED, ids=str)
def test_a_damaged_key_does_nothing(crowd: Crowd, case: Case) -> None:
    crowd.begin_again()
    before = _rows(crowd)
    request = crowd.request(case)
    headers = {"Accept": "application/json", "Idempotency-Key": "not-a-uuid"}
    assert crowd.send(request, doer(case), headers=headers).status_code in (400, 422)
    request["data"]["key"] = "not-a-uuid"
    assert crowd.send(request, doer(case)).status_code in (400, 422)
    assert _rows(crowd) == before


@pytest.mark.parametrize("case", FOR_MEMBERS, ids=str)
def test_an_outbox_signed_out_meanwhile_is_told_to_sign_in(crowd: Crowd, case: Case) -> None:
    """Never a refusal for good, which would throw the person's work away."""
    crowd.begin_again()
    before = _rows(crowd)
    headers = {"Accept": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    answer = crowd.ask(case, "stranger", headers=headers)
    assert (answer.status_code, answer.json["state"]) == (401, "needs_sign_in")
    assert _rows(crowd) == before


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("case", FREE, ids=str)
def test_what_has_no_key_says_why(case: Case) -> None:
    assert len(case.again) > 20


def _is_harmless(case: Case) -> bool:
    """Closing a problem that nobody opened, choosing what is chosen, or selling what is not paused
    changes nothing.
    """
    return case.endpoint in (
        "storefront.close_problem",
        "storefront.change_basket",
        "storefront.resume_product",
    )


def _rows(crowd: Crowd) -> dict[str, list[Any]]:
    with crowd.house.app.app_context(), db.engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        return {
            name: sorted(map(repr, connection.execute(text(f"SELECT * FROM {name}"))))
            for (name,) in names.fetchall()
            if name not in ITS_OWN
        }
