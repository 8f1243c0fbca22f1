"""Joining a group order, and leaving it again: the goods are taken and given back at once."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.core.errors import NeedsSignIn, NotFound
from blueprints.storefront import rules
from blueprints.storefront.models import GroupOrder, Product, Share
from blueprints.storefront.queries.choices import chosen_of
from blueprints.storefront.rules import Choice
from blueprints.storefront.rules.together import (
    MOST_SHARES,
    GroupFull,
    GroupOver,
    GroupState,
    NoLongerOpen,
    state_of_group,
)
from blueprints.storefront.services.settling import shares_in
from blueprints.storefront.services.steps import lock_products
from blueprints.storefront.services.stock import Taken, give_back, take


@dataclass(frozen=True)
class Sharer:
    """Who joins: a member, or a visitor without an account. `phone` as E.164."""

    member_id: uuid.UUID | None
    visitor: str | None
    name: str
    phone: str


def join_group(*, group_id: uuid.UUID, sharer: Sharer, quantity: int, key: uuid.UUID) -> Share:
    """Refusals: GroupOver, GroupFull, OwnProduct, NoLongerSold, SoldOut."""
    group, product = lock_group(group_id)
    if state_of(group) is not GroupState.OPEN:
        raise GroupOver
    if product.seller_id == sharer.member_id:
        raise rules.OwnProduct
    if len(shares_in(group_id)) >= MOST_SHARES:
        raise GroupFull
    choice = Choice(group.product_id, group.variant_id)
    chosen = chosen_of([choice], {product.id: product}, lock=True)[choice]
    if not product.is_on_sale or chosen.is_gone or chosen.has_passed:
        raise rules.NoLongerSold(title=chosen.title)
    if chosen.stock < quantity:
        raise rules.SoldOut(title=chosen.title, have=chosen.stock, wanted=quantity)
    share = Share(
        key=key,
        group_order_id=group_id,
        buyer_id=sharer.member_id,
        visitor=sharer.visitor,
        name=sharer.name,
        phone=sharer.phone,
        quantity=quantity,
        joined_at=clock.now(),
    )
    session.add(share)
    take(chosen, quantity)
    session.flush()
    return share


def take_back_share(
    *, group_id: uuid.UUID, share_id: uuid.UUID, viewer: Viewer | None, visitor: str | None
) -> Share:
    """While it is open. Afterwards it is an order, with an order's ways. Twice changes nothing."""
    group, _product = lock_group(group_id, viewer, guest=True)
    share = session.get(Share, share_id, populate_existing=True)
    if share is None or share.group_order_id != group_id or not _is_theirs(share, viewer, visitor):
        raise NotFound if viewer else NeedsSignIn
    if state_of(group) is not GroupState.OPEN:
        raise NoLongerOpen
    if share.taken_back_at is None:
        leave(group, share)
    return share


def adopt_shares(*, visitor: str, member_id: uuid.UUID) -> None:
    """Signing in takes them along, but not into a group order of one's own goods."""
    theirs = (
        select(Share)
        .join(GroupOrder, GroupOrder.id == Share.group_order_id)
        .join(Product, Product.id == GroupOrder.product_id)
        .where(Share.visitor == visitor, Product.seller_id != member_id)
    )
    for share in session.scalars(theirs):
        share.buyer_id, share.visitor = member_id, None


def leave(group: GroupOrder, share: Share) -> None:
    """Under the product's lock."""
    share.taken_back_at = clock.now()
    give_back(Taken(group.product_id, group.variant_id, share.quantity))


def lock_group(
    group_id: uuid.UUID, viewer: Viewer | None = None, *, guest: bool = False
) -> tuple[GroupOrder, Product]:
    """Its product first, as all buyers do; what time has decided is written down by that."""
    product_id = session.scalar(select(GroupOrder.product_id).where(GroupOrder.id == group_id))
    if product_id is None:
        raise NeedsSignIn if guest and viewer is None else NotFound
    product = lock_products({product_id})[product_id]
    group = session.get_one(GroupOrder, group_id, with_for_update=True, populate_existing=True)
    return group, product


def state_of(group: GroupOrder) -> GroupState:
    joined = sum(share.quantity for share in shares_in(group.id))
    return state_of_group(group.least, joined, group.closes_at, group.outcome, clock.now())


def _is_theirs(share: Share, viewer: Viewer | None, visitor: str | None) -> bool:
    if viewer is not None and share.buyer_id is not None and share.buyer_id == viewer.id:
        return True
    return visitor is not None and share.visitor == visitor
