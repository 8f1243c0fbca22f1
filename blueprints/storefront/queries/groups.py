"""Group orders as rows: on a product's page, in a list, on another room's page."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.members import queries as members
from blueprints.storefront.models import GroupOrder, Product, Share, Variant
from blueprints.storefront.rules.together import GroupState, given_name, missing, state_of_group

_BESIDE_A_PRODUCT = 3


@dataclass(frozen=True)
class GroupCard:
    """`joined` is how much they want together, `people` how many they are."""

    id: uuid.UUID
    product_id: uuid.UUID
    title: str
    variant: str
    unit: str
    price_minor: int
    ordinary_minor: int
    least: int
    joined: int
    people: int
    closes_at: datetime
    state: GroupState
    leader: str

    @property
    def missing(self) -> int:
        return missing(self.least, self.joined)


def groups_running(product_id: uuid.UUID) -> tuple[GroupCard, ...]:
    """Those that can still be joined, the first to close first."""
    asked = (
        select(GroupOrder)
        .where(
            GroupOrder.product_id == product_id,
            GroupOrder.outcome.is_(None),
            GroupOrder.closes_at > clock.now(),
        )
        .order_by(GroupOrder.closes_at, GroupOrder.id)
        .limit(_BESIDE_A_PRODUCT)
    )
    return cards_of_groups(session.scalars(asked).all())


def groups_with(group_ids: Collection[uuid.UUID]) -> tuple[GroupCard, ...]:
    """For another room's page (core.cards)."""
    return cards_of_groups(
        session.scalars(select(GroupOrder).where(GroupOrder.id.in_(group_ids))).all()
    )


def cards_of_groups(rows: Sequence[GroupOrder]) -> tuple[GroupCard, ...]:
    """Three questions, however many."""
    if not rows:
        return ()
    sums = _sums([row.id for row in rows])
    leaders = members.names_of({row.leader_id for row in rows})
    ordinary = _ordinary_prices(rows)
    cards = []
    for row in rows:
        joined, people = sums.get(row.id, (0, 0))
        state = state_of_group(row.least, joined, row.closes_at, row.outcome, clock.now())
        cards.append(
            GroupCard(
                id=row.id,
                product_id=row.product_id,
                title=row.title,
                variant=row.variant or "",
                unit=row.unit,
                price_minor=row.price_minor,
                ordinary_minor=ordinary.get(row.id, row.price_minor),
                least=row.least,
                joined=joined,
                people=people,
                closes_at=row.closes_at,
                state=state,
                leader=given_name(leaders.get(row.leader_id, "")),
            )
        )
    return tuple(cards)


def _sums(group_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[int, int]]:
    asked: Select[*tuple[Any, ...]] = (
        select(Share.group_order_id, func.sum(Share.quantity), func.count())
        .where(Share.group_order_id.in_(group_ids), Share.taken_back_at.is_(None))
        .group_by(Share.group_order_id)
    )
    return {row[0]: (int(row[1]), row[2]) for row in session.execute(asked)}


def _ordinary_prices(rows: Sequence[GroupOrder]) -> dict[uuid.UUID, int]:
    """What one costs to somebody who orders alone."""
    asked = (
        select(GroupOrder.id, func.coalesce(Variant.price_minor, Product.price_minor))
        .join(Product, Product.id == GroupOrder.product_id)
        .outerjoin(Variant, Variant.id == GroupOrder.variant_id)
        .where(GroupOrder.id.in_([row.id for row in rows]))
    )
    return {row[0]: row[1] for row in session.execute(asked)}
