"""A group order from its opening to its end."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from blueprints.core import clock, jobs
from blueprints.core.db import session
from blueprints.core.errors import Amount, NotFound
from blueprints.storefront import rules
from blueprints.storefront.models import GroupOrder, Product
from blueprints.storefront.queries.choices import Chosen, chosen_of
from blueprints.storefront.queries.offers import keeps
from blueprints.storefront.rules import Choice
from blueprints.storefront.rules.together import (
    MOST_OPEN,
    GroupClosesTooLate,
    GroupPriceNotLower,
    GroupState,
    LeastNotReached,
    NoLongerOpen,
    OnlySellersLower,
    TooManyGroups,
    check_group,
    missing,
)
from blueprints.storefront.services.decided import refuse_where_decided
from blueprints.storefront.services.settling import settle, shares_in
from blueprints.storefront.services.shares import lock_group, state_of
from blueprints.storefront.services.steps import lock_products

JOB = "storefront.settle_groups_of"


@dataclass(frozen=True)
class GroupPlan:
    """What a leader opens. `seen_minor` is the price on the page; `price_minor` a lower one that
    the seller gives.
    """

    least: int
    closes_at: datetime
    seen_minor: int | None = None
    price_minor: int | None = None
    variant_id: uuid.UUID | None = None
    words: str = ""
    handed_out: str = ""


def open_group(
    *, leader_id: uuid.UUID, product_id: uuid.UUID, plan: GroupPlan, key: uuid.UUID
) -> GroupOrder:
    """Anybody may, for what is on sale. Refusals: see rules.together; PriceChanged, VariantMissing,
    PriceWasDecided.
    """
    now = clock.now()
    product = lock_products({product_id}).get(product_id)
    if product is None or not product.is_on_sale:
        raise NotFound
    choice = Choice(product_id, plan.variant_id)
    chosen = chosen_of([choice], {product_id: product}, lock=True)[choice]
    _check_choice(chosen, plan)
    _not_too_many(leader_id, now)
    check_group(plan.least, chosen.stock, plan.closes_at, now)
    group = GroupOrder(
        key=key,
        product_id=product_id,
        variant_id=plan.variant_id,
        leader_id=leader_id,
        title=product.title,
        variant=chosen.variant.name if chosen.variant else None,
        unit=product.unit,
        price_minor=_price(product, chosen, plan, leader_id),
        least=plan.least,
        words=plan.words,
        handed_out=plan.handed_out,
        opened_at=now,
        closes_at=plan.closes_at,
    )
    session.add(group)
    session.flush()
    # The round would do it within a minute; this does it within a second.
    jobs.enqueue(JOB, {"product_id": str(product_id)}, due_at=plan.closes_at)
    return group


def close_group(*, group_id: uuid.UUID, by: uuid.UUID) -> GroupOrder:
    """The leader need not wait, once enough are in it."""
    group = _led(group_id, by)
    still = missing(group.least, sum(share.quantity for share in shares_in(group_id)))
    if still:
        raise LeastNotReached(missing=still)
    settle(group, GroupState.HAPPENED, by=by)
    return group


def call_off_group(*, group_id: uuid.UUID, by: uuid.UUID, reason: str) -> GroupOrder:
    """By the leader, or by the seller, whose goods it keeps from others."""
    group = _led(group_id, by, or_sold=True)
    if not reason:
        raise rules.ReasonMissing
    settle(group, GroupState.CALLED_OFF, by=by, reason=reason)
    return group


def settle_due_groups() -> int:
    """One product's at a time, so that no lock is held while the next waits for its own."""
    due = select(GroupOrder.product_id).where(
        GroupOrder.outcome.is_(None), GroupOrder.closes_at <= clock.now()
    )
    product_id = session.scalar(due.order_by(GroupOrder.closes_at).limit(1))
    if product_id is None:
        return 0
    lock_products({product_id})
    return 1


def _led(group_id: uuid.UUID, by: uuid.UUID, *, or_sold: bool = False) -> GroupOrder:
    group, product = lock_group(group_id)
    if group.leader_id != by and not (or_sold and keeps(product, by)):
        raise NotFound
    if state_of(group) is not GroupState.OPEN:
        raise NoLongerOpen
    return group


def _check_choice(chosen: Chosen, plan: GroupPlan) -> None:
    if chosen.is_gone:
        raise NotFound
    chosen.check_told()
    starts_at = chosen.variant.starts_at if chosen.variant else None
    if starts_at is not None and plan.closes_at >= starts_at:
        raise GroupClosesTooLate
    if plan.seen_minor is not None and plan.seen_minor != chosen.ordinary_minor:
        raise rules.PriceChanged(
            title=chosen.title,
            seen=Amount(plan.seen_minor),
            now=Amount(chosen.ordinary_minor),
        )


def _price(product: Product, chosen: Chosen, plan: GroupPlan, leader_id: uuid.UUID) -> int:
    """The ordinary one: an offer with its last day and its limit does not stretch over a group."""
    if plan.price_minor is None:
        return chosen.ordinary_minor
    if not keeps(product, leader_id):
        raise OnlySellersLower
    refuse_where_decided(product)
    if not 0 < plan.price_minor < chosen.ordinary_minor:
        raise GroupPriceNotLower(price=Amount(chosen.ordinary_minor))
    return plan.price_minor


def _not_too_many(leader_id: uuid.UUID, now: datetime) -> None:
    running = select(func.count()).where(
        GroupOrder.leader_id == leader_id,
        GroupOrder.outcome.is_(None),
        GroupOrder.closes_at > now,
    )
    if (session.scalar(running) or 0) >= MOST_OPEN:
        raise TooManyGroups
