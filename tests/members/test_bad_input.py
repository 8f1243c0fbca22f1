"""What goes wrong or smells of abuse: a clear sentence, and nothing else has changed."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from blueprints.core.db import db, session
from blueprints.members import rules
from tests.members.test_routes_vouchers import NEW, link_on, printed
from tests.page import Client, Page
from tests.village import FARMER, MANAGER, NEIGHBOUR, OFFICER, Village

OPEN = Callable[..., Client]
HOME = "/members/me/household"
# Where a try is counted, so that the next one is known for what it is.
COUNTED = frozenset({"members_voucher_try", "members_device"})


@contextmanager
def nothing_changes(app: Flask, *but: str) -> Iterator[None]:
    before = _tables(app)
    yield
    after = _tables(app)
    assert {name for name in after if after[name] != before[name]} <= set(but)


def _tables(app: Flask) -> dict[str, list[str]]:
    with app.app_context(), db.engine.connect() as connection:
        found = {
            name: sorted(map(repr, connection.execute(text(f"SELECT * FROM {name}"))))
            for name in db.metadata.tables
            if name not in ("core_key", "core_generation")
        }
        session.remove()
    return found


def refused(page: Page, status: int, words: str) -> None:
    assert (page.status_code, words in page.words) == (status, True), page.words[:600]


def test_a_household_of_four_hundred(client: OPEN, app: Flask) -> None:
    farmer = client(FARMER)
    farmer.submit(farmer.get(HOME), kind="ordinary")
    for n in range(1, rules.MOST_HOUSEMATES):
        farmer.submit(farmer.get(HOME), to="/invitations", phone=f"139000001{n:02}")
    page = farmer.get(HOME)
    with nothing_changes(app):
        for n in range(rules.MOST_HOUSEMATES, rules.MOST_HOUSEMATES + 5):
            answer = farmer.submit(page, to="/invitations", phone=f"139000001{n:02}")
            refused(answer, 409, "A household has room for 20 people here.")


def test_a_person_who_is_their_own_parent(client: OPEN, app: Flask) -> None:
    farmer, neighbour = client(FARMER), client(NEIGHBOUR)
    farmer.submit(farmer.get(HOME), kind="ordinary")
    page = farmer.get(HOME)
    with nothing_changes(app):
        own = farmer.submit(page, to="/invitations", phone=FARMER, kinship="parent")
        refused(own, 422, "nobody is their own relative")
    farmer.submit(page, to="/invitations", phone=NEIGHBOUR, kinship="parent")
    neighbour.submit(neighbour.get(HOME), to="", outcome="accept")
    farmer.submit(farmer.get(HOME), to="/departure")
    neighbour.submit(neighbour.get(HOME), to="/invitations", phone=FARMER, kinship="parent")
    asked = farmer.get(HOME)
    with nothing_changes(app):
        answer = farmer.submit(asked, to="", outcome="accept")
        refused(answer, 409, "somebody would be their own forebear")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("姓名,手机号\n田,13900000001\n苗,139 0000 0001\n", "The same number stands in line 2."),
        ("姓名,手机号\n=cmd|' /C calc'!A0,13900000001\n", "A cell begins like a formula"),
    ],
)
def test_an_import_with_a_wrong_line_names_it_and_admits_nobody(
    client: OPEN, village: Village, app: Flask, body: str, words: str
) -> None:
    manager, at = client(MANAGER), f"/members/organisations/{village.organisation()}/imports/new"
    page = manager.get(at)
    with nothing_changes(app, "members_import"):
        sent = manager.submit(page, file=(io.BytesIO(body.encode()), "社员.csv"))
        assert words in manager.follow(sent).words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("姓名,手机号\n田,1".encode("utf-16-le"), "The letters of this file cannot be read."),
        (b"\xff\xff\xff\x81\xff", "The letters of this file cannot be read."),
        ("姓名,手机號碼\n田,13900000001".encode("big5"), "save the file as CSV in UTF-8"),
        (b"", "Please choose a file."),
        (b"x" * (rules.MOST_BYTES + 1), "at most 10000 lines"),
    ],
)
def test_an_import_in_a_wrong_encoding_is_refused_whole(
    client: OPEN, village: Village, app: Flask, body: bytes, words: str
) -> None:
    manager, at = client(MANAGER), f"/members/organisations/{village.organisation()}/imports/new"
    page = manager.get(at)
    with nothing_changes(app):
        refused(manager.submit(page, file=(io.BytesIO(body), "社员.csv")), 422, words)


def test_a_voucher_twice_tomorrow_and_by_another_number(
    client: OPEN, village: Village, app: Flask, clock_at: Callable[[datetime], datetime]
) -> None:
    start = clock_at(datetime(2026, 11, 22, 8, 0, tzinfo=UTC))
    leader = client(MANAGER)
    used, unused = (link_on(printed(leader, village)) for _ in range(2))
    named = link_on(printed(leader, village, phone=NEW["phone"], name=NEW["name"]))
    client().submit(client().get(used), **NEW)
    stranger, other = client(), {**NEW, "phone": "13912345679"}
    pages = {link: stranger.get(link) for link in (unused, named)}
    with nothing_changes(app, *COUNTED):
        refused(client().post(used, data=other), 410, "has been used")
        refused(stranger.submit(pages[named], **other), 422, "for another mobile number")
    clock_at(start + timedelta(days=1))
    with nothing_changes(app, *COUNTED):
        refused(stranger.submit(pages[unused], **other), 410, "the day is over")
    assert len(_tables(app)["members_voucher_try"]) >= 1, "what smells of abuse is on record"


def test_a_founding_link_after_the_founding(client: OPEN, app: Flask) -> None:
    link = f"/found/{rules.founding_token(app.config['SECRET_KEY'])}"
    told = {"county": "新禾县", "key": str(uuid.uuid4()), **NEW}
    with nothing_changes(app):
        refused(client().get(link), 410, "founded already")
        refused(client().post(link, data=told), 410, "founded already")


@pytest.mark.parametrize(
    ("phone", "kind", "words"),
    [
        (MANAGER, "Liushu Cooperative", "You are the last who leads"),
        (OFFICER, "Qinghe County Government", "You are the last who leads"),
    ],
)
def test_the_last_who_leads_can_neither_leave_lay_down_nor_close(
    client: OPEN, village: Village, app: Flask, phone: str, kind: str, words: str
) -> None:
    last, role = client(phone), f"/members/me/roles/{village.role(phone)}"
    pages = [last.get(role), last.get("/members/me/closing")]
    with nothing_changes(app, "members_session"):
        refused(last.submit(pages[0], to=role), 409, words)
        refused(last.submit(pages[1], pin="246810"), 409, words)
        if phone == MANAGER:
            there = f"/members/organisations/{village.organisation(kind)}/membership"
            page = last.get(there)
            refused(last.submit(page, leave="yes", reason=""), 422, "You are its last manager.")
