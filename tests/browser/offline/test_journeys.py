"""Without a network: what was seen opens, what was written arrives, exactly once."""

from __future__ import annotations

import sqlite3

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone, Phones, Server
from tests.browser.offline.conftest import becomes, cut_off, items, saved_pages
from tests.browser.steps import (
    GOODS,
    camera_photo,
    fill,
    press,
    sell,
    sign_in,
    to_checkout,
    until,
    worker_is_ready,
)
from tests.village import BUYER, FARMER, MANAGER, PIN

pytestmark = pytest.mark.browser
NEW = "/storefront/products/new"


def rows(server: Server, title: str) -> list[tuple[str, int]]:
    """Products of this title and how many photos each has, as the database holds them."""
    with sqlite3.connect(f"file:{server.instance / 'commonfield.db'}?mode=ro", uri=True) as base:
        asked = (
            "SELECT p.id, (SELECT count(*) FROM storefront_photo f WHERE f.product_id = p.id) "
            "FROM storefront_product p WHERE p.title = ?"
        )
        return base.execute(asked, (title,)).fetchall()


def ready(one: Phone, *paths: str) -> Phone:
    """With the worker in charge, and these pages seen."""
    one.open("/sync/")
    worker_is_ready(one)
    for path in paths:
        one.open(path)
    return one


def offer(page: Page, title: str, **words: str) -> dict[str, str]:
    """List it without a network: the item on /sync/."""
    compose(page, title=title, **words)
    page.locator("form[action='/storefront/products/new'] .btn--main").click()
    page.wait_for_url("**/sync/**")
    until(page, lambda: any(one["title"] == title for one in items(page)), f"{title} is listed")
    return next(one for one in items(page) if one["title"] == title)


def everything_kept(page: Page) -> str:
    """Every word in this phone's own stores and saved pages, as whoever holds it could read it."""
    return str(
        page.evaluate(
            """async () => {
                const base = await outbox.open();
                const told = [];
                for (const name of base.objectStoreNames) {
                    const asked = base.transaction(name).objectStore(name).getAll();
                    const rows = await outbox.get(asked);
                    told.push(JSON.stringify(rows));
                }
                for (const name of await caches.keys()) {
                    const cache = await caches.open(name);
                    for (const one of await cache.keys()) {
                        const page = await cache.match(one);
                        if (!one.url.includes("/static/")) told.push(one.url, await page.text());
                    }
                }
                return told.join(" ");
            }"""
        )
    )


def compose(page: Page, **words: str) -> None:
    fill(page, **{**GOODS, **words})


def test_a_farmer_lists_a_product_without_a_network_and_it_arrives_once(
    phone: Phones, server: Server
) -> None:
    farmer = ready(phone("en-GB", who=FARMER), NEW)
    cut_off(farmer)
    page = farmer.open(NEW)
    compose(page, title="Offline kiwis")
    page.set_input_files("[name=photo]", camera_photo())
    page.locator("form[action='/storefront/products/new'] .btn--main").click()
    page.wait_for_url("**/sync/**")
    kept = becomes(page, "saved")
    assert kept["title"] == "Offline kiwis"
    assert "Saved on this phone" in kept["words"]
    expect(page.locator("#waiting")).to_have_text("1 waiting")
    assert rows(server, "Offline kiwis") == []
    page.close()

    farmer.context.set_offline(False)
    farmer.page = farmer.context.new_page()
    page = farmer.open("/sync/")
    done = becomes(page, "received", kept["key"])
    assert kept["key"][:4].upper() in done["words"]
    expect(page.locator("#waiting")).to_have_text("")
    ((_, photos),) = rows(server, "Offline kiwis")
    assert photos == 1
    page.locator("#outbox a[data-link]").first.click()
    expect(page.locator("img.hero")).to_be_visible()
    assert not farmer.complaints


def test_what_was_seen_opens_again_and_says_how_old_it_is(phone: Phones) -> None:
    farmer = phone("en-GB", who=FARMER)
    page = farmer.open("/storefront/")
    links = [one.get_attribute("href") for one in page.locator("main h2 a").all()[:2]]
    for link in links:
        farmer.open(str(link))
    worker_is_ready(farmer)
    farmer.open("/")

    cut_off(farmer)
    for path in ("/", "/storefront/", *map(str, links), "/sync/"):
        expect(farmer.open(path).locator("#status")).to_contain_text("Saved copy from")
    absent = farmer.open("/storefront/rules")
    expect(absent.locator("h1")).to_contain_text("not saved")
    expect(absent.locator(f"#pages a[href='{links[0]}']")).to_be_visible()
    assert not farmer.complaints


def test_a_refusal_says_why_and_gives_back_what_was_written(phone: Phones, server: Server) -> None:
    farmer = ready(phone("en-GB", who=FARMER), NEW)
    cut_off(farmer)
    page = farmer.page
    offer(page, "Refused pears", price="cheap")
    farmer.context.set_offline(False)
    refused = becomes(page, "refused")
    assert "amount" in refused["words"] or "12.50" in refused["words"]
    assert rows(server, "Refused pears") == []
    expect(page.locator("#waiting")).to_have_text("1 waiting")

    page.locator("[data-state=refused] [data-do=edit]").click()
    page.wait_for_url(f"**{NEW}#edit=*")
    expect(page.locator("main [name=title]")).to_have_value("Refused pears")
    fill(page, price="3.20")
    page.locator("form[action='/storefront/products/new'] .btn--main").click()
    page.wait_for_url("**/own")
    assert len(rows(server, "Refused pears")) == 1
    farmer.open("/sync/")
    assert becomes(page, "received")["title"] == "Refused pears"
    assert len(items(page)) == 1


def test_what_is_refused_at_once_comes_back_as_the_form_itself(phone: Phones) -> None:
    farmer = ready(phone("en-GB", who=FARMER), NEW)
    page = farmer.page
    compose(page, title="Plums", price="cheap")
    with page.expect_navigation():
        page.locator("form[action='/storefront/products/new'] .btn--main").click()
    expect(page.locator("main [name=title]")).to_have_value("Plums")
    expect(page.locator("main [name=price][aria-invalid=true]")).to_be_visible()
    farmer.open("/sync/")
    assert items(page) == []


def test_a_price_that_changed_meanwhile_shows_both_and_orders_nothing(
    phone: Phones, server: Server
) -> None:
    farmer = phone("en-GB", who=FARMER, script=False)
    product = sell(farmer, title="Dear lychees", price="4.80")
    buyer = ready(phone("en-GB", who=BUYER))
    page = to_checkout(buyer, product)
    cut_off(buyer)
    page.locator("form[action='/storefront/checkout'] .btn--main").click()
    page.wait_for_url("**/sync/**")
    edit = farmer.open(f"/storefront/products/{product}/edit")
    fill(edit, price="6.00")
    press(edit, "form[action$='/edit'] .btn--main")
    buyer.context.set_offline(False)
    conflict = becomes(page, "conflict")
    assert "4.80" in conflict["words"]
    assert "6.00" in conflict["words"]
    with page.expect_navigation():
        page.locator("[data-do=choose]").click()
    expect(page.locator("[data-price-changed]")).to_contain_text("6.00")
    press(page, "form[action='/storefront/checkout'] .btn--main")
    page.wait_for_url("**/storefront/orders/*")
    expect(page.locator("main")).to_contain_text("18.00")


def test_after_signing_out_nothing_can_be_read_and_what_was_kept_comes_back(
    phone: Phones, server: Server
) -> None:
    """One phone, two people; the network comes and goes."""
    shared = phone("en-GB")
    sign_in(shared, FARMER)
    ready(shared, "/members/me", NEW)
    page = shared.page
    cut_off(shared)
    kept = offer(page, "Sentinel-4711 apples")
    shared.open("/members/me")
    page.locator("form[action='/sign-out'] button").click()
    page.wait_for_url("**/sync/#leave")
    expect(page.locator("#leave")).to_contain_text("1 thing was not sent yet")
    page.locator("[data-do=leave-lock]").click()
    page.wait_for_url(lambda url: url.endswith("/"))
    assert "Sentinel-4711" not in everything_kept(page)
    expect(shared.open("/members/me").locator("h1")).to_contain_text("not saved")
    assert items(shared.open("/sync/")) == []

    shared.context.set_offline(False)
    sign_in(shared, MANAGER)
    shared.open("/sync/")
    page.wait_for_timeout(1500)
    assert items(page) == []
    assert "Sentinel-4711" not in everything_kept(page)
    assert rows(server, "Sentinel-4711 apples") == []
    shared.open("/members/me")
    page.locator("form[action='/sign-out'] button").click()
    page.wait_for_url(lambda url: url.endswith("/"))

    shared.open("/sign-in")
    fill(page, phone=FARMER, pin=PIN)  # this phone is confirmed for her already
    press(page, "main form[action='/sign-in'] button")
    shared.open("/sync/")
    assert becomes(page, "received", kept["key"])["title"] == "Sentinel-4711 apples"
    assert len(rows(server, "Sentinel-4711 apples")) == 1


def test_without_a_worker_what_is_written_still_waits_and_arrives(
    phone: Phones, server: Server
) -> None:
    """As in WeChat on iOS."""
    farmer = phone("en-GB", who=FARMER)
    farmer.context.add_init_script("delete Navigator.prototype.serviceWorker")
    page = farmer.open(NEW)
    # The page for what waits cannot open without a network here, so this page stays.
    other = farmer.context.new_page()
    other.goto(farmer.url + "/sync/")
    cut_off(farmer)
    compose(page, title="Web view figs")
    page.locator("form[action='/storefront/products/new'] .btn--main").click()
    kept = becomes(other, "saved")
    assert kept["title"] == "Web view figs"
    farmer.context.set_offline(False)
    becomes(other, "received", kept["key"])
    assert len(rows(server, "Web view figs")) == 1


def test_who_has_just_written_sees_it_on_the_front_page(phone: Phones) -> None:
    """It opens from its copy for a minute, but not for somebody who knows better."""
    farmer = ready(phone("en-GB", who=FARMER), "/", NEW)
    page = farmer.page
    compose(page, title="Just dug taro")
    page.locator("form[action='/storefront/products/new'] .btn--main").click()
    page.wait_for_url("**/own")
    expect(farmer.open("/").locator("main")).to_contain_text("Just dug taro")


def test_two_taps_mean_one(phone: Phones, server: Server) -> None:
    farmer = ready(phone("en-GB", who=FARMER), NEW)
    page = farmer.page
    compose(page, title="Double dates")
    page.locator("form[action='/storefront/products/new'] .btn--main").dblclick()
    page.wait_for_url("**/own")
    assert len(rows(server, "Double dates")) == 1


def test_the_off_switch_clears_pages_and_keeps_what_waits(
    phone: Phones, own_server: Server
) -> None:
    own_server.start()
    visitor = ready(phone("en-GB", url=own_server.url), "/storefront/")
    page = visitor.page
    href = page.locator("main h2 a").first.get_attribute("href")
    visitor.open(str(href))
    cut_off(visitor)
    page.locator("[name=order]").click()
    page.wait_for_url("**/sync/**")
    becomes(page, "saved")
    assert saved_pages(page)
    own_server.end()
    own_server.env["COMMONFIELD_WORKER"] = "off"
    own_server.start()
    page.evaluate("() => { outbox.drain = async () => 'busy'; }")
    visitor.context.set_offline(False)
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    # The worker that goes opens each page anew.
    page.wait_for_event("framenavigated")
    page.wait_for_load_state()
    assert not page.evaluate(
        "async () => (await navigator.serviceWorker.getRegistrations()).length"
    )
    assert saved_pages(page) == {}
    visitor.open("/sync/")
    becomes(page, "received")


def test_a_new_release_asks_first_and_never_while_a_form_holds_text(
    phone: Phones, own_server: Server
) -> None:
    own_server.start()
    farmer = ready(phone("en-GB", url=own_server.url), "/sign-in")
    page = farmer.page
    fill(page, phone="138")
    own_server.end()
    own_server.env["COMMONFIELD_ALPINE_URL"] = "/alpine.js"
    own_server.start()
    page.evaluate(
        "async () => { await (await navigator.serviceWorker.getRegistration()).update(); }"
    )
    waiting = "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"
    until(page, lambda: bool(page.evaluate(waiting)), "the next release waits")
    expect(page.locator("#status")).to_have_text("")
    farmer.open("/sync/")
    button = page.locator("#status button")
    expect(button).to_be_visible()
    with page.expect_navigation():
        button.click()
    until(page, lambda: not page.evaluate(waiting), "the next release is in charge")
