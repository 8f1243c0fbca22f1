"""What the pages of goods need before they can be looked at: kinds, a date, and their refusals."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import Phone
from tests.browser.steps import fill, press, sell


def made_by_seller(seller: Phone, product: str) -> dict[str, list[str]]:
    """A product in two kinds, one of them sold out, ordered ahead; beside the plain one."""
    graded = sell(seller, title="柳树分级花生", unit="斤")
    kinds = [_kind(seller, graded, name, stock) for name, stock in (("特级", "9"), ("统货", "0"))]
    page = seller.open(f"/storefront/products/{graded}/particulars")
    fill(page, promised_on="2098-01-15", season_from="9", season_to="11", harvest_on="2026-10-01")
    press(page, "main form[action$=particulars] .btn--main")
    return {"product_id": [product, graded], "variant_id": kinds[:1]}


def seller_of(phone: Phone, product: str) -> dict[str, list[str]]:
    """For everybody: whose own shop it stands in."""
    link = phone.open(f"/storefront/products/{product}").locator("a[href*='/storefront/sellers/']")
    return {"seller_id": [(link.get_attribute("href") or "").rpartition("/")[2]]}


Sent = Callable[..., Callable[[Phone], Page]]


def faulty_goods(product: str, graded: str, sent: Sent) -> dict[str, Callable[[Phone], Page]]:
    at, kinds = f"/storefront/products/{product}", f"/storefront/products/{graded}/variants"
    return {
        "seller with a bad stock": sent(f"{at}/own", "form[action$=stock] p .pill", stock="-1"),
        "seller with a bad price": sent(f"{at}/own", "form[action$=price] .pill", price="0"),
        "seller with a grade without stock": sent(
            f"{kinds}/new", "form[action$=new] .btn--main", name="二级", price=""
        ),
        "seller promising the past": sent(
            f"{at}/particulars", "form[action$=particulars] .btn--main", promised_on="2001-01-01"
        ),
        "seller with a shop in silence": sent(
            "/storefront/about", "form[action$=about] .btn--main", about=""
        ),
    }


def _kind(seller: Phone, product: str, name: str, stock: str) -> str:
    page = seller.open(f"/storefront/products/{product}/variants/new")
    fill(page, name=name, price="6.00", stock=stock)
    press(page, "main form[action$=new] .btn--main")
    rows = page.locator("[data-variant]")
    return rows.last.get_attribute("data-variant") or ""
