"""Orders as a file for a spreadsheet program: a sheet of orders, and one of what stood in them.

Without telephone numbers and addresses: whoever packs finds them on the order's own page, and a
file that goes from phone to phone should hold no more than the books need.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import gettext
from werkzeug.wrappers import Response

from blueprints.core import clock, money, spreadsheets
from blueprints.core.spreadsheets import Cell, Table
from blueprints.storefront import queries, rules

_DELIVERIES = {"ship": "Sent to an address", "pickup": "Collected at the village point"}


def download(shop: str, orders: Sequence[queries.ShopOrder]) -> Response:
    body = spreadsheets.as_xlsx(_orders(orders), _lines(orders))
    return spreadsheets.download(
        body, spreadsheets.XLSX, "orders", f"{shop}-{gettext('Orders')}", "xlsx"
    )


def _orders(orders: Sequence[queries.ShopOrder]) -> Table:
    heads = [gettext("Order number"), gettext("Ordered"), gettext("State"), gettext("Seller")]
    heads += [gettext("Buyer"), gettext("Delivery"), gettext("Total"), gettext("Currency")]
    return Table(gettext("Orders"), heads, map(_order, orders))


def _order(one: queries.ShopOrder) -> Sequence[Cell]:
    day = clock.local(one.placed_at).date()
    way = gettext(_DELIVERIES[one.delivery]) if one.delivery in _DELIVERIES else one.delivery
    total = money.major(one.total_minor, one.currency)
    state = gettext(rules.STATES[one.state])
    return (one.number, day, state, one.seller, one.buyer, way, total, one.currency)


def _lines(orders: Sequence[queries.ShopOrder]) -> Table:
    heads = [gettext("Order number"), gettext("Ordered"), gettext("State"), gettext("Seller")]
    heads += [gettext("Product"), gettext("Which one"), gettext("How many"), gettext("Unit")]
    heads += [gettext("Price"), gettext("Amount"), gettext("Currency")]
    return Table(gettext("What was ordered"), heads, _each_line(orders))


def _each_line(orders: Sequence[queries.ShopOrder]) -> Iterator[Sequence[Cell]]:
    for one in orders:
        day, state = clock.local(one.placed_at).date(), gettext(rules.STATES[one.state])
        for line in one.lines:
            sums = (money.major(n, one.currency) for n in (line.price_minor, line.amount_minor))
            what = (line.title, line.variant, line.quantity, line.unit)
            yield (one.number, day, state, one.seller, *what, *sums, one.currency)
