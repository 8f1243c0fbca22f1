"""Products as people look at them. No page here asks more statements for more rows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, literal, select, tuple_

from blueprints.core import ids, search
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.core.pictures import WIDTHS, path_of
from blueprints.members import queries as members
from blueprints.storefront import rules
from blueprints.storefront.models import AwaitedPhoto, Photo, Product

KIND = "product"
PAGE = 12


@dataclass(frozen=True)
class Picture:
    """Addresses of three sizes, `src` for lists; width and height are the `full` one's."""

    name: str
    src: str
    content: str
    full: str
    width: int
    height: int


@dataclass(frozen=True)
class Card:
    id: uuid.UUID
    title: str
    price_minor: int
    currency: str
    unit: str
    per_kg_minor: int | None
    per_jin_minor: int | None
    stock: int
    seller: str
    place: str
    picture: Picture | None


@dataclass(frozen=True)
class Shelf:
    """One page of a listing; `after` is the key of the next, None at the end."""

    cards: tuple[Card, ...]
    after: str | None


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
    chosen: Select[Any] = select(Product, found.c.seq).join(found, found.c.subject_id == Product.id)
    if sort != "price":
        chosen = _newest_first(chosen, found, after)
    elif words or tags:
        chosen = _by_price(chosen, after)
    else:
        # Everything, cheapest first, walks the price's own index and stops at the page's end.
        everything: Any = select(Product, literal(0)).where(Product.withdrawn_at.is_(None))
        chosen = _by_price(everything, after)
    rows = session.execute(chosen.limit(PAGE + 1)).all()
    more = rows[PAGE - 1] if len(rows) > PAGE else None
    following = None
    if more is not None:
        following = f"{more[0].price_minor}-{more[0].id.hex}" if sort == "price" else str(more[1])
    return Shelf(_cards([row[0] for row in rows[:PAGE]], locale), following)


def newest_products(count: int, locale: str) -> Shelf:
    found = search.matching(KIND, "", []).subquery()
    chosen = select(Product, found.c.seq).join(found, found.c.subject_id == Product.id)
    rows = session.scalars(_newest_first(chosen, found, "").limit(count)).all()
    return Shelf(_cards(rows, locale), None)


def product(product_id: uuid.UUID, locale: str) -> ProductView:
    """Raises NotFound when it is not, or no longer, sold."""
    row = session.get(Product, product_id)
    if row is None or row.withdrawn_at is not None:
        raise NotFound
    return _view(row, locale)


def own_product(product_id: uuid.UUID, seller_id: uuid.UUID, locale: str) -> OwnProduct:
    """Found through the seller: to anyone else it is not there."""
    row = session.get(Product, product_id)
    if row is None or row.seller_id != seller_id or row.withdrawn_at is not None:
        raise NotFound
    awaited = session.scalar(select(func.count()).where(AwaitedPhoto.product_id == product_id))
    return OwnProduct(
        view=_view(row, locale),
        title=row.title,
        description=row.description,
        language=row.language,
        translations=row.translations,
        version=row.version,
        awaited=awaited or 0,
        through=members.helpers_behind([row.key]).get(row.key, ""),
    )


def products_of(seller_id: uuid.UUID, after: str, locale: str) -> Shelf:
    mine = select(Product).where(Product.seller_id == seller_id, Product.withdrawn_at.is_(None))
    if (edge := ids.as_uuid(after)) is not None:
        mine = mine.where(Product.id < edge)
    rows = session.scalars(mine.order_by(Product.id.desc()).limit(PAGE + 1)).all()
    following = str(rows[PAGE - 1].id) if len(rows) > PAGE else None
    return Shelf(_cards(rows[:PAGE], locale), following)


def cards_of(rows: Sequence[Product], locale: str) -> dict[uuid.UUID, Card]:
    return {card.id: card for card in _cards(rows, locale)}


def _newest_first(chosen: Select[Any], found: Any, after: str) -> Select[Any]:
    if after.isascii() and after.isdecimal() and len(after) < 19:
        chosen = chosen.where(found.c.seq < int(after))
    return chosen.order_by(found.c.seq.desc())


def _by_price(chosen: Select[Any], after: str) -> Select[Any]:
    price, _, tail = after.partition("-")
    edge = ids.as_uuid(str(uuid.UUID(tail))) if len(tail) == 32 and _is_hex(tail) else None
    if price.isdecimal() and len(price) < 19 and edge is not None:
        chosen = chosen.where(tuple_(Product.price_minor, Product.id) > tuple_(int(price), edge))
    return chosen.order_by(Product.price_minor, Product.id)


def _is_hex(text: str) -> bool:
    return all(sign in "0123456789abcdef" for sign in text)


def _view(row: Product, locale: str) -> ProductView:
    photos = session.scalars(
        select(Photo).where(Photo.product_id == row.id).order_by(Photo.place)
    ).all()
    return ProductView(
        card=_cards([row], locale)[0],
        description=_text(row, "description", locale),
        category=row.category,
        seller_id=row.seller_id,
        organisation_id=row.organisation_id,
        place_id=row.place_id,
        place_line=members.place_line(row.place_id, locale) if row.place_id else "",
        listed_at=row.listed_at,
        pictures=tuple(map(_picture, photos)),
    )


def _cards(rows: Iterable[Product], locale: str) -> tuple[Card, ...]:
    rows = list(rows)
    first = _first_photos([row.id for row in rows])
    through = members.organisations({row.organisation_id for row in rows if row.organisation_id})
    alone = members.names_of({row.seller_id for row in rows if not row.organisation_id})
    cards = []
    for row in rows:
        organisation = through.get(row.organisation_id) if row.organisation_id else None
        cards.append(
            Card(
                id=row.id,
                title=_text(row, "title", locale),
                price_minor=row.price_minor,
                currency=row.currency,
                unit=row.unit,
                per_kg_minor=rules.per_kg_minor(row.price_minor, row.unit),
                per_jin_minor=rules.per_jin_minor(row.price_minor, row.unit),
                stock=row.stock,
                seller=organisation.called(locale)
                if organisation
                else alone.get(row.seller_id, ""),
                place=_village(row.place_id, locale),
                picture=first.get(row.id),
            )
        )
    return tuple(cards)


def _village(place_id: uuid.UUID | None, locale: str) -> str:
    """The nearest name is enough in a list; the product's page says the whole line."""
    place = members.place(place_id) if place_id else None
    return place.called(locale) if place else ""


def _first_photos(product_ids: list[uuid.UUID]) -> dict[uuid.UUID, Picture]:
    photos = select(Photo).where(Photo.product_id.in_(product_ids), Photo.place == 0)
    return {photo.product_id: _picture(photo) for photo in session.scalars(photos)}


def picture_of(name: str, width: int, height: int) -> Picture:
    small, content, full = (f"/{path_of(name, one)}" for one in WIDTHS)
    return Picture(name, small, content, full, width, height)


def _picture(photo: Photo) -> Picture:
    return picture_of(photo.name, photo.width, photo.height)


def _text(row: Product, part: str, locale: str) -> str:
    """In the reader's language where the seller gave it, in the seller's own otherwise."""
    if locale != row.language and row.translations.get(locale, {}).get(part):
        return str(row.translations[locale][part])
    return str(getattr(row, part))
