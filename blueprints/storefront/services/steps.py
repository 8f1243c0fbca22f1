"""An order's steps: each is a record with who, when and why. Locks are taken products first."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from blueprints.core import clock, events, keys
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.core.errors import DomainError, NeedsSignIn, NotFound
from blueprints.storefront import rules
from blueprints.storefront.models import Line, Order, Product, Step
from blueprints.storefront.queries.sides import side_of, state_now
from blueprints.storefront.rules import Side, State
from blueprints.storefront.services.stock import give_back

_AT_ONCE = 200
# Whoever keeps goods of theirs until a moment gives them back now, if it is past.
LOCKED = "storefront.products_locked"


def accept_order(
    *, order_id: uuid.UUID, viewer: Viewer | None, visitor: str | None, key: uuid.UUID
) -> Order:
    return _step(order_id, viewer, visitor, State.ACCEPTED, key)


def hand_over_order(
    *, order_id: uuid.UUID, viewer: Viewer | None, visitor: str | None, key: uuid.UUID
) -> Order:
    return _step(order_id, viewer, visitor, State.HANDED_OVER, key)


def complete_order(
    *, order_id: uuid.UUID, viewer: Viewer | None, visitor: str | None, key: uuid.UUID
) -> Order:
    return _step(order_id, viewer, visitor, State.COMPLETED, key)


def cancel_order(
    *, order_id: uuid.UUID, viewer: Viewer | None, visitor: str | None, reason: str, key: uuid.UUID
) -> Order:
    if not reason:
        raise rules.ReasonMissing
    return _step(order_id, viewer, visitor, State.CANCELLED, key, reason)


def settle_due_orders(at_most: int = _AT_ONCE) -> int:
    """Write down what time has decided: lapses and completions. How many were settled."""
    due = select(Order.id).where(Order.due_at <= clock.now())
    return _settle(due.order_by(Order.due_at).limit(at_most))


def lock_products(wanted: Collection[uuid.UUID]) -> dict[uuid.UUID, Product]:
    """The products for a buyer, with what lapsed orders held of them given back.

    Everything is locked at once in the order of the ids, also what else the lapsed orders hold:
    two buyers never wait for one another in a ring.
    """
    holding = select(Line.order_id).where(Line.product_id.in_(wanted))
    lapsed = select(Order.id).where(
        Order.state == State.PLACED, Order.due_at <= clock.now(), Order.id.in_(holding)
    )
    beside = session.scalars(select(Line.product_id).where(Line.order_id.in_(lapsed)))
    products = _lock_in_order({*wanted, *beside})
    _settle(lapsed)
    events.announce(LOCKED, product_ids=set(products))
    return products


def write_down_due(order_id: uuid.UUID) -> None:
    """What time has decided about this order, before anything else is."""
    _settle(select(Order.id).where(Order.id == order_id, Order.due_at <= clock.now()))


def _lock_in_order(product_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Product]:
    chosen = (
        select(Product)
        .where(Product.id.in_(product_ids))
        .order_by(Product.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {product.id: product for product in session.scalars(chosen)}


def _settle(due: Select[uuid.UUID]) -> int:
    settled = 0
    for order_id in session.scalars(due).all():
        order = _lock(order_id)
        state = state_now(order)
        if state != order.state and order.due_at is not None:
            mark = keys.mark_of("by itself", order.id.hex, state)
            _write(order, state, mark, order.due_at, None, None, "")
            settled += 1
    return settled


def _step(
    order_id: uuid.UUID,
    viewer: Viewer | None,
    visitor: str | None,
    to: State,
    key: uuid.UUID,
    reason: str = "",
) -> Order:
    order, side = locked_order(order_id, viewer, visitor)
    if not rules.may_step(state_now(order), to, side):
        raise rules.StepNotPossible
    _write(order, to, key, clock.now(), side, viewer.id if viewer else None, reason)
    return order


def _write(
    order: Order,
    to: State,
    key: uuid.UUID,
    at: datetime,
    side: Side | None,
    by: uuid.UUID | None,
    reason: str,
) -> None:
    session.add(Step(order_id=order.id, to=to, key=key, at=at, side=side, by=by, reason=reason))
    order.state = to
    order.due_at = at + rules.COMPLETES_AFTER if to is State.HANDED_OVER else None
    if to is State.CANCELLED:
        for line in order.lines:
            give_back(line)
    session.flush()
    events.announce(f"storefront.order_{to}", order_id=order.id)


def locked_order(
    order_id: uuid.UUID, viewer: Viewer | None, visitor: str | None
) -> tuple[Order, Side]:
    """Found through the person: a stranger finds nothing."""
    order = _lock(order_id, viewer)
    side = side_of(order, viewer, visitor)
    if side is None:
        raise _not_theirs(viewer)
    return order, side


def _not_theirs(viewer: Viewer | None) -> DomainError:
    """Someone signed out may be the one after all: an outbox keeps its item until they sign in."""
    return NotFound() if viewer else NeedsSignIn()


def _lock(order_id: uuid.UUID, viewer: Viewer | None = None) -> Order:
    """Its products first, as buyers do, then the order itself."""
    _lock_in_order(session.scalars(select(Line.product_id).where(Line.order_id == order_id)).all())
    order = session.scalar(
        select(Order)
        .where(Order.id == order_id)
        .options(selectinload(Order.lines), selectinload(Order.problems))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if order is None:
        raise _not_theirs(viewer)
    return order
