"""Naming, handing over, and getting back in: on a real database."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from sqlalchemy import func, select

from blueprints.core import ids, jobs
from blueprints.core.db import session, writing
from blueprints.core.errors import NotFound
from blueprints.members import queries, rules, services
from blueprints.members.models import Handover, Role, Voucher
from blueprints.members.services.roles import belong
from tests.members.paper import LIUSHU, SECRET, lead, new_organisation, use
from tests.village import BUYER, FARMER, MANAGER, NEIGHBOUR, OFFICER, TREASURER

pytestmark = pytest.mark.usefixtures("live")


def offer(
    role: str = "manager", to: str = FARMER, *, by: str = MANAGER, at: str = LIUSHU,
    key: uuid.UUID | None = None,
) -> uuid.UUID:  # fmt: skip
    with writing():
        return services.offer_role(
            by=queries.person_with(by),
            organisation_id=queries.organisation_with(at),
            name=role,
            phone=to,
            words="asked",
            key=key or ids.uuid7(),
        ).id


def answer(offer_id: uuid.UUID, accept: bool, by: str = FARMER) -> None:
    with writing():
        services.answer_offer(by=queries.person_with(by), offer_id=offer_id, accept=accept)


def holders(role: str = "manager", at: str = LIUSHU) -> list[uuid.UUID]:
    there = queries.organisation_with(at)
    return [one.person_id for one in queries.holders_of(there) if one.role == role]


def test_a_role_moves_when_both_have_said_so_and_both_stay_on_record() -> None:
    manager, farmer = queries.person_with(MANAGER), queries.person_with(FARMER)
    asked = offer()
    assert holders() == [manager]
    assert [one.id for one in queries.offers_to(farmer)] == [asked]
    answer(asked, accept=True)
    assert holders() == [farmer]
    before = session.scalars(
        select(Role).where(Role.person_id == manager, Role.name == "manager")
    ).one()
    assert (before.ended_by, before.ended_at is not None) == (manager, True)
    kept = session.get_one(Handover, asked)
    assert (kept.outcome, kept.offered_by, kept.to_id) == ("accepted", manager, farmer)
    told = session.scalars(select(jobs.Job.payload).where(jobs.Job.kind == "core.sms")).all()
    assert {"phone": "+8613800000001", "words": "asked"} in told


def test_who_says_no_leaves_everything_as_it_is() -> None:
    asked = offer()
    answer(asked, accept=False)
    assert holders() == [queries.person_with(MANAGER)]
    with pytest.raises(rules.OfferOver):
        answer(asked, accept=True)
    assert offer()


def test_only_the_one_who_is_asked_answers() -> None:
    asked = offer()
    for other in (MANAGER, NEIGHBOUR, OFFICER):
        with pytest.raises(NotFound):
            answer(asked, accept=True, by=other)
        with pytest.raises(NotFound):
            queries.offer_to(asked, queries.person_with(other))


def test_one_offer_at_a_time_and_it_can_be_taken_back() -> None:
    asked = offer()
    with pytest.raises(rules.OfferOpen):
        offer(to=NEIGHBOUR)
    there = queries.organisation_with(LIUSHU)
    for who, at in ((FARMER, there), (MANAGER, queries.organisation_with("Shiqiao Cooperative"))):
        with pytest.raises(NotFound), writing():
            services.take_back_offer(
                by=queries.person_with(who), organisation_id=at, offer_id=asked
            )
    with writing():
        services.take_back_offer(
            by=queries.person_with(MANAGER), organisation_id=there, offer_id=asked
        )
    with pytest.raises(rules.OfferOver):
        answer(asked, accept=True)
    assert holders() == [queries.person_with(MANAGER)]


def test_what_is_not_ones_own_is_not_ones_to_offer() -> None:
    with pytest.raises(NotFound):
        offer(by=FARMER, to=NEIGHBOUR)
    with pytest.raises(rules.NoSuchRole):
        offer(by=TREASURER)
    with pytest.raises(rules.RoleTaken):
        offer("treasurer")
    with pytest.raises(rules.RoleTaken):
        offer(by=OFFICER)
    for to in (BUYER, MANAGER, "13912345678"):
        with pytest.raises(rules.NotAmongUs):
            offer(to=to)
    assert session.scalar(select(func.count()).select_from(Handover)) == 0


def test_the_treasurer_hands_over_too() -> None:
    answer(offer("treasurer", by=TREASURER), accept=True)
    assert holders("treasurer") == [queries.person_with(FARMER)]


def test_a_new_manager_names_the_first_treasurer() -> None:
    new_organisation()
    leader = use(lead(at="Hewan Cooperative"))
    with writing():
        belong(queries.person_with(FARMER), queries.organisation_with("Hewan Cooperative"))
    asked = offer("treasurer", by="13912345678", at="Hewan Cooperative")
    answer(asked, accept=True)
    assert holders("treasurer", "Hewan Cooperative") == [queries.person_with(FARMER)]
    granted = select(Role.granted_by).where(Role.name == "treasurer", Role.ended_at.is_(None))
    assert leader.member_id in session.scalars(granted).all()


def test_an_offer_of_who_no_longer_holds_it_is_over() -> None:
    asked = offer()
    with writing() as live:
        role = live.scalars(
            select(Role).where(Role.person_id == queries.person_with(MANAGER))
        ).one()
        role.ended_at, role.ended_by = role.granted_at, role.person_id
    with pytest.raises((rules.OfferOver, NotFound)):
        answer(asked, accept=True)
    assert holders() == []


def test_a_role_is_named_once() -> None:
    there, key = new_organisation("social", "Xin Service"), ids.uuid7()
    officer, person = queries.person_with(OFFICER), queries.person_with(BUYER)
    words = {"by": officer, "person_id": person, "name": "mentor", "organisation_id": there}
    with writing():
        services.name_role(**words, key=key)
    with pytest.raises(rules.RoleHeld), writing():
        services.name_role(**words, key=key)
    with pytest.raises(NotFound), writing():
        services.name_role(**{**words, "by": person}, key=ids.uuid7())


def test_an_operator_gets_back_in_and_every_officer_is_told() -> None:
    with writing():
        token = services.recover(
            phone=OFFICER, secret=SECRET, say=lambda name, _language: f"told of {name}"
        )
    told = session.scalars(select(jobs.Job.payload).where(jobs.Job.kind == "core.sms")).all()
    assert {"phone": "+8613800000031", "words": "told of 方明礼"} in told
    assert queries.invitation(token).kind == "pin"
    with pytest.raises(rules.OtherNumber):
        use(token, MANAGER)
    assert use(token, OFFICER).member_id == queries.person_with(OFFICER)
    assert session.scalars(select(Voucher.made_by)).all() == [None]


def test_nobody_else_is_let_in_from_the_server(app: Flask) -> None:
    for phone in (MANAGER, "13912345678"):
        with pytest.raises(rules.NotAnOfficer), writing():
            services.recover(phone=phone, secret=SECRET, say=lambda *_: "")
    run = app.test_cli_runner()
    said = run.invoke(args=["members", "recover", "--phone", MANAGER]).output
    assert "No officer has this number" in said
