"""Products and their variants, as somebody chose them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import or_, select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.storefront import rules
from blueprints.storefront.models import Product, Variant
from blueprints.storefront.queries.prices import Windows, price_of, windows_of
from blueprints.storefront.rules import Choice
from blueprints.storefront.rules.offers import Price

_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Chosen:
    """A choice as it stands now. `several`: the product is sold in kinds or dates only.

    `price_minor` is the price now; `ordinary_minor` that without any offer.
    """

    choice: Choice
    product: Product
    variant: Variant | None
    several: bool
    price: Price

    @property
    def price_minor(self) -> int:
        return self.price.minor

    @property
    def ordinary_minor(self) -> int:
        return ordinary_minor(self.product, self.variant)

    @property
    def stock(self) -> int:
        return self.variant.stock if self.variant else self.product.stock

    @property
    def title(self) -> str:
        """In the seller's words, as a refusal names it."""
        if self.variant is None:
            return self.product.title
        starts = self.variant.starts_at
        when = f"{clock.local(starts):%Y-%m-%d %H:%M}" if starts else ""
        return " · ".join(filter(None, (self.product.title, when, self.variant.name)))

    @property
    def is_gone(self) -> bool:
        """What was chosen is not, or no longer, a kind of this product."""
        if self.choice.variant_id is None:
            return False
        return self.variant is None or self.variant.withdrawn_at is not None

    @property
    def is_unclear(self) -> bool:
        return self.several and self.choice.variant_id is None

    @property
    def has_passed(self) -> bool:
        return self.variant is not None and rules.has_passed(self.variant.starts_at, clock.now())

    def check_told(self) -> None:
        """Raises rules.VariantMissing where a kind must be named, rules.DatePassed."""
        if self.is_unclear:
            raise rules.VariantMissing(title=self.title)
        if self.has_passed:
            raise rules.DatePassed(title=self.title)


def chosen_of(
    choices: Collection[Choice], products: Mapping[uuid.UUID, Product], *, lock: bool = False
) -> dict[Choice, Chosen]:
    """Those whose product is among `products`. `lock` under the lock of the products only."""
    return chosen_from(
        choices, products, variants_for(choices, products, lock=lock), windows_of(products)
    )


def variants_for(
    choices: Collection[Choice], products: Collection[uuid.UUID], *, lock: bool = False
) -> list[Variant]:
    """All kinds of these products, and what was chosen of those that were taken away."""
    named = {one.variant_id for one in choices if one.variant_id}
    asked = select(Variant).where(
        Variant.product_id.in_(products), or_(Variant.withdrawn_at.is_(None), Variant.id.in_(named))
    )
    if lock:
        asked = asked.order_by(Variant.id).with_for_update()
        asked = asked.execution_options(populate_existing=True)
    return list(session.scalars(asked))


def chosen_from(
    choices: Collection[Choice],
    products: Mapping[uuid.UUID, Product],
    variants: Collection[Variant],
    windows: Windows,
) -> dict[Choice, Chosen]:
    known = {(one.product_id, one.id): one for one in variants}
    several = {one.product_id for one in known.values() if one.withdrawn_at is None}
    found = {}
    for one in choices:
        if (product := products.get(one.product_id)) is None:
            continue
        variant = known.get((one.product_id, one.variant_id)) if one.variant_id else None
        price = price_of(one, ordinary_minor(product, variant), windows)
        found[one] = Chosen(one, product, variant, one.product_id in several, price)
    return found


def ordinary_minor(product: Product, variant: Variant | None) -> int:
    return variant.price_minor if variant else product.price_minor


def kinds_of(product_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Variant]]:
    """What the seller has not taken away: dates by their day, kinds as they were added."""
    asked = select(Variant).where(
        Variant.product_id.in_(product_ids), Variant.withdrawn_at.is_(None)
    )
    return kinds_from(session.scalars(asked))


def kinds_from(variants: Iterable[Variant]) -> dict[uuid.UUID, list[Variant]]:
    kinds: dict[uuid.UUID, list[Variant]] = defaultdict(list)
    there = [one for one in variants if one.withdrawn_at is None]
    for one in sorted(there, key=lambda one: (one.starts_at or _LATEST, one.id)):
        kinds[one.product_id].append(one)
    return kinds
