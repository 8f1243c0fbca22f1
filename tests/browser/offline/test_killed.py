"""Something dies in the middle of sending: all of it is there afterwards, all of it once."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.browser.conftest import FLAGS, PHONE, Phone, Phones, Server, SignedIn
from tests.browser.offline.acts import NEW, asked, offer, ready, send_now, stored_items
from tests.browser.offline.conftest import honestly, items, truthful
from tests.browser.offline.line import Line
from tests.browser.steps import put_away, sign_in, until
from tests.setup_browser import chromium
from tests.village import FARMER

pytestmark = pytest.mark.browser
TABLES = ("core_key", "storefront_product", "storefront_photo")


def queued(one: Phone, line: Line, name: str, count: int) -> list[str]:
    """Without a network: one through the form, the rest as it would save them. Their titles."""
    line.cut()
    titles = [f"{name} {n}" for n in range(count)]
    offer(one.page, titles[0])
    one.page.evaluate(
        """async (titles) => {
            const [{ seq, ...like }] = (await outbox.mine()).filter((one) => one.open);
            const titled = (field, title) => (field[0] === "title" ? ["title", title] : field);
            for (const title of titles) {
                const fields = like.fields.map((field) => titled(field, title));
                await outbox.save({ ...like, key: crypto.randomUUID(), title, fields, nextAt: 0 });
            }
        }""",
        titles[1:],
    )
    return titles


def in_the_shop(server: Server, name: str) -> dict[str, int]:
    """How often each title that begins so is there."""
    counted = "SELECT title, count(*) FROM storefront_product WHERE title LIKE ? GROUP BY title"
    return dict(asked(server, counted, f"{name} %"))


def slow(line: Line, seconds: float = 0.1) -> None:
    """Each write takes a while, so that whatever dies dies in the middle."""
    line.hold = seconds
    line.choose = lambda one: "slow_after" if one.key else None


def until_some(page: Page, server: Server, name: str, count: int) -> None:
    until(
        page,
        lambda: len(in_the_shop(server, name)) >= count,
        f"{count} of {name} are there",
        120_000,
    )


def all_once(page: Page, server: Server, name: str, titles: list[str]) -> None:
    def nothing_waits() -> bool:
        return page.locator("#waiting").inner_text() == ""

    honestly(page, server, nothing_waits, f"nothing waits; the page says {items(page)}")
    assert in_the_shop(server, name) == dict.fromkeys(titles, 1)


class Worker:
    """The service worker as the browser's own tools see it, from a page without any script."""

    def __init__(self, one: Phone) -> None:
        self.page = one.context.new_page()
        self.page.goto(f"{one.url}/healthz")
        self.origin = one.url
        self.known: list[str] = []
        self.tools = one.context.new_cdp_session(self.page)
        self.tools.on("ServiceWorker.workerRegistrationUpdated", self._hear)
        self.tools.send("ServiceWorker.enable")
        until(self.page, lambda: bool(self.known), "the worker is known")

    def _hear(self, told: dict[str, Any]) -> None:
        self.known += [
            one["registrationId"]
            for one in told["registrations"]
            if one["scopeURL"].startswith(self.origin)
        ]

    def does(self, what: str) -> Any:
        """From its page: `place` is the registration."""
        place = "const place = await navigator.serviceWorker.getRegistration();"
        return self.page.evaluate(f"async () => {{ {place} return {what}; }}")

    def wake(self) -> None:
        """As the browser does when there is a network, though no page is open."""
        self.tools.send(
            "ServiceWorker.dispatchSyncEvent",
            {
                "origin": self.origin,
                "registrationId": self.known[-1],
                "tag": "outbox",
                "lastChance": False,
            },
        )

    def stop(self) -> None:
        self.tools.send("ServiceWorker.stopAllWorkers")


def test_a_worker_that_is_stopped_again_and_again_loses_and_doubles_nothing(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    worker = Worker(farmer)
    titles = queued(farmer, line, "Stopped", 60)
    put_away(farmer.page)
    slow(line, 0.05)
    line.mend()
    for most in (1, 12, 25, 40):
        worker.wake()
        until_some(worker.page, server, "Stopped", most)
        worker.stop()
        assert len(in_the_shop(server, "Stopped")) < 60, "stopped in the middle"

    farmer.page = farmer.context.new_page()
    page = farmer.open("/sync/")
    send_now(page)
    all_once(page, server, "Stopped", titles)


def test_a_page_that_is_closed_while_it_sends_loses_and_doubles_nothing(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    titles = queued(farmer, line, "Closed", 20)
    slow(line)
    line.mend()
    for most in (1, 5, 9):
        send_now(farmer.page)
        until_some(farmer.page, server, "Closed", most)
        put_away(farmer.page)
        farmer.page = farmer.context.new_page()
        farmer.open("/sync/")
        truthful(farmer.page, server)
        assert len(in_the_shop(server, "Closed")) < 20, "closed in the middle"
    send_now(farmer.page)
    all_once(farmer.page, server, "Closed", titles)


def test_what_waits_is_remembered_by_the_browser_itself_after_a_try_that_failed(
    phone: Phones, server: Server, line: Line
) -> None:
    """With no page open, nobody else would ever think of it again."""
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    worker = Worker(farmer)
    (title,) = queued(farmer, line, "Woken", 1)
    put_away(farmer.page)
    line.choose = lambda one: "reset_before" if one.key else None
    line.mend()
    worker.does("place.sync.register('outbox')")
    until(worker.page, lambda: any(key for _, _, key, _ in line.arrivals), "it was tried")
    worker.does("navigator.locks.request('outbox', () => {})")  # until that try is over
    worker.page.wait_for_timeout(500)
    assert worker.does("place.sync.getTags()") == ["outbox"]

    line.choose = lambda one: None
    worker.wake()
    until_some(worker.page, server, "Woken", 1)
    farmer.page = farmer.context.new_page()
    all_once(farmer.open("/sync/"), server, "Woken", [title])


@pytest.fixture
def profile(
    browser: Browser, signed_in: SignedIn, line: Line, tmp_path: Path
) -> Iterator[Callable[[], Phone]]:
    """Each call starts the browser on the same folder, as somebody opens it again after a crash."""
    cookies = signed_in(FARMER)["cookies"]
    started: list[BrowserContext] = []

    def start() -> Phone:
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "profile",
            executable_path=chromium(),
            args=FLAGS,
            viewport=PHONE,
            locale="en-GB",
            has_touch=True,
            is_mobile=True,
        )
        started.append(context)
        # Chromium writes cookies to the disk half a minute late; she signed in yesterday.
        context.add_cookies(cookies)
        return Phone(context, context.pages[0], line.url, [], [])

    yield start
    for context in started:
        with suppress(Error):
            context.close()


def kill_browser(folder: Path) -> None:
    """As an empty battery does: only the browser that was started on this folder."""
    told = f"--user-data-dir={folder}".encode()
    for one in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (one / "cmdline").read_bytes().split(b"\0")
            if told in words and not any(word.startswith(b"--type=") for word in words):
                os.kill(int(one.name), signal.SIGKILL)


def test_a_phone_that_dies_still_has_what_it_said_was_saved(
    profile: Callable[[], Phone], server: Server, line: Line, tmp_path: Path
) -> None:
    farmer = ready(profile(), NEW)
    titles = queued(farmer, line, "Battery", 20)
    keys = {one["key"] for one in stored_items(farmer.page)}
    kill_browser(tmp_path / "profile")

    slow(line)
    line.mend()
    for most in (1, 8):
        farmer = profile()
        page = farmer.open("/sync/")
        assert {one["key"] for one in stored_items(page)} == keys
        until_some(page, server, "Battery", most)
        truthful(page, server)
        kill_browser(tmp_path / "profile")
        assert len(in_the_shop(server, "Battery")) < 20, "killed in the middle"
    page = profile().open("/sync/")
    all_once(page, server, "Battery", titles)


def test_a_server_that_dies_before_it_has_written_has_written_nothing_and_later_all_once(
    phone: Phones, own_server: Server, own_line: Line
) -> None:
    own_server.start()
    own_line.start()
    farmer = phone("en-GB", url=own_line.url)
    sign_in(farmer, FARMER)
    ready(farmer, NEW)
    page = farmer.page
    titles = queued(farmer, own_line, "Power cut", 20)
    before = [asked(own_server, f"SELECT count(*) FROM {name}") for name in TABLES]
    with closing(sqlite3.connect(own_server.instance / "commonfield.db", timeout=60)) as base:
        base.execute("BEGIN IMMEDIATE")  # it must wait with its writing until it is dead
        own_line.mend()
        send_now(page)
        until(page, lambda: any(key for _, _, key, _ in own_line.passed), "the server is at it")
        page.wait_for_timeout(300)
        own_server.kill()
        base.rollback()
    assert [asked(own_server, f"SELECT count(*) FROM {name}") for name in TABLES] == before
    truthful(page, own_server)
    expect(page.locator("#waiting")).to_have_text("20 waiting")

    slow(own_line)
    for most in (1, 8):
        own_server.start()
        send_now(page)
        until_some(page, own_server, "Power cut", most)
        own_server.kill()
        truthful(page, own_server)
    own_server.start()
    send_now(page)
    all_once(page, own_server, "Power cut", titles)
