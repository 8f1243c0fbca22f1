"""What other rooms may ask: places, people, organisations, roles, always in few statements."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from blueprints.core import clock
from blueprints.core.db import db, writing
from blueprints.members import queries, seeds
from blueprints.members.models import Membership, Place, Role
from tests.village import BUYER, FARMER, MANAGER, OFFICER, REPRESENTATIVE, TREASURER

LIUSHU, SHIQIAO = "Liushu Cooperative", "Shiqiao Cooperative"


@contextmanager
def statements() -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.usefixtures("live")
def test_a_place_is_said_from_the_county_down_in_chinese_and_up_in_english() -> None:
    village = queries.place_with("Liushu")
    assert queries.place_line(village, "zh") == "青禾县柳河镇柳树村"
    assert queries.place_line(village, "en") == "Liushu, Liuhe, Qinghe"


@pytest.mark.usefixtures("live")
def test_ancestors_go_from_the_place_to_its_county() -> None:
    line = [queries.place(found) for found in queries.ancestors(queries.place_with("Yunping"))]
    assert [row.latin_name for row in line if row] == ["Yunping", "Shiling", "Qinghe"]
    assert line[-1] is not None
    assert line[-1].key_county


@pytest.mark.usefixtures("live")
def test_an_unknown_place_is_nowhere() -> None:
    for nowhere in (None, uuid.uuid4()):
        assert queries.place(nowhere) is None
        assert queries.ancestors(nowhere) == ()
        assert queries.place_line(nowhere, "zh") == ""


@pytest.mark.usefixtures("live")
def test_the_villages_are_the_four_of_the_demo() -> None:
    found = {row.latin_name for row in queries.villages()}
    assert found == {"Liushu", "Hewan", "Shiqiao", "Yunping"}


def test_a_hundred_place_lines_are_one_statement(live: Session) -> None:
    village = queries.place_with("Liushu")
    live.rollback()
    with statements() as asked:
        for _ in range(100):
            queries.place_line(village, "zh")
            queries.ancestors(village)
    assert len(asked) == 1


@pytest.mark.usefixtures("live")
def test_a_new_place_is_known_before_and_after_its_commit() -> None:
    assert queries.villages()
    with writing() as live:
        parent = queries.place_with("Liuhe")
        live.add(Place(parent_id=parent, level="village", name="新村", latin_name="Xincun"))
        live.flush()
        assert queries.place_line(queries.place_with("xincun"), "zh") == "青禾县柳河镇新村"
    assert len(queries.villages()) == 5


@pytest.mark.usefixtures("live")
def test_people_are_known_by_name_and_reached_by_number() -> None:
    farmer, manager = queries.person_with(FARMER), queries.person_with(MANAGER)
    names = queries.names_of([farmer, manager, farmer, uuid.uuid4()])
    assert names == {farmer: "柳大田", manager: "周禾秀"}
    assert queries.contact_of(farmer, by=farmer, purpose=queries.Purpose.OWN) == queries.Contact(
        "柳大田", "+8613800000001"
    )
    assert queries.contact_of(uuid.uuid4(), by=farmer, purpose=queries.Purpose.OWN) is None
    assert queries.home_place_of(farmer) == queries.place_with("Liushu")
    assert queries.home_place_of(queries.person_with(BUYER)) is None


@pytest.mark.usefixtures("live")
def test_names_of_many_are_one_statement() -> None:
    with statements() as asked:
        queries.names_of([uuid.uuid4() for _ in range(50)])
    assert len(asked) == 1


@pytest.mark.usefixtures("live")
def test_members_belong_and_officers_only_act() -> None:
    liushu = queries.organisation_with(LIUSHU)
    assert [one.id for one in queries.organisations_of(queries.person_with(FARMER))] == [liushu]
    assert queries.organisations_of(queries.person_with(BUYER)) == ()
    assert queries.organisations_of(queries.person_with(OFFICER)) == ()
    assert queries.figures_of(liushu).members == 7
    assert queries.figures_of(liushu).managers == ("周禾秀",)


def test_a_membership_that_ended_is_no_membership(live: Session) -> None:
    farmer = queries.person_with(FARMER)
    live.scalars(select(Membership).where(Membership.person_id == farmer)).one().until = clock.now()
    live.flush()
    assert queries.organisations_of(farmer) == ()
    assert queries.figures_of(queries.organisation_with(LIUSHU)).members == 6


@pytest.mark.usefixtures("live")
def test_a_role_is_held_by_its_holder_in_its_organisation() -> None:
    liushu, shiqiao = queries.organisation_with(LIUSHU), queries.organisation_with(SHIQIAO)
    manager, farmer = queries.person_with(MANAGER), queries.person_with(FARMER)
    assert queries.holds(manager, liushu, "manager", "treasurer")
    assert not queries.holds(manager, liushu, "treasurer")
    assert not queries.holds(manager, liushu)
    assert not queries.holds(manager, shiqiao, "manager")
    assert not queries.holds(farmer, liushu, "manager", "treasurer")


def test_a_role_that_ended_is_over_at_once(live: Session) -> None:
    manager, liushu = queries.person_with(MANAGER), queries.organisation_with(LIUSHU)
    role = live.scalars(select(Role).where(Role.person_id == manager)).one()
    role.ended_at, role.ended_by = clock.now(), manager
    live.flush()
    assert not queries.holds(manager, liushu, "manager")
    assert queries.organisations_led_by(manager) == ()
    assert queries.figures_of(liushu).managers == ()


@pytest.mark.usefixtures("live")
def test_managers_and_treasurers_lead() -> None:
    liushu = (queries.organisation_with(LIUSHU),)
    assert queries.organisations_led_by(queries.person_with(MANAGER)) == liushu
    assert queries.organisations_led_by(queries.person_with(TREASURER)) == liushu
    assert queries.organisations_led_by(queries.person_with(FARMER)) == ()
    assert queries.organisations_led_by(queries.person_with(OFFICER)) == ()


@pytest.mark.usefixtures("live")
def test_all_seven_kinds_of_organisation_stand_in_the_village() -> None:
    names = [latin for latin, *_ in seeds.ORGANISATIONS]
    found = queries.organisations(queries.organisation_with(name) for name in names)
    assert {row.kind for row in found.values()} == {
        "cooperative", "government", "platform", "social", "lender", "insurer", "buyer",
    }  # fmt: skip


@pytest.mark.usefixtures("live")
def test_an_own_page_shows_where_a_role_is_held() -> None:
    person = queries.person_with(REPRESENTATIVE)
    own = queries.own_page(person, uuid.uuid4())
    assert own is not None
    assert [(one.name, one.where("en")) for one in own.roles] == [
        ("representative", "Liushu, Liuhe, Qinghe")
    ]
    assert own.belongs == own.devices == ()


@pytest.mark.usefixtures("live")
def test_an_own_page_asks_the_same_number_of_statements_for_everybody() -> None:
    counts = set()
    for phone in (FARMER, MANAGER, BUYER):
        person = queries.person_with(phone)
        db.session.rollback()
        with statements() as asked:
            queries.own_page(person, uuid.uuid4())
        counts.add(len(asked))
    assert counts == {4}


@pytest.mark.parametrize("token", ["", "x", "x" * 20_000, "同田", "\ud800", "a" * 43])
def test_a_cookie_that_is_not_ours_is_nobody(app: Flask, token: str) -> None:
    with app.app_context():
        assert queries.viewer_of(token) is None
        assert queries.pending_code(token, "join") is None


@pytest.mark.usefixtures("app")
def test_the_same_day_plants_the_same_ids() -> None:
    moment = clock.now()
    assert seeds.id_for(moment, "person", "a") == seeds.id_for(moment, "person", "a")
    assert seeds.id_for(moment, "person", "a") != seeds.id_for(moment, "person", "b")
    assert seeds.id_for(moment, "x").version == 7
