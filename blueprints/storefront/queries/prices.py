"""What things cost now: the ordinary price, or the lower one of an offer that holds."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.storefront.models import Offer
from blueprints.storefront.rules import Choice
from blueprints.storefront.rules.offers import Price, Window, price_now

Windows = Mapping[Choice, list[Window]]


def windows_of(product_ids: Collection[uuid.UUID]) -> Windows:
    """The offers that hold or are still to come, of each choice."""
    asked = select(Offer).where(
        Offer.product_id.in_(product_ids), Offer.ends_at > clock.now(), Offer.ended_at.is_(None)
    )
    found: dict[Choice, list[Window]] = defaultdict(list)
    for one in session.scalars(asked):
        found[Choice(one.product_id, one.variant_id)].append(window_of(one))
    return found


def window_of(offer: Offer) -> Window:
    return Window(
        offer.id, offer.price_minor, offer.starts_at, offer.ends_at, offer.most_per_person
    )


def price_of(choice: Choice, ordinary_minor: int, windows: Windows) -> Price:
    return price_now(ordinary_minor, windows.get(choice, ()), clock.now())
