"""Somebody closes their account: what becomes of the group orders they are in, or lead."""

from __future__ import annotations

import uuid

from sqlalchemy import Select, or_, select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.storefront.models import GroupOrder, Product, Share
from blueprints.storefront.rules.together import GroupUnderWay
from blueprints.storefront.services.shares import leave


def shared_by(member_id: uuid.UUID) -> Select[uuid.UUID]:
    """The products of group orders that somebody is in, or once was."""
    mine = select(Share.group_order_id).where(Share.buyer_id == member_id)
    return select(GroupOrder.product_id).where(GroupOrder.id.in_(mine))


def leave_all_groups(member_id: uuid.UUID) -> None:
    """Under the lock of these products. Others rely on a leader and on a seller: GroupUnderWay.

    A share in what is still open goes back to the shop; name and number go from all of them.
    """
    sold = select(Product.id).where(Product.seller_id == member_id)
    mine = or_(GroupOrder.leader_id == member_id, GroupOrder.product_id.in_(sold))
    open_ones = select(GroupOrder.id).where(mine, GroupOrder.outcome.is_(None))
    if session.scalar(open_ones.limit(1)) is not None:
        raise GroupUnderWay
    shares = select(Share, GroupOrder).join(GroupOrder).where(Share.buyer_id == member_id)
    for share, group in session.execute(shares).all():
        if share.taken_back_at is None and group.outcome is None:
            if clock.now() >= group.closes_at:
                raise GroupUnderWay  # it is being settled this minute
            leave(group, share)
        share.name, share.phone = "–", ""
