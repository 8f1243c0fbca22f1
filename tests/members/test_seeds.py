"""The demo village's people: what the surface promises of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from blueprints.members import queries, rules, seeds
from blueprints.members.models import Organisation, Person, Place
from blueprints.members.services.pins import pin_matches

PROMISED = [1, 2, 3, 4, 5, 6, 7, 11, 12, 21, 22, 23, 24, 25, 31, 41, 51, 61, 71, 81, 82, 83, 84, 85]


def test_everybody_promised_lives_there_and_has_the_known_pin(live: Session) -> None:
    phones = {f"+861380000{n:04}" for n in PROMISED}
    people = live.scalars(select(Person)).all()
    reached = [person for person in people if person.phone]
    assert {person.phone for person in reached} == phones
    assert pin_matches(reached[0].pin_hash, "246810")
    assert len({person.pin_hash for person in reached}) == 1


def test_one_member_has_no_phone_and_is_helped(live: Session) -> None:
    alone = live.scalars(select(Person).where(Person.phone.is_(None))).one()
    assert alone.pin_hash is None
    told = queries.helped(alone.id)
    assert [one.holds for one in told.mandates] == [True]
    assert told.mandates[0].helper_id == seeds.person_with("13800000021")
    assert [act.final for act in told.acts] == ["It was taken back."]


def test_nobody_has_chosen_a_language(live: Session) -> None:
    assert set(live.scalars(select(Person.language))) == {None}


def test_there_is_an_organisation_of_each_of_the_seven_kinds(live: Session) -> None:
    kinds = set(live.scalars(select(Organisation.kind)))
    assert kinds == set(rules.KINDS)
    assert len(kinds) == 7


@pytest.mark.parametrize(
    ("phone", "where", "role"),
    [
        ("13800000002", "Liushu Cooperative", "manager"),
        ("13800000003", "Liushu Cooperative", "treasurer"),
        ("13800000021", "Shiqiao Cooperative", "manager"),
        ("13800000031", "Qinghe County Government", "officer"),
        ("13800000041", "Tongxin Rural Service", "mentor"),
    ],
)
@pytest.mark.usefixtures("live")
def test_who_acts_for_whom(phone: str, where: str, role: str) -> None:
    person, organisation = seeds.person_with(phone), seeds.organisation_with(where)
    assert queries.holds(person, organisation, role)


def test_the_county_is_a_key_county_and_its_villages_lie_in_it(live: Session) -> None:
    county = live.scalars(select(Place).where(Place.level == "county")).one()
    assert county.key_county
    assert {queries.ancestors(village.id)[-1] for village in queries.villages()} == {county.id}


def test_ids_follow_from_the_day_and_the_name() -> None:
    day = datetime(2026, 11, 22, tzinfo=UTC)
    assert seeds.id_for(day, "person", "1") == seeds.id_for(day, "person", "1")
    assert seeds.id_for(day, "person", "1") != seeds.id_for(day, "person", "2")
    assert seeds.id_for(day, "person", "1").version == 7


@pytest.mark.usefixtures("live")
def test_some_live_together_and_an_officer_may_look_at_those_who_agreed() -> None:
    officer = queries.person_with("13800000031")
    for phone, kind, may in (
        ("13800000005", "ordinary", False),
        ("13800000025", "poverty_edge", True),
    ):
        person = queries.person_with(phone)
        home = queries.home_of(person)
        assert home is not None
        assert (home.kind, len(home.mates), home.waiting) == (kind, 2, ())
        assert queries.may_look(officer, person) is may
