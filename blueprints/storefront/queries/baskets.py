"""What lies in a basket, at today's price and at the price seen when it was chosen."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from blueprints.core.db import session
from blueprints.storefront import rules
from blueprints.storefront.models import BasketLine, Product, on_sale
from blueprints.storefront.queries.cards import Card, cards_from
from blueprints.storefront.queries.choices import (
    Chosen,
    chosen_from,
    kinds_from,
    variants_for,
)
from blueprints.storefront.queries.prices import windows_of
from blueprints.storefront.rules import Choice


@dataclass(frozen=True)
class BasketRow:
    """`variant` is its name in the reader's language; `unclear`: a kind must be chosen first."""

    card: Card
    choice: Choice
    variant: str
    starts_at: datetime | None
    price_minor: int
    stock: int
    quantity: int
    seen_minor: int
    unclear: bool

    @property
    def line(self) -> str:
        """As the checkout form carries it."""
        told = [self.choice.product_id, self.quantity, self.price_minor, self.choice.variant_id]
        return ":".join(str(one) for one in told if one is not None)

    @property
    def changed(self) -> bool:
        return self.seen_minor != self.price_minor

    @property
    def short(self) -> bool:
        return self.quantity > self.stock

    @property
    def amount_minor(self) -> int:
        return rules.amount_minor(self.quantity, self.price_minor)


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
    asked = (
        select(BasketLine, Product)
        .join(Product, Product.id == BasketLine.product_id)
        .where(BasketLine.owner == owner, on_sale())
        .order_by(BasketLine.chosen_at, BasketLine.choice)
    )
    rows = session.execute(asked).all()
    products = {product.id: product for _, product in rows}
    return _basket(_wanted(line for line, _ in rows), products, locale)


def basket_as_sent(wanted: Mapping[Choice, rules.Wanted], locale: str) -> Basket:
    """The lines a checkout form carried, beside today's products."""
    asked = select(Product).where(Product.id.in_({one.product_id for one in wanted}), on_sale())
    products = {product.id: product for product in session.scalars(asked)}
    return _basket(wanted, products, locale)


def _basket(
    wanted: Mapping[Choice, rules.Wanted], products: Mapping[uuid.UUID, Product], locale: str
) -> Basket:
    variants, windows = variants_for(wanted, products), windows_of(products)
    made = cards_from(list(products.values()), locale, kinds_from(variants), windows)
    cards = {card.id: card for card in made}
    found = chosen_from(wanted, products, variants, windows)
    return Basket(
        tuple(
            _row(found[choice], cards[choice.product_id], one, locale)
            for choice, one in wanted.items()
            if choice in found and not (found[choice].is_gone or found[choice].has_passed)
        )
    )


def wanted_in(owner: str | None) -> dict[Choice, rules.Wanted]:
    lines = session.scalars(
        select(BasketLine)
        .where(BasketLine.owner == owner)
        .order_by(BasketLine.chosen_at, BasketLine.choice)
    )
    return _wanted(lines)


def basket_size(owner: str | None) -> int:
    if owner is None:
        return 0
    counted = select(func.count()).select_from(BasketLine).where(BasketLine.owner == owner)
    return session.scalar(counted) or 0


def _wanted(lines: Iterable[BasketLine]) -> dict[Choice, rules.Wanted]:
    return {
        Choice(line.product_id, line.variant_id): rules.Wanted(line.quantity, line.seen_minor)
        for line in lines
    }


def _row(chosen: Chosen, card: Card, one: rules.Wanted, locale: str) -> BasketRow:
    return BasketRow(
        card=card,
        choice=chosen.choice,
        variant=chosen.variant.called(locale) if chosen.variant else "",
        starts_at=chosen.variant.starts_at if chosen.variant else None,
        price_minor=chosen.price_minor,
        stock=chosen.stock,
        quantity=one.quantity,
        seen_minor=one.seen_minor,
        unclear=chosen.is_unclear,
    )
