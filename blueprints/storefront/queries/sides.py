"""On which side of an order somebody stands, and what it is at this moment."""

from __future__ import annotations

from blueprints.core import clock
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.members import queries as members
from blueprints.storefront import rules
from blueprints.storefront.models import GuestPass, Order, Product
from blueprints.storefront.rules import Side, State


def side_of(order: Order, viewer: Viewer | None, visitor: str | None) -> Side | None:
    """Which side of this order someone stands on; None for a stranger."""
    if viewer is not None:
        if sells(order, viewer):
            return Side.SELLER
        if order.buyer_id == viewer.id and viewer.may("order"):
            return Side.BUYER
    if visitor is not None and session.get(GuestPass, (order.id, visitor)) is not None:
        return Side.BUYER
    return None


def state_now(order: Order) -> State:
    """Deadlines are computed on reading: no job need have run."""
    if order.due_at is None:
        return State(order.state)
    return rules.state_at(State(order.state), order.due_at, order.due_at, clock.now())


def sells(sold: Order | Product, viewer: Viewer) -> bool:
    """The seller, or who leads the cooperative it is sold through."""
    theirs = sold.seller_id == viewer.id or (
        sold.organisation_id is not None
        and sold.organisation_id in members.organisations_led_by(viewer.id)
    )
    return theirs and viewer.may("sell")
