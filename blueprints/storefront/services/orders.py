"""Placing orders: stock is taken under a lock, or nothing happens at all."""

from __future__ import annotations

import secrets
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import delete, func, select

from blueprints.core import clock, events, keys
from blueprints.core.db import session
from blueprints.core.errors import N_, Amount, DomainError, TooMany
from blueprints.storefront import rules
from blueprints.storefront.models import (
    BasketLine,
    GuestPass,
    Line,
    LookupTry,
    Order,
    Step,
)
from blueprints.storefront.queries.choices import Chosen, chosen_of
from blueprints.storefront.rules import Choice, State, Wanted
from blueprints.storefront.services.fares import Wish, settle_fares
from blueprints.storefront.services.limits import check_limit
from blueprints.storefront.services.steps import lock_products
from blueprints.storefront.services.stock import take

# An order number has eight digits: a guesser must not get far (DESIGN 8).
WRONG_LOOKUPS = 10
LOOKUP_WINDOW = timedelta(hours=1)


class NoSuchOrder(DomainError):
    sentence = N_("We find no order with this number and this phone. Please check both.")


@dataclass(frozen=True)
class Buyer:
    """Who orders and where it goes. `owner` holds the basket; `visitor` may follow the order."""

    owner: str
    member_id: uuid.UUID | None
    visitor: str | None
    name: str
    phone: str
    address: str
    delivery: str
    payment: str
    # The way that was chosen → the fee its form showed; see services.fares.
    ways: Mapping[uuid.UUID, int | None] = field(default_factory=dict)


def place_orders(
    *, buyer: Buyer, wanted: Mapping[Choice, Wanted], key: uuid.UUID
) -> list[uuid.UUID]:
    """One order for each seller, all or none; their ids. Refusals: see rules."""
    if not wanted:
        raise rules.NothingToOrder
    if len(wanted) > rules.MOST_LINES:
        raise rules.TooManyLines
    products = lock_products({choice.product_id for choice in wanted})
    found = chosen_of(wanted, products, lock=True)
    for choice, one in wanted.items():
        _check(found.get(choice), one, buyer)
        check_limit(found[choice], one.quantity, buyer.member_id, buyer.phone)
    orders = []
    for n, group in enumerate(_by_seller(found[choice] for choice in wanted)):
        orders.append(place_one(buyer, group, wanted, keys.nth(key, n)))
    settle_fares(orders, Wish(buyer.delivery, buyer.address, buyer.ways))
    words = [choice.word for choice in wanted]
    session.execute(
        delete(BasketLine).where(BasketLine.owner == buyer.owner, BasketLine.choice.in_(words))
    )
    session.flush()
    for order in orders:
        events.announce("storefront.order_placed", order_id=order.id)
    return [order.id for order in orders]


def find_order(*, number: str, phone: str, visitor: str) -> uuid.UUID:
    """A guest's way back: number and phone together open it for this visitor."""
    _slow_guessers(visitor, number, phone)
    order = session.scalar(select(Order).where(Order.number == number, Order.phone == phone))
    if order is None:
        refusal = NoSuchOrder()
        refusal.record = lambda: _note_wrong_guess(visitor, number, phone)
        raise refusal
    session.merge(GuestPass(order_id=order.id, visitor=visitor))
    return order.id


def _note_wrong_guess(*whos: str) -> None:
    """Counted for the asker, the number and the phone: a new cookie does not start afresh."""
    session.add_all(LookupTry(who=who[:64], at=clock.now()) for who in whos)


def forget_guesses() -> None:
    session.execute(delete(LookupTry).where(LookupTry.at < clock.now() - LOOKUP_WINDOW))


def _slow_guessers(*whos: str) -> None:
    since = clock.now() - LOOKUP_WINDOW
    counted = (
        select(func.count())
        .where(LookupTry.who.in_(whos), LookupTry.at > since)
        .group_by(LookupTry.who)
        .order_by(func.count().desc())
        .limit(1)
    )
    if (session.scalar(counted) or 0) >= WRONG_LOOKUPS:
        raise TooMany(int(LOOKUP_WINDOW.total_seconds()))


def _check(chosen: Chosen | None, one: Wanted, buyer: Buyer) -> None:
    if chosen is None:
        raise rules.NoLongerSold(title="…")
    if not chosen.product.is_on_sale or chosen.is_gone:
        raise rules.NoLongerSold(title=chosen.title)
    if chosen.product.seller_id == buyer.member_id:
        raise rules.OwnProduct
    chosen.check_told()
    if chosen.price_minor != one.seen_minor:
        raise rules.PriceChanged(
            title=chosen.title, seen=Amount(one.seen_minor), now=Amount(chosen.price_minor)
        )
    if chosen.stock < one.quantity:
        raise rules.SoldOut(title=chosen.title, have=chosen.stock, wanted=one.quantity)


def _by_seller(found: Iterable[Chosen]) -> list[list[Chosen]]:
    groups: dict[tuple[uuid.UUID, uuid.UUID | None], list[Chosen]] = defaultdict(list)
    for one in found:
        groups[one.product.seller_id, one.product.organisation_id].append(one)
    return list(groups.values())


def place_one(
    buyer: Buyer,
    found: list[Chosen],
    wanted: Mapping[Choice, Wanted],
    key: uuid.UUID,
    *,
    kept: bool = False,
) -> Order:
    """One seller's order, checked before, under the lock. `kept`: the goods were taken before."""
    now, first = clock.now(), found[0].product
    lines = [_line(n, one, wanted[one.choice].quantity) for n, one in enumerate(found)]
    order = Order(
        key=key,
        number=_fresh_number(),
        buyer_id=buyer.member_id,
        seller_id=first.seller_id,
        organisation_id=first.organisation_id,
        name=buyer.name,
        phone=buyer.phone,
        address=buyer.address,
        delivery=buyer.delivery,
        payment=buyer.payment,
        currency=first.currency,
        total_minor=rules.total_minor((line.quantity, line.price_minor) for line in lines),
        state=State.PLACED,
        placed_at=now,
        due_at=now + rules.ACCEPT_WITHIN,
        lines=lines,
        steps=[Step(to=State.PLACED, key=key, at=now, side="buyer", by=buyer.member_id)],
    )
    session.add(order)
    for one in () if kept else found:
        take(one, wanted[one.choice].quantity)
    session.flush()
    if buyer.member_id is None and buyer.visitor is not None:
        session.add(GuestPass(order_id=order.id, visitor=buyer.visitor))
    return order


def _line(place: int, one: Chosen, quantity: int) -> Line:
    """In the words and at the price of this day: what changes later is not this order."""
    product, variant = one.product, one.variant
    return Line(
        place=place,
        product_id=product.id,
        variant_id=variant.id if variant else None,
        title=product.title,
        variant=variant.name if variant else None,
        unit=product.unit,
        quantity=quantity,
        price_minor=one.price_minor,
        offer_id=one.price.offer_id,
        promised_on=rules.promise_of(product.promised_on, clock.local(clock.now()).date()),
        starts_at=variant.starts_at if variant else None,
        meeting=product.meeting,
    )


def _fresh_number() -> str:
    """Eight random digits: short enough to read out, and silent about how many there are."""
    while True:
        number = str(10**7 + secrets.randbelow(9 * 10**7))
        if session.scalar(select(Order.id).where(Order.number == number)) is None:
            return number
