"""A group order's end: an order for everybody in it, or all goods back and nothing owed.

Always under the product's lock and in one transaction, so that it happens once, whole, or not at
all, whoever else settles at this moment and whichever process is killed meanwhile.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import select

from blueprints.core import clock, events, keys
from blueprints.core.db import session
from blueprints.storefront.models import GroupOrder, Order, Product, Share
from blueprints.storefront.queries.choices import chosen_of
from blueprints.storefront.rules import Choice, Wanted
from blueprints.storefront.rules.offers import Price
from blueprints.storefront.rules.together import GroupState, state_of_group
from blueprints.storefront.services.orders import Buyer, place_one
from blueprints.storefront.services.steps import LOCKED
from blueprints.storefront.services.stock import Taken, give_back


@events.on(LOCKED)
def settle_groups_of(*, product_ids: Collection[uuid.UUID]) -> None:
    """Write down what time has decided about the group orders of these products."""
    due = (
        select(GroupOrder)
        .where(
            GroupOrder.product_id.in_(product_ids),
            GroupOrder.outcome.is_(None),
            GroupOrder.closes_at <= clock.now(),
        )
        .order_by(GroupOrder.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    for group in session.scalars(due).all():
        joined = sum(share.quantity for share in shares_in(group.id))
        state = state_of_group(group.least, joined, group.closes_at, None, clock.now())
        settle(group, state)


def settle(
    group: GroupOrder,
    outcome: GroupState,
    *,
    by: uuid.UUID | None = None,
    reason: str = "",
) -> None:
    """The goods go where they were kept for: into the orders, or back."""
    shares = shares_in(group.id)
    group.outcome, group.settled_at = outcome, clock.now()
    group.settled_by, group.reason = by, reason
    orders: list[Order] = []
    if outcome is GroupState.HAPPENED:
        orders = _order_for_each(group, shares)
    elif shares:
        together = sum(share.quantity for share in shares)
        give_back(Taken(group.product_id, group.variant_id, together))
    session.flush()
    for order in orders:
        events.announce("storefront.order_placed", order_id=order.id)
    events.announce("storefront.group_order_settled", group_order_id=group.id)


def shares_in(group_id: uuid.UUID) -> Sequence[Share]:
    """Those not taken back, in the order they were taken."""
    asked = (
        select(Share)
        .where(Share.group_order_id == group_id, Share.taken_back_at.is_(None))
        .order_by(Share.id)
        .execution_options(populate_existing=True)
    )
    return session.scalars(asked).all()


def _order_for_each(group: GroupOrder, shares: Sequence[Share]) -> list[Order]:
    """As anybody orders, but at the price and in the words that everybody joined for."""
    product = session.get_one(Product, group.product_id)
    choice = Choice(group.product_id, group.variant_id)
    chosen = chosen_of([choice], {product.id: product}, lock=True)[choice]
    fixed = replace(chosen, price=Price(group.price_minor))
    orders = []
    for share in shares:
        wanted = {choice: Wanted(share.quantity, group.price_minor)}
        mark = keys.mark_of("group order", share.id.hex)
        order = place_one(_buyer_of(share, group), [fixed], wanted, mark, kept=True)
        [line] = order.lines
        line.title, line.variant, line.unit = group.title, group.variant, group.unit
        share.order_id = order.id
        orders.append(order)
    return orders


def _buyer_of(share: Share, group: GroupOrder) -> Buyer:
    return Buyer(
        owner="",
        member_id=share.buyer_id,
        visitor=share.visitor,
        name=share.name,
        phone=share.phone,
        address=group.handed_out,
        delivery="pickup",
        payment="on_delivery",
    )
