"""A fee is told on a phone without a network, arrives once as it was seen, or is asked about."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phones, Server
from tests.browser.offline.acts import asked, ready
from tests.browser.offline.conftest import becomes, items
from tests.browser.offline.line import Line
from tests.browser.stalls_delivery import set_parcel
from tests.browser.steps import GUEST, fill, press, sell, until

pytestmark = pytest.mark.browser
SELLER = "13800000006"


def fees(server: Server, product: str) -> list[tuple[int, int]]:
    of_it = (
        "SELECT o.fee_minor, o.total_minor FROM storefront_order o "
        "JOIN storefront_line l ON l.order_id = o.id WHERE l.product_id = ?"
    )
    return asked(server, of_it, product.replace("-", ""))


def order_sent(page: Page, known: int = 0) -> str:
    """Three, by parcel, from the product's own page; what the form says in all. `known`: how many
    items the page listed before.
    """
    fill(page, quantity="3")
    page.locator("[name=order]").click()
    here = page.locator("#order-here")
    expect(here).to_be_visible()
    for name, word in {**GUEST, "address": "No. 3, East Street"}.items():
        here.locator(f"[name={name}]").fill(word)
    total = here.locator("[data-total]").inner_text()
    here.locator(".btn--main").click()
    page.wait_for_url("**/sync/**")
    until(page, lambda: len(items(page)) == known + 2, "the basket's line and the order wait")
    return total


def test_a_fee_seen_without_a_network_is_charged_once_and_a_changed_one_is_asked(
    phone: Phones, server: Server, line: Line
) -> None:
    seller = phone("en-GB", who=SELLER, script=False)
    way = set_parcel(seller, base="8", step_grams="1000", step="2")
    product = sell(seller, title="Parcel pears", price="4.80")
    buyer = ready(phone("en-GB", url=line.url), f"/storefront/products/{product}")
    page = buyer.page
    line.cut()
    # Three jin are one and a half kilos: two started steps.
    assert order_sent(page) == "¥26.40"
    line.mend()
    until(page, lambda: {one["state"] for one in items(page)} == {"received"}, "both arrived")
    assert fees(server, product) == [(1200, 2640)]

    buyer.open(f"/storefront/products/{product}")
    line.cut()
    page.reload()
    assert order_sent(page, 2) == "¥26.40"
    change = seller.open(f"/storefront/delivery/ways/{way}/edit")
    fill(change, base="9")
    press(change, "form[action$='/edit'] .btn--main")
    line.mend()
    conflict = becomes(page, "conflict")
    assert "¥12.00" in conflict["words"]
    assert "¥13.00" in conflict["words"]
    assert len(fees(server, product)) == 1
    with page.expect_navigation():
        page.locator("[data-do=choose]").click()
    expect(page.locator("[name=address]")).to_have_value("No. 3, East Street")
    expect(page.locator("label.choice", has_text="Parcel")).to_contain_text("¥13.00")
    press(page, "form[action='/storefront/checkout'] .btn--main")
    assert fees(server, product) == [(1200, 2640), (1300, 2740)]
