"""Looks at public pages: counted beside the request, and nothing of them leads back to anybody."""

from __future__ import annotations

import re
import subprocess
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from blueprints.core import tallies
from blueprints.core.db import db
from blueprints.core.tallies import Tallies
from blueprints.core.vault import vault
from tests.page import Client
from tests.village import FARMER, Village

BROWSER = {
    "Accept": "text/html,application/xhtml+xml",
    "Accept-Language": "zh-CN",
    "User-Agent": "Mozilla/5.0 (Linux; Android 10; Redmi 9A)",
}
Client_ = Callable[..., Client]


@pytest.fixture(autouse=True)
def nothing_is_held(app: Flask) -> Any:
    """What an earlier test noted is written before, and what this one notes leaves no thread."""
    yield
    with app.app_context():
        app.extensions["tallies"]._held.clear()
        tallies.flush()


@pytest.fixture
def page(village: Village) -> str:
    return f"/storefront/products/{village.product(FARMER)}"


def seen(app: Flask) -> list[Any]:
    with app.app_context():
        tallies.flush()
        with db.engine.connect() as connection:
            return list(connection.execute(text("SELECT who, day FROM storefront_seen")))


def test_a_phone_counts_once_a_day_also_when_the_page_comes_from_memory(
    app: Flask, client: Client_, page: str
) -> None:
    for _ in range(3):
        client().get(page, headers=BROWSER)
    assert len(seen(app)) == 1
    client().get(page, headers={**BROWSER, "User-Agent": "Mozilla/5.0 (iPhone)"})
    client().get(page, headers=BROWSER, environ_base={"REMOTE_ADDR": "10.1.2.3"})
    assert len(seen(app)) == 3


def test_a_visitor_is_known_by_their_cookie_wherever_they_are(
    app: Flask, client: Client_, page: str
) -> None:
    for address in ("10.1.2.3", "10.9.9.9"):
        phone = client()
        phone.set_cookie("visitor", "the same")
        phone.get(page, headers=BROWSER, environ_base={"REMOTE_ADDR": address})
    assert len(seen(app)) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {**BROWSER, "User-Agent": "Googlebot/2.1"},
        {**BROWSER, "User-Agent": "curl/8"},
        {**BROWSER, "Accept-Language": ""},
        {**BROWSER, "Accept": "*/*"},
        {**BROWSER, "Sec-Purpose": "prefetch"},
    ],
    ids=["robot", "program", "without a language", "no page asked for", "fetched ahead"],
)
def test_programs_are_not_counted(
    app: Flask, client: Client_, page: str, headers: dict[str, str]
) -> None:
    client().get(page, headers=headers)
    assert seen(app) == []


def test_what_is_not_there_and_what_is_not_a_product_is_not_counted(
    app: Flask, client: Client_, page: str
) -> None:
    for path in ("/storefront/", f"{page}/poster", page[:-1] + ("0" if page[-1] != "0" else "1")):
        client().get(path, headers=BROWSER)
    client().head(page, headers=BROWSER)
    assert seen(app) == []


def test_reading_writes_nothing_and_makes_no_public_page_old(
    app: Flask, client: Client_, page: str
) -> None:
    with app.app_context(), db.engine.connect() as connection:
        before = connection.execute(text("SELECT number FROM core_generation")).scalar_one()
    client().get(page, headers=BROWSER)
    with app.app_context(), db.engine.connect() as connection:
        assert not list(connection.execute(text("SELECT who FROM storefront_seen")))
    seen(app)
    with app.app_context(), db.engine.connect() as connection:
        after = connection.execute(text("SELECT number FROM core_generation")).scalar_one()
    assert after == before


def test_the_same_phone_is_another_one_the_next_day(
    app: Flask, client: Client_, page: str, clock_at: Callable[[datetime], datetime]
) -> None:
    """And what is written says neither its address nor its name for itself."""
    for day in (23, 24):
        clock_at(datetime(2026, 11, day, 4, tzinfo=UTC))
        client().get(page, headers=BROWSER, environ_base={"REMOTE_ADDR": "10.1.2.3"})
        seen(app)
    [first, second] = [who for who, _ in seen(app)]
    assert first != second
    assert all(re.fullmatch(r"[0-9a-f]{32}", who) for who in (first, second))


def test_the_key_of_a_day_that_is_added_up_is_gone(app: Flask, live: Session) -> None:
    assert live
    today = datetime(2031, 11, 23, tzinfo=UTC).date()
    for days in range(3):
        vault().make(f"tally-{today - timedelta(days=days)}")
    tallies.forget_before(today)
    assert [name for name in vault().names() if name.startswith("tally-2031")] == [f"tally-{today}"]


def test_what_could_not_be_written_is_held(
    app: Flask, client: Client_, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client().get(page, headers=BROWSER)
    keep = tallies._watched["/storefront/products/"]

    def broken(*_what: object) -> None:
        raise OSError("no space left")

    monkeypatch.setitem(tallies._watched, "/storefront/products/", broken)
    with pytest.raises(OSError, match="no space"), app.app_context():
        tallies.flush()
    monkeypatch.setitem(tallies._watched, "/storefront/products/", keep)
    assert len(seen(app)) == 1


def test_a_flood_is_bounded(app: Flask, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "MOST_HELD", 5)
    held: Tallies = app.extensions["tallies"]
    for n in range(50):
        held.note(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": page,
                "HTTP_ACCEPT": "text/html",
                "HTTP_ACCEPT_LANGUAGE": "zh",
                "REMOTE_ADDR": f"10.0.0.{n}",
            }
        )
    assert len(seen(app)) == 5


TWO = """
import sys
from app import create_app
from blueprints.core import tallies
app = create_app()
page, addresses = sys.argv[1], sys.argv[2].split()
headers = {"Accept": "text/html", "Accept-Language": "zh", "User-Agent": "Mozilla/5.0"}
for address in addresses:
    answer = app.test_client().get(page, headers=headers, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == 200, answer.status
with app.app_context():
    tallies.flush()
"""


def test_two_processes_count_the_same_phone_once(tmp_path: Path) -> None:
    """Real ones, at the same time, on one database and one folder of keys."""
    env = {"COMMONFIELD_INSTANCE": str(tmp_path), "COMMONFIELD_DEMO": "1", "PATH": "/usr/bin:/bin"}
    seed = [sys.executable, "-m", "flask", "--app", "app", "seed"]
    subprocess.run(seed, env=env, check=True, capture_output=True)
    find = "SELECT id FROM storefront_product LIMIT 1"
    with sqlite.connect(tmp_path / "commonfield.db") as connection:
        product = connection.execute(find).fetchone()[0]
    page = f"/storefront/products/{uuid.UUID(product)}"
    both = [
        subprocess.Popen([sys.executable, "-c", TWO, page, addresses], env=env)
        for addresses in ("10.0.0.1 10.0.0.2", "10.0.0.2 10.0.0.3")
    ]
    assert [one.wait(120) for one in both] == [0, 0]
    with sqlite.connect(tmp_path / "commonfield.db") as connection:
        assert connection.execute("SELECT count(*) FROM storefront_seen").fetchone() == (3,)
