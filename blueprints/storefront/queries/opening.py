"""What somebody sees who is about to open a group order."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.storefront.models import Product
from blueprints.storefront.queries.cards import Card, cards_of
from blueprints.storefront.queries.choices import kinds_of
from blueprints.storefront.queries.offers import keeps


@dataclass(frozen=True)
class Opening:
    """`ordinary_minor` is the price without any offer; None where each kind has its own."""

    card: Card
    kinds: tuple[tuple[str, str, int], ...]
    ordinary_minor: int | None
    may_lower: bool


def opening_page(product_id: uuid.UUID, person_id: uuid.UUID, locale: str) -> Opening:
    """Raises NotFound where it is not on sale."""
    product = session.get(Product, product_id)
    if product is None or not product.is_on_sale:
        raise NotFound
    kinds = kinds_of([product_id])[product_id]
    return Opening(
        card=cards_of([product], locale)[product_id],
        kinds=tuple((str(one.id), one.called(locale), one.price_minor) for one in kinds),
        ordinary_minor=None if kinds else product.price_minor,
        may_lower=keeps(product, person_id),
    )
