"""A network that says it is there and is not: what was seen opens, what is written arrives."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone, Phones, Server
from tests.browser.offline.acts import (
    NEW,
    PUT_IN_THE_SHOP,
    all_received,
    compose,
    listed,
    offer,
    offer_all,
    photo_of,
    products,
    ready,
    send_now,
    stored_items,
)
from tests.browser.offline.conftest import becomes, honestly, items, truthful
from tests.browser.offline.line import Line
from tests.browser.steps import camera_photo, until
from tests.village import FARMER

pytestmark = pytest.mark.browser

# A page has 2.5 s of network and then its copy: what a phone takes to draw it, and a busy machine.
SHOWN_WITHIN_MS = 6_000
COPY = "Saved copy from"
# What “Send now” does; the button itself comes and goes with what waits.
HURRY = "() => { app.go(true).catch(() => {}); }"


class CountedLine(Line):
    """Counts what came up, also of requests that were lost half-way."""

    up = 0
    breaks_at: int | None = None

    def paced(self, way: str, size: int) -> None:
        if way == "up":
            self.up += size
        if self.breaks_at is not None and self.up >= self.breaks_at:
            self.breaks_at = None
            self.cut()
        super().paced(way, size)


@pytest.fixture
def line(server: Server) -> Iterator[CountedLine]:
    made = CountedLine(server.port)
    made.start()
    yield made
    made.stop()


@contextmanager
def flapping(line: Line, every_s: float = 0.3) -> Iterator[None]:
    """There and gone, there and gone."""
    enough = threading.Event()

    def flap() -> None:
        while not enough.wait(every_s):
            line.cut()
            if not enough.wait(every_s):
                line.mend()

    thread = threading.Thread(target=flap)
    thread.start()
    try:
        yield
    finally:
        enough.set()
        thread.join()
        line.mend()


def shows_its_copy(one: Phone, path: str) -> None:
    one.page.goto(one.url + path, wait_until="commit", timeout=SHOWN_WITHIN_MS)
    expect(one.page.locator("#status")).to_contain_text(COPY, timeout=SHOWN_WITHIN_MS)


def test_when_nothing_answers_a_page_that_was_seen_opens_from_its_copy(
    phone: Phones, line: CountedLine
) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), "/storefront/", "/members/me", NEW)
    page = farmer.page
    href = str(farmer.open("/storefront/").locator("main h2 a").first.get_attribute("href"))
    farmer.open(href)
    line.stall()
    for path in ("/storefront/", href, "/members/me", NEW):
        shows_its_copy(farmer, path)
        expect(page.locator("h1")).to_be_visible()
    # The page says so by itself, and asks nobody whether there is a network.
    assert page.evaluate("() => navigator.onLine")


def test_the_front_page_waits_for_no_network_at_all(phone: Phones, line: CountedLine) -> None:
    visitor = ready(phone("en-GB", url=line.url), "/")
    line.stall()
    visitor.page.goto(visitor.url + "/", wait_until="commit", timeout=SHOWN_WITHIN_MS)
    expect(visitor.page.locator("main h1")).to_be_visible()


def test_what_is_written_while_nothing_answers_is_soon_called_saved_and_arrives_once(
    phone: Phones, server: Server, line: CountedLine
) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    page = farmer.page
    line.stall()
    compose(page, "Stalled pumpkins")
    page.locator(PUT_IN_THE_SHOP).click()
    expect(page.locator("#status")).to_contain_text("It is saved on this phone")
    page.wait_for_url("**/sync/**", wait_until="commit", timeout=20_000)
    listed(page, "Stalled pumpkins")
    assert {one["state"] for one in items(page)} <= {"saved", "sending"}
    assert products(server, "Stalled pumpkins") == []
    line.mend()
    all_received(page, server, "Stalled pumpkins")
    assert len(products(server, "Stalled pumpkins")) == 1


def test_a_network_that_comes_and_goes_brings_everything_once_and_is_not_hammered(
    phone: Phones, server: Server, line: CountedLine
) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    page = farmer.page
    line.cut()
    titles = [f"Flapping beans {n}" for n in range(5)]
    offer_all(farmer, *titles)
    line.mend()
    with flapping(line):
        # As somebody would who sees the network come and go.
        for _ in range(10):
            page.evaluate("() => { dispatchEvent(new Event('online')); }")
            page.wait_for_timeout(700)
            truthful(page, server)
    tried = Counter(key for method, path, key, _ in line.arrivals if method == "POST" and key)
    assert all(times <= 25 for times in tried.values()), tried
    send_now(page)
    all_received(page, server, *titles)
    for title in titles:
        assert len(products(server, title)) == 1, title


def test_left_alone_a_phone_tries_less_and_less_often(phone: Phones, line: CountedLine) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    line.cut()
    offer_all(farmer, "Patient leeks")
    line.choose = lambda one: "503" if one.method == "POST" else None
    line.mend()
    before = len(line.arrivals)
    page = farmer.open("/sync/")

    def tried() -> int:
        return len([seen for seen in line.arrivals[before:] if seen[0] == "POST"])

    until(page, lambda: tried() > 0, "it tries by itself")
    page.wait_for_timeout(10_000)
    assert tried() <= 5
    assert becomes(page, "saved")["title"] == "Patient leeks"


def _arrived(page: Page, key: str) -> bool:
    page.evaluate(HURRY)
    return any(one["key"] == key and one["state"] == "received" for one in items(page))


def test_a_photo_goes_on_from_where_the_network_broke_off(
    phone: Phones, server: Server, line: CountedLine
) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    page = farmer.page
    line.cut()
    farmer.open(NEW)
    page.set_input_files("[name=photo]", photo_of("Broken-off squash"))
    kept = offer(page, "Broken-off squash")
    (item,) = stored_items(page)
    size = item["files"][0]["size"]
    line.breaks_at = line.up + size // 2
    line.mend()
    before = line.up
    until(page, lambda: page.evaluate(HURRY) or line.breaks_at is None, "it broke half-way")
    line.mend()
    honestly(page, server, lambda: _arrived(page, kept["key"]), "the photo has arrived")
    ((_, photos),) = products(server, "Broken-off squash")
    assert photos == 1
    assert line.up - before <= 1.3 * size, "what was there was sent a second time"


def test_over_a_line_that_loses_a_fifth_everything_arrives_once(
    phone: Phones, server: Server, line: CountedLine
) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    page = farmer.page
    line.cut()
    titles = [f"Lossy cabbages {n}" for n in range(4)]
    for title in titles:
        farmer.open(NEW)
        page.set_input_files("[name=photo]", camera_photo())
        offer(page, title)
    line.loss = 0.2
    line.mend()

    def there() -> bool:
        page.evaluate(HURRY)
        return [one["state"] for one in items(page)] == ["received"] * len(titles)

    honestly(page, server, there, "everything has arrived")
    until(page, lambda: page.locator("#waiting").inner_text() == "", "nothing waits")
    for title in titles:
        ((_, photos),) = products(server, title)
        assert photos == 1, title
