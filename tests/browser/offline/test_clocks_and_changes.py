"""Wrong clocks, and a world that moved on meanwhile: the server decides, and says both sides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone, Phones, Server
from tests.browser.offline.acts import (
    NEW,
    all_received,
    asked,
    now_costs,
    offer,
    offer_all,
    orders,
    ready,
    send_now,
)
from tests.browser.offline.conftest import becomes, items, truthful
from tests.browser.offline.line import Line
from tests.browser.steps import fill, press, sell, to_checkout
from tests.village import BUYER, FARMER

pytestmark = pytest.mark.browser

YEARS, DAY = timedelta(days=730), timedelta(days=1)
TO_ORDER = "form[action='/storefront/checkout'] .btn--main"
# Page and worker have a clock each; what is in localStorage sets that of every page from now on.
PAGE_CLOCK = """(() => {
    const Real = Date;
    const shift = () => {
        try { return Number(localStorage.getItem("shift")); } catch { return 0; }
    };
    self.Date = class extends Real {
        constructor(...told) { if (told.length) super(...told); else super(Real.now() + shift()); }
        static now() { return Real.now() + shift(); }
    };
})()"""
WORKER_CLOCK = """shift => {
    self.Real ??= Date;
    self.Date = class extends Real {
        constructor(...told) { if (told.length) super(...told); else super(Real.now() + shift); }
        static now() { return Real.now() + shift; }
    };
}"""


def set_clock(one: Phone, off_by: timedelta) -> None:
    shift = off_by.total_seconds() * 1000
    one.page.evaluate("shift => localStorage.setItem('shift', shift)", shift)
    for worker in one.context.service_workers:
        worker.evaluate(WORKER_CLOCK, shift)


@pytest.fixture
def seller(phone: Phones) -> Phone:
    return phone("en-GB", who=FARMER, script=False)


@pytest.mark.parametrize("off_by", [-YEARS, -DAY, DAY, YEARS], ids=str)
def test_with_a_wrong_clock_and_with_one_put_right_things_are_sent_all_the_same(
    phone: Phones, server: Server, line: Line, off_by: timedelta
) -> None:
    farmer = phone("en-GB", who=FARMER, url=line.url)
    farmer.context.add_init_script(PAGE_CLOCK)
    ready(farmer, NEW)
    wrong, right = (f"{name} {off_by.days}" for name in ("Wrong-clock rice", "Right-clock rice"))
    set_clock(farmer, off_by)
    line.cut()
    offer_all(farmer, wrong)
    expect(farmer.open("/").locator("#status")).to_contain_text("Saved copy from")
    # The network brings the right time too. Nobody presses anything.
    set_clock(farmer, timedelta(0))
    line.mend()
    page = farmer.open("/sync/")
    all_received(page, server, wrong)

    # And the other way round: tried in vain at the right time, then the clock is lost.
    farmer.open(NEW)
    line.cut()
    offer(page, right)
    set_clock(farmer, off_by)
    line.mend()
    farmer.open("/sync/")
    all_received(page, server, right)
    for title in (wrong, right):
        ((listed_at,),) = asked(
            server, "SELECT listed_at FROM storefront_product WHERE title = ?", title
        )
        moment = datetime.fromisoformat(listed_at).replace(tzinfo=UTC)
        assert abs(datetime.now(UTC) - moment) < timedelta(hours=1), "the server's clock counts"


def order_without_network(buyer: Phone, line: Line, product: str, quantity: int = 3) -> str:
    """Its key; the page is /sync/ then."""
    page = to_checkout(buyer, product, quantity)
    line.cut()
    page.locator(TO_ORDER).click()
    page.wait_for_url("**/sync/**")
    return becomes(page, "saved")["key"]


def after_mending(page: Page, line: Line, server: Server, key: str) -> dict[str, str]:
    line.mend()
    send_now(page)
    said = becomes(page, "conflict", key)
    truthful(page, server)
    return said


def test_a_price_that_changed_is_asked_about_with_both_prices(
    phone: Phones, seller: Phone, server: Server, line: Line
) -> None:
    product = sell(seller, title="Dearer lychees", price="4.80")
    buyer = ready(phone("en-GB", who=BUYER, url=line.url))
    page = buyer.page
    key = order_without_network(buyer, line, product)
    now_costs(seller, product, "6.00")

    said = after_mending(page, line, server, key)
    assert "4.80" in said["words"]
    assert "6.00" in said["words"]
    assert orders(server, product) == []
    with page.expect_navigation():
        page.locator("[data-do=choose]").click()
    assert orders(server, product) == [], "looking is not ordering"
    expect(page.locator("[data-price-changed]")).to_contain_text("6.00")
    page.locator(TO_ORDER).click()
    page.wait_for_url("**/storefront/orders/*")
    assert orders(server, product) == [(1800, "placed")]
    buyer.open("/sync/")
    becomes(page, "received")
    assert {one["state"] for one in items(page)} == {"received"}


def test_who_chooses_just_when_the_network_goes_has_lost_nothing(
    phone: Phones, seller: Phone, server: Server, line: Line
) -> None:
    product = sell(seller, title="Doubtful lychees", price="4.80")
    buyer = ready(phone("en-GB", who=BUYER, url=line.url))
    page = buyer.page
    key = order_without_network(buyer, line, product)
    now_costs(seller, product, "6.00")
    after_mending(page, line, server, key)
    line.cut()
    page.locator("[data-do=choose]").click()
    page.wait_for_timeout(1_000)
    buyer.open("/sync/")
    assert becomes(page, "conflict")["key"] == key
    line.mend()
    with page.expect_navigation():
        page.locator("[data-do=choose]").click()
    expect(page.locator("[data-price-changed]")).to_contain_text("6.00")
    assert orders(server, product) == []


def test_what_is_no_longer_sold_is_said_and_nothing_is_ordered(
    phone: Phones, seller: Phone, server: Server, line: Line
) -> None:
    product = sell(seller, title="Vanished lychees")
    buyer = ready(phone("en-GB", who=BUYER, url=line.url))
    page = buyer.page
    key = order_without_network(buyer, line, product)
    own = seller.open(f"/storefront/products/{product}/own")
    own.locator("main details > summary").click()
    press(own, "form[action$='/withdrawal'] button")

    said = after_mending(page, line, server, key)
    assert "“Vanished lychees” is no longer sold" in said["words"]
    assert orders(server, product) == []
    # The copy that comes back is the order as it was written.
    row = page.locator(f"[id='{key}']")
    row.locator("[data-do=edit]").click()
    page.wait_for_url("**/storefront/checkout#edit=*")
    buyer.open("/sync/")
    row.locator("[data-do=ask]").click()
    row.locator("[data-sure] [data-do=delete]").click()
    expect(row).to_have_count(0)
    expect(page.locator("#waiting")).to_have_text("")


def test_who_comes_too_late_is_told_what_is_left(
    phone: Phones, seller: Phone, server: Server, line: Line
) -> None:
    product = sell(seller, title="Rare lychees", stock="4")
    buyer = ready(phone("en-GB", who=BUYER, url=line.url))
    key = order_without_network(buyer, line, product)
    quicker = phone("en-GB", script=False)
    press(fill_guest(to_checkout(quicker, product, 2)), TO_ORDER)

    said = after_mending(buyer.page, line, server, key)
    assert "Only 2 of “Rare lychees” are left" in said["words"]
    assert [state for _, state in orders(server, product)] == ["placed"], "only the other's"


def fill_guest(page: Page) -> Page:
    fill(page, name="李婶", phone="13912345678")
    return page


def test_an_edit_of_what_was_edited_elsewhere_overwrites_nothing(
    phone: Phones, seller: Phone, server: Server, line: Line
) -> None:
    product = sell(seller, title="Twice-edited taro", price="2.00")
    farmer = ready(phone("en-GB", who=FARMER, url=line.url))
    page = farmer.open(f"/storefront/products/{product}/edit")
    line.cut()
    fill(page, price="2.50")
    page.locator("form[action$='/edit'] .btn--main").click()
    page.wait_for_url("**/sync/**")
    key = becomes(page, "saved")["key"]
    edit = seller.open(f"/storefront/products/{product}/edit")
    fill(edit, price="3.00")
    press(edit, "form[action$='/edit'] .btn--main")

    after_mending(page, line, server, key)
    price = "SELECT price_minor FROM storefront_product WHERE id = ?"
    assert asked(server, price, product.replace("-", "")) == [(300,)]
    with page.expect_navigation():
        page.locator("[data-do=choose]").click()
    expect(page.locator("main [name=price]")).to_have_value("2.50")
    assert asked(server, price, product.replace("-", "")) == [(300,)]
    page.locator("form[action$='/edit'] .btn--main").click()
    page.wait_for_url("**/own")
    assert asked(server, price, product.replace("-", "")) == [(250,)]
