"""What one may be asked to do in the shop for somebody else, and what was done, in words."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext

from blueprints.core import acting, i18n, money
from blueprints.core.acting import Deed
from blueprints.core.cards import Link
from blueprints.core.errors import N_
from blueprints.storefront import queries, services
from blueprints.storefront.forms import BasketForm

STEPS = {
    "accepted": N_("Accepted the order %(number)s."),
    "handed_over": N_("Handed over the order %(number)s."),
    "completed": N_("Said that the order %(number)s has arrived."),
    "cancelled": N_("Cancelled the order %(number)s."),
    "problem": N_("Told the seller that something is wrong with the order %(number)s."),
    "answered": N_("Answered to the problem with the order %(number)s."),
    "passed_on": N_("Passed the problem with the order %(number)s on to mediation."),
    "settled": N_("Said that the order %(number)s is in order after all."),
}

acting.scope(
    "sell",
    10,
    N_("Sell"),
    N_("Put things in the shop, change them, and answer orders for them."),
    (
        Link(lazy_gettext("Sell something"), "sell", "/storefront/products/new"),
        Link(lazy_gettext("Their products"), "shop", "/storefront/products/mine"),
        Link(lazy_gettext("Their orders"), "orders", "/storefront/orders/"),
    ),
)
acting.scope(
    "order",
    20,
    N_("Buy"),
    N_("Order things in the shop, and say that they have come."),
    (
        Link(lazy_gettext("To the shop"), "shop", "/storefront/"),
        Link(lazy_gettext("What they ordered"), "orders", "/storefront/orders/"),
    ),
)
for _kind, _undo in {**services.UNDO, **services.UNDO_GOODS}.items():
    acting.undoes(_kind, _undo)


def listed(product: Any) -> list[Deed]:
    words = N_("Put “%(title)s” in the shop, at %(price)s.")
    return [Deed("storefront.product_listed", product.id, words, _of(product))]


def changed(product: Any) -> list[Deed]:
    words = N_("Changed “%(title)s” in the shop; the price is %(price)s.")
    return [Deed("storefront.product_changed", product.id, words, _of(product))]


def withdrawn(product: Any) -> list[Deed]:
    words = N_("Took “%(title)s” out of the shop.")
    return [Deed("storefront.product_withdrawn", product.id, words, {"title": product.title})]


def chosen(form: BasketForm) -> list[Deed]:
    words = N_("Set something in the basket to %(n)s; nothing is ordered by that.")
    n = form.quantity.number
    return [Deed("storefront.basket_changed", form.product.id_value, words, {"n": n})]


def ordered(order_ids: Sequence[uuid.UUID]) -> list[Deed]:
    words = N_("Placed the order %(number)s for %(amount)s with %(seller)s.")
    told = queries.orders_told(order_ids)
    return [Deed("storefront.order_placed", one.id, words, _placed(one)) for one in told]


def stepped(order: Any, did: str) -> list[Deed]:
    return [Deed(f"storefront.order_{did}", order.id, STEPS[did], {"number": order.number})]


def _of(product: Any) -> dict[str, str]:
    return {"title": product.title, "price": _said(product.price_minor, product.currency)}


def _placed(one: queries.OrderTold) -> dict[str, str]:
    amount = _said(one.total_minor, one.currency)
    return {"number": one.number, "amount": amount, "seller": one.seller}


def _said(minor: int, currency: str) -> str:
    return money.format_minor(minor, currency, i18n.DEFAULT)
