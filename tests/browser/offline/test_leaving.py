"""Leaving a shared phone, and coming back to it, also when something breaks in the middle."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone, Phones, Server
from tests.browser.offline.acts import (
    NEW,
    all_received,
    everything_kept,
    offer,
    offer_all,
    products,
    ready,
    stored_items,
)
from tests.browser.offline.conftest import becomes, items, truthful
from tests.browser.offline.line import Line
from tests.browser.steps import fill, press, put_away, sign_in, until
from tests.village import FARMER, PIN

pytestmark = pytest.mark.browser

# As if the phone's owner closed the app at that very moment: what began never ends.
HANGS = """if (localStorage.hangs) {
    SubtleCrypto.prototype[localStorage.hangs] = () => new Promise(() => {});
}"""


@pytest.fixture
def shared(phone: Phones, line: Line) -> Phone:
    made = phone("en-GB", url=line.url)
    made.context.add_init_script(HANGS)
    sign_in(made, FARMER)
    return ready(made, "/members/me", NEW)


def hang(page: Page, what: str) -> None:
    page.evaluate("what => { localStorage.hangs = what; }", what)


def leave(one: Phone) -> Page:
    """Something was not sent: it is to stay, locked."""
    page = one.open("/members/me")
    page.locator("form[action='/sign-out'] button").click()
    page.wait_for_url("**/sync/#leave")
    page.locator("[data-do=leave-lock]").click()
    return page


def come_back(one: Phone) -> Page:
    """On a phone that is confirmed for her already."""
    page = one.open("/sign-in")
    fill(page, phone=FARMER, pin=PIN)
    return press(page, "main form[action='/sign-in'] button")


def test_who_goes_while_things_are_being_sent_leaves_nothing_to_read_and_sends_no_more(
    shared: Phone, server: Server, line: Line
) -> None:
    titles = [f"Left in the middle {n}" for n in range(3)]
    page = shared.page
    line.cut()
    offer_all(shared, *titles)
    line.hold = 3.0
    line.choose = lambda one: "slow_after" if one.method == "POST" and one.path == NEW else None
    line.mend()
    page.evaluate("() => { app.go(true).catch(() => {}); }")
    until(page, lambda: any(seen[2] for seen in line.arrivals), "the first one is under way")
    leave(shared).wait_for_url(lambda url: url.endswith("/"))
    line.choose = lambda one: None
    # What did arrive is in the shop for everybody; in the outbox nothing can be read.
    assert {one["state"] for one in stored_items(page)} == {"sealed"}
    assert "Left in the middle" not in str(stored_items(page))
    sent = len([seen for seen in line.arrivals if seen[2]])
    shared.open("/sync/")
    page.wait_for_timeout(2_000)
    assert items(page) == []
    assert len([seen for seen in line.arrivals if seen[2]]) == sent, "nothing is sent any more"

    come_back(shared)
    shared.open("/sync/")
    # What was under way when she left may have been answered then, and is remembered no longer.
    all_received(page, server, *titles[1:])
    expect(page.locator("#waiting")).to_be_empty()
    assert [len(products(server, title)) for title in titles] == [1, 1, 1]


def test_a_phone_put_away_while_it_was_locking_goes_on_where_it_stopped(
    shared: Phone, server: Server, line: Line
) -> None:
    page = shared.page
    line.cut()
    kept = offer(page, "Half-locked melons")
    hang(page, "encrypt")
    leave(shared)
    until(
        page,
        lambda: page.evaluate("() => outbox.meta('leaving')") is not None,
        "she is about to leave",
    )
    page.evaluate("() => { localStorage.clear(); }")
    put_away(page)

    # Whoever takes the phone up next, still without a network.
    shared.page = page = shared.context.new_page()
    shared.open("/sync/")
    until(page, lambda: "Half-locked melons" not in everything_kept(page), "it is locked")
    assert items(page) == []
    line.mend()
    shared.open("/members/me")
    expect(page.locator("form[action='/sign-out']")).to_have_count(0)
    come_back(shared)
    shared.open("/sync/")
    becomes(page, "received", kept["key"])
    truthful(page, server)


def test_a_phone_put_away_while_it_was_opening_what_is_hers_opens_it_the_next_time(
    shared: Phone, server: Server, line: Line
) -> None:
    page = shared.page
    line.cut()
    titles = ["Half-opened pears", "Half-opened plums"]
    offer_all(shared, *titles)
    leave(shared).wait_for_url(lambda url: url.endswith("/"))
    line.mend()
    hang(page, "decrypt")
    come_back(shared)
    page.wait_for_timeout(1_000)
    page.evaluate("() => { localStorage.clear(); }")
    shared.open("/sync/")
    all_received(page, server, *titles)
    assert [len(products(server, title)) for title in titles] == [1, 1]
