"""The price of a product line by a vote of the cooperative it is sold through."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from blueprints.core import clock, ids
from blueprints.core.db import session
from blueprints.core.effects import Effect, Field, Plan
from blueprints.core.errors import N_, Conflict, DomainError
from blueprints.decisions import queries as decisions
from blueprints.storefront.models import Offer, Product
from blueprints.storefront.queries.choices import kinds_of

PRICE = "storefront.price"
_MOST_CHOICES = 100
_MOST_MINOR = 10**9


class NotSoldThroughIt(DomainError):
    field = "product_id"
    sentence = N_("That product is not sold through this cooperative.")


class NoPrice(DomainError):
    field = "price_minor"
    sentence = N_("Please give a price above 0.")


class PriceWasDecided(Conflict):
    sentence = N_(
        "The members decided the price of this product. Only another decision changes it; "
        "everything else can be changed."
    )


def set_decided_price(plan: Plan) -> None:
    product = _sold_through(plan.organisation_id, plan.fields, lock=True)
    product.price_minor = int(plan.fields["price_minor"])
    _end_offers(product.id)
    for kind in kinds_of([product.id])[product.id]:
        # The members decided what it costs, whichever of it one takes.
        kind.price_minor = product.price_minor
        kind.version += 1
    product.version += 1
    session.flush()


def check_price(organisation_id: uuid.UUID, fields: Mapping[str, Any]) -> None:
    """NotSoldThroughIt, NoPrice."""
    _sold_through(organisation_id, fields)
    price = fields.get("price_minor")
    if not isinstance(price, int) or not 0 < price < _MOST_MINOR:
        raise NoPrice


def keep_to_decided_price(product: Product, price_minor: int) -> None:
    """Raises PriceWasDecided."""
    if price_minor != product.price_minor and decisions.decided_on(PRICE, str(product.id)):
        raise PriceWasDecided


def refuse_where_decided(product: Product) -> None:
    """PriceWasDecided: no one person sells it for less than the members said."""
    if decisions.decided_on(PRICE, str(product.id)):
        raise PriceWasDecided


def _end_offers(product_id: uuid.UUID) -> None:
    running = select(Offer).where(
        Offer.product_id == product_id, Offer.ends_at > clock.now(), Offer.ended_at.is_(None)
    )
    for offer in session.scalars(running):
        offer.ended_at = clock.now()


def _before(organisation_id: uuid.UUID, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    product = _sold_through(organisation_id, fields)
    return {"product_id": str(product.id), "price_minor": product.price_minor}


def _sold_through(
    organisation_id: uuid.UUID, fields: Mapping[str, Any], *, lock: bool = False
) -> Product:
    wanted = ids.as_uuid(str(fields.get("product_id", "")))
    asked = select(Product).where(
        Product.id == wanted,
        Product.organisation_id == organisation_id,
        Product.withdrawn_at.is_(None),
    )
    found = session.scalar(asked.with_for_update() if lock else asked) if wanted else None
    if found is None:
        raise NotSoldThroughIt
    return found


def _products(organisation_id: uuid.UUID, locale: str) -> list[tuple[str, str]]:
    asked = (
        select(Product)
        .where(Product.organisation_id == organisation_id, Product.withdrawn_at.is_(None))
        .order_by(Product.id.desc())
        .limit(_MOST_CHOICES)
    )
    return [(str(one.id), _title(one, locale)) for one in session.scalars(asked)]


def _title(product: Product, locale: str) -> str:
    return str(product.translations.get(locale, {}).get("title") or product.title)


DECIDED_PRICE = Effect(
    name=PRICE,
    describe=N_("The product costs what was decided, from its day on."),
    apply=set_decided_price,
    fields=(
        Field("product_id", N_("Product"), "choice", _products),
        Field("price_minor", N_("New price"), "money"),
    ),
    check=check_price,
    before=_before,
    subject=lambda fields: str(fields.get("product_id", "")),
)
