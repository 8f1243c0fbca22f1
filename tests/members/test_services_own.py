"""Putting right what is said about oneself."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from blueprints.core.db import session, writing
from blueprints.members import queries, rules, services
from blueprints.members.models import Correction, Person
from blueprints.members.services.own import UnknownPlace
from tests.village import FARMER, Village


def correct(member_id: uuid.UUID, name: str, place_id: uuid.UUID | None) -> None:
    with writing():
        services.correct_person(member_id=member_id, name=name, place_id=place_id, key=uuid.uuid4())


@pytest.mark.usefixtures("live")
def test_what_was_before_stays_on_record(village: Village) -> None:
    farmer = queries.person_with(FARMER)
    correct(farmer, "柳大田 ", village.place("Hewan"))
    correct(farmer, "柳　天", None)
    rows = session.scalars(select(Correction).order_by(Correction.id)).all()
    assert [(row.field, row.was, row.became) for row in rows] == [
        ("place", "青禾县柳河镇柳树村", "青禾县柳河镇河湾村"),
        ("name", "柳大田", "柳 天"),
        ("place", "青禾县柳河镇河湾村", ""),
    ]
    person = session.get_one(Person, farmer)
    assert (person.name, person.place_id) == ("柳 天", None)


@pytest.mark.usefixtures("live")
def test_what_is_the_same_is_not_written(village: Village) -> None:
    correct(queries.person_with(FARMER), "柳大田", village.place("Liushu"))
    assert session.scalars(select(Correction)).all() == []


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("name", ["", "   ", "123", "柳\u202e田", "长" * 51])
def test_a_bad_name_changes_nothing(name: str) -> None:
    farmer = queries.person_with(FARMER)
    with pytest.raises((rules.NamelessPerson, rules.BadName)):
        correct(farmer, name, None)
    assert session.get_one(Person, farmer).name == "柳大田"


@pytest.mark.usefixtures("live")
def test_a_place_that_is_not_on_the_list_changes_nothing() -> None:
    farmer = queries.person_with(FARMER)
    with pytest.raises(UnknownPlace):
        correct(farmer, "新名", uuid.uuid4())
    assert session.get_one(Person, farmer).name == "柳大田"
