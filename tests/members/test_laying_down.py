"""A role is laid down by who holds it, stays on record, and never leaves nobody in charge."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from blueprints.core import ids
from blueprints.core.db import session, writing
from blueprints.core.errors import Conflict, NotFound
from blueprints.members import queries, rules, services
from blueprints.members.models import Handover, Role
from tests.members.test_services_closing import close, second_manager
from tests.page import Client
from tests.village import (
    FARMER,
    MANAGER,
    MENTOR,
    NEIGHBOUR,
    OFFICER,
    REPRESENTATIVE,
    TREASURER,
    Village,
)

OPEN = Callable[..., Client]


def lay_down(phone: str, role_id: uuid.UUID) -> None:
    with writing():
        services.lay_down(by=queries.person_with(phone), role_id=role_id)


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("phone", [MENTOR, TREASURER, REPRESENTATIVE])
def test_a_role_ends_and_its_days_stay(village: Village, phone: str) -> None:
    role_id = village.role(phone)
    lay_down(phone, role_id)
    role = session.get_one(Role, role_id)
    assert role.ended_at is not None
    assert role.ended_by == role.person_id == queries.person_with(phone)
    with pytest.raises(NotFound):
        lay_down(phone, role_id)


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("phone", [MANAGER, OFFICER])
def test_the_last_who_leads_stays(village: Village, phone: str) -> None:
    role_id = village.role(phone)
    with pytest.raises(rules.LastInRole):
        lay_down(phone, role_id)
    assert session.get_one(Role, role_id, populate_existing=True).ended_at is None


@pytest.mark.usefixtures("live")
def test_anothers_role_is_not_there(village: Village) -> None:
    with pytest.raises(NotFound):
        lay_down(FARMER, village.role(MENTOR))


@pytest.mark.usefixtures("live")
def test_an_offer_of_it_no_longer_stands(village: Village) -> None:
    with writing():
        offer = services.offer_role(
            by=queries.person_with(TREASURER),
            organisation_id=village.organisation(),
            name="treasurer",
            phone=NEIGHBOUR,
            words="",
            key=ids.uuid7(),
        )
    lay_down(TREASURER, village.role(TREASURER))
    assert session.get_one(Handover, offer.id, populate_existing=True).outcome == "taken_back"
    with pytest.raises(rules.OfferOver), writing():
        services.answer_offer(by=queries.person_with(NEIGHBOUR), offer_id=offer.id, accept=True)


def test_it_is_laid_down_on_a_page_that_names_it(client: OPEN, village: Village) -> None:
    mentor, address = client(MENTOR), f"/members/me/roles/{village.role(MENTOR)}"
    page = mentor.get(mentor.get("/members/me").link(address))
    assert "Mentor" in page.words
    done = mentor.submit(page, to=address)
    assert done.status_code == 303
    assert "You act as" not in mentor.follow(done).words
    assert mentor.get(address).status_code == 404


def test_the_last_manager_reads_why_not(client: OPEN, village: Village) -> None:
    manager, address = client(MANAGER), f"/members/me/roles/{village.role(MANAGER)}"
    page = manager.submit(manager.get(address), to=address)
    assert page.status_code == 409
    assert "You are the last who leads 柳树合作社" in page.words
    assert "Rather hand it over" in page.words


def test_of_two_at_once_one_closes_the_account_or_lays_down_and_one_stays(
    app: Flask, village: Village
) -> None:
    with app.app_context():
        first, second = second_manager(village)
        asked = select(Role.id).where(Role.person_id == first, Role.ended_at.is_(None))
        role_id = session.scalars(asked).one()
        session.remove()

    def go(closes: bool) -> bool:
        with app.app_context():
            try:
                if closes:
                    close(second)
                else:
                    with writing():
                        services.lay_down(by=first, role_id=role_id)
            except Conflict:
                return False
            finally:
                session.remove()
            return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(go, (True, False))) == [False, True]
