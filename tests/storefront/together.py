"""Offers and group orders through the services, each act in a transaction of its own."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from blueprints.core import clock, ids
from blueprints.core.db import session, writing
from blueprints.members import queries as members
from blueprints.storefront import services
from blueprints.storefront.models import GroupOrder, Order, Product, Share, Variant
from blueprints.storefront.queries import together as groups
from blueprints.storefront.queries.cards import cards_of
from blueprints.storefront.rules import Choice
from blueprints.storefront.services.offers import Terms
from blueprints.storefront.services.shares import Sharer
from blueprints.storefront.services.stock import count_kinds
from blueprints.storefront.services.together import GroupPlan
from tests.storefront.conftest import Stall, viewer_of
from tests.village import BUYER, FARMER, NEIGHBOUR

A_DAY = timedelta(days=1)


class Circle(Stall):
    """A stall at which people also buy together."""

    def opens(self, product: uuid.UUID, who: str = NEIGHBOUR, **told: Any) -> uuid.UUID:
        plan = {"least": 5, "closes_at": clock.now() + A_DAY, "handed_out": "村口", **told}
        with writing():
            return services.open_group(
                leader_id=members.person_with(who),
                product_id=product,
                plan=GroupPlan(**plan),
                key=ids.uuid7(),
            ).id

    def joins(
        self, group: uuid.UUID, quantity: int = 1, who: str | None = BUYER, **told: Any
    ) -> uuid.UUID:
        member = members.person_with(who) if who else None
        guest = None if who else told.get("visitor", "guest")
        phone = f"+86{who}" if who else told.get("phone", "+8613912345678")
        with writing():
            return services.join_group(
                group_id=group,
                sharer=Sharer(member, guest, "李婶", phone),
                quantity=quantity,
                key=told.get("key") or ids.uuid7(),
            ).id

    def leaves(
        self, group: uuid.UUID, share: uuid.UUID, who: str | None = BUYER, visitor: str = "guest"
    ) -> None:
        with writing():
            services.take_back_share(
                group_id=group,
                share_id=share,
                viewer=viewer_of(who) if who else None,
                visitor=None if who else visitor,
            )

    def closes(self, group: uuid.UUID, who: str = NEIGHBOUR) -> None:
        with writing():
            services.close_group(group_id=group, by=members.person_with(who))

    def calls_off(self, group: uuid.UUID, who: str = NEIGHBOUR, reason: str = "下雨") -> None:
        with writing():
            services.call_off_group(group_id=group, by=members.person_with(who), reason=reason)

    def settles(self) -> int:
        with writing():
            return services.settle_due_groups()

    def offers(self, product: uuid.UUID, price: int, who: str = FARMER, **told: Any) -> uuid.UUID:
        now = clock.now()
        terms = {"starts_at": now, "ends_at": now + A_DAY, **told}
        with writing():
            return services.make_offer(
                by=members.person_with(who),
                product_id=product,
                terms=Terms(price_minor=price, **terms),
                key=ids.uuid7(),
            ).id

    def ends(self, product: uuid.UUID, offer: uuid.UUID, who: str = FARMER) -> None:
        with writing():
            services.end_offer(by=members.person_with(who), product_id=product, offer_id=offer)

    def adds(self, product: uuid.UUID, name: str, price: int, stock: int = 9) -> Choice:
        """A kind of it."""
        with writing() as live:
            now = clock.now()
            kind = Variant(
                key=ids.uuid7(),
                product_id=product,
                name=name,
                price_minor=price,
                stock=stock,
                listed_at=now,
            )
            live.add(kind)
            count_kinds(live.get_one(Product, product))
        return Choice(product, kind.id)

    def price(self, product: uuid.UUID) -> int:
        """As a list shows it."""
        session.rollback()
        session.expire_all()
        row = session.get_one(Product, product)
        return cards_of([row], "zh")[product].price_minor

    def says(self, group: uuid.UUID) -> str:
        """As its page does."""
        session.rollback()
        session.expire_all()
        return groups.group(group, "zh").card.state.value

    def kept(self, group: uuid.UUID) -> GroupOrder:
        session.rollback()
        session.expire_all()
        return session.get_one(GroupOrder, group)

    def orders_of_group(self, group: uuid.UUID) -> list[Order]:
        session.rollback()
        session.expire_all()
        mine = select(Share.order_id).where(Share.group_order_id == group)
        return list(session.scalars(select(Order).where(Order.id.in_(mine)).order_by(Order.id)))
