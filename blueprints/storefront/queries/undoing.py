"""What somebody did for another: told in a line, and whether it is final."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.errors import N_
from blueprints.members import queries as members
from blueprints.storefront.models import Order, Product
from blueprints.storefront.rules import State

TAKEN_OUT = N_("It is no longer in the shop.")
PAST_PLACING = N_(
    "The seller has answered it, or it has lapsed. It stands on the order’s own page."
)


@dataclass(frozen=True)
class OrderTold:
    id: uuid.UUID
    number: str
    total_minor: int
    currency: str
    seller: str


def orders_told(order_ids: Sequence[uuid.UUID]) -> tuple[OrderTold, ...]:
    """In the order of the ids."""
    rows = session.scalars(select(Order).where(Order.id.in_(order_ids))).all()
    names = members.names_of({row.seller_id for row in rows})
    found = {
        row.id: OrderTold(
            row.id, row.number, row.total_minor, row.currency, names.get(row.seller_id, "")
        )
        for row in rows
    }
    return tuple(found[one] for one in order_ids)


def products_out_of_the_shop(product_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    still = select(Product.id).where(Product.id.in_(product_ids), Product.withdrawn_at.is_(None))
    return dict.fromkeys(set(product_ids) - set(session.scalars(still)), TAKEN_OUT)


def orders_past_placing(order_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    waiting = select(Order.id).where(
        Order.id.in_(order_ids), Order.state == State.PLACED, Order.due_at > clock.now()
    )
    return dict.fromkeys(set(order_ids) - set(session.scalars(waiting)), PAST_PLACING)
