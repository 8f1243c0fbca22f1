"""Looks at goods and at lists of orders, as `core.own_data` shows them to the person."""

from __future__ import annotations

import uuid

from sqlalchemy import or_, select

from blueprints.core.errors import N_
from blueprints.core.own_data import Asked, Column, Part
from blueprints.members import queries as members
from blueprints.storefront import rules
from blueprints.storefront.models import Order, OrderLook, Product, SeenDay

_LOOKED = (Column("how", N_("How"), rules.LOOK_WORDS), Column("at", N_("When")))


def _seen(person_id: uuid.UUID) -> Asked:
    return (
        select(Product.title, SeenDay.day, SeenDay.phones)
        .join(Product, Product.id == SeenDay.product_id)
        .where(Product.seller_id == person_id)
        .order_by(SeenDay.day.desc(), Product.id)
    )


def _looks(person_id: uuid.UUID) -> Asked:
    """At the lists in which an order of theirs stood by then."""
    there = (
        (Order.organisation_id == OrderLook.organisation_id)
        & (Order.placed_at <= OrderLook.at)
        & or_(Order.buyer_id == person_id, Order.seller_id == person_id)
    )
    return (
        select(members.name_beside(OrderLook.by), OrderLook.how, OrderLook.at)
        .where(select(Order.id).where(there).exists())
        .order_by(OrderLook.at.desc())
    )


def _looks_made(person_id: uuid.UUID) -> Asked:
    return (
        select(OrderLook.how, OrderLook.at)
        .where(OrderLook.by == person_id)
        .order_by(OrderLook.at.desc())
    )


OWN_STALL = (
    Part(
        "products_seen",
        N_("How many looked at your products"),
        (
            Column("title", N_("Product")),
            Column("day", N_("Day")),
            Column("phones", N_("Different phones")),
        ),
        _seen,
    ),
    Part(
        "order_looks",
        N_("Who read a list with your orders in it"),
        (Column("who", N_("Who")), *_LOOKED),
        _looks,
    ),
    Part("order_looks_made", N_("Lists of orders you read"), _LOOKED, _looks_made),
)
