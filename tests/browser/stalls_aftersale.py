"""What the pages after a sale need before they can be looked at."""

from __future__ import annotations

from tests.browser.conftest import Phone
from tests.browser.steps import fill, press, sell


def reviews_of(seller: Phone, order_ids: list[str]) -> list[str]:
    """What a buyer said in these orders, and nobody answered."""
    found = []
    for order_id in order_ids:
        said = seller.open(f"/storefront/orders/{order_id}").locator("[data-reviewed]")
        found += [one.get_attribute("data-reviewed") or "" for one in said.all()]
    return found


def hidden_product(seller: Phone, officer: Phone, stranger: Phone) -> str:
    """Reported by a visitor, hidden by the officer; its seller objects."""
    product = sell(seller, title="借来的照片")
    page = stranger.open(f"/storefront/products/{product}/reports/new")
    page.check("[name=kind][value=stolen_picture]")
    press(page, "form[action$='/reports'] .btn--main")
    fill(officer.open(f"/storefront/reports/{product}"), reason="照片是别人的。")
    press(officer.page, "form[action$='/hiding'] .btn--danger")
    fill(seller.open(f"/storefront/products/{product}/own"), body="是我自己拍的。")
    press(seller.page, "form[action$='/appeals'] button")
    return product
