"""Orders as either side may see them; a stranger's guess finds nothing."""

from __future__ import annotations

import uuid

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import selectinload

from blueprints.core import clock, ids
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.core.errors import N_, NotFound
from blueprints.members import queries as members
from blueprints.storefront import rules
from blueprints.storefront.models import GuestPass, Order, Problem
from blueprints.storefront.queries.order_rows import (
    LineView,
    OrderCard,
    OrderList,
    OrderView,
    ProblemView,
    StepView,
)
from blueprints.storefront.rules import Side, State

PAGE = 15


class NotYourOrder(NotFound):
    sentence = N_(
        "There is no such order here. If it is yours, sign in, or look it up by its number."
    )


def order_seen_by(order_id: uuid.UUID, viewer: Viewer | None, visitor: str | None) -> OrderView:
    order = session.get(
        Order,
        order_id,
        options=[
            selectinload(Order.lines),
            selectinload(Order.steps),
            selectinload(Order.problems),
        ],
        # After a refused step the order is known already, and would come without its steps.
        populate_existing=True,
    )
    if order is None or (side := side_of(order, viewer, visitor)) is None:
        raise NotYourOrder
    return _view(order, side)


def side_of(order: Order, viewer: Viewer | None, visitor: str | None) -> Side | None:
    """Which side of this order someone stands on; None for a stranger."""
    if viewer is not None:
        sells = order.seller_id == viewer.id or _keeps_shop(order, viewer)
        if sells and viewer.may("sell"):
            return Side.SELLER
        if order.buyer_id == viewer.id and viewer.may("order"):
            return Side.BUYER
    if visitor is not None and session.get(GuestPass, (order.id, visitor)) is not None:
        return Side.BUYER
    return None


def orders_of(viewer: Viewer | None, visitor: str | None, after: str) -> OrderList:
    """Both sides, newest first."""
    mine = _mine(viewer, visitor)
    if mine is None:
        return OrderList((), None)
    chosen = select(Order).where(mine).options(selectinload(Order.lines))
    if (edge := ids.as_uuid(after)) is not None:
        chosen = chosen.where(Order.id < edge)
    rows = session.scalars(chosen.order_by(Order.id.desc()).limit(PAGE + 1)).all()
    following = str(rows[PAGE - 1].id) if len(rows) > PAGE else None
    return OrderList(_cards(list(rows[:PAGE]), viewer), following)


def orders_to_answer(viewer: Viewer | None) -> int:
    """How many orders wait for this seller: to accept or to hand over."""
    if viewer is None:
        return 0
    waiting = or_(
        (Order.state == State.PLACED) & (Order.due_at > clock.now()), Order.state == State.ACCEPTED
    )
    counted = select(func.count()).select_from(Order).where(Order.seller_id == viewer.id, waiting)
    return session.scalar(counted) or 0


def state_now(order: Order, problem_open: bool) -> State:
    """Deadlines are computed on reading: no job need have run."""
    if order.due_at is None:
        return State(order.state)
    return rules.state_at(State(order.state), order.due_at, order.due_at, problem_open, clock.now())


def _mine(viewer: Viewer | None, visitor: str | None) -> ColumnElement[bool] | None:
    sides: list[ColumnElement[bool]] = []
    if viewer is not None:
        sides += [Order.buyer_id == viewer.id] if viewer.may("order") else []
        sides += [Order.seller_id == viewer.id] if viewer.may("sell") else []
        if led := members.organisations_led_by(viewer.id):
            sides.append(Order.organisation_id.in_(led))
    if visitor is not None:
        passes = select(GuestPass.order_id).where(GuestPass.visitor == visitor)
        sides.append(Order.id.in_(passes))
    return or_(*sides) if sides else None


def _keeps_shop(order: Order, viewer: Viewer) -> bool:
    return order.organisation_id is not None and order.organisation_id in (
        members.organisations_led_by(viewer.id)
    )


def _cards(orders: list[Order], viewer: Viewer | None) -> tuple[OrderCard, ...]:
    names = members.names_of({order.seller_id for order in orders})
    led = set(members.organisations_led_by(viewer.id)) if viewer else set()
    troubled = set(
        session.scalars(
            select(Problem.order_id).where(
                Problem.order_id.in_([order.id for order in orders]), Problem.closed_at.is_(None)
            )
        )
    )
    cards = []
    for order in orders:
        sells = viewer is not None and (
            order.seller_id == viewer.id or order.organisation_id in led
        )
        side = Side.SELLER if sells else Side.BUYER
        cards.append(_card(order, side, names[order.seller_id], order.id in troubled))
    return tuple(cards)


def _card(order: Order, side: Side, seller: str, problem_open: bool) -> OrderCard:
    return OrderCard(
        id=order.id,
        number=order.number,
        state=state_now(order, problem_open),
        side=side,
        other=order.name if side is Side.SELLER else seller,
        what=order.lines[0].title,
        more=len(order.lines) - 1,
        total_minor=order.total_minor,
        currency=order.currency,
        placed_at=order.placed_at,
    )


def _view(order: Order, side: Side) -> OrderView:
    problem = next((one for one in order.problems if one.closed_at is None), None)
    # Whoever gets as far as here is a side of this order.
    seller = members.contact_of(
        order.seller_id,
        by=None,
        purpose=members.Purpose.ORDER,
        also={members.Stand.OTHER_SIDE},
    ) or members.Contact("", None)
    card = _card(order, side, seller.name, problem is not None)
    lines = tuple(
        LineView(
            line.product_id,
            line.title,
            line.variant or "",
            line.unit,
            line.quantity,
            line.price_minor,
            rules.amount_minor(line.quantity, line.price_minor),
            line.promised_on,
            line.starts_at,
            line.meeting or "",
        )
        for line in order.lines
    )
    return OrderView(
        card=card,
        lines=lines,
        steps=_steps(order, card.state),
        may=rules.steps_open_to(card.state, side),
        name=order.name,
        phone=order.phone,
        address=order.address,
        delivery=order.delivery,
        payment=order.payment,
        seller=seller.name,
        seller_phone=seller.phone or "",
        due_at=order.due_at if card.state in rules.OPEN and problem is None else None,
        problem=ProblemView(problem.opened_at, problem.reason) if problem else None,
    )


def _steps(order: Order, state: State) -> tuple[StepView, ...]:
    """`through`: who did it for the one whose step it is."""
    behind = members.helpers_behind([step.key for step in order.steps])
    done = [
        StepView(
            State(step.to),
            step.at,
            step.reason,
            step.side is None,
            Side(step.side) if step.side else None,
            behind.get(step.key, ""),
        )
        for step in order.steps
    ]
    if state != order.state and order.due_at is not None:
        # It moved by itself; the job has only not written it down yet.
        done.append(StepView(state, order.due_at, "", True, None))
    return tuple(done)
