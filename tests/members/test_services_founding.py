"""From nothing: the founder, the places, the organisations. On a real database."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as LiveSession

from blueprints.core import ids
from blueprints.core.db import db, session, writing
from blueprints.core.errors import NotFound
from blueprints.members import cli, queries, rules, services
from blueprints.members.models import Organisation, Person, Place, Role
from blueprints.members.services.pins import hash_pin
from tests.members.gate import NEW, NEW_PIN, WRONG, browser
from tests.members.paper import SECRET, use
from tests.village import FARMER, MANAGER, OFFICER

pytestmark = pytest.mark.usefixtures("live")


@pytest.fixture
def nothing(live: LiveSession) -> None:
    """An empty deployment: every row away."""
    with writing():
        for table in reversed(db.metadata.sorted_tables):
            if not table.name.startswith("core_"):
                for key in table.foreign_keys:
                    if key.column.table is table:
                        live.execute(table.update().values({key.parent.name: None}))
                live.execute(table.delete())


def found(
    phone: str = NEW, pin: str = NEW_PIN, token: str = "", county: str = "新禾县"
) -> services.Entered:
    return services.found(
        token=token or rules.founding_token(SECRET),
        secret=SECRET,
        founder=services.Founder(phone, "田新", pin, county),
        browser=browser(None),
    )


@pytest.mark.usefixtures("nothing")
def test_the_first_officer_has_a_county_and_is_let_in() -> None:
    assert not queries.is_founded()
    entered = found()
    viewer = queries.viewer_of(entered.session_token)
    assert viewer is not None
    assert viewer.roles == {"officer"}
    assert [(one.name, one.latin_name, one.level) for one in queries.places()] == [
        ("新禾县", "Xinhe", "county")
    ]
    assert [one.name for one in queries.places_overseen(entered.member_id)] == ["新禾县"]


@pytest.mark.usefixtures("nothing")
def test_the_link_works_once_and_no_other_does() -> None:
    with pytest.raises(NotFound):
        found(token="x" * 40)
    found()
    with pytest.raises(rules.Founded):
        found("13912345679")
    assert session.scalar(select(func.count()).select_from(Person)) == 1


def test_where_an_officer_is_nothing_can_be_founded() -> None:
    with pytest.raises(rules.Founded):
        found()


@pytest.mark.usefixtures("nothing")
def test_who_joined_before_founds_with_the_pin_they_have() -> None:
    with writing() as live:
        live.add(Person(phone=f"+86{NEW}", name="田新", pin_hash=hash_pin(NEW_PIN)))
    with pytest.raises(services.OwnPinAsked):
        found(pin=WRONG)
    assert not queries.is_founded()
    found()
    assert session.scalar(select(func.count()).select_from(Person)) == 1


@pytest.mark.usefixtures("nothing")
def test_bad_input_founds_nothing() -> None:
    for phone, pin, county in (("12", NEW_PIN, "县"), (NEW, "123456", "县"), (NEW, NEW_PIN, "9")):
        with pytest.raises((rules.BadPhone, rules.BadPin, rules.BadPlaceName)):
            found(phone, pin, county=county)
    assert not queries.is_founded()


@pytest.mark.usefixtures("nothing")
def test_the_screen_tells_the_link_until_it_was_used(app: Flask) -> None:
    said: list[str] = []
    cli.say_how_to_found(at="http://127.0.0.1:8000", say=said.append)
    assert len(said) == 1
    assert "founding link: http://127.0.0.1:8000/found/" in said[0]
    services.found(
        token=said[0].rpartition("/")[2],
        secret=app.config["SECRET_KEY"],
        founder=services.Founder(NEW, "田新", NEW_PIN, "新禾县"),
        browser=browser(None),
    )
    cli.say_how_to_found(at="http://127.0.0.1:8000", say=said.append)
    assert len(said) == 1


def add(parent: str = "Liuhe", name: str = "南坡村", by: str = OFFICER, **more: str) -> Place:
    words = {"latin_name": "", "code": "", **more}
    with writing():
        return services.add_place(
            by=queries.person_with(by),
            parent_id=queries.place_with(parent),
            name=name,
            key=ids.uuid7(),
            **words,
        )


def test_an_officer_adds_a_place_and_nobody_else_does() -> None:
    assert (add().level, add("Qinghe", "新镇").level) == ("village", "township")
    for stranger in (FARMER, MANAGER):
        with pytest.raises(rules.NotALevelUp):
            add(by=stranger)
    with pytest.raises(rules.NotALevelUp):
        add("Liushu")
    for code in ("990101101201", "12x"):
        with pytest.raises(rules.BadPlaceCode):
            add(name="北坡村", code=code)


def look(*rows: str, by: str = OFFICER) -> uuid.UUID:
    with writing():
        return services.look_at_list(
            by=queries.person_with(by),
            county_id=queries.place_with("Qinghe"),
            rows=[row.split(",") for row in rows],
            key=ids.uuid7(),
        ).id


def confirm(seen: uuid.UUID, by: str = OFFICER) -> None:
    with writing():
        services.confirm_list(by=queries.person_with(by), import_id=seen)


def test_a_list_changes_nothing_before_it_is_confirmed_and_once_after() -> None:
    before = len(queries.places())
    seen = look("990101303000,云岭乡", "990101303201,云岭村", "12x,错村")
    assert len(queries.places()) == before
    with pytest.raises(NotFound):
        confirm(seen, MANAGER)
    for _ in range(2):
        confirm(seen)
    assert len(queries.places()) == before + 2
    village = queries.place_with("Yunling")
    assert "云岭" in queries.place_line(village, "zh")
    shown = queries.list_seen(seen, queries.person_with(OFFICER))
    assert (shown.confirmed, len(shown.found["wrong"])) == (True, 1)
    with pytest.raises(NotFound):
        queries.list_seen(seen, queries.person_with(FARMER))


def test_what_changed_in_between_is_asked_again() -> None:
    seen = look("990101101209,东坡村")
    add(name="西坡村", code="990101101209")
    with pytest.raises(rules.ImportOver):
        confirm(seen)


def test_a_list_is_the_officers_and_not_empty() -> None:
    with pytest.raises(NotFound):
        look("990101101209,东坡村", by=MANAGER)
    with pytest.raises(rules.BadList):
        look()


@pytest.mark.usefixtures("nothing")
def test_a_county_learns_its_code_from_the_list() -> None:
    found()
    with writing():
        seen = services.look_at_list(
            by=queries.person_with(NEW),
            county_id=queries.places()[0].id,
            rows=[["980201101000", "大河镇"], ["980201101201", "大河村"]],
            key=ids.uuid7(),
        )
    confirm(seen.id, NEW)
    assert session.scalars(select(Place.code).where(Place.level == "county")).all() == [
        "980201000000"
    ]
    assert [one.level for one in queries.places()] == ["county", "township", "village"]


def register(
    place: str = "Hewan", *, by: str = OFFICER, kind: str = "cooperative", name: str = "河湾合作社",
    key: uuid.UUID | None = None,
) -> services.Registered:  # fmt: skip
    registration = services.Registration(kind, name, "", queries.place_with(place), None)
    with writing():
        return services.register_organisation(
            by=queries.person_with(by),
            registration=registration,
            secret=SECRET,
            key=key or ids.uuid7(),
        )


def test_an_organisation_comes_with_the_voucher_for_its_leader() -> None:
    made = register()
    officer = queries.person_with(OFFICER)
    sheet = queries.sheet(made.organisation_id, made.sheet_id, officer, SECRET)
    leader = use(next(iter(sheet.tokens.values())))
    assert queries.holds(leader.member_id, made.organisation_id, "manager")
    assert queries.figures_of(made.organisation_id).managers == ("田新",)
    granted = select(Role.granted_by).where(Role.person_id == leader.member_id)
    assert session.scalars(granted).all() == [officer]


@pytest.mark.parametrize("kind", rules.KINDS)
def test_every_kind_has_a_leader_to_name(kind: str) -> None:
    assert register(kind=kind).sheet_id


def test_only_an_officer_registers_and_only_in_their_county() -> None:
    for stranger in (FARMER, MANAGER):
        with pytest.raises(rules.NotOverseen):
            register(by=stranger)
    with pytest.raises(rules.NoSuchKind):
        register(kind="kingdom")
    with pytest.raises(rules.BadOrganisationName):
        register(name="!!")
    key = ids.uuid7()
    register(key=key)
    with pytest.raises(IntegrityError):
        register(key=key)
    named = select(func.count()).where(Organisation.name == "河湾合作社")
    assert session.scalar(named) == 1
