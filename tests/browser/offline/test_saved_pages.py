"""Saved pages: only our own and only whole ones; and nothing that the next person could read."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import Phone, Phones, Server
from tests.browser.offline.acts import NEW, asked, everything_kept, ready
from tests.browser.offline.conftest import becomes, items, saved_pages
from tests.browser.offline.line import Line
from tests.browser.steps import fill, press, sell, sign_in, to_checkout, until, worker_is_ready
from tests.village import BUYER, FARMER, MANAGER, PIN

pytestmark = pytest.mark.browser

TO_ORDER = "form[action='/storefront/checkout'] .btn--main"
# What stands in the shelves of pages and pictures, and cannot be ours or is not whole.
STRANGE = """async () => {
    const strange = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const { url } of await cache.keys()) {
            const one = await cache.match(url);
            const ours = one.headers.get("X-Offline") || new URL(url).origin !== location.origin;
            const whole = one.status === 200 && !one.redirected;
            if (!ours || !whole) strange.push(`${name} ${url} ${one.status}`);
        }
    }
    return strange;
}"""


def strange(page: Page) -> list[str]:
    found: list[str] = page.evaluate(STRANGE)
    return found


def test_only_whole_pages_of_ours_are_kept(phone: Phones, line: Line) -> None:
    visitor = ready(phone("en-GB", url=line.url), "/")
    page = visitor.page
    rules = "/storefront/rules"
    for fault in ("500", "503", "portal", "sign_in", "truncated", "reset_before"):
        line.choose = lambda one, fault=fault: fault if one.path == rules else None
        with suppress(Error):  # half a page is none
            visitor.open(rules)
    line.choose = lambda one: None
    visitor.open("/members/me")  # leads to signing in
    visitor.open("/not/there")
    visitor.open("/storefront/?q=rice")
    kept = [path for paths in saved_pages(page).values() for path in paths]
    assert not {rules, "/members/me", "/sign-in", "/not/there"} & set(kept)
    assert strange(page) == []
    assert "rice" not in page.evaluate("async () => JSON.stringify(await caches.keys())")
    line.cut()
    expect(visitor.open(rules).locator("h1")).to_contain_text("not saved")


def test_a_good_copy_outlives_every_bad_answer(phone: Phones, line: Line) -> None:
    rules = "/storefront/rules"
    visitor = ready(phone("en-GB", url=line.url), rules)
    page = visitor.page
    heading = page.locator("main h1").inner_text()
    for fault in ("500", "503", "reset_before"):
        line.choose = lambda one, fault=fault: fault if one.path == rules else None
        expect(visitor.open(rules).locator("main h1")).to_have_text(heading)
        expect(page.locator("#status")).to_contain_text("Saved copy from")
    line.choose = lambda one: None
    assert strange(page) == []


def test_a_portal_puts_nothing_into_the_place_of_scripts_and_pictures(
    phone: Phones, line: Line
) -> None:
    """The first visit is over a network that wants its terms accepted half-way through."""
    visitor = phone("en-GB", url=line.url)
    page = visitor.page
    line.choose = lambda one: (
        "portal"
        if one.method == "GET"
        and one.path.startswith(("/static/js/photos", "/static/js/sync", "/pictures/"))
        else None
    )
    visitor.open("/storefront/")
    page.wait_for_timeout(1500)
    line.choose = lambda one: None
    visitor.open("/sync/")
    worker_is_ready(visitor)
    visitor.open("/storefront/")
    until(page, lambda: strange(page) == [], f"only ours is kept: {strange(page)}")
    scripts = page.evaluate(
        """async () => {
            const cache = await caches.open("assets"), kinds = [];
            for (const { url } of await cache.keys()) {
                if (!url.endsWith(".js")) continue;
                kinds.push((await cache.match(url)).headers.get("Content-Type"));
            }
            return kinds;
        }"""
    )
    assert scripts
    assert all("javascript" in kind for kind in scripts)


def test_a_portal_puts_nothing_among_what_is_kept_on_purpose(phone: Phones, line: Line) -> None:
    visitor = ready(phone("en-GB", url=line.url))
    page = visitor.page
    line.choose = lambda one: "portal" if one.path.startswith("/pictures/") else None
    page.locator("[data-do=keep]").click()
    expect(page.locator("#progress")).to_contain_text("Tap once more")
    page.locator("[data-do=keep]").click()
    expect(page.locator("#progress")).to_contain_text("Kept", timeout=60_000)
    assert strange(page) == []


def order_to(page: Page, address: str) -> None:
    """From the open checkout: sent to where only its owner should read it."""
    page.locator("main [name=delivery][value=ship]").check()
    fill(page, address=address)
    page.locator(TO_ORDER).click()


def sign_out_here(one: Phone) -> None:
    """Something was not sent: it is to stay, locked."""
    one.open("/members/me")
    one.page.locator("form[action='/sign-out'] button").click()
    one.page.wait_for_url("**/sync/#leave")
    one.page.locator("[data-do=leave-lock]").click()
    one.page.wait_for_url(lambda url: url.endswith("/"))


def on_line(one: Phone, line: Line) -> None:
    line.mend()
    line.choose = lambda seen: "503" if seen.path == "/storefront/checkout" else None
    sign_out_here(one)
    line.choose = lambda seen: None


def off_line(one: Phone, line: Line) -> None:
    sign_out_here(one)
    line.mend()


def lost_cookies(one: Phone, line: Line) -> None:
    one.context.clear_cookies()
    line.mend()


@dataclass
class Secrets:
    """What only its owner should read: on pages that were sent, and in what was not."""

    said: str
    unsent: str
    number: str
    pages: list[str]
    key: str

    def in_(self, text: str) -> list[str]:
        return [one for one in (self.said, self.unsent, self.number) if one in text]


def leave_secrets(shared: Phone, product: str, name: str, line: Line) -> Secrets:
    """She ordered once with a network, then once without; what she saw is saved."""
    page = ready(shared, "/members/me").page
    number = page.locator("main dl.facts dd").first.inner_text()
    said, unsent = (f"Sentinel-{name}-{n} lane 7" for n in ("one", "two"))
    order_to(to_checkout(shared, product, 1), said)
    page.wait_for_url("**/storefront/orders/*")
    hers = ["/members/me", "/storefront/orders/", page.url.removeprefix(line.url)]
    for path in hers:
        shared.open(path)
    to_checkout(shared, product, 2)
    line.cut()
    order_to(page, unsent)
    page.wait_for_url("**/sync/**")
    made = Secrets(said, unsent, number, hers, becomes(page, "saved")["key"])
    assert made.in_(everything_kept(page)) == [said, unsent, number]
    return made


@pytest.mark.parametrize("leaves", [on_line, off_line, lost_cookies])
def test_the_next_person_on_this_phone_reads_nothing_of_the_first(
    phone: Phones, server: Server, line: Line, leaves: Callable[[Phone, Line], None]
) -> None:
    farmer = phone("en-GB", who=FARMER, script=False)
    product = sell(farmer, title=f"Private pears {leaves.__name__}")
    shared = phone("en-GB", url=line.url)
    sign_in(shared, BUYER)
    page = shared.page
    hers = leave_secrets(shared, product, leaves.__name__, line)
    leaves(shared, line)
    if leaves is not lost_cookies:
        assert hers.in_(everything_kept(page)) == []
        page.go_back()
        page.wait_for_load_state()
        page.wait_for_timeout(500)  # a page back from the browser's memory may open itself anew
        assert hers.in_(page.content()) == []
    sign_in(shared, MANAGER)
    shared.open("/members/me")
    assert items(shared.open("/sync/")) == []
    until(page, lambda: hers.in_(everything_kept(page)) == [], "nothing of hers is here")
    line.cut()
    theirs = {path for paths in saved_pages(page).values() for path in paths}
    for path in {*hers.pages, *theirs}:
        if not path.startswith(("/static/", "/pictures/", "/npm/")):
            assert hers.in_(shared.open(path).content()) == [], path
    line.mend()
    assert orders_to(server, hers.unsent) == 0
    comes_back(shared)
    becomes(page, "received", hers.key)
    assert orders_to(server, hers.unsent) == 1


def comes_back(shared: Phone) -> None:
    """The one goes, the other signs in again: what she left is hers, and is sent."""
    page = shared.open("/members/me")
    page.locator("form[action='/sign-out'] button").click()
    page.wait_for_url(lambda url: url.endswith("/"))
    shared.open("/sign-in")
    fill(page, phone=BUYER, pin=PIN)
    press(page, "main form[action='/sign-in'] button")
    if page.locator("[data-demo-code]").count():  # with its cookies the phone was forgotten too
        fill(page, code="".join(re.findall(r"\d", page.inner_text("[data-demo-code]"))))
        press(page, "form:has([name=code]) button")
    shared.open("/sync/")


def orders_to(server: Server, address: str) -> int:
    ((count,),) = asked(server, "SELECT count(*) FROM storefront_order WHERE address = ?", address)
    return int(count)


def test_pages_of_one_person_are_not_shown_to_another_who_signs_in_meanwhile(
    phone: Phones, line: Line
) -> None:
    """On the same phone, in another tab: the first tab knows nothing of it yet."""
    shared = phone("en-GB", url=line.url)
    sign_in(shared, FARMER)
    ready(shared, "/members/me", "/storefront/products/mine", NEW)
    number = shared.open("/members/me").locator("main dl.facts dd").first.inner_text()
    other = shared.context.new_page()
    shared.context.clear_cookies()
    second = Phone(shared.context, other, line.url, [], [])
    sign_in(second, MANAGER)
    second.open("/members/me")
    until(other, lambda: number not in everything_kept(other), "the first one's pages have gone")
    line.cut()
    for path in ("/members/me", "/storefront/products/mine", NEW):
        assert number not in shared.open(path).content()
