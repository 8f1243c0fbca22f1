"""Products as people look at them. No page here asks more statements for more rows."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from blueprints.core import clock, ids, search
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import queries as members
from blueprints.storefront import rules
from blueprints.storefront.models import AwaitedPhoto, Photo, Product, on_sale
from blueprints.storefront.queries.cards import (
    Card,
    Kind,
    Picture,
    card_and_kinds,
    cards,
    picture_of,
    text_of,
)
from blueprints.storefront.queries.cheapest import cheapest

KIND = "product"
PAGE = 12


@dataclass(frozen=True)
class Shelf:
    """One page of a listing; `after` is the key of the next, None at the end."""

    cards: tuple[Card, ...]
    after: str | None

    @property
    def until(self) -> datetime | None:
        """From when on a price on it may be another one."""
        return min((card.until for card in self.cards if card.until), default=None)


@dataclass(frozen=True)
class ProductView:
    card: Card
    description: str
    category: str
    seller_id: uuid.UUID
    organisation_id: uuid.UUID | None
    place_id: uuid.UUID | None
    place_line: str
    listed_at: datetime
    pictures: tuple[Picture, ...]
    kinds: tuple[Kind, ...]
    meeting: str
    season_from: int | None
    season_to: int | None
    harvest_on: date | None
    weight_grams: int | None
    hidden: bool
    reviews: int
    stars: int

    @property
    def harvested(self) -> bool:
        return self.harvest_on is not None and self.harvest_on <= clock.local(clock.now()).date()

    @property
    def most(self) -> int:
        """How many one line can hold."""
        return max((kind.stock for kind in self.kinds), default=self.card.stock)


@dataclass(frozen=True)
class OwnProduct:
    """What the seller's own page and form need: the original words, and the version they saw.

    `through`: who put it in the shop for them.
    """

    view: ProductView
    title: str
    description: str
    language: str
    translations: dict[str, Any]
    version: int
    awaited: int
    through: str = ""


def listing(
    *, words: str, category: str, place_id: uuid.UUID | None, sort: str, after: str, locale: str
) -> Shelf:
    tags = [search.tag("category", category)] if category else []
    tags += [search.tag("place", place_id.hex)] if place_id else []
    found = search.matching(KIND, words, tags).subquery()
    matching = select(Product).join(found, found.c.subject_id == Product.id).where(on_sale())
    if sort == "price":
        # Everything needs no search: it walks the price's own index.
        everything = select(Product).where(on_sale())
        asked = matching if words or tags else everything
        cheap, following = cheapest(asked, after, PAGE, locale)
        return Shelf(tuple(cheap), following or None)
    newest = _newest_first(matching.add_columns(found.c.seq), found, after)
    rows = session.execute(newest.limit(PAGE + 1)).all()
    more = str(rows[PAGE - 1].seq) if len(rows) > PAGE else None
    return Shelf(cards([row[0] for row in rows[:PAGE]], locale), more)


def newest_products(count: int, locale: str) -> Shelf:
    found = search.matching(KIND, "", []).subquery()
    sold = (found.c.subject_id == Product.id) & on_sale()
    chosen = select(Product, found.c.seq).join(found, sold)
    rows = session.scalars(_newest_first(chosen, found, "").limit(count)).all()
    return Shelf(cards(rows, locale), None)


def product(product_id: uuid.UUID, locale: str) -> ProductView:
    """Raises NotFound when it is not, or no longer, sold; NotOnSaleNow while it is hidden."""
    row = session.get(Product, product_id)
    if row is None or not row.is_shown:
        raise NotFound
    if row.hidden_at is not None:
        raise rules.NotOnSaleNow
    return _view(row, locale)


def own_product(product_id: uuid.UUID, seller_id: uuid.UUID, locale: str) -> OwnProduct:
    """Found through the seller: to anyone else it is not there."""
    waiting = select(func.count()).where(AwaitedPhoto.product_id == Product.id).scalar_subquery()
    found = session.execute(
        select(Product, waiting.label("awaited")).where(
            Product.id == product_id,
            Product.seller_id == seller_id,
            Product.withdrawn_at.is_(None),
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    row = found[0]
    return OwnProduct(
        view=_view(row, locale),
        title=row.title,
        description=row.description,
        language=row.language,
        translations=row.translations,
        version=row.version,
        awaited=found.awaited,
        through=members.helpers_behind([row.key]).get(row.key, ""),
    )


def products_of(seller_id: uuid.UUID, after: str, locale: str) -> Shelf:
    return shelf_of(
        (Product.seller_id == seller_id) & Product.withdrawn_at.is_(None), after, locale
    )


def shelf_of(which: ColumnElement[bool], after: str, locale: str) -> Shelf:
    """The newest first, by the key of the last one seen."""
    asked = select(Product).where(which)
    if (edge := ids.as_uuid(after)) is not None:
        asked = asked.where(Product.id < edge)
    rows = session.scalars(asked.order_by(Product.id.desc()).limit(PAGE + 1)).all()
    following = str(rows[PAGE - 1].id) if len(rows) > PAGE else None
    return Shelf(cards(rows[:PAGE], locale), following)


def _newest_first(chosen: Select[Any], found: Any, after: str) -> Select[Any]:
    if after.isascii() and after.isdecimal() and len(after) < 19:
        chosen = chosen.where(found.c.seq < int(after))
    return chosen.order_by(found.c.seq.desc())


def _view(row: Product, locale: str) -> ProductView:
    photos = session.scalars(
        select(Photo).where(Photo.product_id == row.id).order_by(Photo.place)
    ).all()
    pictures = tuple(map(picture_of, photos))
    card, kinds = card_and_kinds(row, locale, pictures)
    return ProductView(
        card=card,
        description=text_of(row, "description", locale),
        category=row.category,
        seller_id=row.seller_id,
        organisation_id=row.organisation_id,
        place_id=row.place_id,
        place_line=members.place_line(row.place_id, locale) if row.place_id else "",
        listed_at=row.listed_at,
        pictures=pictures,
        kinds=kinds,
        meeting=row.meeting or "",
        season_from=row.season_from,
        season_to=row.season_to,
        harvest_on=row.harvest_on,
        weight_grams=row.weight_grams,
        hidden=row.hidden_at is not None,
        reviews=row.reviews,
        stars=row.stars,
    )
