"""What a phone may ask about itself."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from blueprints.core import keys
from blueprints.core.db import writing
from blueprints.core.keys import Answer, Intent
from blueprints.sync.queries import receipts_for


def test_one_answer_for_each_key_in_the_order_asked(live: Session) -> None:
    known, strange = uuid.uuid4(), uuid.uuid4()
    with writing() as writer:
        answer = Answer("received", 200, "Received.", "/there", {})
        keys.keep(writer, Intent("m:1", known, "POST /x", "p", strict=True), answer)
    told = receipts_for("m:1", [strange, known, known])
    assert [one["key"] for one in told] == [str(strange), str(known), str(known)]
    assert [one["state"] for one in told] == ["unknown", "received", "received"]
    assert told[1]["location"] == "/there"


def test_a_key_of_somebody_else_is_unknown(live: Session) -> None:
    key = uuid.uuid4()
    with writing() as writer:
        keys.keep(
            writer, Intent("m:1", key, "POST /x", "p", strict=True), Answer("received", 200, "")
        )
    assert [one["state"] for one in receipts_for("m:2", [key])] == ["unknown"]


def test_each_receipt_has_the_published_fields(live: Session) -> None:
    [one] = receipts_for("m:1", [uuid.uuid4()])
    assert set(one) == {"key", "state", "message", "location", "errors"}
