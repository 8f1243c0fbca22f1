"""All orders of a cooperative, for those who lead it: a page at a time, or a file of them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import selectinload

from blueprints.core import clock, ids
from blueprints.core.db import session
from blueprints.members import queries as members
from blueprints.members.queries import OrganisationRow
from blueprints.storefront import rules
from blueprints.storefront.models import Line, Order
from blueprints.storefront.queries.orders import state_now
from blueprints.storefront.rules import State

PAGE = 15


@dataclass(frozen=True)
class Asked:
    """`month`: its first day and that of the next one."""

    state: str = ""
    month: tuple[date, date] | None = None


@dataclass(frozen=True)
class ShopLine:
    title: str
    variant: str
    quantity: int
    unit: str
    price_minor: int
    amount_minor: int


@dataclass(frozen=True)
class ShopOrder:
    id: uuid.UUID
    number: str
    state: State
    seller: str
    buyer: str
    lines: tuple[ShopLine, ...]
    total_minor: int
    currency: str
    delivery: str
    placed_at: datetime


@dataclass(frozen=True)
class ShopOrders:
    """`sums`: (how many, their sum, currency) of all that was asked for, but for cancelled ones."""

    organisation: OrganisationRow
    orders: tuple[ShopOrder, ...]
    after: str | None
    sums: tuple[tuple[int, int, str], ...]


def shop_orders(
    leader_id: uuid.UUID, organisation_id: uuid.UUID, asked: Asked, after: str
) -> ShopOrders:
    """NotFound for who does not lead there."""
    found = members.led(leader_id, organisation_id)
    which = _which(organisation_id, asked)
    chosen = _chosen(which)
    if (edge := ids.as_uuid(after)) is not None:
        chosen = chosen.where(Order.id < edge)
    rows = session.scalars(chosen.limit(PAGE + 1)).all()
    following = str(rows[PAGE - 1].id) if len(rows) > PAGE else None
    return ShopOrders(found, _rows(rows[:PAGE]), following, _sums(which))


def whole_shop_orders(
    leader_id: uuid.UUID, organisation_id: uuid.UUID, asked: Asked
) -> tuple[OrganisationRow, tuple[ShopOrder, ...]]:
    """For a file: the newest ones, as many as a file holds. NotFound for who does not lead."""
    found = members.led(leader_id, organisation_id)
    chosen = _chosen(_which(organisation_id, asked)).limit(rules.MOST_IN_A_FILE)
    return found, _rows(session.scalars(chosen).all())


def _chosen(which: Sequence[ColumnElement[bool]]) -> Select[Order]:
    asked = select(Order).where(*which).options(selectinload(Order.lines))
    return asked.order_by(Order.id.desc())


def _which(organisation_id: uuid.UUID, asked: Asked) -> list[ColumnElement[bool]]:
    which = [Order.organisation_id == organisation_id]
    if asked.state:
        which.append(_is_now(State(asked.state)))
    if asked.month:
        first, following = (clock.midnight(day) for day in asked.month)
        which += [Order.placed_at >= first, Order.placed_at < following]
    return which


def _is_now(state: State) -> ColumnElement[bool]:
    """As `rules.state_at` says it: time decides before a job has written it down."""
    over = Order.due_at <= clock.now()
    lapsed = and_(Order.state == State.PLACED, over)
    arrived = and_(Order.state == State.HANDED_OVER, over)
    turned = {State.CANCELLED: lapsed, State.COMPLETED: arrived}
    if state in turned:
        return or_(Order.state == state, turned[state])
    return and_(Order.state == state, ~func.coalesce(or_(lapsed, arrived), False))


def _sums(which: Sequence[ColumnElement[bool]]) -> tuple[tuple[int, int, str], ...]:
    asked = (
        select(func.count(), func.sum(Order.total_minor), Order.currency)
        .where(*which, ~_is_now(State.CANCELLED))
        .group_by(Order.currency)
    )
    return tuple((n, int(minor), currency) for n, minor, currency in session.execute(asked))


def _rows(found: Sequence[Order]) -> tuple[ShopOrder, ...]:
    names = members.names_of({order.seller_id for order in found})
    return tuple(_row(order, names) for order in found)


def _row(order: Order, names: Mapping[uuid.UUID, str]) -> ShopOrder:
    return ShopOrder(
        id=order.id,
        number=order.number,
        state=state_now(order),
        seller=names.get(order.seller_id, ""),
        buyer=order.name,
        lines=tuple(map(_line, order.lines)),
        total_minor=order.total_minor,
        currency=order.currency,
        delivery=order.delivery,
        placed_at=order.placed_at,
    )


def _line(line: Line) -> ShopLine:
    price, amount = line.price_minor, rules.amount_minor(line.quantity, line.price_minor)
    return ShopLine(line.title, line.variant or "", line.quantity, line.unit, price, amount)
