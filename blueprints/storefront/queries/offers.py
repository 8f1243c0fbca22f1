"""Offers as their seller sees them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import queries as members
from blueprints.storefront.models import Line, Offer, Order, Product, Variant
from blueprints.storefront.queries.cards import Card, cards_of
from blueprints.storefront.queries.choices import kinds_of
from blueprints.storefront.rules import State

_MOST = 30


@dataclass(frozen=True)
class OfferRow:
    """`state`: coming, holding or over; `sold` is how many were ordered at this price."""

    id: uuid.UUID
    variant: str
    price_minor: int
    most_per_person: int | None
    starts_at: datetime
    ends_at: datetime
    state: str
    sold: int


@dataclass(frozen=True)
class OffersPage:
    card: Card
    is_own: bool
    kinds: tuple[tuple[str, str, int], ...]
    offers: tuple[OfferRow, ...]


def keeps(product: Product, person_id: uuid.UUID) -> bool:
    """The seller, and for the cooperative's goods who leads it."""
    if product.seller_id == person_id:
        return True
    led = product.organisation_id
    return led is not None and led in members.organisations_led_by(person_id)


def offers_page(product_id: uuid.UUID, person_id: uuid.UUID, locale: str) -> OffersPage:
    """Raises NotFound for everybody who does not keep it."""
    product = session.get(Product, product_id)
    if product is None or not product.is_shown or not keeps(product, person_id):
        raise NotFound
    kinds = kinds_of([product_id])[product_id]
    return OffersPage(
        card=cards_of([product], locale)[product_id],
        is_own=product.seller_id == person_id,
        kinds=tuple((str(one.id), one.called(locale), one.price_minor) for one in kinds),
        offers=_rows(product_id, locale),
    )


def offers_running(product_id: uuid.UUID) -> int:
    """How many hold or are still to come."""
    asked = select(func.count()).where(
        Offer.product_id == product_id, Offer.ends_at > clock.now(), Offer.ended_at.is_(None)
    )
    return session.scalar(asked) or 0


def _rows(product_id: uuid.UUID, locale: str) -> tuple[OfferRow, ...]:
    sold = (
        select(func.coalesce(func.sum(Line.quantity), 0))
        .join(Order, Order.id == Line.order_id)
        .where(Line.offer_id == Offer.id, Order.state != State.CANCELLED)
        .correlate(Offer)
        .scalar_subquery()
    )
    asked = (
        select(Offer, Variant, sold)
        .outerjoin(Variant, Variant.id == Offer.variant_id)
        .where(Offer.product_id == product_id)
        .order_by(Offer.id.desc())
        .limit(_MOST)
    )
    return tuple(
        OfferRow(
            offer.id,
            variant.called(locale) if variant else "",
            offer.price_minor,
            offer.most_per_person,
            offer.starts_at,
            min(offer.ends_at, offer.ended_at or offer.ends_at),
            _state(offer),
            count,
        )
        for offer, variant, count in session.execute(asked)
    )


def _state(offer: Offer) -> str:
    now = clock.now()
    if offer.ended_at is not None or now >= offer.ends_at:
        return "over"
    return "holding" if offer.starts_at <= now else "coming"
