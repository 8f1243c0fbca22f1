"""A seller's morning on one page: what waits, what went, what runs out, what was looked at."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.members import queries as members
from blueprints.members.queries import OrganisationRow
from blueprints.storefront import rules
from blueprints.storefront.models import (
    Line,
    Order,
    Problem,
    Product,
    Seen,
    SeenDay,
    Step,
    is_shown,
    on_sale,
)
from blueprints.storefront.rules import State

SHOWN = 5


@dataclass(frozen=True)
class Errand:
    """An order that waits for its seller; `at`: when it lapses, was accepted, or went wrong."""

    order_id: uuid.UUID
    number: str
    who: str
    what: str
    more: int
    quantity: int
    unit: str
    at: datetime | None
    words: str = ""


@dataclass(frozen=True)
class Errands:
    """The most pressing ones, and how many there are."""

    first: tuple[Errand, ...]
    count: int


@dataclass(frozen=True)
class Low:
    product_id: uuid.UUID
    title: str
    stock: int
    unit: str


@dataclass(frozen=True)
class SeenProduct:
    product_id: uuid.UUID
    title: str
    phones: int


@dataclass(frozen=True)
class Day:
    """`sold`: (how many orders, their sum) handed over in the last seven days, by currency."""

    problems: Errands
    accept: Errands
    pack: Errands
    sold: tuple[tuple[int, int, str], ...]
    low: tuple[Low, ...]
    seen: tuple[SeenProduct, ...]
    seen_in_all: int
    led: tuple[OrganisationRow, ...]

    @property
    def waits(self) -> int:
        return self.problems.count + self.accept.count + self.pack.count


def day_of(seller_id: uuid.UUID) -> Day:
    mine = Order.seller_id == seller_id
    placed = and_(mine, Order.state == State.PLACED, Order.due_at > clock.now())
    packing = and_(mine, Order.state == State.ACCEPTED)
    seen = _seen(seller_id)
    return Day(
        problems=_problems(mine),
        accept=_errands(placed, Order.due_at),
        pack=_errands(packing, Order.placed_at),
        sold=_sold(mine),
        low=_low(seller_id),
        seen=tuple(SeenProduct(*row[:3]) for row in seen),
        seen_in_all=seen[0][3] if seen else 0,
        led=tuple(_shops_led(seller_id)),
    )


def _errands(which: ColumnElement[bool], at: InstrumentedAttribute[Any]) -> Errands:
    """In one statement: the first ones, each with its first line, and how many in all."""
    asked = _with_line(select(at, func.count().over()).where(which)).order_by(at, Order.id)
    rows = session.execute(asked.limit(SHOWN)).all()
    found = tuple(_errand([*row[2:], row[0]]) for row in rows)
    return Errands(found, rows[0][1] if rows else 0)


def _errand(cells: list[Any]) -> Errand:
    return Errand(*cells)


def _problems(mine: ColumnElement[bool]) -> Errands:
    asked = _with_line(select(Problem.opened_at, func.count().over(), Problem.reason))
    asked = asked.join(Problem, Problem.order_id == Order.id)
    asked = asked.where(mine, Problem.closed_at.is_(None)).order_by(Problem.opened_at)
    rows = session.execute(asked.limit(SHOWN)).all()
    found = tuple(_errand([*row[3:], row[0], row[2]]) for row in rows)
    return Errands(found, rows[0][1] if rows else 0)


def _with_line(chosen: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Of each order its first line, and how many more there are."""
    more = select(func.count() - 1).where(Line.order_id == Order.id).correlate(Order)
    return (
        chosen.add_columns(Order.id, Order.number, Order.name, Line.title, more.scalar_subquery())
        .add_columns(Line.quantity, Line.unit)
        .select_from(Order)
        .join(Line, and_(Line.order_id == Order.id, Line.place == 0))
    )


def _sold(mine: ColumnElement[bool]) -> tuple[tuple[int, int, str], ...]:
    """Handed over, whether or not the buyer has said that it came: a sale is counted once."""
    since = clock.now() - rules.WEEK
    asked = (
        select(func.count(), func.sum(Order.total_minor), Order.currency)
        .join(Step, Step.order_id == Order.id)
        .where(mine, Step.to == State.HANDED_OVER, Step.at >= since)
        .where(Order.state.in_((State.HANDED_OVER, State.COMPLETED)))
        .group_by(Order.currency)
    )
    return tuple((n, int(minor), currency) for n, minor, currency in session.execute(asked))


def _low(seller_id: uuid.UUID) -> tuple[Low, ...]:
    """By `rules.runs_out`: told here once more, so that the database can ask it of every row."""
    ordered = (
        select(Line.product_id, func.sum(Line.quantity).label("n"))
        .join(Order, Order.id == Line.order_id)
        .where(Order.seller_id == seller_id, Order.state != State.CANCELLED)
        .where(Order.placed_at >= clock.now() - rules.WEEK)
        .group_by(Line.product_id)
        .subquery()
    )
    few = or_(Product.stock <= rules.RUNNING_OUT, Product.stock <= func.coalesce(ordered.c.n, 0))
    asked = (
        select(Product.id, Product.title, Product.stock, Product.unit)
        .outerjoin(ordered, ordered.c.product_id == Product.id)
        .where(Product.seller_id == seller_id, on_sale(), few)
        .order_by(Product.stock, Product.id)
    )
    return tuple(Low(*row) for row in session.execute(asked.limit(SHOWN)))


def _seen(seller_id: uuid.UUID) -> Sequence[Any]:
    """The five that most phones looked at this week, each phone once a day; and the sum of all."""
    since = clock.local(clock.now()).date() - rules.WEEK
    looks = union_all(
        select(Seen.product_id, func.count().label("n"))
        .where(Seen.day > since)
        .group_by(Seen.product_id),
        select(SeenDay.product_id, SeenDay.phones.label("n")).where(SeenDay.day > since),
    ).subquery()
    phones = func.sum(looks.c.n)
    asked = (
        select(Product.id, Product.title, phones, func.sum(phones).over())
        .join(looks, looks.c.product_id == Product.id)
        .where(Product.seller_id == seller_id, is_shown())
        .group_by(Product.id, Product.title)
        .order_by(phones.desc(), Product.id)
    )
    rows = session.execute(asked.limit(SHOWN)).all()
    return [(one, title, int(n), int(total)) for one, title, n, total in rows]


def _shops_led(person_id: uuid.UUID) -> list[OrganisationRow]:
    led = members.organisations(members.organisations_led_by(person_id))
    return [one for one in led.values() if one.kind == "cooperative"]
