"""What a table says of a person, that person can read and take along, or a reason stands here."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Column
from sqlalchemy.sql import visitors

from blueprints.core import own_data
from blueprints.core.db import Base
from blueprints.core.own_data import Asked, Part

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)

# table.column → why it is not shown to the person it names
NOT_THEIRS = {
    "members_closing.person_id": "whoever closed their account is not here any more to read it",
    "sync_piece.owner": "pieces of a file that is listed whole",
}
# What a person's own row holds and no file gives away.
WITHHELD = {
    "members_person.pin_hash": "a secret, of use only to a thief",
    "members_person.id": "our own number for them",
    "members_person.key": "our own mark",
    "members_person.place_id": "shown as the place's name",
}


@pytest.mark.usefixtures("app")
def test_every_column_that_names_a_person_is_theirs_to_read_or_has_a_reason() -> None:
    asked = {name for part in own_data.parts() for name in _asked_by(part)}
    naming = set(_naming())
    assert sorted(naming - asked - set(NOT_THEIRS)) == []
    assert sorted(set(NOT_THEIRS) - naming) == [], "a reason for a column that is not there"
    assert all(len(reason) > 10 for reason in NOT_THEIRS.values())


@pytest.mark.usefixtures("app")
def test_all_of_a_persons_own_row_is_shown_but_what_is_withheld() -> None:
    part = own_data.part_named("person")
    assert part is not None
    shown = {f"members_person.{one.name}" for one in _rows(part).selected_columns}
    columns = {f"members_person.{one.name}" for one in Base.metadata.tables["members_person"].c}
    assert sorted(columns - shown - set(WITHHELD)) == []


@pytest.mark.usefixtures("app")
def test_a_part_names_each_column_it_selects() -> None:
    for part in own_data.parts():
        assert len(part.columns) == len(_rows(part).selected_columns), part.name
        assert len({column.name for column in part.columns}) == len(part.columns), part.name


def test_the_guard_sees_what_a_part_asks_by(app: Flask) -> None:
    assert app
    part = own_data.part_named("roles_given")
    assert part is not None
    assert {"members_role.granted_by", "members_role.ended_by"} <= set(_asked_by(part))
    assert "members_role.person_id" not in set(_asked_by(part))


def _naming() -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        for column in table.c:
            names = {key.column.table.name for key in column.foreign_keys}
            if "members_person" in names or column.name == "owner":
                yield f"{table.name}.{column.name}"


def _asked_by(part: Part) -> Iterator[str]:
    where = _rows(part).whereclause
    assert where is not None, f"{part.name} shows everybody's"
    for one in visitors.iterate(where):
        if isinstance(one, Column):
            yield f"{one.table.name}.{one.name}"


def _rows(part: Part) -> Asked:
    return part.rows(uuid.UUID(int=1))
