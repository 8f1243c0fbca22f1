"""What a person sees when something is not right: their words kept, the reason, and no surprise."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phones
from tests.browser.steps import (
    GUEST,
    camera_photo,
    fill,
    order,
    path_of,
    press,
    sell,
    state_of,
    stock_of,
    to_checkout,
)
from tests.village import BUYER, FARMER

pytestmark = pytest.mark.browser

TO_ORDER = "form[action='/storefront/checkout'] .btn--main"


def orders_of(page: Page, url: str) -> int:
    page.goto(f"{url}/storefront/orders/")
    return page.locator(".order-card").count()


def change_price(farmer_page: Page, url: str, product: str, **words: str) -> None:
    farmer_page.goto(f"{url}/storefront/products/{product}/edit")
    fill(farmer_page, **words)
    press(farmer_page, "form[action$='/edit'] .btn--main")
    assert path_of(farmer_page).endswith("/own")


def test_a_refused_form_keeps_every_word_and_the_photo(phone: Phones) -> None:
    farmer = phone(who=FARMER, script=False)
    page = farmer.open("/storefront/products/new")
    fill(page, title="柳树蜜桔", price="-4.80", stock="20", description="甜，皮薄。")
    page.set_input_files("[name=photo]", camera_photo())
    press(page, "form[action$='/new'] .btn--main")
    for name, word in (("title", "柳树蜜桔"), ("price", "-4.80"), ("description", "甜，皮薄。")):
        expect(page.locator(f"[name={name}]")).to_have_value(word)
    kept = page.locator("main form img")
    expect(kept).to_have_count(1)
    fill(page, price="4.80")
    press(page, "form[action$='/new'] .btn--main")
    assert "/pictures/" in (page.locator("img.hero").get_attribute("src") or "")


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_what_must_be_mended_has_the_focus_and_leads_to_its_field(
    phone: Phones, script: bool
) -> None:
    farmer = phone("en-GB", who=FARMER, script=script)
    page = farmer.open("/storefront/products/new")
    fill(page, title="Mandarins", price="4.805", stock="20")
    press(page, "form[action$='/new'] .btn--main")
    expect(page.locator("#problems")).to_be_focused()
    link = page.locator("#problems a")
    expect(link).to_have_count(1)
    link.click()
    price = page.locator("[name=price]")
    assert page.url.endswith(f"#{price.get_attribute('id')}")
    expect(price).to_have_attribute("aria-invalid", "true")
    expect(price).to_be_in_viewport()
    said = page.locator(f"#{(price.get_attribute('aria-describedby') or '').split()[-1]}")
    assert said.inner_text().strip() in link.inner_text()


def test_a_changed_price_is_shown_beside_the_old_one_before_anything_is_ordered(
    phone: Phones,
) -> None:
    farmer, visitor = phone(who=FARMER, script=False), phone(script=False)
    product = sell(farmer)
    page = to_checkout(visitor, product, 2)
    fill(page, **GUEST)
    change_price(farmer.page, farmer.url, product, price="5.20")
    press(page, TO_ORDER)
    both = page.locator("[data-price-changed]").inner_text()
    assert "4.80" in both
    assert "5.20" in both
    expect(page.locator("[name=name]")).to_have_value(GUEST["name"])
    press(page, TO_ORDER)
    assert state_of(page) == "placed"
    assert "¥10.40" in page.inner_text("main")
    assert stock_of(visitor.open(f"/storefront/products/{product}")) == 18


def test_who_comes_too_late_is_told_what_is_left(phone: Phones) -> None:
    farmer, first, second = phone(who=FARMER, script=False), phone(script=False), phone("en-GB")
    product = sell(farmer, stock="1")
    page = to_checkout(second, product, 1)
    fill(page, **GUEST)
    assert state_of(order(first, product, 1)) == "placed"
    press(page, TO_ORDER)
    expect(page.locator("#problems")).to_contain_text("Nothing was ordered")
    assert orders_of(page, second.url) == 0
    sold_out = second.open(f"/storefront/products/{product}")
    assert stock_of(sold_out) == 0
    expect(sold_out.locator("[name=order]")).to_have_count(0)


def test_a_double_tap_orders_once(phone: Phones) -> None:
    farmer, visitor = phone(who=FARMER, script=False), phone()
    product = sell(farmer)
    page = to_checkout(visitor, product, 2)
    fill(page, **GUEST)
    with page.expect_navigation(url="**/storefront/orders/*"):
        page.locator(TO_ORDER).dblclick(no_wait_after=True)
    assert state_of(page) == "placed"
    assert orders_of(page, visitor.url) == 1
    assert stock_of(visitor.open(f"/storefront/products/{product}")) == 18


def test_the_same_form_arriving_twice_at_once_leads_to_one_order(phone: Phones) -> None:
    """As a browser sends it again by itself when the first answer is long in coming."""
    farmer, visitor = phone(who=FARMER, script=False), phone()
    product = sell(farmer)
    page = to_checkout(visitor, product, 2)
    fill(page, **GUEST)
    landed = page.evaluate(
        """() => {
          const form = document.querySelector("form[action='/storefront/checkout']");
          const body = new URLSearchParams(new FormData(form));
          const send = () => fetch(form.action, { method: "POST", body }).then((a) => a.url);
          return Promise.all([send(), send(), send()]);
        }"""
    )
    assert len(set(landed)) == 1
    assert orders_of(page, visitor.url) == 1
    assert stock_of(visitor.open(f"/storefront/products/{product}")) == 18


def test_back_and_once_more_orders_once(phone: Phones) -> None:
    farmer, visitor = phone(who=FARMER, script=False), phone(script=False)
    product = sell(farmer)
    page = to_checkout(visitor, product, 2)
    fill(page, **GUEST)
    with page.expect_request(lambda asked: asked.method == "POST") as sent:
        press(page, TO_ORDER)
    first = page.url
    page.go_back()
    assert page.locator(TO_ORDER).count() == 0, "the basket was ordered and offers itself again"
    kept = sent.value  # as from a page that a browser had kept
    again = page.request.post(
        kept.url, data=kept.post_data, headers={"Content-Type": kept.headers["content-type"]}
    )
    assert again.url == first
    assert orders_of(page, visitor.url) == 1
    assert stock_of(visitor.open(f"/storefront/products/{product}")) == 18


def test_a_wrong_pin_is_said_and_opens_nothing(phone: Phones) -> None:
    somebody = phone("en-GB", script=False)
    page = somebody.open("/sign-in?next=/storefront/orders/")
    fill(page, phone=BUYER, pin="135790")
    press(page, "main form[action='/sign-in'] .btn--main")
    expect(page.locator("#problems")).to_be_visible()
    expect(page.locator("[name=phone]")).to_have_value(BUYER)
    expect(page.locator("[name=pin]")).to_have_value("")
    assert page.locator("[data-demo-code]").count() == 0
    assert path_of(somebody.open("/members/me")).startswith("/sign-in")


def test_what_is_not_a_picture_is_named_and_nothing_is_listed(phone: Phones) -> None:
    farmer = phone("en-GB", who=FARMER, script=False)
    page = farmer.open("/storefront/products/new")
    fill(page, title="只有字没有图", price="4.80", stock="20")
    text = {"name": "holiday.jpg", "mimeType": "image/jpeg", "buffer": b"not a picture at all"}
    page.set_input_files("[name=photo]", text)
    press(page, "form[action$='/new'] .btn--main")
    expect(page.locator("#problems a")).to_have_count(1)
    expect(page.locator("[name=title]")).to_have_value("只有字没有图")
    assert "只有字没有图" not in farmer.open("/storefront/products/mine").inner_text("main")
