"""A product as lists show it; no list asks more statements for more rows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.pictures import WIDTHS, path_of
from blueprints.members import queries as members
from blueprints.storefront import rules
from blueprints.storefront.models import Photo, Product, ReviewPhoto, Variant
from blueprints.storefront.queries.choices import kinds_of


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
    """`kinds`: how many to choose from; `varies`: they cost differently, from this price on."""

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
    kinds: int
    varies: bool
    paused: bool
    promised_on: date | None


@dataclass(frozen=True)
class Kind:
    """A variant on its product's page."""

    id: uuid.UUID
    name: str
    starts_at: datetime | None
    price_minor: int
    per_kg_minor: int | None
    per_jin_minor: int | None
    stock: int


def cards_of(rows: Sequence[Product], locale: str) -> dict[uuid.UUID, Card]:
    return {card.id: card for card in cards(rows, locale)}


def cards(rows: Iterable[Product], locale: str) -> tuple[Card, ...]:
    rows = list(rows)
    first = _first_photos([row.id for row in rows])
    through = members.organisations({row.organisation_id for row in rows if row.organisation_id})
    alone = members.names_of({row.seller_id for row in rows if not row.organisation_id})
    kinds = kinds_of([row.id for row in rows])
    made = []
    for row in rows:
        organisation = through.get(row.organisation_id) if row.organisation_id else None
        seller = organisation.called(locale) if organisation else alone.get(row.seller_id, "")
        made.append(_card(row, locale, seller, first.get(row.id), kinds.get(row.id, [])))
    return tuple(made)


def kinds_shown(row: Product, locale: str) -> tuple[Kind, ...]:
    """Those that can still be chosen, sold out or not."""
    return tuple(
        Kind(
            id=one.id,
            name=one.called(locale),
            starts_at=one.starts_at,
            price_minor=one.price_minor,
            per_kg_minor=rules.per_kg_minor(one.price_minor, row.unit),
            per_jin_minor=rules.per_jin_minor(one.price_minor, row.unit),
            stock=one.stock,
        )
        for one in _to_come(kinds_of([row.id]).get(row.id, []))
    )


def picture_of(photo: Photo | ReviewPhoto) -> Picture:
    small, content, full = (f"/{path_of(photo.name, width)}" for width in WIDTHS)
    return Picture(photo.name, small, content, full, photo.width, photo.height)


def text_of(row: Product, part: str, locale: str) -> str:
    """In the reader's language where the seller gave it, in the seller's own otherwise."""
    if locale != row.language and row.translations.get(locale, {}).get(part):
        return str(row.translations[locale][part])
    return str(getattr(row, part))


def _card(
    row: Product, locale: str, seller: str, picture: Picture | None, kinds: list[Variant]
) -> Card:
    live = _to_come(kinds)
    price, stock = rules.price_and_stock((one.price_minor, one.stock) for one in live)
    price = price or row.price_minor
    return Card(
        id=row.id,
        title=text_of(row, "title", locale),
        price_minor=price,
        currency=row.currency,
        unit=row.unit,
        per_kg_minor=rules.per_kg_minor(price, row.unit),
        per_jin_minor=rules.per_jin_minor(price, row.unit),
        # A day may have passed since anybody wrote the sum down.
        stock=stock if kinds else row.stock,
        seller=seller,
        place=_village(row.place_id, locale),
        picture=picture,
        kinds=len(live),
        varies=any(one.price_minor != price for one in live),
        paused=row.paused_at is not None,
        promised_on=row.promised_on,
    )


def _to_come(kinds: list[Variant]) -> list[Variant]:
    now = clock.now()
    return [one for one in kinds if not rules.has_passed(one.starts_at, now)]


def _village(place_id: uuid.UUID | None, locale: str) -> str:
    """The nearest name is enough in a list; the product's page says the whole line."""
    place = members.place(place_id) if place_id else None
    return place.called(locale) if place else ""


def _first_photos(product_ids: list[uuid.UUID]) -> dict[uuid.UUID, Picture]:
    photos = select(Photo).where(Photo.product_id.in_(product_ids), Photo.place == 0)
    return {photo.product_id: picture_of(photo) for photo in session.scalars(photos)}
