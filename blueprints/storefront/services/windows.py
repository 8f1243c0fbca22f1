"""Order windows, and delays with their reason."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from blueprints.core import clock, events, ids
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.core.errors import NotFound, When
from blueprints.storefront import rules
from blueprints.storefront.models import Delay, Order, Point, Window
from blueprints.storefront.queries.delivery import of_shop, shop_of
from blueprints.storefront.queries.keeping import may_keep
from blueprints.storefront.queries.orders import side_of, state_now
from blueprints.storefront.queries.windows import as_rule
from blueprints.storefront.rules import ShopKey, Side, State
from blueprints.storefront.services.products import NoSuchPlace
from blueprints.storefront.services.ways import keep_to_keepers, shop_columns

_WAITING = (State.PLACED, State.ACCEPTED)


@dataclass(frozen=True)
class WindowTold:
    opens_at: datetime
    closes_at: datetime
    collect_on: date
    point_id: uuid.UUID | None = None
    words: str = ""


def open_window(*, viewer: Viewer, shop: ShopKey, told: WindowTold, key: uuid.UUID) -> Window:
    """Refusals: see rules.windows."""
    keep_to_keepers(viewer, shop)
    closing_day = clock.local(told.closes_at).date()
    rules.check_times(
        told.opens_at, told.closes_at, told.collect_on, closing_day=closing_day, now=clock.now()
    )
    if told.point_id is not None:
        point = session.get(Point, told.point_id)
        if point is None or shop_of(point).id != shop.id:
            raise NoSuchPlace
    window = Window(
        id=ids.uuid7(),
        key=key,
        opens_at=told.opens_at,
        closes_at=told.closes_at,
        collect_on=told.collect_on,
        point_id=told.point_id,
        words=told.words,
        set_by=viewer.id,
        set_at=clock.now(),
        **shop_columns(shop),
    )
    _keep_apart(window, shop)
    session.add(window)
    session.flush()
    return window


def end_window(*, viewer: Viewer, window_id: uuid.UUID) -> Window:
    window = _kept(viewer, window_id)
    belongs = select(Order.id).where(Order.window_id == window_id, Order.state != State.CANCELLED)
    if session.scalar(belongs.limit(1)) is not None:
        raise rules.WindowHasOrders
    window.ended_at = clock.now()
    return window


def delay_window(
    *, viewer: Viewer, window_id: uuid.UUID, day: date, reason: str, key: uuid.UUID
) -> Window:
    """For every order of it that is still to be handed over."""
    window = _kept(viewer, window_id)
    _note(viewer, day, reason, key, window_id=window.id)
    waiting = select(Order.id).where(Order.window_id == window.id, Order.state.in_(_WAITING))
    for order_id in session.scalars(waiting).all():
        events.announce("storefront.order_delayed", order_id=order_id)
    return window


def delay_order(
    *, viewer: Viewer, order_id: uuid.UUID, day: date, reason: str, key: uuid.UUID
) -> Order:
    order = session.scalar(select(Order).where(Order.id == order_id).with_for_update())
    side = side_of(order, viewer, None) if order is not None else None
    if order is None or side is None:
        raise NotFound
    if side is not Side.SELLER or state_now(order) not in _WAITING:
        raise rules.StepNotPossible
    _note(viewer, day, reason, key, order_id=order.id)
    events.announce("storefront.order_delayed", order_id=order.id)
    return order


def _note(viewer: Viewer, day: date, reason: str, key: uuid.UUID, **subject: uuid.UUID) -> None:
    rules.check_delay(day, clock.today())
    if not reason:
        raise rules.ReasonMissing
    session.add(
        Delay(
            key=key,
            new_day_on=day,
            reason=reason,
            said_by=viewer.id,
            said_at=clock.now(),
            **subject,
        )
    )
    session.flush()


def _kept(viewer: Viewer, window_id: uuid.UUID) -> Window:
    window = session.scalar(select(Window).where(Window.id == window_id).with_for_update())
    if window is None or window.ended_at is not None or not may_keep(viewer, shop_of(window)):
        raise NotFound
    return window


def _keep_apart(window: Window, shop: ShopKey) -> None:
    mine = select(Window).where(of_shop(Window, shop), Window.ended_at.is_(None))
    others = [as_rule(one) for one in session.scalars(mine)]
    if (other := rules.overlapping(as_rule(window), others)) is not None:
        raise rules.WindowsOverlap(until=When(other.closes_at))
