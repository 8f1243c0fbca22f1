"""What is left of a product and of its kinds. All of it happens under the product's lock."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.storefront import rules
from blueprints.storefront.models import Line, Product, Variant
from blueprints.storefront.queries.choices import Chosen, kinds_of


def take(chosen: Chosen, quantity: int) -> None:
    if chosen.variant is None:
        chosen.product.stock -= quantity
        return
    chosen.variant.stock -= quantity
    count_kinds(chosen.product)


def give_back(line: Line) -> None:
    """To the kind it came from, even one taken away meanwhile."""
    product = session.get_one(Product, line.product_id)
    if line.variant_id is None:
        product.stock += line.quantity
    else:
        session.get_one(Variant, line.variant_id, with_for_update=True).stock += line.quantity
    count_kinds(product)


def count_kinds(product: Product) -> None:
    """A product with kinds repeats the cheapest price and the sum, so that lists need no join.

    One without any is what its seller says it is.
    """
    session.flush()
    kinds = kinds_of([product.id])[product.id]
    if not kinds:
        return
    now = clock.now()
    price, product.stock = rules.price_and_stock(
        (one.price_minor, one.stock) for one in kinds if not rules.has_passed(one.starts_at, now)
    )
    product.price_minor = price or product.price_minor


def let_dates_pass(at_most: int = 200) -> int:
    """Write down which dates have begun, so that lists and kept pages stop offering them."""
    over = (Variant.starts_at <= clock.now(), Variant.withdrawn_at.is_(None))
    product_ids: list[uuid.UUID] = sorted(
        set(session.scalars(select(Variant.product_id).where(*over).limit(at_most)))
    )
    products = session.scalars(
        select(Product).where(Product.id.in_(product_ids)).order_by(Product.id).with_for_update()
    ).all()
    for product in products:
        for one in session.scalars(select(Variant).where(Variant.product_id == product.id, *over)):
            one.withdrawn_at = one.starts_at
        product.stock = 0
        count_kinds(product)
    return len(products)
