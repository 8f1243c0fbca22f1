"""Group orders as people look at them: the same page for everybody, and each one's own part."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, or_, select

from blueprints.core import ids
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import queries as members
from blueprints.storefront import rules
from blueprints.storefront.models import GroupOrder, Product, Share, Variant
from blueprints.storefront.queries.cards import Card, cards_of
from blueprints.storefront.queries.groups import GroupCard, cards_of_groups, group_rows
from blueprints.storefront.queries.offers import keeps
from blueprints.storefront.rules.together import GroupState

PAGE = 15


@dataclass(frozen=True)
class GroupList:
    """`kept`: those of them that one leads, or sells."""

    cards: tuple[GroupCard, ...]
    after: str | None
    kept: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True)
class GroupView:
    """`takes`: somebody can still join. `left`: how many more there are."""

    card: GroupCard
    product: Card | None
    words: str
    handed_out: str
    reason: str
    settled_at: datetime | None
    takes: bool
    left: int


@dataclass(frozen=True)
class ShareRow:
    id: uuid.UUID
    name: str
    phone: str
    quantity: int
    amount_minor: int
    joined_at: datetime
    order_id: uuid.UUID | None


@dataclass(frozen=True)
class KeptGroup:
    """As its leader and its seller see it: who is in it, and what they may do."""

    view: GroupView
    shares: tuple[ShareRow, ...]
    leads: bool
    may_close: bool
    may_call_off: bool


def group(group_id: uuid.UUID, locale: str = "") -> GroupView:
    """Raises NotFound. Without a locale, without the card of what is sold.

    What is no longer sold stays to be seen: shares already taken stand.
    """
    return _view(*_found(group_id), locale)


def group_kept_by(group_id: uuid.UUID, person_id: uuid.UUID, locale: str) -> KeptGroup:
    """Found through its leader or its seller: to anyone else it is not there."""
    row, card = _found(group_id)
    leads, product = row.leader_id == person_id, session.get_one(Product, row.product_id)
    if not leads and not keeps(product, person_id):
        raise NotFound
    view = _view(row, card, locale)
    is_open = view.card.state is GroupState.OPEN
    return KeptGroup(
        view=view,
        shares=_shares(Share.group_order_id == group_id, row.price_minor),
        leads=leads,
        may_close=is_open and leads and not view.card.missing,
        may_call_off=is_open,
    )


def shares_of(view: GroupView, viewer: Viewer | None, visitor: str | None) -> tuple[ShareRow, ...]:
    """What this person has in it."""
    mine = _theirs(viewer, visitor)
    if mine is None:
        return ()
    return _shares((Share.group_order_id == view.card.id) & mine, view.card.price_minor)


def check_share(share_id: uuid.UUID, viewer: Viewer | None, visitor: str | None) -> None:
    """Raises NotFound for somebody else's share."""
    mine = _theirs(viewer, visitor)
    asked = select(Share.id).where(Share.id == share_id)
    if mine is None or session.scalar(asked.where(mine)) is None:
        raise NotFound


def groups_of(viewer: Viewer | None, visitor: str | None, after: str) -> GroupList:
    """Led, joined, or of one's own goods; newest first."""
    whose = _concerning(viewer, visitor)
    if whose is None:
        return GroupList((), None)
    chosen = group_rows().where(whose)
    if (edge := ids.as_uuid(after)) is not None:
        chosen = chosen.where(GroupOrder.id < edge)
    found = session.execute(chosen.order_by(GroupOrder.id.desc()).limit(PAGE + 1)).all()
    rows = [one[0] for one in found]
    following = str(rows[PAGE - 1].id) if len(rows) > PAGE else None
    kept = _kept_among(rows[:PAGE], viewer)
    return GroupList(cards_of_groups(found[:PAGE]), following, kept)


def group_behind(order_id: uuid.UUID) -> uuid.UUID | None:
    """The group order that an order came from."""
    return session.scalar(select(Share.group_order_id).where(Share.order_id == order_id))


def _found(group_id: uuid.UUID) -> tuple[GroupOrder, GroupCard]:
    found = session.execute(group_rows().where(GroupOrder.id == group_id)).first()
    if found is None:
        raise NotFound
    return found[0], cards_of_groups([found])[0]


def _view(row: GroupOrder, card: GroupCard, locale: str) -> GroupView:
    product = session.get_one(Product, row.product_id)
    kind = session.get(Variant, row.variant_id) if row.variant_id else None
    left = kind.stock if kind else product.stock
    sold = product.is_on_sale and (kind is None or kind.withdrawn_at is None)
    return GroupView(
        card=card,
        product=cards_of([product], locale)[product.id] if locale else None,
        words=row.words,
        handed_out=row.handed_out,
        reason=row.reason,
        settled_at=row.settled_at,
        takes=card.state is GroupState.OPEN and sold and left > 0,
        left=left,
    )


def _shares(which: ColumnElement[bool], price_minor: int) -> tuple[ShareRow, ...]:
    asked = select(Share).where(which, Share.taken_back_at.is_(None)).order_by(Share.id)
    return tuple(
        ShareRow(
            one.id,
            one.name,
            one.phone,
            one.quantity,
            rules.amount_minor(one.quantity, price_minor),
            one.joined_at,
            one.order_id,
        )
        for one in session.scalars(asked)
    )


def _theirs(viewer: Viewer | None, visitor: str | None) -> ColumnElement[bool] | None:
    sides: list[ColumnElement[bool]] = []
    if viewer is not None and viewer.may("order"):
        sides.append(Share.buyer_id == viewer.id)
    if visitor is not None:
        sides.append(Share.visitor == visitor)
    return or_(*sides) if sides else None


def _concerning(viewer: Viewer | None, visitor: str | None) -> ColumnElement[bool] | None:
    sides: list[ColumnElement[bool]] = []
    if (mine := _theirs(viewer, visitor)) is not None:
        joined = select(Share.group_order_id).where(mine, Share.taken_back_at.is_(None))
        sides.append(GroupOrder.id.in_(joined))
    if viewer is not None:
        sides.append(GroupOrder.leader_id == viewer.id)
        if viewer.may("sell"):
            sides.append(GroupOrder.product_id.in_(_goods_of(viewer)))
    return or_(*sides) if sides else None


def _kept_among(rows: Sequence[GroupOrder], viewer: Viewer | None) -> frozenset[uuid.UUID]:
    if viewer is None:
        return frozenset()
    named = {row.product_id for row in rows}
    sold = set(session.scalars(_goods_of(viewer).where(Product.id.in_(named))))
    leads = viewer.helper_id is None
    return frozenset(
        row.id
        for row in rows
        if (leads and row.leader_id == viewer.id) or (viewer.may("sell") and row.product_id in sold)
    )


def _goods_of(viewer: Viewer) -> Select[uuid.UUID]:
    kept: list[ColumnElement[bool]] = [Product.seller_id == viewer.id]
    if led := members.organisations_led_by(viewer.id):
        kept.append(Product.organisation_id.in_(led))
    return select(Product.id).where(or_(*kept))
