"""The basket: setting a line is harmless to repeat, so it needs no key."""

from __future__ import annotations

import uuid

from sqlalchemy import func, select, update

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.storefront import rules
from blueprints.storefront.models import (
    BasketLine,
    GuestPass,
    Order,
    ProblemFile,
    Product,
    ReviewFile,
)
from blueprints.storefront.queries.choices import Chosen, chosen_of
from blueprints.storefront.rules import Choice
from blueprints.storefront.services.shares import adopt_shares


def put_in_basket(
    *,
    owner: str,
    product_id: uuid.UUID,
    variant_id: uuid.UUID | None = None,
    quantity: int,
    seen_minor: int | None = None,
) -> None:
    """Set the line; 0 takes it away. `seen_minor` is the price on the page it was chosen from.

    Raises rules.VariantMissing where a kind must be chosen.
    """
    choice = Choice(product_id, variant_id)
    line = session.get(BasketLine, (owner, choice.word))
    if quantity == 0:
        if line is not None:
            session.delete(line)
        return
    chosen = _chosen(choice)
    if line is None:
        held = select(func.count()).select_from(BasketLine).where(BasketLine.owner == owner)
        if (session.scalar(held) or 0) >= rules.MOST_LINES:
            raise rules.TooManyLines
        line = BasketLine(
            owner=owner,
            choice=choice.word,
            product_id=product_id,
            variant_id=variant_id,
            chosen_at=clock.now(),
        )
        session.add(line)
    line.quantity = quantity
    line.seen_minor = chosen.price_minor if seen_minor is None else seen_minor


def _chosen(choice: Choice) -> Chosen:
    product = session.get(Product, choice.product_id)
    if product is None or not product.is_on_sale:
        raise NotFound
    chosen = chosen_of([choice], {product.id: product})[choice]
    if chosen.is_gone:
        raise NotFound
    chosen.check_told()
    return chosen


def adopt_visitor(*, visitor: str, member_id: uuid.UUID) -> None:
    """Signing in takes the visitor's basket and orders along; the member's own lines win."""
    theirs, mine = f"v:{visitor}", f"m:{member_id.hex}"
    lines = session.scalars(select(BasketLine).where(BasketLine.owner.in_((theirs, mine)))).all()
    kept = {line.choice for line in lines if line.owner == mine}
    for line in [line for line in lines if line.owner == theirs]:
        if line.choice in kept:
            session.delete(line)
        else:
            line.owner = mine
    for table in (ProblemFile, ReviewFile):
        session.execute(update(table).where(table.owner == theirs).values(owner=mine))
    passes = session.scalars(select(GuestPass).where(GuestPass.visitor == visitor)).all()
    for guest_pass in passes:
        order = session.get_one(Order, guest_pass.order_id)
        # Whoever ordered their own goods while signed out stays the seller, and only that.
        if order.buyer_id is None and order.seller_id != member_id:
            order.buyer_id = member_id
            session.delete(guest_pass)
    adopt_shares(visitor=visitor, member_id=member_id)
