"""A product as lists show it; no list asks more statements for more rows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
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
from blueprints.storefront.queries.prices import Windows, price_of, windows_of
from blueprints.storefront.rules import Choice, ShopKey
from blueprints.storefront.rules.offers import Price


@dataclass(frozen=True)
class Picture:
    """Addresses of three sizes, `src` for lists; width and height are the `full` one's."""

    name: str
    src: str
    content: str
    full: str
    width: int
    height: int
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Card:
    """`kinds`: how many to choose from; `varies`: they cost differently, from this price on.

    `grams`: what one weighs, 0 where nobody knows.
    `offer` holds where this price is lower than `offer.before_minor`. From `until` on the price may
    be another one.
    """

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
    shop: ShopKey
    grams: int
    offer: Price | None = None
    until: datetime | None = None

    @property
    def ordinary_minor(self) -> int:
        """What its seller asks without any offer."""
        return (self.offer and self.offer.before_minor) or self.price_minor


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
    offer: Price | None = None

    @property
    def ordinary_minor(self) -> int:
        return (self.offer and self.offer.before_minor) or self.price_minor


def cards_of(rows: Sequence[Product], locale: str) -> dict[uuid.UUID, Card]:
    return {card.id: card for card in cards(rows, locale)}


def cards(rows: Iterable[Product], locale: str) -> tuple[Card, ...]:
    rows = list(rows)
    named = [row.id for row in rows]
    return cards_from(rows, locale, kinds_of(named), windows_of(named))


def cards_from(
    rows: Sequence[Product],
    locale: str,
    kinds: Mapping[uuid.UUID, list[Variant]],
    windows: Windows,
) -> tuple[Card, ...]:
    """Where a page knows the kinds and offers already."""
    through = members.organisations({row.organisation_id for row in rows if row.organisation_id})
    alone = members.names_of({row.seller_id for row in rows if not row.organisation_id})
    first = _first_photos([row.id for row in rows])
    made = []
    for row in rows:
        organisation = through.get(row.organisation_id) if row.organisation_id else None
        seller = organisation.called(locale) if organisation else alone.get(row.seller_id, "")
        priced = _priced(row, kinds.get(row.id, []), windows)
        made.append(_card(row, locale, seller, first.get(row.id), priced))
    return tuple(made)


def card_and_kinds(
    row: Product, locale: str, pictures: Sequence[Picture]
) -> tuple[Card, tuple[Kind, ...]]:
    """Of kinds those that can still be chosen, sold out or not."""
    priced = _priced(row, kinds_of([row.id]).get(row.id, []), windows_of([row.id]))
    kinds = tuple(_kind(one, price, row, locale) for one, price in priced.kinds)
    first = pictures[0] if pictures else None
    return _card(row, locale, _seller_of(row, locale), first, priced), kinds


def _seller_of(row: Product, locale: str) -> str:
    if row.organisation_id is None:
        return members.names_of([row.seller_id]).get(row.seller_id, "")
    organisation = members.organisation(row.organisation_id)
    return organisation.called(locale) if organisation else ""


def _kind(one: Variant, price: Price, row: Product, locale: str) -> Kind:
    return Kind(
        id=one.id,
        name=one.called(locale),
        starts_at=one.starts_at,
        price_minor=price.minor,
        per_kg_minor=rules.per_kg_minor(price.minor, row.unit),
        per_jin_minor=rules.per_jin_minor(price.minor, row.unit),
        stock=one.stock,
        offer=price if price.offer_id else None,
    )


def picture_of(photo: Photo | ReviewPhoto) -> Picture:
    small, content, full = (f"/{path_of(photo.name, width)}" for width in WIDTHS)
    said = photo.faults if isinstance(photo, Photo) else ""
    faults = tuple(filter(None, said.split(",")))
    return Picture(photo.name, small, content, full, photo.width, photo.height, faults)


def text_of(row: Product, part: str, locale: str) -> str:
    """In the reader's language where the seller gave it, in the seller's own otherwise."""
    if locale != row.language and row.translations.get(locale, {}).get(part):
        return str(row.translations[locale][part])
    return str(getattr(row, part))


@dataclass(frozen=True)
class _Priced:
    """A product at the prices of now: of itself, and of each kind that can still be chosen."""

    own: Price
    kinds: tuple[tuple[Variant, Price], ...]
    has_kinds: bool

    @property
    def until(self) -> datetime | None:
        every = [self.own, *(price for _, price in self.kinds)]
        return min((one.until for one in every if one.until), default=None)


def _priced(row: Product, kinds: list[Variant], windows: Windows) -> _Priced:
    return _Priced(
        own=price_of(Choice(row.id), row.price_minor, windows),
        kinds=tuple(
            (one, price_of(Choice(row.id, one.id), one.price_minor, windows))
            for one in _to_come(kinds)
        ),
        has_kinds=bool(kinds),
    )


def _card(row: Product, locale: str, seller: str, picture: Picture | None, priced: _Priced) -> Card:
    price, stock = rules.price_and_stock((now.minor, one.stock) for one, now in priced.kinds)
    price = price or priced.own.minor
    return Card(
        id=row.id,
        title=text_of(row, "title", locale),
        price_minor=price,
        currency=row.currency,
        unit=row.unit,
        per_kg_minor=rules.per_kg_minor(price, row.unit),
        per_jin_minor=rules.per_jin_minor(price, row.unit),
        # A day may have passed since anybody wrote the sum down.
        stock=stock if priced.has_kinds else row.stock,
        seller=seller,
        place=_village(row.place_id, locale),
        picture=picture,
        kinds=len(priced.kinds),
        varies=any(now.minor != price for _, now in priced.kinds),
        paused=row.paused_at is not None,
        promised_on=rules.promise_of(row.promised_on, clock.local(clock.now()).date()),
        shop=ShopKey.of(row.organisation_id, row.seller_id),
        grams=rules.grams_of(row.unit, row.weight_grams) or 0,
        offer=priced.own if priced.own.offer_id and not priced.has_kinds else None,
        until=priced.until,
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
