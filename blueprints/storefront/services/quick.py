"""What a seller does between two rows of the field: stock, price, pause."""

from __future__ import annotations

import uuid

from blueprints.core import clock
from blueprints.core.errors import NotFound
from blueprints.storefront import rules
from blueprints.storefront.models import Product, Variant
from blueprints.storefront.queries.choices import kinds_of
from blueprints.storefront.services.decided import keep_to_decided_price
from blueprints.storefront.services.products import own_locked
from blueprints.storefront.services.stock import count_kinds


def set_stock(
    *,
    seller_id: uuid.UUID,
    product_id: uuid.UUID,
    variant_id: uuid.UUID | None = None,
    stock: int,
    seen: int | None,
) -> Product:
    """`seen` is what was left when the seller looked. Raises rules.StockChanged."""
    product, thing = _own_thing(seller_id, product_id, variant_id)
    after = rules.stock_after(stock, seen, thing.stock)
    if after is None:
        raise rules.StockChanged(now=thing.stock, seen=seen)
    thing.stock = after
    count_kinds(product)
    return product


def set_price(
    *,
    seller_id: uuid.UUID,
    product_id: uuid.UUID,
    variant_id: uuid.UUID | None = None,
    price_minor: int,
    seen_minor: int | None,
) -> Product:
    """Raises PriceWasDecided, and rules.PriceMoved where another phone was quicker."""
    product, thing = _own_thing(seller_id, product_id, variant_id)
    if price_minor == thing.price_minor:
        return product
    if seen_minor not in (None, thing.price_minor):
        raise rules.PriceMoved
    keep_to_decided_price(product, price_minor)
    thing.price_minor = price_minor
    thing.version += 1
    count_kinds(product)
    return product


def pause_product(*, seller_id: uuid.UUID, product_id: uuid.UUID) -> Product:
    """Nobody can order it until its seller sells again; orders already placed go on."""
    product = own_locked(seller_id, product_id)
    product.paused_at = product.paused_at or clock.now()
    return product


def resume_product(*, seller_id: uuid.UUID, product_id: uuid.UUID) -> Product:
    product = own_locked(seller_id, product_id)
    product.paused_at = None
    return product


def _own_thing(
    seller_id: uuid.UUID, product_id: uuid.UUID, variant_id: uuid.UUID | None
) -> tuple[Product, Product | Variant]:
    """What has the stock and the price: the product, or the kind where it has kinds."""
    product = own_locked(seller_id, product_id)
    kinds = {kind.id: kind for kind in kinds_of([product.id])[product.id]}
    if variant_id is None and not kinds:
        return product, product
    if variant_id is None:
        raise rules.VariantMissing(title=product.title)
    if variant_id not in kinds:
        raise NotFound
    return product, kinds[variant_id]
