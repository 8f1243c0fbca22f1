"""The basket: setting a line is harmless to repeat, so it needs no key."""

from __future__ import annotations

import uuid

from sqlalchemy import delete, func, select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.storefront import rules
from blueprints.storefront.models import BasketLine, GuestPass, Order, Product


def put_in_basket(
    *, owner: str, product_id: uuid.UUID, quantity: int, seen_minor: int | None = None
) -> None:
    """Set the line; 0 takes it away. `seen_minor` is the price on the page it was chosen from."""
    if quantity == 0:
        session.execute(
            delete(BasketLine).where(BasketLine.owner == owner, BasketLine.product_id == product_id)
        )
        return
    product = session.get(Product, product_id)
    if product is None or product.withdrawn_at is not None:
        raise NotFound
    line = session.get(BasketLine, (owner, product_id))
    if line is None:
        held = select(func.count()).select_from(BasketLine).where(BasketLine.owner == owner)
        if (session.scalar(held) or 0) >= rules.MOST_LINES:
            raise rules.TooManyLines
        line = BasketLine(owner=owner, product_id=product_id, chosen_at=clock.now())
        session.add(line)
    line.quantity = quantity
    line.seen_minor = product.price_minor if seen_minor is None else seen_minor


def adopt_visitor(*, visitor: str, member_id: uuid.UUID) -> None:
    """Signing in takes the visitor's basket and orders along; the member's own lines win."""
    theirs, mine = f"v:{visitor}", f"m:{member_id.hex}"
    lines = session.scalars(select(BasketLine).where(BasketLine.owner.in_((theirs, mine)))).all()
    kept = {line.product_id for line in lines if line.owner == mine}
    for line in [line for line in lines if line.owner == theirs]:
        if line.product_id in kept:
            session.delete(line)
        else:
            line.owner = mine
    passes = session.scalars(select(GuestPass).where(GuestPass.visitor == visitor)).all()
    for guest_pass in passes:
        order = session.get_one(Order, guest_pass.order_id)
        # Whoever ordered their own goods while signed out stays the seller, and only that.
        if order.buyer_id is None and order.seller_id != member_id:
            order.buyer_id = member_id
            session.delete(guest_pass)
