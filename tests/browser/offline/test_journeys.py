"""Without a network: what was seen opens, what was written arrives, exactly once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Phones, Server
from tests.browser.offline.acts import (
    NEW,
    PUT_IN_THE_SHOP,
    compose,
    everything_kept,
    now_costs,
    offer,
    order_here,
    products,
    ready,
)
from tests.browser.offline.conftest import becomes, items, saved_pages
from tests.browser.offline.line import Line
from tests.browser.steps import (
    camera_photo,
    fill,
    press,
    put_away,
    sell,
    sign_in,
    to_checkout,
    until,
    worker_is_ready,
)
from tests.village import BUYER, FARMER, MANAGER, PIN

pytestmark = pytest.mark.browser
DRAWN = "all => all.filter((one) => one.complete && one.naturalWidth).map((one) => one.src)"


def test_a_farmer_lists_a_product_without_a_network_and_it_arrives_once(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    line.cut()
    page = farmer.open(NEW)
    compose(page, "Offline kiwis")
    page.set_input_files("[name=photo]", camera_photo())
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/sync/**")
    kept = becomes(page, "saved")
    assert kept["title"] == "Offline kiwis"
    assert "Saved on this phone" in kept["words"]
    expect(page.locator("#waiting")).to_have_text("1 waiting")
    assert products(server, "Offline kiwis") == []
    put_away(page)

    line.mend()
    farmer.page = farmer.context.new_page()
    page = farmer.open("/sync/")
    done = becomes(page, "received", kept["key"])
    assert kept["key"][:4].upper() in done["words"]
    expect(page.locator("#waiting")).to_have_text("")
    ((_, photos),) = products(server, "Offline kiwis")
    assert photos == 1
    page.locator("#outbox a[data-link]").first.click()
    expect(page.locator("img.hero")).to_be_visible()
    assert not farmer.complaints


def test_what_was_seen_opens_again_and_says_how_old_it_is(phone: Phones, line: Line) -> None:
    farmer = phone("en-GB", who=FARMER, url=line.url)
    page = farmer.open("/storefront/")
    links = [one.get_attribute("href") for one in page.locator("main h2 a").all()[:2]]
    for link in links:
        farmer.open(str(link))
    worker_is_ready(farmer)
    farmer.open("/")

    line.cut()
    for path in ("/", "/storefront/", *map(str, links), "/sync/"):
        expect(farmer.open(path).locator("#status")).to_contain_text("Saved copy from")
    absent = farmer.open("/storefront/rules")
    expect(absent.locator("h1")).to_contain_text("not saved")
    expect(absent.locator(f"#pages a[href='{links[0]}']")).to_be_visible()
    assert not farmer.complaints


def test_a_refusal_says_why_and_gives_back_what_was_written(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    line.cut()
    page = farmer.page
    offer(page, "Refused pears", price="cheap")
    line.mend()
    refused = becomes(page, "refused")
    assert "amount" in refused["words"] or "12.50" in refused["words"]
    assert products(server, "Refused pears") == []
    expect(page.locator("#waiting")).to_have_text("1 waiting")

    page.locator("[data-state=refused] [data-do=edit]").click()
    page.wait_for_url(f"**{NEW}#edit=*")
    expect(page.locator("main [name=title]")).to_have_value("Refused pears")
    fill(page, price="3.20")
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/own")
    assert len(products(server, "Refused pears")) == 1
    farmer.open("/sync/")
    assert becomes(page, "received")["title"] == "Refused pears"
    assert len(items(page)) == 1


def test_what_is_refused_at_once_comes_back_as_the_form_itself(phone: Phones) -> None:
    farmer = ready(phone("en-GB", who=FARMER), NEW)
    page = farmer.page
    compose(page, "Plums", price="cheap")
    with page.expect_navigation():
        page.locator(PUT_IN_THE_SHOP).click()
    expect(page.locator("main [name=title]")).to_have_value("Plums")
    expect(page.locator("main [name=price][aria-invalid=true]")).to_be_visible()
    farmer.open("/sync/")
    assert items(page) == []


def test_a_price_that_changed_meanwhile_shows_both_and_orders_nothing(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer = phone("en-GB", who=FARMER, script=False)
    product = sell(farmer, title="Dear lychees", price="4.80")
    buyer = ready(phone("en-GB", who=BUYER, url=line.url))
    page = to_checkout(buyer, product)
    line.cut()
    page.locator("form[action='/storefront/checkout'] .btn--main").click()
    page.wait_for_url("**/sync/**")
    now_costs(farmer, product, "6.00")
    line.mend()
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
    phone: Phones, server: Server, line: Line
) -> None:
    """One phone, two people; the network comes and goes."""
    shared = phone("en-GB", url=line.url)
    sign_in(shared, FARMER)
    ready(shared, "/members/me", NEW)
    page = shared.page
    line.cut()
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

    line.mend()
    sign_in(shared, MANAGER)
    shared.open("/sync/")
    page.wait_for_timeout(1500)
    assert items(page) == []
    assert "Sentinel-4711" not in everything_kept(page)
    assert products(server, "Sentinel-4711 apples") == []
    shared.open("/members/me")
    page.locator("form[action='/sign-out'] button").click()
    page.wait_for_url(lambda url: url.endswith("/"))

    shared.open("/sign-in")
    fill(page, phone=FARMER, pin=PIN)  # this phone is confirmed for her already
    press(page, "main form[action='/sign-in'] button")
    shared.open("/sync/")
    assert becomes(page, "received", kept["key"])["title"] == "Sentinel-4711 apples"
    assert len(products(server, "Sentinel-4711 apples")) == 1


def test_without_a_worker_what_is_written_still_waits_and_arrives(
    phone: Phones, server: Server, line: Line
) -> None:
    """As in WeChat on iOS: no other page would open, so the person stays, on an empty form."""
    farmer = phone("en-GB", who=FARMER, url=line.url)
    farmer.context.add_init_script("delete Navigator.prototype.serviceWorker")
    page = farmer.open(NEW)
    line.cut()
    compose(page, "Web view figs")
    page.locator(PUT_IN_THE_SHOP).click()
    expect(page.locator("#status")).to_contain_text("Saved on this phone")
    expect(page.locator("#waiting")).to_have_text("1 waiting")
    expect(page.locator("main [name=title]")).to_have_value("")
    assert products(server, "Web view figs") == []
    line.mend()
    expect(page.locator("#waiting")).to_have_text("")
    farmer.open("/sync/")
    assert becomes(page, "received")["title"] == "Web view figs"
    assert len(products(server, "Web view figs")) == 1


def test_a_buyer_orders_from_a_saved_page_and_the_seller_gets_it(phone: Phones, line: Line) -> None:
    """Nobody has opened basket or checkout on this phone before."""
    farmer = phone("en-GB", who=FARMER, script=False)
    product = sell(farmer, title="Saved-page yams", price="4.80")
    buyer = ready(phone("en-GB", url=line.url), f"/storefront/products/{product}")
    page = buyer.page
    line.cut()
    assert order_here(page) == "¥14.40"
    line.mend()
    until(page, lambda: {one["state"] for one in items(page)} == {"received"}, "both arrived")
    page.locator("#outbox a[href*='/storefront/orders/']").first.click()
    expect(page.locator("main")).to_contain_text("14.40")
    orders = farmer.open("/storefront/orders/")
    expect(orders.locator("main")).to_contain_text("Saved-page yams")


def test_who_has_just_written_sees_it_on_the_front_page(phone: Phones) -> None:
    """It opens from its copy for a minute, but not for somebody who knows better."""
    farmer = ready(phone("en-GB", who=FARMER), "/", NEW)
    page = farmer.page
    compose(page, "Just dug taro")
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/own")
    expect(farmer.open("/").locator("main")).to_contain_text("Just dug taro")


def test_two_taps_mean_one(phone: Phones, server: Server) -> None:
    farmer = ready(phone("en-GB", who=FARMER), NEW)
    page = farmer.page
    compose(page, "Double dates")
    page.locator(PUT_IN_THE_SHOP).dblclick()
    page.wait_for_url("**/own")
    assert len(products(server, "Double dates")) == 1


def test_the_off_switch_clears_pages_and_keeps_what_waits(
    phone: Phones, own_server: Server, own_line: Line
) -> None:
    own_server.start()
    own_line.start()
    visitor = ready(phone("en-GB", url=own_line.url), "/storefront/")
    page = visitor.page
    href = page.locator("main h2 a").first.get_attribute("href")
    visitor.open(str(href))
    own_line.cut()
    page.locator("form[action$=basket] .btn--second").click()
    page.wait_for_url("**/sync/**")
    becomes(page, "saved")
    assert saved_pages(page)
    own_server.end()
    own_server.env["COMMONFIELD_WORKER"] = "off"
    own_server.start()
    page.evaluate("() => { outbox.drain = async () => 'busy'; }")
    own_line.mend()
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    left = "async () => (await navigator.serviceWorker.getRegistrations()).length"
    until(page, lambda: page.evaluate(left) == 0, "the worker is gone")
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


def test_whoever_comes_again_waits_for_no_network(phone: Phones, line: Line) -> None:
    """Counted, not timed: nothing gets through, and the page is whole."""
    visitor = ready(phone("en-GB", url=line.url), "/storefront/", "/")
    page = visitor.page
    page.wait_for_load_state("networkidle")
    drawn = page.locator("main img").evaluate_all(DRAWN)
    assert drawn
    line.stall()
    visitor.open("/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("#status")).to_have_text("")
    until(
        page,
        lambda: set(drawn) <= set(page.locator("main img").evaluate_all(DRAWN)),
        "the same pictures stand there",
    )
    line.mend()


def test_a_page_from_yesterday_opens_at_once_and_says_so(phone: Phones, line: Line) -> None:
    visitor = ready(phone("en-GB", url=line.url), "/")
    page = visitor.page
    page.evaluate(
        """async () => {
            for (const name of await caches.keys()) {
                const cache = await caches.open(name), found = await cache.match("/");
                if (!found) continue;
                const headers = new Headers(found.headers);
                headers.set("X-Saved", Date.now() - 36e5);
                await cache.put("/", new Response(await found.text(), { headers }));
            }
        }"""
    )
    line.stall()
    visitor.open("/")
    expect(page.locator("#status")).to_contain_text("Saved copy from")
    line.mend()
    expect(page.locator("#status")).to_have_text("")
