"""What is to be packed: accepted orders, their sums, and each by window and point."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Uuid, func, literal, select, tuple_
from sqlalchemy.orm import selectinload

from blueprints.core.db import session
from blueprints.storefront.models import Line, Order, Window
from blueprints.storefront.rules import State

PAGE = 20
LABELS = 8
_NONE = uuid.UUID(int=0)


@dataclass(frozen=True)
class Item:
    title: str
    variant: str
    unit: str
    quantity: int


@dataclass(frozen=True)
class Parcel:
    """One order to pack. `way` is null where the shop had no ways when it was placed."""

    id: uuid.UUID
    number: str
    name: str
    phone: str
    address: str
    delivery: str
    way: str | None
    way_words: str
    window_id: uuid.UUID | None
    collect_on: date | None
    items: tuple[Item, ...]
    total_minor: int
    currency: str

    @property
    def group(self) -> tuple[uuid.UUID | None, str | None, str]:
        """What is packed together: one window, one point or way."""
        return (self.window_id, self.way or self.delivery, self.way_words)


@dataclass(frozen=True)
class Packing:
    """`sums` are of all that waits, however many pages there are; `after` is the next page's."""

    sums: tuple[Item, ...]
    parcels: tuple[Parcel, ...]
    count: int
    after: str | None

    @property
    def groups(self) -> list[list[Parcel]]:
        """What is packed together; the query has sorted them so."""
        return [list(group) for _, group in groupby(self.parcels, key=lambda one: one.group)]


def packing_of(seller_id: uuid.UUID, organisation_id: uuid.UUID | None, after: str) -> Packing:
    """A seller's own orders, those through a cooperative too; or all of the cooperative."""
    mine = _mine(seller_id, organisation_id)
    parcels, following = _page(mine, after, PAGE)
    counted = select(func.count()).select_from(Order).where(mine)
    return Packing(_sums(mine), parcels, session.scalar(counted) or 0, following)


def labels_of(
    seller_id: uuid.UUID, organisation_id: uuid.UUID | None, after: str
) -> tuple[tuple[Parcel, ...], str | None]:
    return _page(_mine(seller_id, organisation_id), after, LABELS)


def _mine(seller_id: uuid.UUID, organisation_id: uuid.UUID | None) -> ColumnElement[bool]:
    if organisation_id is not None:
        whose = Order.organisation_id == organisation_id
    else:
        whose = Order.seller_id == seller_id
    return whose & (Order.state == State.ACCEPTED)


def _sums(mine: ColumnElement[bool]) -> tuple[Item, ...]:
    asked = (
        select(Line.title, Line.variant, Line.unit, func.sum(Line.quantity))
        .join(Order, Order.id == Line.order_id)
        .where(mine)
        .group_by(Line.product_id, Line.title, Line.variant, Line.unit)
        .order_by(Line.title, Line.variant)
    )
    return tuple(Item(row[0], row[1] or "", row[2], int(row[3])) for row in session.execute(asked))


def _page(
    mine: ColumnElement[bool], after: str, most: int
) -> tuple[tuple[Parcel, ...], str | None]:
    none = literal(_NONE, Uuid())
    place: Sequence[Any] = (
        func.coalesce(Order.window_id, none),
        func.coalesce(Order.way_id, none),
        Order.id,
    )
    asked = (
        select(Order, Window.collect_on)
        .outerjoin(Window, Window.id == Order.window_id)
        .where(mine)
        .options(selectinload(Order.lines))
        .order_by(*place)
        .limit(most + 1)
    )
    if (edge := _edge(after)) is not None:
        asked = asked.where(tuple_(*place) > tuple_(*(literal(one, Uuid()) for one in edge)))
    rows = session.execute(asked).all()
    following = _after(rows[most - 1][0]) if len(rows) > most else None
    return tuple(_parcel(*row) for row in rows[:most]), following


def _after(order: Order) -> str:
    return "-".join((one or _NONE).hex for one in (order.window_id, order.way_id, order.id))


def _edge(after: str) -> list[uuid.UUID] | None:
    parts = after.split("-")
    try:
        return [uuid.UUID(hex=one) for one in parts] if len(parts) == 3 else None
    except ValueError:
        return None


def _parcel(order: Order, collect_on: date | None) -> Parcel:
    return Parcel(
        id=order.id,
        number=order.number,
        name=order.name,
        phone=order.phone,
        address=order.address,
        delivery=order.delivery,
        way=order.way,
        way_words=order.way_words,
        window_id=order.window_id,
        collect_on=collect_on,
        items=tuple(
            Item(line.title, line.variant or "", line.unit, line.quantity) for line in order.lines
        ),
        total_minor=order.total_minor,
        currency=order.currency,
    )
