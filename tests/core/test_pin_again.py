"""The PIN once more, on the way of the POST that moves money; what was typed goes along."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from markupsafe import Markup
from sqlalchemy.orm import Session

from blueprints.core import jobs, keys
from blueprints.core.access import Viewer
from blueprints.core.errors import DomainError
from blueprints.core.web import pin_again
from blueprints.core.web.pin_again import Asked, Doorkeeper
from tests.core.conftest import ALICE, SHEET, Sown, Visit

PIN = "739205"


class Wrong(DomainError):
    sentence = "That is not the PIN."


@pytest.fixture
def given(ground: Flask) -> Iterator[list[Viewer]]:
    """Who gave their PIN. A doorkeeper as the members' room has one."""
    before, fresh = list(pin_again._doorkeeper), list[Viewer]()

    def check(viewer: Viewer, pin: str) -> None:
        if pin != PIN:
            raise Wrong
        fresh.append(viewer)

    def page(asked: Asked) -> str:
        fields = Markup().join(
            Markup('<input type="hidden" name="{}" value="{}">').format(*one)
            for one in asked.fields
        )
        form = Markup('<form method="post" action="{}">{}<input name="pin"></form>')
        said = f"{asked.about} {asked.refusal or ''}"
        body = f"<p>{said}</p>{form.format(asked.action, fields)}"
        return SHEET.format(title="PIN", count=0).replace("</main>", f"{body}</main>")

    pin_again.pins_asked_by(Doorkeeper(lambda viewer, minutes: viewer in fresh, check, page))
    yield fresh
    pin_again._doorkeeper[:] = before


def test_what_was_typed_goes_along_and_is_done_once(
    visit: Visit, given: list[Viewer], sown: Sown, soil: Session
) -> None:
    alice, key = visit("alice"), str(uuid.uuid4())
    typed = {"amount": "5.00", "to": ["bob", "<carol>"], "key": key}
    page = alice.post("/plot/payments?from=list", data=typed)
    assert (page.status_code, "Five to Bob?" in page.words, sown()) == (422, True, 0)
    done = alice.submit(page, pin=PIN)
    assert (done.status_code, done.headers["Location"], sown()) == (303, "/plot/mine", 1)
    again = alice.submit(page, pin=PIN)
    assert (again.status_code, sown()) == (303, 1)
    assert given == [ALICE, ALICE]
    kept = soil.query(jobs.Job).filter_by(kind="plot.seed").one().payload
    assert kept["sent"] == {"amount": ["5.00"], "to": ["bob", "<carol>"], "key": [key]}


def test_a_wrong_pin_is_said_and_what_was_typed_is_still_there(
    visit: Visit, given: list[Viewer], sown: Sown
) -> None:
    alice = visit("alice")
    page = alice.post("/plot/payments", data={"amount": "5.00", "pin": "111111"})
    assert (page.status_code, "That is not the PIN." in page.words, sown()) == (422, True, 0)
    assert "111111" not in page.text
    assert alice.submit(page, pin=PIN).status_code == 303
    assert (given, sown()) == ([ALICE], 1)


def test_given_a_moment_ago_it_is_not_asked_again(
    visit: Visit, given: list[Viewer], sown: Sown
) -> None:
    given.append(ALICE)
    assert visit("alice").post("/plot/payments", data={"amount": "1"}).status_code == 303
    assert visit("bob").post("/plot/payments", data={"amount": "1"}).status_code == 422
    assert sown() == 1


def test_the_pin_leaves_no_trace_in_the_keys_row(
    visit: Visit, given: list[Viewer], soil: Session
) -> None:
    """A hash of few fields and six digits would soon be tried out."""
    alice, sent = visit("alice"), {"amount": "5.00", "key": str(uuid.uuid4())}
    assert alice.post("/plot/payments", data={**sent, "pin": PIN}).status_code == 303
    assert alice.post("/plot/payments", data=sent).status_code == 303
    assert len(soil.query(keys.Key).all()) == 1
    assert given == [ALICE]


def test_an_outbox_and_a_stranger_are_told_and_nothing_is_done(
    visit: Visit, given: list[Viewer], sown: Sown
) -> None:
    headers = {"Accept": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    told = visit("alice").post("/plot/payments", data={"amount": "5"}, headers=headers)
    assert (told.status_code, list(told.json["errors"])) == (403, ["PinNeeded"])
    assert visit().post("/plot/payments", data={"pin": PIN}, headers=headers).status_code == 401
    assert (given, sown()) == ([], 0)
