"""How the cooperative of the demo village gets its goods to buyers, and one order that is late."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from blueprints.core import clock
from blueprints.core.access import Viewer
from blueprints.core.keys import mark_of
from blueprints.members import seeds as members
from blueprints.storefront import services
from blueprints.storefront.models import Order
from blueprints.storefront.rules import FeeRule, ShopKey, State
from blueprints.storefront.services import WayTold, WindowTold

_LIUSHU, _MANAGER = "Liushu Cooperative", "13800000002"


def plant_ways(today: datetime) -> None:
    """Something free for each side, so that nobody's plain order meets a fee."""
    told = (
        WayTold(
            kind="pickup",
            place_id=members.place_with("Liushu"),
            name="柳树村委会门口",
            hours="每天 8:00–18:00",
            ask="找值班的人",
        ),
        WayTold(
            kind="pickup",
            place_id=members.place_with("Liuhe"),
            name="柳河镇农贸市场东门",
            hours="周二、周五 9:00–12:00",
        ),
        WayTold(
            kind="parcel",
            rule=FeeRule(800, 1000, 200, 19900),
            words="周一到周六发货，路上两三天",
        ),
        WayTold(
            kind="delivery",
            place_id=members.place_with("Qinghe"),
            words="周二、周五，合作社的车送到家",
        ),
    )
    viewer, shop = _manager(), ShopKey(members.organisation_with(_LIUSHU), _manager().id)
    with clock.stopped_at(today - timedelta(days=60)):
        for n, one in enumerate(told):
            services.offer_way(viewer=viewer, shop=shop, told=one, key=mark_of("demo way", str(n)))


def plant_window(today: datetime) -> None:
    """One that is over: it governs nothing, and shows how it was."""
    opened_at = today - timedelta(days=13)
    closed_at = opened_at + timedelta(days=5)
    with clock.stopped_at(opened_at):
        services.open_window(
            viewer=_manager(),
            shop=ShopKey(members.organisation_with(_LIUSHU), _manager().id),
            told=WindowTold(
                opens_at=opened_at,
                closes_at=closed_at,
                collect_on=clock.local(closed_at).date() + timedelta(days=1),
                words="自带袋子",
            ),
            key=mark_of("demo window"),
        )


def plant_delay(live: Session) -> None:
    """The cooperative's oldest order that waits to be packed."""
    theirs = Order.organisation_id == members.organisation_with(_LIUSHU)
    waiting = select(Order.id).where(theirs, Order.state == State.ACCEPTED).order_by(Order.id)
    order_id = live.scalars(waiting).first()
    if order_id is None:
        return
    services.delay_order(
        viewer=_manager(),
        order_id=order_id,
        day=clock.today() + timedelta(days=2),
        reason="村口的桥在修，车要绕路，晚两天。对不起。",
        key=mark_of("demo delay"),
    )


def _manager() -> Viewer:
    person = members.person_with(_MANAGER)
    return Viewer(person, "", person, person, frozenset())
