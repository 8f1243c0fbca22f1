"""A new release comes in, or the worker goes: nothing that waits is lost, nobody is hurried."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import count

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import Phone, Phones, Server, free_port
from tests.browser.offline.acts import (
    NEW,
    PUT_IN_THE_SHOP,
    all_received,
    compose,
    offer,
    offer_all,
    products,
    ready,
    send_now,
    stored_items,
)
from tests.browser.offline.conftest import becomes, items, saved_pages
from tests.browser.offline.line import Line
from tests.browser.steps import fill, put_away, sign_in, until, worker_is_ready
from tests.village import FARMER

pytestmark = pytest.mark.browser

UPDATE = "async () => { await (await navigator.serviceWorker.getRegistration()).update(); }"
WAITING = "async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting)"
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).length"
_releases = count(1)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """This file's own, started anew with other releases."""
    made = Server(tmp_path_factory.mktemp("releases"), free_port())
    made.start()
    yield made
    made.end()


@pytest.fixture
def line(house: Server) -> Iterator[Line]:
    made = Line(house.port)
    made.start()
    yield made
    made.stop()


def start_anew(house: Server, **env: str) -> None:
    """Another release: phones know it by the address of the foreign script, which it names."""
    house.end()
    house.env = {"COMMONFIELD_ALPINE_URL": f"https://cdn.example/{next(_releases)}.js", **env}
    house.start()


def farmer_at(phone: Phones, line: Line) -> Phone:
    farmer = phone("en-GB", url=line.url)
    sign_in(farmer, FARMER)
    return ready(farmer, NEW)


def until_it_waits(page: Page) -> None:
    page.evaluate(UPDATE)
    until(page, lambda: bool(page.evaluate(WAITING)), "the next release waits")


def has_no_worker(page: Page) -> bool:
    with suppress(Error):  # it is just being opened anew
        return bool(page.evaluate(WORKERS) == 0)
    return False


def no_write_arrives(line: Line) -> None:
    line.choose = lambda one: "reset_before" if one.method == "POST" else None


def every_write_arrives(line: Line) -> None:
    line.choose = lambda one: None


def test_what_waited_before_a_new_release_arrives_after_it_from_old_and_new_tabs(
    phone: Phones, house: Server, line: Line
) -> None:
    farmer = farmer_at(phone, line)
    page = farmer.page
    titles = [f"Released pears {n}" for n in range(3)]
    line.cut()
    offer_all(farmer, *titles)
    old = farmer.context.new_page()
    old.goto(line.url + NEW)
    no_write_arrives(line)
    start_anew(house)
    line.mend()

    farmer.open("/sync/")
    until_it_waits(page)
    with page.expect_navigation():
        page.locator("#status button").click()
    until(page, lambda: not page.evaluate(WAITING), "the next release is in charge")
    until(page, lambda: len(items(page)) == 3, "all three still wait")
    assert {one["state"] for one in items(page)} <= {"saved", "sending"}
    assert [products(house, title) for title in titles] == [[], [], []]
    # The tab of the release before still writes into the same outbox.
    offer(old, "Pears of the old tab")

    every_write_arrives(line)
    send_now(page)
    all_received(page, house, *titles, "Pears of the old tab")
    for title in (*titles, "Pears of the old tab"):
        assert len(products(house, title)) == 1, title


def test_an_old_tab_makes_way_for_a_release_that_keeps_its_things_in_more_places(
    phone: Phones, house: Server, line: Line
) -> None:
    farmer = farmer_at(phone, line)
    line.cut()
    offer_all(farmer, "Versioned figs")
    old = farmer.context.new_page()
    old.goto(line.url + NEW)
    line.mend()
    no_write_arrives(line)
    # As the next release would: a store more, and nothing else touched.
    raised = farmer.page.evaluate(
        """() => new Promise((done, failed) => {
            outbox.drain = async () => "busy";
            const asked = indexedDB.open("commonfield", 2);
            asked.onupgradeneeded = () => asked.result.createObjectStore("later");
            asked.onblocked = () => failed(new Error("an old tab holds on"));
            asked.onsuccess = () => { asked.result.close(); done(asked.result.version); };
        })"""
    )
    assert raised == 2
    # What the old tab cannot keep any more it sends at once, or leaves standing.
    compose(old, "Figs of an old tab")
    every_write_arrives(line)
    old.locator(PUT_IN_THE_SHOP).click()
    old.wait_for_url("**/own")
    assert len(products(house, "Figs of an old tab")) == 1

    farmer.context.add_init_script(
        """(() => { const open = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function (name) { return open.call(this, name); }; })()"""
    )
    put_away(old)
    put_away(farmer.page)
    farmer.page = farmer.context.new_page()
    farmer.open("/sync/")
    all_received(farmer.page, house, "Versioned figs")
    assert len(products(house, "Versioned figs")) == 1


def test_a_form_of_an_old_release_that_no_longer_fits_comes_back_to_be_mended(
    phone: Phones, house: Server, line: Line
) -> None:
    farmer = farmer_at(phone, line)
    page = farmer.page
    line.cut()
    kept = offer(page, "Old-fashioned plums")
    # A choice that this release does not know any more.
    page.evaluate(
        """seq => outbox.item(seq).then((item) => outbox.change(seq, {
            fields: item.fields.map(([name, word]) => [name, name === "category" ? "?" : word]),
        }))""",
        stored_items(page)[0]["seq"],
    )
    start_anew(house)
    line.mend()
    send_now(page)
    refused = becomes(page, "refused", kept["key"])
    assert products(house, "Old-fashioned plums") == []
    assert len(refused["words"]) > len(kept["title"]) + 40, "it says why"
    page.locator(f"[id='{kept['key']}'] [data-do=edit]").click()
    page.wait_for_url(f"**{NEW}#edit=*")
    expect(page.locator("main [name=title]")).to_have_value("Old-fashioned plums")
    fill(page, category="fruit")
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/own")
    assert len(products(house, "Old-fashioned plums")) == 1


def test_nobody_who_is_writing_is_hurried_by_a_new_release(
    phone: Phones, house: Server, line: Line
) -> None:
    farmer = farmer_at(phone, line)
    page = farmer.page
    fill(page, title="Half a sen")
    start_anew(house)
    until_it_waits(page)
    expect(page.locator("#status")).to_have_text("")
    other = farmer.context.new_page()
    other.goto(line.url + "/sync/")
    with other.expect_navigation():
        other.locator("#status button").click()
    until(other, lambda: not other.evaluate(WAITING), "the other tab has taken it")
    # The tab with the half sentence goes on, under the new worker, and is not opened anew.
    expect(page.locator("main [name=title]")).to_have_value("Half a sen")
    compose(page, "Half a sentence of grapes")
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/own")
    assert len(products(house, "Half a sentence of grapes")) == 1


def test_switched_off_and_on_again_what_waited_arrives_and_pages_are_kept_again(
    phone: Phones, house: Server, line: Line
) -> None:
    farmer = farmer_at(phone, line)
    page = farmer.page
    line.cut()
    offer(page, "Switched melons")
    no_write_arrives(line)
    start_anew(house, COMMONFIELD_WORKER="off")
    line.mend()
    farmer.open("/sync/")
    page.evaluate("() => navigator.serviceWorker.getRegistration().then((one) => one?.update())")
    until(page, lambda: has_no_worker(page), "the worker has gone")
    assert saved_pages(farmer.open("/sync/")) == {}
    assert len(stored_items(page)) == 1
    assert products(house, "Switched melons") == []

    # Without a worker a page that is open still keeps and sends.
    writing = farmer.context.new_page()
    writing.goto(line.url + NEW)
    compose(writing, "Melons without a worker")
    writing.locator(PUT_IN_THE_SHOP).click()
    until(page, lambda: len(items(page)) == 2, "it waits too")
    every_write_arrives(line)
    send_now(page)
    all_received(page, house, "Switched melons", "Melons without a worker")
    for title in ("Switched melons", "Melons without a worker"):
        assert len(products(house, title)) == 1, title

    start_anew(house)
    farmer.open("/storefront/")
    worker_is_ready(farmer)
    line.cut()
    expect(farmer.open("/storefront/").locator("#status")).to_contain_text("Saved copy from")


def test_the_off_switch_takes_nothing_out_of_a_form_that_is_being_filled_in(
    phone: Phones, house: Server, line: Line
) -> None:
    start_anew(house)
    farmer = farmer_at(phone, line)
    page = farmer.page
    compose(page, "Unfinished jam")
    start_anew(house, COMMONFIELD_WORKER="off")
    page.evaluate(UPDATE)
    other = farmer.context.new_page()
    other.goto(line.url + "/sync/")
    until(other, lambda: has_no_worker(other), "the worker has gone")
    expect(page.locator("main [name=title]")).to_have_value("Unfinished jam")
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/own")
    assert len(products(house, "Unfinished jam")) == 1
