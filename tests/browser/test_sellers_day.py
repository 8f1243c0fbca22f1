"""The page that a seller opens each morning, and what a leader reads: in a real browser."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phones
from tests.browser.steps import GUEST, fill, order, path_of, press, sell, until
from tests.village import FARMER, MANAGER, MENTOR

pytestmark = pytest.mark.browser

DAY = "/storefront/day"


def errand(page: Page, kind: str, address: str) -> Page:
    """Tap that order among those that wait."""
    return press(page, f"[data-errands={kind}] a[href='{address}']")


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_an_order_is_answered_packed_and_sold_from_one_page(phone: Phones, script: bool) -> None:
    seller, visitor = phone(who=MENTOR, script=script), phone(script=script)
    product = sell(seller, title="柳编小筐", category="crafts", unit="个", price="30", stock="4")
    before = sold(seller.open(DAY))
    address = path_of(order(visitor, product, 1))
    page = seller.open("/members/me")
    press(page, f"a[href='{DAY}']")
    errand(page, "accept", address)
    press(page, "form[action$='/acceptance'] .btn--main")
    page = seller.open(DAY)
    expect(page.locator("main")).to_contain_text(GUEST["name"])
    errand(page, "pack", address)
    press(page, "form[action$='/handover'] .btn--main")
    page = seller.open(DAY)
    assert page.locator(f"[data-errands] a[href='{address}']").count() == 0
    assert sold(page) == before + 30
    low = page.locator(f"#low ~ ul a[href='/storefront/products/{product}/own']")
    expect(low.first).to_be_visible()
    press(page, f"#low ~ ul a[href='/storefront/products/{product}/own']")
    assert "/own" in page.url


def sold(page: Page) -> float:
    found = page.locator("#sold + p .figure")
    return float(re.sub(r"[^\d.]", "", found.inner_text())) if found.count() else 0.0


def test_how_many_looked_is_there_within_half_a_minute(phone: Phones) -> None:
    """Each phone once, also from the server's memory; in one small write beside the requests."""
    seller = phone(who=MENTOR)
    product = sell(seller, title="看的人多", stock="50")
    for agent in ("Phone A", "Phone B"):
        visitor = phone(script=False)
        visitor.context.set_extra_http_headers({"User-Agent": f"Mozilla/5.0 ({agent})"})
        for _ in range(2):
            visitor.open(f"/storefront/products/{product}")
    row = f"dl div:has(a[href='/storefront/products/{product}/own']) dd"

    def there() -> bool:
        shown = seller.open(DAY).locator(row)
        return bool(shown.count() and shown.inner_text() == "2")

    until(seller.page, there, "two phones were counted", 60_000)


def test_a_leader_reads_every_order_and_takes_a_spreadsheet_along(phone: Phones) -> None:
    farmer, visitor, leader = phone(who=FARMER), phone(), phone("en-GB", who=MANAGER)
    page = farmer.open("/storefront/products/new")
    shop = page.locator("[name=organisation] option").nth(1).get_attribute("value") or ""
    product = sell(farmer, title="社里的桃", organisation=shop)
    address = path_of(order(visitor, product, 2))
    page = leader.open(DAY)
    press(page, f"a[href='/storefront/cooperatives/{shop}/orders']")
    row = page.locator(f"li:has(a[href='{address}'])")
    expect(row).to_contain_text("Placed")
    expect(row).not_to_contain_text(GUEST["phone"])
    page.locator("main details > summary").first.click()
    fill(page, state="completed")
    press(page, "main form[method=get] button")
    assert page.locator(f"li:has(a[href='{address}'])").count() == 0
    page = leader.open(f"/storefront/cooperatives/{shop}/orders?state=placed")
    with page.expect_download() as taken:
        page.locator("a[href*='orders.xlsx']").click()
    sheets = openpyxl.load_workbook(io.BytesIO(taken.value.path().read_bytes())).worksheets
    titles = [row[4].value for row in sheets[1].iter_rows(min_row=2)]
    assert "社里的桃" in titles
    assert {row[2].value for row in sheets[0].iter_rows(min_row=2)} == {"Placed"}


@pytest.mark.parametrize("stranger", [FARMER, ""], ids=["a member", "a guest"])
def test_nobody_else_comes_in(phone: Phones, stranger: str) -> None:
    leader = phone(who=MANAGER)
    link = leader.open(DAY).locator("a[href$='/orders'][href*=cooperatives]").first
    address = link.get_attribute("href") or ""
    other = phone(who=stranger)
    for path in (address, f"{address}.xlsx"):
        answer = other.context.request.get(other.url + path, max_redirects=0)
        assert answer.status == (404 if stranger else 303)
