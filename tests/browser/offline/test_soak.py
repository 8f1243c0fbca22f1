"""A short soak (`make soak N=1000` is the long one), and that it would tell what went wrong."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy.engine import make_url

from tests.bench.soak import soak
from tests.bench.soak_books import Books
from tests.bench.soak_fates import Watch, fates_of
from tests.bench.soak_faults import EVENTS
from tests.bench.soak_phone import Item
from tests.bench.soak_plan import GOOD, NEW, Intent
from tests.conftest import House
from tests.page import Client
from tests.village import FARMER

WRITES = 30
on_sqlite = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


@pytest.mark.browser
def test_whatever_goes_wrong_on_the_way_each_thing_written_arrives_once(
    browser: Browser, tmp_path: Path
) -> None:
    report = soak(browser, tmp_path, WRITES, seed=1)
    assert report.wrong == []
    assert report.is_right, report.lines()
    assert report.fates.intents >= WRITES
    # It would prove nothing in fine weather.
    assert report.retries > 0
    assert {name for name in EVENTS if name != "nothing"} <= set(report.faults)


@on_sqlite
def test_what_is_lost_or_doubled_is_told_by_its_mark(
    client: Callable[..., Client], house: House
) -> None:
    farmer = client(FARMER)
    once, lost, twice, refused = (_intent(mark) for mark in ("once", "lost", "twice", "refused"))
    for intent in (once, twice):
        _send(farmer, intent.mark, intent.key)
    _send(farmer, twice.mark, str(uuid.uuid4()))
    _send(farmer, refused.mark, refused.key, price="cheap")
    told = fates_of([once, lost, twice, refused], {}, _books(house))
    assert (told.intents, told.rows, told.refused) == (4, 3, 1)
    assert [words.split()[0] for words in told.lost] == ["lost"]
    assert told.doubled == ["twice"]


@on_sqlite
def test_what_was_never_read_as_saved_is_no_intent_unless_it_arrived(
    client: Callable[..., Client], house: House
) -> None:
    gone, arrived = _intent("gone", key=""), _intent("arrived", key="")
    gone.cut_short = arrived.cut_short = True
    _send(client(FARMER), "arrived", str(uuid.uuid4()))
    told = fates_of([gone, arrived], {}, _books(house))
    assert (told.intents, told.rows, told.never_saved, told.lost) == (1, 1, 1, [])


@on_sqlite
def test_what_a_phone_shows_is_held_against_the_books(
    client: Callable[..., Client], house: House
) -> None:
    meant, absent = _intent("meant"), _intent("absent")
    _send(client(FARMER), meant.mark, meant.key)
    watch = Watch(_books(house), {})
    watch.look([Item(meant.key, "received", "meant"), Item(absent.key, "saved", "absent")])
    assert (watch.falsely_sent, watch.falsely_refused) == (set(), set())
    watch.look([Item(absent.key, "received", "absent"), Item(meant.key, "conflict", "meant")])
    assert (watch.falsely_sent, watch.falsely_refused) == ({absent.key}, {meant.key})


def _intent(mark: str, key: str | None = None) -> Intent:
    return Intent(mark, "list", "farmer", NEW, NEW, key=str(uuid.uuid4()) if key is None else key)


def _send(client: Client, title: str, key: str, **words: str) -> None:
    headers = {"Idempotency-Key": key, "Accept": "application/json"}
    client.post(NEW, data={**GOOD, "title": title, **words}, headers=headers)


def _books(house: House) -> Books:
    return Books(Path(make_url(house.database.url).database or ""))
