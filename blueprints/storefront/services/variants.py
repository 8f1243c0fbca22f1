"""The kinds of a product and the dates of a visit: added, changed, taken away by their seller."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.storefront import rules
from blueprints.storefront.models import Product, Variant
from blueprints.storefront.queries.choices import kinds_of
from blueprints.storefront.services.decided import keep_to_decided_price
from blueprints.storefront.services.products import ProductChanged, own_locked
from blueprints.storefront.services.stock import count_kinds


@dataclass(frozen=True)
class KindTold:
    """What a seller says of one; `starts_at` for a visit only. `others`: `{locale: name}`."""

    name: str
    price_minor: int
    stock: int
    starts_at: datetime | None
    others: dict[str, str]


def add_variant(
    *, seller_id: uuid.UUID, product_id: uuid.UUID, told: KindTold, key: uuid.UUID
) -> Variant:
    """From the first on, the product is sold in kinds only."""
    product = own_locked(seller_id, product_id)
    kinds = kinds_of([product.id])[product.id]
    if len(kinds) >= rules.MOST_VARIANTS:
        raise rules.TooManyVariants
    _check(product, told, kinds)
    keep_to_decided_price(product, told.price_minor)
    kind = Variant(key=key, product_id=product.id, listed_at=clock.now())
    _fill(kind, product, told)
    session.add(kind)
    count_kinds(product)
    product.version += 1
    return kind


def change_variant(
    *,
    seller_id: uuid.UUID,
    product_id: uuid.UUID,
    variant_id: uuid.UUID,
    version: int | None,
    seen_stock: int | None,
    told: KindTold,
) -> Variant:
    """`version` and `seen_stock` are what the form was made from: see change_product."""
    product, kind, others = _own_kind(seller_id, product_id, variant_id)
    if version not in (None, kind.version):
        raise ProductChanged
    stock = rules.stock_after(told.stock, seen_stock, kind.stock)
    if stock is None:
        raise rules.StockChanged(now=kind.stock, seen=seen_stock)
    _check(product, told, others)
    if told.price_minor != kind.price_minor:
        keep_to_decided_price(product, told.price_minor)
    _fill(kind, product, told)
    kind.stock = stock
    kind.version += 1
    count_kinds(product)
    return kind


def withdraw_variant(
    *, seller_id: uuid.UUID, product_id: uuid.UUID, variant_id: uuid.UUID
) -> Product:
    """Orders of it go on. Once the last is gone, the product is one thing again, and sold out."""
    product, kind, others = _own_kind(seller_id, product_id, variant_id)
    kind.withdrawn_at = clock.now()
    if not others:
        product.stock = 0
    count_kinds(product)
    product.version += 1
    return product


def _own_kind(
    seller_id: uuid.UUID, product_id: uuid.UUID, variant_id: uuid.UUID
) -> tuple[Product, Variant, list[Variant]]:
    product = own_locked(seller_id, product_id)
    kinds = kinds_of([product.id])[product.id]
    kind = next((one for one in kinds if one.id == variant_id), None)
    if kind is None:
        raise NotFound
    return product, kind, [one for one in kinds if one is not kind]


def _check(product: Product, told: KindTold, others: Iterable[Variant]) -> None:
    if product.category == rules.VISITS:
        if told.starts_at is None:
            raise rules.StartMissing
        if rules.has_passed(told.starts_at, clock.now()):
            raise rules.StartPast
    elif not told.name:
        raise rules.NameMissing
    said = (told.name, _start(product, told))
    if any((one.name, one.starts_at) == said for one in others):
        raise rules.KindTwice


def _start(product: Product, told: KindTold) -> datetime | None:
    """Only a visit has a day."""
    return told.starts_at if product.category == rules.VISITS else None


def _fill(kind: Variant, product: Product, told: KindTold) -> None:
    kind.name = told.name
    kind.translations = told.others
    kind.price_minor = told.price_minor
    kind.stock = told.stock
    kind.starts_at = _start(product, told)
