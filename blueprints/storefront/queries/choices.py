"""Products and their variants, as somebody chose them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import or_, select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.storefront import rules
from blueprints.storefront.models import Product, Variant
from blueprints.storefront.rules import Choice

_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Chosen:
    """A choice as it stands now. `several`: the product is sold in kinds or dates only."""

    choice: Choice
    product: Product
    variant: Variant | None
    several: bool

    @property
    def price_minor(self) -> int:
        return self.variant.price_minor if self.variant else self.product.price_minor

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


def chosen_of(
    choices: Collection[Choice], products: Mapping[uuid.UUID, Product], *, lock: bool = False
) -> dict[Choice, Chosen]:
    """Those whose product is among `products`. `lock` under the lock of the products only."""
    named = {one.variant_id for one in choices if one.variant_id}
    asked = select(Variant).where(
        Variant.product_id.in_(products), or_(Variant.withdrawn_at.is_(None), Variant.id.in_(named))
    )
    if lock:
        asked = asked.order_by(Variant.id).with_for_update()
        asked = asked.execution_options(populate_existing=True)
    known = {(one.product_id, one.id): one for one in session.scalars(asked)}
    several = {one.product_id for one in known.values() if one.withdrawn_at is None}
    return {
        one: Chosen(
            choice=one,
            product=products[one.product_id],
            variant=known.get((one.product_id, one.variant_id)) if one.variant_id else None,
            several=one.product_id in several,
        )
        for one in choices
        if one.product_id in products
    }


def kinds_of(product_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Variant]]:
    """What the seller has not taken away: dates by their day, kinds as they were added."""
    asked = select(Variant).where(
        Variant.product_id.in_(product_ids), Variant.withdrawn_at.is_(None)
    )
    kinds: dict[uuid.UUID, list[Variant]] = defaultdict(list)
    for one in sorted(session.scalars(asked), key=lambda one: (one.starts_at or _LATEST, one.id)):
        kinds[one.product_id].append(one)
    return kinds
