"""The page on which a seller, or a manager, sets up how buyers get it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select

from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.members import queries as members
from blueprints.storefront.models import Product
from blueprints.storefront.queries.delivery import WayView, of_shop, ways_of
from blueprints.storefront.queries.keeping import shop_kept_by, shops_managed_by
from blueprints.storefront.queries.windows import WindowList, windows_of
from blueprints.storefront.rules import WEIGHTS, ShopKey


@dataclass(frozen=True)
class OtherShop:
    organisation_id: uuid.UUID | None
    name: str


@dataclass(frozen=True)
class DeliveryPage:
    """`name` is the cooperative's, "" for one's own shop; `unweighed`: how many products a weight
    step counts as nothing.
    """

    shop: ShopKey
    name: str
    ways: tuple[WayView, ...]
    windows: WindowList
    unweighed: int
    others: tuple[OtherShop, ...]

    @property
    def points(self) -> tuple[WayView, ...]:
        return tuple(way for way in self.ways if way.point)


def delivery_page(
    viewer: Viewer, organisation_id: uuid.UUID | None, after: uuid.UUID | None, locale: str
) -> DeliveryPage:
    """Raises NotFound for a shop that is somebody else's to keep."""
    shop = shop_kept_by(viewer, organisation_id)
    ways = ways_of([shop], locale)[shop.id]
    kept = members.organisations(shops_managed_by(viewer))
    named = tuple(OtherShop(one, row.called(locale)) for one, row in kept.items())
    mine = kept.get(organisation_id) if organisation_id else None
    own = (OtherShop(None, ""),) if mine else ()
    return DeliveryPage(
        shop=shop,
        name=mine.called(locale) if mine else "",
        ways=ways,
        windows=windows_of(shop, after),
        unweighed=_unweighed(shop) if any(way.rule.step_grams for way in ways) else 0,
        others=own + tuple(one for one in named if one.organisation_id != organisation_id),
    )


def _unweighed(shop: ShopKey) -> int:
    counted = select(func.count()).where(
        of_shop(Product, shop),
        Product.withdrawn_at.is_(None),
        Product.unit.not_in(WEIGHTS),
        Product.weight_grams.is_(None),
    )
    if shop.organisation_id is None:
        counted = counted.where(Product.organisation_id.is_(None))
    return session.scalar(counted) or 0
