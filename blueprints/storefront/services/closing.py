"""Somebody closes their account: what the shop lets go of, and what its books keep."""

from __future__ import annotations

import uuid

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import selectinload

from blueprints.core import clock, jobs, search
from blueprints.core.db import session
from blueprints.core.errors import N_, Conflict
from blueprints.core.visitors import owner_of
from blueprints.storefront import rules
from blueprints.storefront.models import (
    About,
    AwaitedPhoto,
    BasketLine,
    Order,
    Product,
    Seen,
    SeenDay,
)
from blueprints.storefront.queries.products import KIND
from blueprints.storefront.queries.sides import state_now
from blueprints.storefront.services.closing_aftersale import forget_after_sale
from blueprints.storefront.services.evidence import withdraw_pictures
from blueprints.storefront.services.leaving import leave_all_groups, shared_by
from blueprints.storefront.services.ways import forget_ways

NOBODY = "–"


class OrderUnderWay(Conflict):
    sentence = N_(
        "Order %(number)s is still under way. Please finish or cancel it first; "
        "then you can close your account."
    )


def forget_member(member_id: uuid.UUID) -> None:
    """Goods, numbers and sums stay; name, telephone, address, photos and basket go."""
    # All that must be locked at once and in order: one's own goods, and what one shares in.
    locked = session.scalars(
        select(Product)
        .where(or_(Product.seller_id == member_id, Product.id.in_(shared_by(member_id))))
        .order_by(Product.id)
        .options(selectinload(Product.photos))
        .with_for_update()
    ).all()
    products = [product for product in locked if product.seller_id == member_id]
    _nothing_is_under_way(member_id)
    leave_all_groups(member_id)
    names = [photo.name for product in products for photo in product.photos]
    for product in products:
        _withdraw(product)
    owner = owner_of(member_id.hex)
    session.execute(delete(About).where(About.seller_id == member_id))
    for table in (BasketLine, AwaitedPhoto):
        session.execute(delete(table).where(table.owner == owner))
    for order in session.scalars(select(Order).where(Order.buyer_id == member_id)):
        order.name, order.phone, order.address = NOBODY, "", ""
    forget_ways(member_id)
    theirs = [product.id for product in products]
    for seen in (Seen, SeenDay):
        session.execute(delete(seen).where(seen.product_id.in_(theirs)))
    forget_after_sale(member_id)
    if names:
        jobs.enqueue("storefront.delete_pictures", {"names": sorted(set(names))})


def delete_pictures(names: list[str]) -> None:
    """But those that another product, or a review, shows too."""
    withdraw_pictures(names)


def _nothing_is_under_way(member_id: uuid.UUID) -> None:
    mine = or_(Order.buyer_id == member_id, Order.seller_id == member_id)
    orders = session.scalars(
        select(Order).where(mine, Order.state.in_(rules.OPEN)).order_by(Order.id).with_for_update()
    ).all()
    for order in orders:
        if state_now(order) in rules.OPEN:
            raise OrderUnderWay(number=order.number)


def _withdraw(product: Product) -> None:
    if product.withdrawn_at is None:
        product.withdrawn_at = clock.now()
        search.remove(KIND, product.id)
    product.description, product.translations, product.meeting = "", {}, None
    product.photos.clear()
