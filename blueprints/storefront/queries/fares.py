"""What a checkout page, and a product's, say of each shop: its ways, their fees, their windows."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from blueprints.core import clock
from blueprints.storefront import rules
from blueprints.storefront.queries.baskets import Basket, BasketRow
from blueprints.storefront.queries.delivery import WayView, ways_of
from blueprints.storefront.queries.products import ProductView
from blueprints.storefront.queries.windows import WindowView, current_windows
from blueprints.storefront.rules import ShopKey


@dataclass(frozen=True)
class Offer:
    """A way with its fee for these goods. `window`: the one it belongs to or waits for."""

    way: WayView
    fee_minor: int
    checked: bool
    window: WindowView | None

    @property
    def value(self) -> str:
        """As the form sends it: the fee that was seen goes with it."""
        return f"{self.way.id}:{self.fee_minor}"


@dataclass(frozen=True)
class ShopOffers:
    """`sides`: what the checkout asks first → the ways for it; only those that there are.

    `window`: the whole shop's, where it has no ways.
    """

    name: str
    sides: Mapping[str, tuple[Offer, ...]]
    window: WindowView | None

    @property
    def costs(self) -> bool:
        return any(offer.fee_minor for offers in self.sides.values() for offer in offers)


@dataclass(frozen=True)
class ShopDelivery:
    """As a product's page tells it, the same for everybody."""

    ways: tuple[WayView, ...]
    windows: tuple[WindowView, ...]
    grams: int

    @property
    def sides(self) -> tuple[str, ...]:
        """What an order may ask for: everything, while there are no ways."""
        told = {way.side for way in self.ways}
        return tuple(side for side in rules.SIDES if side in told or not told)


def offers_for(basket: Basket, sent: Collection[uuid.UUID], locale: str) -> tuple[ShopOffers, ...]:
    """Each shop in the basket that has ways or windows, in the basket's order."""
    by_shop: dict[ShopKey, list[BasketRow]] = defaultdict(list)
    for row in basket.rows:
        by_shop[row.card.shop].append(row)
    if not by_shop:
        return ()
    ways, windows = ways_of(by_shop, locale), current_windows(by_shop)
    offers = []
    for shop, rows in by_shop.items():
        goods = sum(row.amount_minor for row in rows)
        grams = sum(row.quantity * row.card.grams for row in rows)
        sides = _sides(ways[shop.id], windows[shop.id], sent, goods, grams)
        whole = None if sides else _window(windows[shop.id], None)
        if sides or whole:
            offers.append(ShopOffers(rows[0].card.seller, sides, whole))
    return tuple(offers)


def sides_of(basket: Basket, offers: Sequence[ShopOffers]) -> tuple[str, ...]:
    """What the checkout may ask: all, while some shop of the basket has no ways of its own."""
    told = {side for shop in offers for side in shop.sides}
    shops = {row.card.seller for row in basket.rows}
    if not told or shops - {shop.name for shop in offers if shop.sides}:
        return rules.SIDES
    return tuple(side for side in rules.SIDES if side in told)


def delivery_of(product: ProductView, locale: str) -> ShopDelivery:
    shop = product.card.shop
    ways, windows = ways_of([shop], locale)[shop.id], current_windows([shop])[shop.id]
    return ShopDelivery(ways, windows, product.card.grams)


def _sides(
    ways: Sequence[WayView],
    windows: Sequence[WindowView],
    sent: Collection[uuid.UUID],
    goods_minor: int,
    grams: int,
) -> dict[str, tuple[Offer, ...]]:
    sides = {}
    for side in rules.SIDES:
        sided = [way for way in ways if way.side == side]
        fees = {way.id: rules.fee_minor(way.rule, goods_minor, grams) for way in sided}
        known = next((one for one in fees if one in sent), None)
        checked = known or min(fees, key=lambda one: fees[one], default=None)
        offers = tuple(
            Offer(way, fees[way.id], way.id == checked, _window(windows, way)) for way in sided
        )
        if offers:
            sides[side] = offers
    return sides


def _window(windows: Sequence[WindowView], way: WayView | None) -> WindowView | None:
    """The open one; else the next to open; else the last that closed."""
    point = way.point.id if way and way.point else None
    governing = rules.governing([one.as_rule for one in windows], point, clock.today())
    if not governing:
        return None
    now = clock.now()
    found = rules.open_one(governing, now) or min(
        (one for one in governing if one.opens_at > now),
        key=lambda one: one.opens_at,
        default=governing[-1],
    )
    return next(one for one in windows if one.id == found.id)
