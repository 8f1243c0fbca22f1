"""Phones that lose their network, on the server and browser of tests/browser."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone, Server
from tests.browser.offline.line import Line
from tests.browser.steps import until

# Photos are made small, pages saved and keys fetched: a busy machine takes its time.
expect.set_options(timeout=20_000)


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    """Between the phones of one journey and the common server, where no basket holds anything."""
    with closing(sqlite3.connect(server.instance / "commonfield.db")) as base, base:
        base.execute("DELETE FROM storefront_basket_line")
    made = Line(server.port)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def own_line(own_server: Server) -> Iterator[Line]:
    """Before a server that is going to be killed; neither of both is started yet."""
    made = Line(own_server.port)
    yield made
    made.stop()


def truthful(page: Page, server: Server) -> None:
    """What this page says was received stands in the database, each under its own key."""
    said = [one["key"] for one in items(page) if one["state"] in ("received", "photo")]
    address = f"file:{server.instance / 'commonfield.db'}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as base:
        for key in said:
            held = base.execute("SELECT state FROM core_key WHERE key = ?", (key.replace("-", ""),))
            assert held.fetchall() == [("received",)], f"{key} is said to be received"


def honestly(page: Page, server: Server, said: Callable[[], bool], what: str) -> None:
    """Wait until it is so, on a page that says nothing untrue at any look on the way."""

    def told() -> bool:
        truthful(page, server)
        return said()

    until(page, told, what)


def cut_off(one: Phone) -> None:
    """No network, and seen to be so: the browser takes a moment to tell each of its pages."""
    one.context.set_offline(True)
    for page in one.context.pages:
        until(page, lambda page=page: _gets_nothing(page), "the page is still on line")


def _gets_nothing(page: Page) -> bool:
    return bool(
        page.evaluate("() => fetch('/healthz', {cache: 'no-store'}).then(() => false, () => true)")
    )


def saved_pages(page: Page) -> dict[str, list[str]]:
    """Names of the caches and the paths in each."""
    found: dict[str, list[str]] = page.evaluate(
        """async () => {
            const told = {};
            for (const name of await caches.keys()) {
                const all = await (await caches.open(name)).keys();
                told[name] = all.map((one) => new URL(one.url).pathname);
            }
            return told;
        }"""
    )
    return found


def items(page: Page) -> list[dict[str, str]]:
    """What /sync/ shows: key, state and title of each item."""
    found: list[dict[str, str]] = page.locator("#outbox > li").evaluate_all(
        """rows => rows.map(one => ({
            key: one.dataset.key, state: one.dataset.state,
            title: one.querySelector("[data-title]").textContent,
            words: one.textContent,
        }))"""
    )
    return found


def becomes(page: Page, state: str, key: str = "") -> dict[str, str]:
    """The one item (or that of `key`) in this state, as it was when it was first there."""
    seen: list[dict[str, str]] = []

    def there() -> bool:
        seen[:] = [one for one in items(page) if one["state"] == state and key in one["key"]]
        return bool(seen)

    until(page, there, f"an item in state {state}; there are {items(page)}")
    return seen[0]
