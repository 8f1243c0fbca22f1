"""What the pages of offers and group orders need to be looked at, and their refusals."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

from playwright.sync_api import Page

from tests.browser.conftest import Phone, Server
from tests.browser.steps import fill, press

Sent = Callable[..., Callable[[Phone], Page]]


def opened(leader: Phone, product: str, **words: str) -> str:
    """A group order, through the form; its id."""
    page = leader.open(f"/storefront/products/{product}/together")
    fill(page, **{"least": "4", "handed_out": "村口老樟树下", **words})
    press(page, "main form[action$=together] .btn--main")
    assert page.url.endswith("/own"), page.inner_text("main")
    return page.url.split("/")[-2]


def joined(whose: Phone, group: str, **words: str) -> Page:
    page = whose.open(f"/storefront/together/{group}/shares")
    fill(page, **words)
    return press(page, "main form[action$=shares] .btn--main")


def offered(seller: Phone, product: str, **words: str) -> Page:
    page = seller.open(f"/storefront/products/{product}/offers")
    fill(page, **{"price": "4.00", **words})
    return press(page, "main form[action$=offers] .btn--main")


def close_by_time(server: Server, group: str) -> None:
    """As if its last moment had come: the runner does the rest."""
    with closing(sqlite3.connect(server.instance / "commonfield.db", timeout=20)) as base, base:
        past = "2026-01-01 00:00:00.000000"
        named = group.replace("-", "")
        base.execute("UPDATE storefront_group_order SET closes_at = ? WHERE id = ?", (past, named))
        base.execute("UPDATE core_generation SET number = number + 1")


def orders_with(phone: Phone, title: str) -> int:
    return phone.open("/storefront/orders/").locator(f"h2:has-text('{title}')").count()


def bought_together(
    buyer: Phone, seller: Phone, stranger: Phone, product: str
) -> dict[str, list[str]]:
    """Led by the buyer, of the seller's goods, and the stranger is in it; beside an offer."""
    group = opened(buyer, product)
    joined(stranger, group, name="李婶", phone="13912345678", quantity="2")
    offered(seller, product, most="3")
    return {"group_id": [group]}


def faulty_together(product: str, group: str, sent: Sent) -> dict[str, Callable[[Phone], Page]]:
    at, new = f"/storefront/together/{group}", f"/storefront/products/{product}/together"
    return {
        "seller with an offer that is none": sent(
            f"/storefront/products/{product}/offers", "form[action$=offers] .btn--main", price="999"
        ),
        "seller opening for nobody": sent(
            new,
            "form[action$=together] .btn--main",
            least="1",
        ),
        "stranger joining with all": sent(
            f"{at}/shares", "form[action$=shares] .btn--main", quantity="9999", phone="1"
        ),
        "buyer calling off in silence": sent(f"{at}/own", "form[action$=off] button"),
    }
