"""So many for each person, as an offer says: counted under the product's lock."""

from __future__ import annotations

import uuid

from sqlalchemy import func, or_, select

from blueprints.core.db import session
from blueprints.storefront.models import Line, Order
from blueprints.storefront.queries.choices import Chosen
from blueprints.storefront.rules import State
from blueprints.storefront.rules.offers import LimitPassed, passes_limit


def check_limit(chosen: Chosen, quantity: int, member_id: uuid.UUID | None, phone: str) -> None:
    """LimitPassed. A person is known by their account or by their phone, so that neither signing
    out nor another cookie begins afresh.
    """
    most = chosen.price.most_per_person
    if chosen.price.offer_id is None or most is None:
        return
    mine = [Order.phone == phone]
    mine += [Order.buyer_id == member_id] if member_id else []
    have = session.scalar(
        select(func.coalesce(func.sum(Line.quantity), 0))
        .join(Order, Order.id == Line.order_id)
        .where(Line.offer_id == chosen.price.offer_id, Order.state != State.CANCELLED, or_(*mine))
    )
    if passes_limit(have or 0, quantity, most):
        together = (have or 0) + quantity
        raise LimitPassed(title=chosen.title, most=most, wanted=quantity, together=together)
