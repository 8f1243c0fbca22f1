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
    StepView,
)
from blueprints.storefront.queries.problems import is_open, orders_in_trouble, problem_of
from blueprints.storefront.queries.sides import side_of as side_of
from blueprints.storefront.queries.sides import state_now as state_now
from blueprints.storefront.queries.windows import delivery_told
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


def order_to_delay(order_id: uuid.UUID, viewer: Viewer) -> OrderCard:
    """For its seller's side only, while it is not handed over."""
    order = session.get(Order, order_id, options=[selectinload(Order.lines)])
    if order is None or side_of(order, viewer, None) is not Side.SELLER:
        raise NotYourOrder
    return _card(order, Side.SELLER, "", problem_open=False)


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
    """How many orders wait for this seller: to accept, to hand over, or with a problem."""
    if viewer is None:
        return 0
    unheard = select(Problem.order_id).where(
        Problem.order_id == Order.id, is_open(clock.now()), Problem.answered_at.is_(None)
    )
    waiting = or_(
        (Order.state == State.PLACED) & (Order.due_at > clock.now()),
        Order.state == State.ACCEPTED,
        unheard.exists(),
    )
    counted = select(func.count()).select_from(Order).where(Order.seller_id == viewer.id, waiting)
    return session.scalar(counted) or 0


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


def _cards(orders: list[Order], viewer: Viewer | None) -> tuple[OrderCard, ...]:
    names = members.names_of({order.seller_id for order in orders})
    led = set(members.organisations_led_by(viewer.id)) if viewer else set()
    troubled = orders_in_trouble([order.id for order in orders])
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
        state=state_now(order),
        side=side,
        other=order.name if side is Side.SELLER else seller,
        what=order.lines[0].title,
        more=len(order.lines) - 1,
        total_minor=order.total_minor,
        currency=order.currency,
        placed_at=order.placed_at,
        problem=problem_open,
    )


def _view(order: Order, side: Side) -> OrderView:
    problem = problem_of(order, side)
    stands = problem is not None and problem.stage is not rules.Stage.SETTLED
    # Whoever gets as far as here is a side of this order.
    seller = members.contact_of(
        order.seller_id,
        by=None,
        purpose=members.Purpose.ORDER,
        also={members.Stand.OTHER_SIDE},
    ) or members.Contact("", None)
    card = _card(order, side, seller.name, stands)
    return OrderView(
        card=card,
        lines=_lines(order),
        steps=_steps(order, card.state),
        may=rules.steps_open_to(card.state, side),
        name=order.name,
        phone=order.phone,
        address=order.address,
        delivery=order.delivery,
        payment=order.payment,
        seller=seller.name,
        seller_phone=seller.phone or "",
        due_at=order.due_at if card.state in rules.OPEN else None,
        problem=problem,
        may_tell=_may_tell(order, card, stands),
        **delivery_told(order),
    )


def _lines(order: Order) -> tuple[LineView, ...]:
    return tuple(
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


def _may_tell(order: Order, card: OrderCard, stands: bool) -> bool:
    ends = [step.at for step in order.steps if step.to == State.COMPLETED]
    completed_at = ends[0] if ends else order.due_at
    theirs = card.side is Side.BUYER and not stands
    return theirs and rules.may_tell(card.state, completed_at, clock.now())


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
