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
from blueprints.storefront.models import Line, Order, Problem, Product, Step
from blueprints.storefront.queries.orders import side_of, state_now
from blueprints.storefront.rules import Side, State
from blueprints.storefront.services.stock import give_back

_AT_ONCE = 200


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


def open_problem(
    *, order_id: uuid.UUID, viewer: Viewer | None, visitor: str | None, reason: str, key: uuid.UUID
) -> Order:
    """The buyer says what is wrong; the order waits until it is settled."""
    order, side = _locked(order_id, viewer, visitor)
    if side is not Side.BUYER or _now(order) is not State.HANDED_OVER:
        raise rules.StepNotPossible
    if not reason:
        raise rules.ReasonMissing
    if _open_problem(order) is not None:
        raise rules.ProblemAlreadyOpen
    session.add(Problem(order_id=order.id, key=key, opened_at=clock.now(), reason=reason))
    return order


def close_problem(*, order_id: uuid.UUID, viewer: Viewer | None, visitor: str | None) -> Order:
    """Only the buyer closes it. The days until the order completes by itself begin again."""
    order, side = _locked(order_id, viewer, visitor)
    problem = _open_problem(order)
    if side is not Side.BUYER:
        raise rules.StepNotPossible
    if problem is not None:
        problem.closed_at = clock.now()
        order.due_at = clock.now() + rules.COMPLETES_AFTER
    return order


def settle_due_orders(at_most: int = _AT_ONCE) -> int:
    """Write down what time has decided: lapses and completions. How many were settled."""
    # Orders with a problem wait for as long as it takes, and must not fill every round.
    troubled = select(Problem.order_id).where(Problem.closed_at.is_(None))
    due = select(Order.id).where(Order.due_at <= clock.now(), Order.id.not_in(troubled))
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
    return products


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
        state = _now(order)
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
    order, side = _locked(order_id, viewer, visitor)
    if not rules.may_step(_now(order), to, side):
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
    if to is State.COMPLETED and (problem := _open_problem(order)) is not None:
        problem.closed_at = at
    session.flush()
    events.announce(f"storefront.order_{to}", order_id=order.id)


def _locked(order_id: uuid.UUID, viewer: Viewer | None, visitor: str | None) -> tuple[Order, Side]:
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


def _now(order: Order) -> State:
    return state_now(order, _open_problem(order) is not None)


def _open_problem(order: Order) -> Problem | None:
    return next((one for one in order.problems if one.closed_at is None), None)
