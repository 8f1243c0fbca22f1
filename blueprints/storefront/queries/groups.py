"""Group orders as rows: on a product's page, in a list, on another room's page."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.members import queries as members
from blueprints.storefront.models import GroupOrder, Product, Share, Variant
from blueprints.storefront.rules.together import GroupState, given_name, missing, state_of_group

_BESIDE_A_PRODUCT = 3

GroupRows = Select[*tuple[Any, ...]]


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
    asked = group_rows().where(
        GroupOrder.product_id == product_id,
        GroupOrder.outcome.is_(None),
        GroupOrder.closes_at > clock.now(),
    )
    first = asked.order_by(GroupOrder.closes_at, GroupOrder.id).limit(_BESIDE_A_PRODUCT)
    return cards_of_groups(session.execute(first).all())


def groups_with(group_ids: Collection[uuid.UUID]) -> tuple[GroupCard, ...]:
    """For another room's page (core.cards)."""
    asked = group_rows().where(GroupOrder.id.in_(group_ids))
    return cards_of_groups(session.execute(asked).all())


def group_rows() -> GroupRows:
    """Each with how much is in it, how many people, and what one costs to whoever orders alone."""
    theirs = (Share.group_order_id == GroupOrder.id, Share.taken_back_at.is_(None))
    joined = select(func.coalesce(func.sum(Share.quantity), 0)).where(*theirs)
    people = select(func.count(Share.id)).where(*theirs)
    return (
        select(
            GroupOrder,
            joined.correlate(GroupOrder).scalar_subquery(),
            people.correlate(GroupOrder).scalar_subquery(),
            func.coalesce(Variant.price_minor, Product.price_minor),
        )
        .join(Product, Product.id == GroupOrder.product_id)
        .outerjoin(Variant, Variant.id == GroupOrder.variant_id)
    )


def cards_of_groups(found: Sequence[Row[*tuple[Any, ...]]]) -> tuple[GroupCard, ...]:
    """From `group_rows`; one more question, however many."""
    leaders = members.names_of({row[0].leader_id for row in found}) if found else {}
    return tuple(
        _card(row, int(joined), people, ordinary, leaders.get(row.leader_id, ""))
        for row, joined, people, ordinary in found
    )


def _card(row: GroupOrder, joined: int, people: int, ordinary_minor: int, leader: str) -> GroupCard:
    return GroupCard(
        id=row.id,
        product_id=row.product_id,
        title=row.title,
        variant=row.variant or "",
        unit=row.unit,
        price_minor=row.price_minor,
        ordinary_minor=ordinary_minor,
        least=row.least,
        joined=joined,
        people=people,
        closes_at=row.closes_at,
        state=state_of_group(row.least, joined, row.closes_at, row.outcome, clock.now()),
        leader=given_name(leader),
    )
