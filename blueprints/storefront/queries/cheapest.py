"""The cheapest first, by what things cost now: an offer that holds counts as the price."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Select, select, tuple_

from blueprints.core import clock, ids
from blueprints.core.db import session
from blueprints.storefront.models import Offer, Product
from blueprints.storefront.queries.cards import Card, cards

Edge = tuple[int, uuid.UUID]


def cheapest(chosen: Select[Any], after: str, page: int, locale: str) -> tuple[list[Card], str]:
    """A page of `chosen` (a select of Product) and the key of the next, "" at the end.

    Ordinary prices walk their own index and stop at the page's end; the few goods on offer are
    looked at all, since only they cost something else than what their row says.
    """
    edge = edge_of(after)
    now = clock.now()
    running = select(Offer.product_id).where(
        Offer.starts_at <= now, Offer.ends_at > now, Offer.ended_at.is_(None)
    )
    ordinary = chosen.where(Product.id.not_in(running))
    if edge is not None:
        ordinary = ordinary.where(tuple_(Product.price_minor, Product.id) > tuple_(*edge))
    ordinary = ordinary.order_by(Product.price_minor, Product.id).limit(page + 1)
    rows = [*session.scalars(ordinary), *session.scalars(chosen.where(Product.id.in_(running)))]
    found = sorted(cards(rows, locale), key=_key)
    left = [card for card in found if edge is None or _key(card) > edge]
    more = left[page - 1] if len(left) > page else None
    return left[:page], f"{more.price_minor}-{more.id.hex}" if more else ""


def edge_of(after: str) -> Edge | None:
    """None for what is no key: then the list begins at its beginning."""
    price, _, tail = after.partition("-")
    if len(tail) != 32 or not _is_hex(tail) or not (price.isdecimal() and len(price) < 19):
        return None
    edge = ids.as_uuid(str(uuid.UUID(tail)))
    return (int(price), edge) if edge else None


def _key(card: Card) -> Edge:
    return card.price_minor, card.id


def _is_hex(text: str) -> bool:
    return all(sign in "0123456789abcdef" for sign in text)
