"""Order windows, how many orders each holds, and what delays were told."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select

from blueprints.core import clock
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.storefront import rules
from blueprints.storefront.models import Delay, Order, Point, Window
from blueprints.storefront.queries.delivery import of_shop, of_shops, shop_of
from blueprints.storefront.queries.keeping import may_keep
from blueprints.storefront.rules import ShopKey, State

PAGE = 10


@dataclass(frozen=True)
class WindowView:
    """`point` is its name; "" where the window is for the whole shop."""

    id: uuid.UUID
    opens_at: datetime
    closes_at: datetime
    collect_on: date
    point_id: uuid.UUID | None
    point: str
    words: str

    @property
    def stands(self) -> str:
        """`ahead`, `open` or `closed`, at this moment: not for a page that is kept."""
        now = clock.now()
        if now < self.opens_at:
            return "ahead"
        return "open" if now < self.closes_at else "closed"

    @property
    def as_rule(self) -> rules.Window:
        return rules.Window(self.id, self.opens_at, self.closes_at, self.collect_on, self.point_id)


@dataclass(frozen=True)
class DelayView:
    new_day_on: date
    reason: str
    said_at: datetime


@dataclass(frozen=True)
class WindowPage:
    shop: ShopKey
    window: WindowView
    orders: int
    delays: tuple[DelayView, ...]


@dataclass(frozen=True)
class WindowList:
    windows: tuple[WindowView, ...]
    after: str | None


def current_windows(shops: Collection[ShopKey]) -> dict[uuid.UUID, tuple[WindowView, ...]]:
    """Those whose collection day is not past, by the shop's id, the soonest closing first."""
    found: dict[uuid.UUID, list[WindowView]] = {shop.id: [] for shop in shops}
    asked = (
        select(Window, Point.name)
        .outerjoin(Point, Point.id == Window.point_id)
        .where(
            of_shops(Window, shops),
            Window.ended_at.is_(None),
            Window.collect_on >= clock.today(),
        )
        .order_by(Window.closes_at, Window.id)
    )
    for window, point in session.execute(asked):
        found[shop_of(window).id].append(_view(window, point))
    return {one: tuple(views) for one, views in found.items()}


def windows_of(shop: ShopKey, after: uuid.UUID | None) -> WindowList:
    """All of one shop, past ones too, the newest first."""
    asked = (
        select(Window, Point.name)
        .outerjoin(Point, Point.id == Window.point_id)
        .where(of_shop(Window, shop), Window.ended_at.is_(None))
        .order_by(Window.id.desc())
        .limit(PAGE + 1)
    )
    if after is not None:
        asked = asked.where(Window.id < after)
    rows = session.execute(asked).all()
    following = str(rows[PAGE - 1][0].id) if len(rows) > PAGE else None
    return WindowList(tuple(_view(*row) for row in rows[:PAGE]), following)


def window_kept_by(viewer: Viewer, window_id: uuid.UUID) -> WindowPage:
    window = session.get(Window, window_id)
    if window is None or window.ended_at is not None or not may_keep(viewer, shop_of(window)):
        raise NotFound
    point = session.get(Point, window.point_id) if window.point_id else None
    counted = select(func.count()).where(
        Order.window_id == window_id, Order.state != State.CANCELLED
    )
    return WindowPage(
        shop=shop_of(window),
        window=_view(window, point.name if point else None),
        orders=session.scalar(counted) or 0,
        delays=_delays(Delay.window_id == window_id),
    )


def delivery_told(order: Order) -> dict[str, Any]:
    """How it comes, the day it is collected, and each delay of it or of its window: the last one
    counts.
    """
    told = {"fee_minor": order.fee_minor, "way": order.way, "way_words": order.way_words}
    mine = Delay.order_id == order.id
    if order.window_id is None:
        return {**told, "collect_on": None, "delays": _delays(mine)}
    window = session.get_one(Window, order.window_id)
    both = or_(mine, Delay.window_id == order.window_id)
    return {**told, "collect_on": window.collect_on, "delays": _delays(both)}


def as_rule(window: Window) -> rules.Window:
    return _view(window, None).as_rule


def _delays(which: object) -> tuple[DelayView, ...]:
    asked = select(Delay.new_day_on, Delay.reason, Delay.said_at).where(which)  # type: ignore[arg-type]
    return tuple(DelayView(*row) for row in session.execute(asked.order_by(Delay.said_at)))


def _view(window: Window, point: str | None) -> WindowView:
    return WindowView(
        id=window.id,
        opens_at=window.opens_at,
        closes_at=window.closes_at,
        collect_on=window.collect_on,
        point_id=window.point_id,
        point=point or "",
        words=window.words,
    )
