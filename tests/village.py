"""The people of the demo village, by the names tests call them, and what is theirs."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask
from sqlalchemy import Select, select

from blueprints.core.db import session
from blueprints.members.models import Confirmation, Organisation, Person, Place, Role, Voucher
from blueprints.storefront.models import Offer, Order, Product, Variant, on_sale

T = TypeVar("T")

PIN = "246810"

FARMER = "13800000001"  # ordinary farmer, member of Liushu Cooperative
MANAGER = "13800000002"
TREASURER = "13800000003"
NEIGHBOUR = "13800000004"  # another member of Liushu
BUYER = "13800000011"  # a consumer, member of no cooperative
OTHER_BUYER = "13800000012"
SHIQIAO_MANAGER = "13800000021"
SHIQIAO_FARMER = "13800000023"
OFFICER = "13800000031"
MENTOR = "13800000041"
LOAN_OFFICER = "13800000051"
CLAIMS_OFFICER = "13800000061"
PLATFORM = "13800000071"
REPRESENTATIVE = "13800000081"


@dataclass(frozen=True)
class Village:
    """Ids of what was planted. Each look is a session of its own."""

    app: Flask

    def person(self, phone: str) -> uuid.UUID:
        return self._first(select(Person.id).where(Person.phone == f"+86{phone}"))

    def organisation(self, latin_name: str = "Liushu Cooperative") -> uuid.UUID:
        return self._first(select(Organisation.id).where(Organisation.latin_name == latin_name))

    def place(self, latin_name: str = "Liushu") -> uuid.UUID:
        return self._first(select(Place.id).where(Place.latin_name == latin_name))

    def products(self, seller: str = FARMER) -> list[uuid.UUID]:
        """Oldest first, those still in the shop; not those where one must choose a kind."""
        mine = Product.seller_id == self.person(seller)
        plain = Product.id.not_in(select(Variant.product_id))
        return self._all(
            select(Product.id).where(mine, plain, on_sale(), Product.stock > 0).order_by(Product.id)
        )

    def in_kinds(self, seller: str) -> uuid.UUID:
        """The oldest that is sold in kinds or by the day."""
        asked = select(Variant.product_id).join(Product, Product.id == Variant.product_id)
        return self._first(
            asked.where(Product.seller_id == self.person(seller)).order_by(Product.id)
        )

    def kinds(self, product: uuid.UUID) -> list[uuid.UUID]:
        asked = select(Variant.id).where(Variant.product_id == product)
        return self._all(asked.order_by(Variant.starts_at, Variant.id))

    def offer(self) -> tuple[uuid.UUID, uuid.UUID]:
        """The newest: of which product, and itself."""
        product = self._first(select(Offer.product_id).order_by(Offer.id.desc()))
        return product, self._first(select(Offer.id).where(Offer.product_id == product))

    def product(self, seller: str = FARMER) -> uuid.UUID:
        return self.products(seller)[0]

    def order(
        self, state: str, *, seller: str | None = None, buyer: str | None = None
    ) -> uuid.UUID:
        """The oldest in this state, of these two."""
        asked = select(Order.id).where(Order.state == state).order_by(Order.id)
        if seller:
            asked = asked.where(Order.seller_id == self.person(seller))
        if buyer:
            asked = asked.where(Order.buyer_id == self.person(buyer))
        return self._first(asked)

    def price(self, product: uuid.UUID) -> int:
        return self._first(select(Product.price_minor).where(Product.id == product))

    def number(self, order: uuid.UUID) -> str:
        return self._first(select(Order.number).where(Order.id == order))

    def device(self, phone: str) -> uuid.UUID:
        """The one they were last confirmed on."""
        theirs = Confirmation.person_id == self.person(phone)
        return self._first(
            select(Confirmation.device_id).where(theirs).order_by(Confirmation.id.desc())
        )

    def role(self, phone: str) -> uuid.UUID:
        """The one that they hold."""
        theirs = Role.person_id == self.person(phone)
        return self._first(select(Role.id).where(theirs, Role.ended_at.is_(None)))

    def voucher(self) -> uuid.UUID:
        """The oldest that was printed."""
        return self._first(select(Voucher.id).order_by(Voucher.id))

    def first(self, asked: Select[tuple[T]]) -> T:
        """What else a test looks for."""
        return self._first(asked)

    def _first(self, asked: Select[tuple[T]]) -> T:
        found = self._all(asked.limit(1))
        assert found, f"not in the village: {asked}"
        return found[0]

    def _all(self, asked: Select[tuple[T]]) -> list[T]:
        with self.app.app_context():
            found = list(session.scalars(asked))
            session.remove()
        return found
