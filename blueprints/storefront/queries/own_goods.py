"""Kinds and words of a shop, as their own seller sees them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.errors import N_, NotFound
from blueprints.core.own_data import Asked, Column, Part
from blueprints.storefront import rules
from blueprints.storefront.models import About, Product, Variant


@dataclass(frozen=True)
class OwnKind:
    """What the form of a kind is made from."""

    id: uuid.UUID
    name: str
    others: dict[str, Any]
    price_minor: int
    stock: int
    starts_at: datetime | None
    version: int

    @property
    def starts_typed(self) -> str:
        """As a browser's own field for moments takes it."""
        return f"{clock.local(self.starts_at):%Y-%m-%dT%H:%M}" if self.starts_at else ""


def own_variant(product_id: uuid.UUID, variant_id: uuid.UUID, seller_id: uuid.UUID) -> OwnKind:
    """Found through the seller: to anyone else it is not there."""
    found = session.scalar(
        select(Variant)
        .join(Product, Product.id == Variant.product_id)
        .where(
            Variant.id == variant_id,
            Product.id == product_id,
            Product.seller_id == seller_id,
            Variant.withdrawn_at.is_(None),
        )
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound
    return OwnKind(
        id=found.id,
        name=found.name,
        others=found.translations,
        price_minor=found.price_minor,
        stock=found.stock,
        starts_at=found.starts_at,
        version=found.version,
    )


def _products(person_id: uuid.UUID) -> Asked:
    return (
        select(
            Product.title,
            Product.description,
            Product.category,
            Product.price_minor,
            Product.currency,
            Product.unit,
            Product.stock,
            Product.listed_at,
            Product.withdrawn_at,
            Product.paused_at,
            Product.season_from,
            Product.season_to,
            Product.harvest_on,
            Product.promised_on,
            Product.weight_grams,
            Product.meeting,
        )
        .where(Product.seller_id == person_id)
        .order_by(Product.id.desc())
    )


def _kinds(person_id: uuid.UUID) -> Asked:
    return (
        select(
            Product.title,
            Variant.name,
            Variant.price_minor,
            Product.currency,
            Variant.stock,
            Variant.starts_at,
            Variant.listed_at,
            Variant.withdrawn_at,
        )
        .join(Product, Product.id == Variant.product_id)
        .where(Product.seller_id == person_id)
        .order_by(Variant.id.desc())
    )


def _about(person_id: uuid.UUID) -> Asked:
    return (
        select(About.words, About.written_at)
        .where((About.seller_id == person_id) | (About.written_by == person_id))
        .order_by(About.written_at.desc())
    )


OWN_GOODS = (
    Part(
        "products",
        N_("What you sell or sold"),
        (
            Column("title", N_("Product")),
            Column("description", N_("Description")),
            Column("category", N_("Kind"), rules.CATEGORIES),
            Column("price_minor", N_("Price")),
            Column("currency", N_("Currency")),
            Column("unit", N_("Unit"), rules.UNITS),
            Column("stock", N_("In stock")),
            Column("listed_at", N_("Listed")),
            Column("withdrawn_at", N_("Taken out of the shop")),
            Column("paused_at", N_("Paused")),
            Column("season_from", N_("In season from, month")),
            Column("season_to", N_("In season until, month")),
            Column("harvest_on", N_("Harvest")),
            Column("promised_on", N_("Promised for")),
            Column("weight_grams", N_("Weight of one, in grams")),
            Column("meeting", N_("Where to meet")),
        ),
        _products,
    ),
    Part(
        "product_variants",
        N_("Kinds and dates of what you sell"),
        (
            Column("title", N_("Product")),
            Column("name", N_("Kind")),
            Column("price_minor", N_("Price")),
            Column("currency", N_("Currency")),
            Column("stock", N_("In stock")),
            Column("starts_at", N_("Day of the visit")),
            Column("listed_at", N_("Listed")),
            Column("withdrawn_at", N_("Taken out of the shop")),
        ),
        _kinds,
    ),
    Part(
        "shop_words",
        N_("What you wrote of a shop"),
        (Column("words", N_("Words")), Column("written_at", N_("When"))),
        _about,
    ),
)
