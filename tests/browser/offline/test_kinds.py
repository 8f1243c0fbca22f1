"""A kind ordered, and a stock set, without a network: each arrives once."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Phones, Server
from tests.browser.offline.acts import asked, order_here, orders, ready
from tests.browser.offline.conftest import becomes, items
from tests.browser.offline.line import Line
from tests.browser.steps import fill, press, sell, until
from tests.village import FARMER

pytestmark = pytest.mark.browser


def test_a_kind_is_ordered_from_a_saved_page_and_the_order_arrives_once(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer = phone("en-GB", who=FARMER, script=False)
    product = sell(farmer, title="Graded walnuts", price="4.80")
    for name, price in (("Large", "6.00"), ("Small", "4.00")):
        page = farmer.open(f"/storefront/products/{product}/variants/new")
        fill(page, name=name, price=price, stock="10")
        press(page, "main form[action$=new] .btn--main")
    buyer = ready(phone("en-GB", url=line.url), f"/storefront/products/{product}")
    page = buyer.page
    line.cut()
    page.locator("label.choice", has_text="Large").first.click()
    assert order_here(page) == "¥18.00"
    line.mend()
    until(page, lambda: {one["state"] for one in items(page)} == {"received"}, "both arrived")
    assert orders(server, product) == [(1800, "placed")]
    left = "SELECT name, stock FROM storefront_variant WHERE product_id = ? ORDER BY name"
    assert asked(server, left, product.replace("-", "")) == [("Large", 7), ("Small", 10)]
    assert not buyer.complaints


def test_a_stock_set_without_a_network_is_asked_about_where_something_was_sold_meanwhile(
    phone: Phones, server: Server, line: Line
) -> None:
    other = phone("en-GB", who=FARMER, script=False)
    product = sell(other, title="Counted pears", stock="20")
    own = f"/storefront/products/{product}/own"
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), own)
    page = farmer.page
    line.cut()
    fill(page, stock="25")
    page.locator("form[action$='/stock'] p .pill").first.click()
    page.wait_for_url("**/sync/**")
    fill(other.open(own), stock="12")
    press(other.page, "form[action$='/stock'] p .pill")
    line.mend()
    conflict = becomes(page, "conflict")
    assert "12 are left now, and not 20" in conflict["words"]
    left = "SELECT stock FROM storefront_product WHERE id = ?"
    assert asked(server, left, product.replace("-", "")) == [(12,)]
