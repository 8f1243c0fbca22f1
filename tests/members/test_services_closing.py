"""Closing an account: what goes, what stays, and who may not leave yet."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from blueprints.core import ids
from blueprints.core.db import Base, session, writing
from blueprints.core.errors import Conflict, NotFound, TooMany
from blueprints.core.jobs import Job
from blueprints.members import queries, rules, services
from blueprints.members.models import (
    Closing,
    Confirmation,
    Membership,
    Organisation,
    Person,
    Role,
    Session,
)
from tests.members.gate import WRONG, confirmed, enter, join, sign_in
from tests.village import MANAGER, MENTOR, OFFICER, PIN, SHIQIAO_FARMER, Village


def close(member_id: uuid.UUID) -> None:
    with writing():
        services.close_account(member_id=member_id, farewell="closed", key=ids.uuid7())


@pytest.mark.usefixtures("live")
def test_the_person_goes_and_the_row_stays() -> None:
    entered = confirmed(SHIQIAO_FARMER)
    close(entered.member_id)
    person = session.get_one(Person, entered.member_id)
    assert (person.name, person.phone, person.pin_hash, person.place_id) == (
        rules.CLOSED_NAME,
        None,
        None,
        None,
    )
    assert queries.viewer_of(entered.session_token) is None
    mine = entered.member_id
    for table, ended in (
        (Confirmation, Confirmation.ended_at),
        (Session, Session.ended_at),
        (Membership, Membership.until),
        (Role, Role.ended_at),
    ):
        rows = session.scalars(select(table.id).where(table.person_id == mine, ended.is_(None)))
        assert rows.all() == []
    assert session.scalars(select(Membership).where(Membership.person_id == mine)).all()
    assert session.scalar(select(Closing.person_id)) == mine
    with pytest.raises(services.WrongPin):
        sign_in(SHIQIAO_FARMER, PIN, entered.device_token)
    with pytest.raises(NotFound):
        close(mine)


@pytest.mark.usefixtures("live")
def test_nowhere_in_the_database_stands_the_number_or_the_name_but_in_the_farewell() -> None:
    entered = confirmed(SHIQIAO_FARMER)
    name = session.get_one(Person, entered.member_id).name
    close(entered.member_id)
    found = []
    for table in Base.metadata.sorted_tables:
        if table.name == Job.__tablename__:
            continue
        rows = session.execute(select(table)).all()
        found += [table.name for row in rows if SHIQIAO_FARMER in str(row) or name in str(row)]
    assert found == []
    jobs = session.scalars(select(Job)).all()
    assert [job.payload for job in jobs if SHIQIAO_FARMER in str(job.payload)]


@pytest.mark.usefixtures("live")
def test_the_number_may_join_again_as_somebody_new() -> None:
    entered = confirmed(SHIQIAO_FARMER)
    close(entered.member_id)
    again = enter("join", join(SHIQIAO_FARMER))
    assert isinstance(again, services.Entered)
    assert again.member_id != entered.member_id


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("phone", [MANAGER, OFFICER])
def test_the_last_who_leads_hands_over_first(phone: str) -> None:
    person_id = queries.person_with(phone)
    with pytest.raises(rules.LastKeeper) as refusal:
        close(person_id)
    assert refusal.value.params["organisation"]
    assert session.scalars(select(Closing)).all() == []
    assert session.get_one(Person, person_id).phone == f"+86{phone}"


@pytest.mark.usefixtures("live")
def test_a_mentor_may_go_and_the_role_ends_by_their_own_hand() -> None:
    mentor = queries.person_with(MENTOR)
    close(mentor)
    role = session.scalars(select(Role).where(Role.person_id == mentor)).one()
    assert (role.ended_by, role.ended_at is not None) == (mentor, True)


def second_manager(village: Village) -> tuple[uuid.UUID, uuid.UUID]:
    """A newcomer leads beside another newcomer: neither has an order under way."""
    people = []
    for phone in ("13912345678", "13912345679"):
        entered = enter("join", join(phone))
        assert isinstance(entered, services.Entered)
        people.append(entered.member_id)
    with writing() as live:
        place = village.place()
        home = Organisation(kind="cooperative", name="新社", latin_name="New", place_id=place)
        live.add(home)
        live.flush()
        for one in people:
            live.add(
                Role(person_id=one, name="manager", organisation_id=home.id, granted_by=people[0])
            )
    return people[0], people[1]


@pytest.mark.usefixtures("live")
def test_of_two_who_lead_only_one_may_leave(village: Village) -> None:
    first, second = second_manager(village)
    close(first)
    with pytest.raises(rules.LastKeeper):
        close(second)


def test_two_who_leave_at_once_do_not_both_leave(app: Flask, village: Village) -> None:
    with app.app_context():
        both = second_manager(village)
        session.remove()

    def leave(person_id: uuid.UUID) -> bool:
        with app.app_context():
            try:
                close(person_id)
            except Conflict:
                return False
            finally:
                session.remove()
            return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, both)) == [False, True]


@pytest.mark.usefixtures("live")
def test_a_wrong_pin_is_counted_and_slowed() -> None:
    entered = confirmed(SHIQIAO_FARMER)
    viewer = queries.viewer_of(entered.session_token)
    assert viewer is not None
    told = []
    for _ in range(8):
        try:
            services.check_pin(viewer.id, viewer.device_id, WRONG)
        except (services.NotThePin, TooMany) as refusal:
            told.append(type(refusal))
    assert told == [services.NotThePin] * 5 + [TooMany] * 3


@pytest.mark.usefixtures("live")
def test_a_right_pin_leaves_no_trace() -> None:
    entered = confirmed(SHIQIAO_FARMER)
    viewer = queries.viewer_of(entered.session_token)
    assert viewer is not None
    for pin in (WRONG, PIN):
        try:
            services.check_pin(viewer.id, viewer.device_id, pin)
        except services.NotThePin:
            continue
    assert isinstance(sign_in(SHIQIAO_FARMER, PIN, entered.device_token), services.Entered)
