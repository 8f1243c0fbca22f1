"""A shop as everybody sees it: whose it is, from where, what it says and what it sells."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import queries as members
from blueprints.storefront.models import About, Product, is_shown, on_sale
from blueprints.storefront.queries.products import Shelf, shelf_of


@dataclass(frozen=True)
class ShopView:
    """`path` is its own address; `organisation_id` where it is a cooperative's."""

    path: str
    organisation_id: uuid.UUID | None
    name: str
    place: str
    words: str
    shelf: Shelf


def shop_of_organisation(organisation_id: uuid.UUID, after: str, locale: str) -> ShopView:
    """Raises NotFound; only cooperatives keep a shop."""
    whose = members.organisation(organisation_id)
    if whose is None or whose.kind != "cooperative":
        raise NotFound
    return ShopView(
        path=f"/storefront/shops/{organisation_id}",
        organisation_id=organisation_id,
        name=whose.called(locale),
        place=members.place_line(whose.place_id, locale),
        words=words_of_organisation(organisation_id),
        shelf=shelf_of((Product.organisation_id == organisation_id) & on_sale(), after, locale),
    )


def shop_of_seller(seller_id: uuid.UUID, after: str, locale: str) -> ShopView:
    """Raises NotFound for whoever sells nothing alone: names are not for guessing."""
    theirs = (Product.seller_id == seller_id) & Product.organisation_id.is_(None)
    latest = session.scalars(
        select(Product).where(theirs, is_shown()).order_by(Product.id.desc()).limit(1)
    ).first()
    if latest is None:
        raise NotFound
    return ShopView(
        path=f"/storefront/sellers/{seller_id}",
        organisation_id=None,
        name=members.names_of([seller_id])[seller_id],
        place=members.place_line(latest.place_id, locale) if latest.place_id else "",
        words=words_of_seller(seller_id),
        shelf=shelf_of(theirs & on_sale(), after, locale),
    )


def words_of_seller(seller_id: uuid.UUID) -> str:
    return session.scalar(select(About.words).where(About.seller_id == seller_id)) or ""


def words_of_organisation(organisation_id: uuid.UUID) -> str:
    return session.scalar(select(About.words).where(About.organisation_id == organisation_id)) or ""


def keeping_shop(organisation_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the organisations that have anything in the shop."""
    asked = select(Product.organisation_id).where(
        Product.organisation_id.in_(set(organisation_ids)), is_shown()
    )
    return {one for one in session.scalars(asked.distinct()) if one}
