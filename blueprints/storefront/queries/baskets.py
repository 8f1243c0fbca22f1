"""What lies in a basket, at today's price and at the price seen when it was chosen."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from blueprints.core.db import session
from blueprints.storefront import rules
from blueprints.storefront.models import BasketLine, Product
from blueprints.storefront.queries.products import Card, cards_of


@dataclass(frozen=True)
class BasketRow:
    card: Card
    quantity: int
    seen_minor: int

    @property
    def changed(self) -> bool:
        return self.seen_minor != self.card.price_minor

    @property
    def short(self) -> bool:
        return self.quantity > self.card.stock

    @property
    def amount_minor(self) -> int:
        return rules.amount_minor(self.quantity, self.card.price_minor)


@dataclass(frozen=True)
class Basket:
    rows: tuple[BasketRow, ...]

    @property
    def total_minor(self) -> int:
        return sum(row.amount_minor for row in self.rows)

    @property
    def changed(self) -> bool:
        return any(row.changed for row in self.rows)


def basket_of(owner: str | None, locale: str) -> Basket:
    """The lines of a member or visitor, oldest first; an empty basket for nobody."""
    chosen = (
        select(BasketLine, Product)
        .join(Product, Product.id == BasketLine.product_id)
        .where(BasketLine.owner == owner, Product.withdrawn_at.is_(None))
        .order_by(BasketLine.chosen_at, BasketLine.product_id)
    )
    return _basket(
        [(product, line.quantity, line.seen_minor) for line, product in session.execute(chosen)],
        locale,
    )


def basket_as_sent(wanted: Mapping[uuid.UUID, rules.Wanted], locale: str) -> Basket:
    """The lines a checkout form carried, beside today's products."""
    found = session.scalars(select(Product).where(Product.id.in_(wanted))).all()
    by_id = {product.id: product for product in found if product.withdrawn_at is None}
    return _basket(
        [
            (by_id[product_id], one.quantity, one.seen_minor)
            for product_id, one in wanted.items()
            if product_id in by_id
        ],
        locale,
    )


def wanted_in(owner: str | None) -> dict[uuid.UUID, rules.Wanted]:
    lines = session.scalars(
        select(BasketLine).where(BasketLine.owner == owner).order_by(BasketLine.chosen_at)
    )
    return {line.product_id: rules.Wanted(line.quantity, line.seen_minor) for line in lines}


def basket_size(owner: str | None) -> int:
    if owner is None:
        return 0
    counted = select(func.count()).select_from(BasketLine).where(BasketLine.owner == owner)
    return session.scalar(counted) or 0


def _basket(lines: list[tuple[Product, int, int]], locale: str) -> Basket:
    cards = cards_of([product for product, _, _ in lines], locale)
    return Basket(tuple(BasketRow(cards[p.id], quantity, seen) for p, quantity, seen in lines))
