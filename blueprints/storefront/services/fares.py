"""How each shop's orders of one checkout come to the buyer, and the one fee for it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from blueprints.core import clock, i18n
from blueprints.core.db import session
from blueprints.core.errors import Amount, When
from blueprints.members import queries as members
from blueprints.storefront import rules
from blueprints.storefront.models import Order, Product
from blueprints.storefront.queries.delivery import WayView, shop_of, ways_of
from blueprints.storefront.queries.windows import WindowView, current_windows
from blueprints.storefront.rules import ShopKey


@dataclass(frozen=True)
class Wish:
    """`ways`: the way that was chosen → the fee its form showed, None where it showed none."""

    side: str
    address: str
    ways: Mapping[uuid.UUID, int | None] = field(default_factory=dict)


def settle_fares(orders: Sequence[Order], wish: Wish) -> None:
    """One way, one window and one fee for each shop; the fee stands on its first order.

    A shop without ways sends as always, for nothing. Refusals: see rules.delivery and windows.
    """
    by_shop: dict[ShopKey, list[Order]] = defaultdict(list)
    for order in orders:
        by_shop[shop_of(order)].append(order)
    offered, windows = ways_of(by_shop, i18n.DEFAULT), current_windows(by_shop)
    known = {way.id for ways in offered.values() for way in ways}
    gone = set(wish.ways) - known
    for shop, theirs in by_shop.items():
        way = _way(shop, theirs, offered[shop.id], wish, gone=bool(gone))
        window = _window(shop, theirs, windows[shop.id], way)
        for order in theirs:
            _write(order, way, window)
        if way is not None:
            _charge(theirs, way, wish)
        if theirs[0].delivery == "ship" and not wish.address:
            raise rules.AddressMissing


def _way(
    shop: ShopKey, orders: Sequence[Order], ways: Sequence[WayView], wish: Wish, *, gone: bool
) -> WayView | None:
    by_id = {way.id: way for way in ways}
    offered = [way.as_rule for way in ways]
    chosen = rules.chosen_way(offered, wish.side, wish.ways)
    if chosen is None and gone:
        raise rules.WayGone
    if chosen is None and ways:
        chosen = rules.cheapest(offered, wish.side, *_measure(orders))
        if chosen is None:
            raise rules.NotThatWay(shop=_name(shop))
    return by_id[chosen.id] if chosen else None


def _window(
    shop: ShopKey, orders: Sequence[Order], windows: Sequence[WindowView], way: WayView | None
) -> uuid.UUID | None:
    """The open window that the orders belong to. Raises NotOpenYet, ClosedSince."""
    now, point = orders[0].placed_at, way.point if way else None
    governing = rules.governing(
        [one.as_rule for one in windows], point.id if point else None, clock.today()
    )
    found = rules.open_one(governing, now)
    if found is None and governing:
        opens_at = rules.next_opening(governing, now)
        if opens_at is not None:
            raise rules.NotOpenYet(shop=_name(shop), opens=When(opens_at))
        raise rules.ClosedSince(shop=_name(shop), closed=When(rules.last_closing(governing)))
    return found.id if found else None


def _write(order: Order, way: WayView | None, window_id: uuid.UUID | None) -> None:
    order.window_id = window_id
    if way is None:
        return
    order.way, order.way_id, order.way_words = way.kind, way.id, way.said
    order.point_id = way.point.id if way.point else None
    order.delivery = way.side


def _charge(orders: Sequence[Order], way: WayView, wish: Wish) -> None:
    """FeeChanged, FeeUnseen: nobody is charged what they were not shown."""
    fee, seen = rules.fee_minor(way.rule, *_measure(orders)), wish.ways.get(way.id)
    if seen is None and fee:
        raise rules.FeeUnseen(now=Amount(fee))
    if seen is not None and seen != fee:
        raise rules.FeeChanged(seen=Amount(seen), now=Amount(fee))
    orders[0].fee_minor = fee
    orders[0].total_minor += fee


def _measure(orders: Sequence[Order]) -> tuple[int, int]:
    """The goods of one shop: their price, and as many grams as are known."""
    lines = [line for order in orders for line in order.lines]
    goods = rules.total_minor((line.quantity, line.price_minor) for line in lines)
    grams = 0
    for line in lines:
        product = session.get_one(Product, line.product_id)  # locked, and so known
        grams += line.quantity * (rules.grams_of(line.unit, product.weight_grams) or 0)
    return goods, grams


def _name(shop: ShopKey) -> str:
    if shop.organisation_id is None:
        return members.names_of([shop.seller_id]).get(shop.seller_id, "")
    through = members.organisation(shop.organisation_id)
    return through.name if through else ""
