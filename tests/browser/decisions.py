"""Deciding on a phone: the steps of journeys. Only what is on the page."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

from tests.browser.conftest import Phone, Server
from tests.browser.steps import PATIENCE_MS, fill, press, state_of, until
from tests.village import FARMER

# Whoever joined the cooperative in another journey would count among all its members.
_SEVEN = """UPDATE members_membership SET until = since WHERE until IS NULL
    AND organisation_id = (SELECT id FROM members_organisation WHERE name = '柳树合作社')
    AND person_id NOT IN (SELECT id FROM members_person WHERE phone BETWEEN ? AND ?)"""
ZONE = ZoneInfo("Asia/Shanghai")
BODY = "The old one is slow on market days."


def propose(
    phone: Phone, title: str, ballot: str = "secret", query: str = "", **fields: str
) -> str:
    """The address of the proposal, open for a day."""
    page = phone.open(f"/decisions/new{query}")
    fill(page, title=title, body=BODY, **fields)
    page.locator(f"main [name=ballot][value={ballot}]").check()
    tomorrow = datetime.now(ZONE) + timedelta(days=1)
    page.locator("main [name=closes_at]").fill(tomorrow.strftime("%Y-%m-%dT%H:%M"))
    press(page, "form[action='/decisions/new'] .btn--main")
    found = re.search(r"/decisions/[0-9a-f-]{36}$", page.url)
    assert found, page.inner_text("main")
    return found[0]


def only_the_seven(server: Server) -> None:
    with closing(sqlite3.connect(server.instance / "commonfield.db", timeout=30)) as base, base:
        base.execute(_SEVEN, (f"+86{FARMER}", "+8613800000007"))


def open_voting(phone: Phone, at: str) -> None:
    page = phone.open(at)
    press(page, "form[action$='/opening'] button")
    assert state_of(page) == "voting", page.inner_text("main")


def vote(phone: Phone, at: str, choice: str) -> str:
    """The receipt."""
    page = phone.open(at)
    press(page, f"form[action$='/ballots'] button[value={choice}]")
    return page.locator("[data-receipt]").inner_text()


def counted(phone: Phone, server: Server, at: str) -> Page:
    """Its page after the close, which comes now."""
    close_now(server, at)
    until(phone.page, lambda: _settled(phone, at), "it is counted", PATIENCE_MS)
    return phone.page


def close_now(server: Server, at: str) -> None:
    """As if its time had come: both moments of the close are set into the past."""
    past = datetime.now(ZoneInfo("UTC")) - timedelta(seconds=1)
    said = past.strftime("%Y-%m-%d %H:%M:%S.%f")
    proposal = at.rpartition("/")[2].replace("-", "")
    with closing(sqlite3.connect(server.instance / "commonfield.db", timeout=30)) as base, base:
        base.execute("UPDATE decisions_proposal SET closes_at = ? WHERE id = ?", (said, proposal))
        base.execute(
            "UPDATE decisions_opening SET closes_at = ? WHERE proposal_id = ?", (said, proposal)
        )


def _settled(phone: Phone, at: str) -> bool:
    page = phone.open(at)
    if state_of(page) == "counting" and page.locator("form[action$='/closing']").count():
        press(page, "form[action$='/closing'] button")
    return state_of(page) not in ("voting", "counting")
