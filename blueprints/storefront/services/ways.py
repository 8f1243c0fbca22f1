"""The ways a shop offers, kept by its seller or by the manager of the cooperative."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from blueprints.core import clock
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.core.errors import Forbidden, NotFound
from blueprints.members import queries as members
from blueprints.storefront import rules
from blueprints.storefront.models import Order, Point, Way
from blueprints.storefront.queries.delivery import of_shop, shop_of
from blueprints.storefront.queries.keeping import may_keep
from blueprints.storefront.rules import FeeRule, ShopKey
from blueprints.storefront.services.products import NoSuchPlace


@dataclass(frozen=True)
class WayTold:
    """As it was filled in. A pickup has a place and a name, a delivery the place it stays in."""

    kind: str
    rule: FeeRule = field(default_factory=FeeRule)
    place_id: uuid.UUID | None = None
    name: str = ""
    hours: str = ""
    ask: str = ""
    words: str = ""


def offer_way(*, viewer: Viewer, shop: ShopKey, told: WayTold, key: uuid.UUID) -> Way:
    """A new rule. Refusals: see rules.delivery."""
    keep_to_keepers(viewer, shop)
    held = select(func.count()).select_from(Way).where(of_shop(Way, shop), Way.ended_at.is_(None))
    if (session.scalar(held) or 0) >= rules.MOST_WAYS:
        raise rules.TooManyWays
    way = Way(key=key, kind=told.kind, version=1, **shop_columns(shop))
    if told.kind == "pickup":
        way.point_id = _new_point(shop, told).id
    _write(way, told, viewer)
    return way


def change_way(*, viewer: Viewer, way_id: uuid.UUID, version: int | None, told: WayTold) -> Way:
    """Orders already placed keep their fee and their words. An older version is asked about."""
    way = _kept(viewer, way_id)
    if version is not None and version != way.version:
        raise rules.WayChanged
    if way.point_id is not None:
        point = session.get_one(Point, way.point_id)
        _fill(point, told)
    way.version += 1
    _write(way, told, viewer)
    return way


def end_way(*, viewer: Viewer, way_id: uuid.UUID) -> Way:
    """No new order takes it; those that have it go on."""
    way = _kept(viewer, way_id)
    way.ended_at = clock.now()
    return way


def forget_ways(member_id: uuid.UUID) -> None:
    """Somebody closes their account: where buyers came to collect was perhaps their house."""
    for way in session.scalars(select(Way).where(Way.seller_id == member_id)):
        way.ended_at = way.ended_at or clock.now()
        # Still unique among what has ended, and silent about where it was.
        way.words, way.spot = "", way.kind
    for point in session.scalars(select(Point).where(Point.seller_id == member_id)):
        point.name, point.hours, point.ask = "–", "", ""
    mine = select(Order).where(Order.seller_id == member_id, Order.organisation_id.is_(None))
    for order in session.scalars(mine.where(Order.way_words != "")):
        order.way_words = ""


def keep_to_keepers(viewer: Viewer, shop: ShopKey) -> None:
    """Raises Forbidden for anybody else; who cannot even see the shop's page gets NotFound."""
    if not may_keep(viewer, shop):
        raise Forbidden


def shop_columns(shop: ShopKey) -> dict[str, uuid.UUID | None]:
    if shop.organisation_id is not None:
        return {"organisation_id": shop.organisation_id, "seller_id": None}
    return {"organisation_id": None, "seller_id": shop.seller_id}


def _kept(viewer: Viewer, way_id: uuid.UUID) -> Way:
    way = session.scalar(select(Way).where(Way.id == way_id).with_for_update())
    if way is None or way.ended_at is not None or not may_keep(viewer, shop_of(way)):
        raise NotFound
    return way


def _new_point(shop: ShopKey, told: WayTold) -> Point:
    point = Point(**shop_columns(shop))
    _fill(point, told)
    session.add(point)
    session.flush()
    return point


def _fill(point: Point, told: WayTold) -> None:
    if told.place_id is None:
        raise rules.WayNotComplete
    if not told.name:
        raise rules.PointWithoutName
    point.place_id, point.name = told.place_id, told.name
    point.hours, point.ask = told.hours, told.ask


def _write(way: Way, told: WayTold, viewer: Viewer) -> None:
    rules.check_rule(told.rule)
    if told.place_id is not None and members.place(told.place_id) is None:
        raise NoSuchPlace
    if told.kind == "delivery" and told.place_id is None:
        raise rules.WayNotComplete
    way.place_id = told.place_id if told.kind == "delivery" else None
    way.spot = _spot(told)
    way.base_minor, way.free_from_minor = told.rule.base_minor, told.rule.free_from_minor
    way.step_grams, way.step_minor = told.rule.step_grams, told.rule.step_minor
    way.words = told.words
    way.set_by, way.set_at = viewer.id, clock.now()
    try:
        with session.begin_nested():
            session.add(way)
            session.flush()
    except IntegrityError as twice:
        raise rules.WayTwice from twice


def _spot(told: WayTold) -> str:
    """Two points of one name in one place are one point to a buyer."""
    where = told.place_id.hex if told.place_id and told.kind != "parcel" else ""
    return ":".join((told.kind, where, told.name.casefold()))[:200]
