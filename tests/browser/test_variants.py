"""A seller sells in kinds, sets stock and price in two taps, pauses; a buyer chooses one kind."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phones
from tests.browser.steps import GUEST, fill, press, sell, stock_of
from tests.village import FARMER

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])


def add_kind(page: Page, product: str, name: str, price: str, stock: str) -> Page:
    page.goto(page.url.partition("/storefront")[0] + f"/storefront/products/{product}/variants/new")
    fill(page, name=name, price=price, stock=stock)
    return press(page, "main form[action$=new] .btn--main")


@BOTH
def test_a_grade_is_sold_by_its_own_price_and_a_pause_stops_it(phone: Phones, script: bool) -> None:
    farmer, visitor = phone(who=FARMER, script=script), phone(script=script)
    product = sell(farmer, title="分级花生", price="8.00", stock="50")
    shop = f"/storefront/products/{product}"
    without = add_kind(farmer.page, product, "特级", "12.00", "")
    expect(without.locator("#stock-error")).to_contain_text("请写有多少；卖完了就写 0。")
    expect(without.locator("[name=name]")).to_have_value("特级")
    fill(without, stock="3")
    press(without, "main form[action$=new] .btn--main")
    add_kind(farmer.page, product, "统货", "6.00", "40")

    shown = visitor.open(shop)
    assert stock_of(shown) == 43
    expect(shown.locator("main .price--big").first).to_contain_text("6.00")
    shown.locator("label.choice", has_text="特级").click()
    fill(shown, quantity="2")
    checkout = press(shown, "[name=order]")
    expect(checkout.locator(".line")).to_contain_text("特级")
    fill(checkout, **GUEST)
    order = press(checkout, "form[action='/storefront/checkout'] .btn--main")
    expect(order.locator(".line")).to_contain_text("特级")
    expect(order.locator("main .price--big").first).to_contain_text("24.00")

    own = farmer.open(f"{shop}/own")
    paused = press(own, "form[action$='/pause'] button")
    expect(paused.locator("main")).to_contain_text("已暂停")
    gone = visitor.open(shop)
    expect(gone.locator("[name=order]")).to_have_count(0)
    press(farmer.open(f"{shop}/own"), "form[action$='/resumption'] button")
    expect(visitor.open(shop).locator("[name=order]")).to_have_count(1)


@BOTH
def test_stock_and_price_take_one_field_and_one_tap_each(phone: Phones, script: bool) -> None:
    farmer, visitor = phone(who=FARMER, script=script), phone(script=script)
    product = sell(farmer, title="两下改好的梨", price="4.00", stock="9")
    own = farmer.open(f"/storefront/products/{product}/own")
    fill(own, stock="14")
    assert stock_of(press(own, "form[action$='/stock'] p .pill")) == 14
    fill(own, price="4.50")
    press(own, "form[action$='/price'] .pill")
    shown = visitor.open(f"/storefront/products/{product}")
    assert stock_of(shown) == 14
    expect(shown.locator("main .price--big").first).to_contain_text("4.50")
    press(farmer.open(f"/storefront/products/{product}/own"), "button[name=stock][value='0']")
    assert stock_of(visitor.open(f"/storefront/products/{product}")) == 0


def test_a_visit_is_booked_for_its_day_and_says_where_to_meet(phone: Phones) -> None:
    farmer, visitor = phone(who=FARMER), phone()
    visit = sell(farmer, title="摘茶半日", unit="位", category="visits", price="30.00")
    page = farmer.open(f"/storefront/products/{visit}/variants/new")
    fill(page, starts_at="2098-05-01T09:30", price="30.00", stock="8")
    press(page, "main form[action$=new] .btn--main")
    page = farmer.open(f"/storefront/products/{visit}/particulars")
    fill(page, meeting="村口大樟树下")
    press(page, "main form[action$=particulars] .btn--main")
    shown = visitor.open(f"/storefront/products/{visit}")
    expect(shown.locator("label.choice").first).to_contain_text("2098年5月1日 09:30")
    checkout = press(shown, "[name=order]")
    fill(checkout, **GUEST)
    order = press(checkout, "form[action='/storefront/checkout'] .btn--main")
    expect(order.locator("main")).to_contain_text("2098年5月1日 09:30")
    expect(order.locator("main")).to_contain_text("村口大樟树下")
