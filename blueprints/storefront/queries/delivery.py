"""The ways of a shop as people read them, with what each would cost."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import queries as members
from blueprints.storefront import rules
from blueprints.storefront.models import Point, Way
from blueprints.storefront.queries.keeping import may_keep
from blueprints.storefront.rules import FeeRule, ShopKey

_ORDER = tuple(rules.WAYS)


@dataclass(frozen=True)
class PointView:
    """`level` is that of its place: village, township or county."""

    id: uuid.UUID
    place_id: uuid.UUID
    name: str
    hours: str
    ask: str
    level: str
    place: str


@dataclass(frozen=True)
class WayView:
    """`area`: the place that a delivery stays in."""

    id: uuid.UUID
    kind: str
    rule: FeeRule
    words: str
    point: PointView | None
    place_id: uuid.UUID | None
    area: str
    version: int

    @property
    def side(self) -> str:
        return self.as_rule.side

    @property
    def as_rule(self) -> rules.Way:
        return rules.Way(self.id, self.kind, self.rule)

    @property
    def free(self) -> bool:
        return not self.rule.base_minor and not self.rule.step_minor

    @property
    def said(self) -> str:
        """The seller's own words for it, as an order keeps them."""
        told = [self.area, self.words]
        if self.point is not None:
            told = [self.point.name, self.point.place, self.point.hours, self.point.ask, self.words]
        return " · ".join(one for one in told if one)


def ways_of(shops: Collection[ShopKey], locale: str) -> dict[uuid.UUID, tuple[WayView, ...]]:
    """By the shop's id; points first, then parcels, then deliveries, smaller areas first."""
    found: dict[uuid.UUID, list[WayView]] = {shop.id: [] for shop in shops}
    asked = (
        select(Way, Point)
        .outerjoin(Point, Point.id == Way.point_id)
        .where(of_shops(Way, shops), Way.ended_at.is_(None))
        .order_by(Way.id)
    )
    for way, point in session.execute(asked):
        found[shop_of(way).id].append(_view(way, point, locale))
    return {one: tuple(sorted(views, key=_place_in_list)) for one, views in found.items()}


def own_way(way_id: uuid.UUID, viewer: Viewer, locale: str) -> tuple[ShopKey, WayView]:
    """Found through whoever keeps the shop: to anyone else it is not there."""
    asked = select(Way, Point).outerjoin(Point, Point.id == Way.point_id).where(Way.id == way_id)
    row = session.execute(asked).one_or_none()
    if row is None or row[0].ended_at is not None or not may_keep(viewer, shop_of(row[0])):
        raise NotFound
    return shop_of(row[0]), _view(row[0], row[1], locale)


def of_shop(table: Any, shop: ShopKey) -> ColumnElement[bool]:
    return of_shops(table, [shop])


def of_shops(table: Any, shops: Iterable[ShopKey]) -> ColumnElement[bool]:
    shops = list(shops)
    organisations = [one.organisation_id for one in shops if one.organisation_id]
    sellers = [one.seller_id for one in shops if not one.organisation_id]
    return or_(table.organisation_id.in_(organisations), table.seller_id.in_(sellers))


def shop_of(row: Any) -> ShopKey:
    """Of a point, a way, a window, a product or an order."""
    return ShopKey.of(row.organisation_id, row.seller_id)


def rule_of(way: Way) -> FeeRule:
    return FeeRule(way.base_minor, way.step_grams, way.step_minor, way.free_from_minor)


def _view(way: Way, point: Point | None, locale: str) -> WayView:
    area = members.place(way.place_id)
    return WayView(
        id=way.id,
        kind=way.kind,
        rule=rule_of(way),
        words=way.words,
        point=point_view(point, locale) if point else None,
        place_id=way.place_id,
        area=area.called(locale) if area else "",
        version=way.version,
    )


def point_view(point: Point, locale: str) -> PointView:
    place = members.place(point.place_id)
    return PointView(
        id=point.id,
        place_id=point.place_id,
        name=point.name,
        hours=point.hours,
        ask=point.ask,
        level=place.level if place else "",
        place=place.called(locale) if place else "",
    )


def _place_in_list(view: WayView) -> tuple[int, int, int]:
    """Whoever looks for the nearest reads the smallest first."""
    where = view.point.place_id if view.point else view.place_id
    return _ORDER.index(view.kind), -len(members.ancestors(where)), view.rule.base_minor
