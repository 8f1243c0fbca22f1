"""Whoever reads a register is written down, once, and everybody who stands in it can see that."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from blueprints.core import ids, own_data
from blueprints.core.db import session, writing
from blueprints.core.errors import NotFound
from blueprints.members import queries, services
from blueprints.members.models import RegisterLook
from tests.members.crowds import newcomers
from tests.page import Client
from tests.village import FARMER, MANAGER, SHIQIAO_FARMER, TREASURER, Village

OPEN = Callable[..., Client]


def liushu() -> uuid.UUID:
    return queries.organisation_with("Liushu Cooperative")


def look(how: str = "page", by: str = MANAGER) -> None:
    services.note_look(by=queries.person_with(by), organisation_id=liushu(), how=how)


def seen_by(phone: str) -> list[tuple[str, str, str]]:
    part = own_data.part_named("register_looks")
    assert part is not None
    rows = own_data.rows_of(part, queries.person_with(phone))
    return [(row["who"], row["how"], row["purpose"]) for row in rows]


@pytest.mark.usefixtures("live")
def test_members_see_who_read_their_register_how_and_what_for() -> None:
    look()
    look("xlsx", by=TREASURER)
    told = [("陈穗芳", "xlsx", "register"), ("周禾秀", "page", "register")]
    assert seen_by(FARMER) == told
    assert seen_by(SHIQIAO_FARMER) == []


@pytest.mark.usefixtures("live")
def test_page_after_page_is_one_look_and_a_file_is_one_each(
    clock_at: Callable[[datetime], datetime],
) -> None:
    start = clock_at(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    for minutes in (0, 1, 14, 16):
        clock_at(start + timedelta(minutes=minutes))
        look()
    look("csv")
    look("csv")
    assert sorted(how for _, how, _ in seen_by(FARMER)) == ["csv", "csv", "page", "page"]


@pytest.mark.usefixtures("live")
def test_one_sees_the_looks_of_the_time_one_belonged(
    clock_at: Callable[[datetime], datetime],
) -> None:
    start = clock_at(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    look("csv")
    clock_at(start + timedelta(hours=1))
    with writing():
        services.leave_organisation(
            person_id=queries.person_with(FARMER),
            organisation_id=liushu(),
            reason="",
            key=ids.uuid7(),
        )
    clock_at(start + timedelta(hours=2))
    look("xlsx")
    assert [how for _, how, _ in seen_by(FARMER)] == ["csv"]
    assert [how for _, how, _ in seen_by(TREASURER)] == ["xlsx", "csv"]


def test_a_file_of_thousands_is_one_row(live: Session) -> None:
    newcomers(live, liushu(), 1_000)
    look("csv")
    assert session.scalar(select(func.count()).select_from(RegisterLook)) == 1


@pytest.mark.usefixtures("live")
def test_who_may_not_read_leaves_no_trace_and_gets_nothing() -> None:
    with pytest.raises(NotFound):
        look(by=FARMER)
    assert session.scalars(select(RegisterLook)).all() == []


@pytest.mark.parametrize("ending", ["", ".csv", ".xlsx"])
def test_every_way_to_read_it_is_written_down(client: OPEN, village: Village, ending: str) -> None:
    farmer, at = client(FARMER), f"/members/organisations/{village.organisation()}/register"
    assert client(FARMER).get(at + ending).status_code == 404
    assert "Nobody yet." in farmer.get("/members/me/data").words
    assert client(MANAGER).get(at + ending).status_code == 200
    page = farmer.get("/members/me/data")
    assert "Looks at your cooperative’s register (1)" in page.words
    told = farmer.get(page.link("/members/me/data/register_looks")).words
    assert "周禾秀" in told
    assert "To keep the register of members" in told
