"""Offers are made and ended under the product's lock, where orders are placed too."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.errors import Amount, NotFound
from blueprints.storefront import rules
from blueprints.storefront.models import Offer, Product
from blueprints.storefront.queries.choices import chosen_of
from blueprints.storefront.queries.offers import keeps
from blueprints.storefront.rules import Choice
from blueprints.storefront.rules.offers import (
    OfferNotLower,
    OffersOverlap,
    check_window,
    overlap,
)
from blueprints.storefront.services.decided import refuse_where_decided
from blueprints.storefront.services.steps import lock_products


@dataclass(frozen=True)
class Terms:
    """What an offer says. `variant_id` where the product comes in kinds."""

    price_minor: int
    starts_at: datetime
    ends_at: datetime
    most_per_person: int | None = None
    variant_id: uuid.UUID | None = None


def make_offer(*, by: uuid.UUID, product_id: uuid.UUID, terms: Terms, key: uuid.UUID) -> Offer:
    """Refusals: see rules.offers; PriceWasDecided."""
    product = _kept(product_id, by)
    refuse_where_decided(product)
    choice = Choice(product_id, terms.variant_id)
    chosen = chosen_of([choice], {product_id: product}, lock=True)[choice]
    if chosen.is_gone:
        raise NotFound
    if chosen.is_unclear:
        raise rules.VariantMissing(title=chosen.title)
    if not 0 < terms.price_minor < chosen.ordinary_minor:
        raise OfferNotLower(price=Amount(chosen.ordinary_minor))
    check_window(terms.starts_at, terms.ends_at, clock.now())
    _alone(choice, terms)
    offer = Offer(
        key=key,
        product_id=product_id,
        variant_id=terms.variant_id,
        price_minor=terms.price_minor,
        most_per_person=terms.most_per_person,
        starts_at=terms.starts_at,
        ends_at=terms.ends_at,
        made_by=by,
        made_at=clock.now(),
    )
    session.add(offer)
    session.flush()
    return offer


def end_offer(*, by: uuid.UUID, product_id: uuid.UUID, offer_id: uuid.UUID) -> Offer:
    """From now on it costs what it did. Ending what is over changes nothing."""
    _kept(product_id, by)
    offer = session.get(Offer, offer_id)
    if offer is None or offer.product_id != product_id:
        raise NotFound
    if offer.ended_at is None and clock.now() < offer.ends_at:
        offer.ended_at, offer.ended_by = clock.now(), by
    return offer


def _kept(product_id: uuid.UUID, by: uuid.UUID) -> Product:
    product = lock_products({product_id}).get(product_id)
    if product is None or not product.is_shown or not keeps(product, by):
        raise NotFound
    return product


def _alone(choice: Choice, terms: Terms) -> None:
    others = session.scalars(
        select(Offer).where(
            Offer.product_id == choice.product_id,
            Offer.variant_id == choice.variant_id,
            Offer.ended_at.is_(None),
        )
    )
    wanted = (terms.starts_at, terms.ends_at)
    if any(overlap((one.starts_at, one.ends_at), wanted) for one in others):
        raise OffersOverlap
