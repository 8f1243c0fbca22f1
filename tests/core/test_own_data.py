"""What the house holds about one person, as a page and as files."""

from __future__ import annotations

import csv
import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from blueprints.core import jobs, own_data
from blueprints.core.own_data import Column, Part

DUE = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def part() -> Iterator[Part]:
    """Jobs whose kind is a person's number stand for what is theirs."""
    made = Part(
        "seeds",
        "Seeds",
        (Column("kind", "Kind"), Column("payload", "Words"), Column("due_at", "When")),
        lambda person_id: (
            select(jobs.Job.kind, jobs.Job.payload, jobs.Job.due_at)
            .where(jobs.Job.kind == person_id.hex)
            .order_by(jobs.Job.due_at.desc())
        ),
    )
    before = dict(own_data._parts)
    own_data._parts.clear()
    own_data.register(1, made)
    own_data.register(1, made)
    yield made
    own_data._parts.clear()
    own_data._parts.update(before)


def sow(soil: Session, person_id: uuid.UUID, times: int, words: str = "x") -> None:
    for n in range(times):
        due = DUE + timedelta(days=n)
        soil.add(jobs.Job(kind=person_id.hex, payload={"words": words}, due_at=due))
    soil.flush()


def test_only_what_is_theirs_is_counted_and_shown_newest_first(soil: Session, part: Part) -> None:
    alice, bob = uuid.uuid4(), uuid.uuid4()
    sow(soil, alice, 3)
    sow(soil, bob, 1)
    assert [own_data.counts_of(one) for one in (alice, bob)] == [{"seeds": 3}, {"seeds": 1}]
    rows = own_data.rows_of(part, alice, 2)
    assert [row["due_at"].day for row in rows] == [3, 2]
    assert own_data.parts() == (part,)


def test_the_files_say_the_same_as_the_page(soil: Session, part: Part) -> None:
    alice = uuid.uuid4()
    sow(soil, alice, 2)
    told = json.loads(own_data.as_json(alice))
    assert told["format"] == "commonfield-own-data/1"
    assert [row["due_at"] for row in told["parts"]["seeds"]] == [
        own_data.plain(row["due_at"]) for row in own_data.rows_of(part, alice)
    ]
    with zipfile.ZipFile(io.BytesIO(own_data.as_zip(alice))) as packed:
        assert sorted(packed.namelist()) == ["all.json", "seeds.csv"]
        assert json.loads(packed.read("all.json"))["parts"] == told["parts"]
        lines = list(csv.reader(io.StringIO(packed.read("seeds.csv").decode("utf-8-sig"))))
    assert lines[0] == ["kind", "payload", "due_at"]
    assert len(lines) == 3


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_becomes_a_formula(start: str) -> None:
    assert own_data._cell(f"{start}1+1") == f"'{start}1+1"
    assert own_data._cell(-12) == "-12"


def test_a_file_holds_plain_values() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert own_data.plain(DUE.astimezone(shanghai)) == "2026-05-01T08:00:00+00:00"
    assert own_data.plain(date(2026, 5, 1)) == "2026-05-01"
    assert own_data.plain(uuid.UUID(int=1)) == str(uuid.UUID(int=1))
    assert own_data.plain(5) == 5
    assert own_data.plain(None) is None


def test_nothing_is_held_where_no_room_has_a_part(soil: Session) -> None:
    assert soil.is_active
    before = dict(own_data._parts)
    own_data._parts.clear()
    try:
        assert own_data.counts_of(uuid.uuid4()) == {}
        assert own_data.part_named("seeds") is None
    finally:
        own_data._parts.update(before)
