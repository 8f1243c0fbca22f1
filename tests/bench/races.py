"""What is raced for: one row of the shop that many want at the same moment, and what must be left.

Each lays out a round, lets buyer n try, and says afterwards what there is.
"""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from blueprints.core import clock, ids
from blueprints.core.db import session, writing
from blueprints.members import queries as members
from blueprints.storefront import services
from blueprints.storefront.models import GroupOrder, Line, Order, Product, Share, Variant
from blueprints.storefront.rules import Choice, Wanted
from blueprints.storefront.services import Buyer, Listing
from blueprints.storefront.services.offers import Terms
from blueprints.storefront.services.shares import Sharer
from blueprints.storefront.services.stock import count_kinds
from blueprints.storefront.services.together import GroupPlan
from tests.village import FARMER, NEIGHBOUR

PRICE, LOWER = 480, 400
PHONE = "+8613912345678"
SETTLED_SHARES = 5
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Left:
    """`stock` after the round, `orders` there are, `charged`: losers with an order or a share."""

    stock: int
    orders: int
    charged: int


class LastOne:
    """A product with a stock of one."""

    loses = "SoldOut"

    def lay_out(self, buyers: int) -> None:
        self.choice = Choice(self.list(1))

    def list(self, stock: int) -> uuid.UUID:
        with writing():
            last_one = Listing("最后一篮", "", "fruit", PRICE, "CNY", "篮", stock, "zh")
            seller = members.person_with(FARMER)
            return services.list_product(seller_id=seller, listing=last_one, key=ids.uuid7()).id

    def attempt(self, n: int) -> None:
        self.buy(n, PRICE)

    def buy(self, n: int, price: int) -> None:
        who = f"racer-{n}"
        buyer = Buyer(f"v:{who}", None, who, who, PHONE, "", "pickup", "on_delivery")
        with writing():
            services.place_orders(
                buyer=buyer, wanted={self.choice: Wanted(1, price)}, key=ids.uuid7()
            )

    def left(self, told: dict[str, str]) -> Left:
        names = session.scalars(
            select(Order.name)
            .join(Line, Line.order_id == Order.id)
            .where(Line.product_id == self.choice.product_id)
        ).all()
        return Left(self.stock(), len(names), sum(told[name] != "won" for name in names))

    def stock(self) -> int:
        return session.scalars(
            select(Product.stock).where(Product.id == self.choice.product_id)
        ).one()

    def expected(self, buyers: int) -> tuple[Counter[str], Left]:
        return Counter({"won": 1, self.loses: buyers - 1}), Left(0, 1, 0)


class LastOfAKind(LastOne):
    """A variant with a stock of one, beside another with plenty."""

    def lay_out(self, buyers: int) -> None:
        product = self.list(0)
        with writing() as live:
            for name, stock in (("大", 1), ("小", 900)):
                kind = Variant(key=ids.uuid7(), product_id=product, name=name, price_minor=PRICE,
                               stock=stock, listed_at=clock.now())  # fmt: skip
                live.add(kind)
                live.flush()
                if stock == 1:
                    self.choice = Choice(product, kind.id)
            count_kinds(live.get_one(Product, product))

    def stock(self) -> int:
        kind = select(Variant.stock).where(Variant.id == self.choice.variant_id)
        assert super().stock() == 900 + session.scalars(kind).one(), "the sum is not the sum"
        return session.scalars(kind).one()


class LastShare(LastOne):
    """The last one again, but as a share of a group order; the winner's becomes the one order."""

    def lay_out(self, buyers: int) -> None:
        super().lay_out(buyers)
        self.group = opened(self.choice, clock.now() + AN_HOUR, least=1)

    def attempt(self, n: int) -> None:
        joined(self.group, f"racer-{n}")

    def left(self, told: dict[str, str]) -> Left:
        shares = session.scalars(select(Share.name).where(Share.group_order_id == self.group)).all()
        with writing():
            services.close_group(group_id=self.group, by=members.person_with(NEIGHBOUR))
        found = super().left(told)
        charged = found.charged + sum(told[name] != "won" for name in shares)
        return Left(found.stock, max(found.orders, len(shares)), charged)


class OneEach(LastOne):
    """Enough for all, at an offer of one for each person; and all are one person."""

    loses = "LimitPassed"

    def lay_out(self, buyers: int) -> None:
        self.choice = Choice(self.list(buyers))
        terms = Terms(LOWER, clock.now() - AN_HOUR, clock.now() + AN_HOUR, most_per_person=1)
        with writing():
            services.make_offer(
                by=members.person_with(FARMER),
                product_id=self.choice.product_id,
                terms=terms,
                key=ids.uuid7(),
            )

    def attempt(self, n: int) -> None:
        self.buy(n, LOWER)

    def expected(self, buyers: int) -> tuple[Counter[str], Left]:
        return Counter({"won": 1, self.loses: buyers - 1}), Left(buyers - 1, 1, 0)


class Settlement(LastOne):
    """A group order that has just closed; everybody settles it. `enough`: it happened."""

    enough = True

    def lay_out(self, buyers: int) -> None:
        self.choice = Choice(self.list(SETTLED_SHARES + 1))
        least = SETTLED_SHARES + (0 if self.enough else 1)
        with clock.stopped_at(clock.now() - 2 * AN_HOUR):
            self.group = opened(self.choice, clock.now() + AN_HOUR, least)
            for n in range(SETTLED_SHARES):
                joined(self.group, f"racer-{n}")

    def attempt(self, n: int) -> None:
        with writing():
            services.settle_due_groups()

    def left(self, told: dict[str, str]) -> Left:
        outcome = session.scalars(
            select(GroupOrder.outcome).where(GroupOrder.id == self.group)
        ).one()
        assert outcome == ("happened" if self.enough else "missed"), outcome
        with_order = select(func.count()).where(
            Share.group_order_id == self.group, Share.order_id.is_not(None)
        )
        found = super().left(dict.fromkeys(told, "won"))
        assert session.scalar(with_order) == found.orders, "a share without its order"
        return found

    def expected(self, buyers: int) -> tuple[Counter[str], Left]:
        stock, orders = (1, SETTLED_SHARES) if self.enough else (SETTLED_SHARES + 1, 0)
        return Counter({"won": buyers}), Left(stock, orders, 0)


class SettlementOfTooFew(Settlement):
    """Everybody gives the goods back, once."""

    enough = False


RACES: dict[str, type[LastOne]] = {
    "last_one": LastOne,
    "last_of_a_kind": LastOfAKind,
    "last_share": LastShare,
    "one_each": OneEach,
    "settlement": Settlement,
    "settlement_of_too_few": SettlementOfTooFew,
}


def opened(choice: Choice, closes_at: object, least: int) -> uuid.UUID:
    plan = GroupPlan(least=least, closes_at=closes_at, variant_id=choice.variant_id)
    with writing():
        return services.open_group(
            leader_id=members.person_with(NEIGHBOUR),
            product_id=choice.product_id,
            plan=plan,
            key=ids.uuid7(),
        ).id


def joined(group: uuid.UUID, who: str) -> None:
    with writing():
        services.join_group(
            group_id=group, sharer=Sharer(None, who, who, PHONE), quantity=1, key=ids.uuid7()
        )
