"""What the shop's tests stand on: a stall worked through the services, and pages filled in."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from blueprints.core import ids
from blueprints.core.access import Viewer
from blueprints.core.db import Base, db, session, writing
from blueprints.members import queries as members
from blueprints.storefront import queries, services
from blueprints.storefront.models import Order, Product, Variant
from blueprints.storefront.rules import Choice, Wanted
from tests.page import Client, Page
from tests.photos import camera_jpeg
from tests.village import BUYER, FARMER

Rows = dict[str, list[str]]
Client_ = Callable[..., Client]
JSON = {"Accept": "application/json"}
GOODS = {"title": "高山蜜桔", "price": "4.80", "unit": "斤", "stock": "20", "category": "fruit"}
GUEST = {"name": "李婶", "phone": "13912345678", "delivery": "pickup", "payment": "on_delivery"}


class Stall:
    """Selling and ordering by phone number, each act in a transaction of its own."""

    def sells(self, seller: str = FARMER, **told: Any) -> uuid.UUID:
        with writing():
            key = told.pop("key", None) or ids.uuid7()
            seller_id = members.person_with(seller)
            return services.list_product(seller_id=seller_id, listing=listing(**told), key=key).id

    def changes(
        self, product: uuid.UUID, version: int | None, seller: str = FARMER, **told: Any
    ) -> None:
        with writing():
            services.change_product(
                seller_id=members.person_with(seller),
                product_id=product,
                version=version,
                listing=listing(**told),
            )

    def withdraws(self, product: uuid.UUID, seller: str = FARMER) -> None:
        with writing():
            services.withdraw_product(seller_id=members.person_with(seller), product_id=product)

    def orders(
        self,
        wanted: Mapping[uuid.UUID | Choice, int],
        buyer: str | None = BUYER,
        visitor: str | None = None,
        key: uuid.UUID | None = None,
        seen: int | None = None,
    ) -> list[uuid.UUID]:
        """Without `seen`, at today's price."""
        with writing():
            lines = {}
            for one, n in wanted.items():
                choice = one if isinstance(one, Choice) else Choice(one)
                lines[choice] = Wanted(n, seen or price_of(choice))
            return services.place_orders(
                buyer=buyer_of(buyer, visitor), wanted=lines, key=key or ids.uuid7()
            )

    def does(
        self,
        verb: Callable[..., Any],
        order: uuid.UUID,
        who: str | None = FARMER,
        visitor: str | None = None,
        **more: Any,
    ) -> None:
        if verb is not services.close_problem:
            more.setdefault("key", ids.uuid7())
        with writing():
            viewer = viewer_of(who) if who else None
            verb(order_id=order, viewer=viewer, visitor=visitor, **more)

    def stock(self, product: uuid.UUID) -> int:
        session.rollback()
        return session.scalars(select(Product.stock).where(Product.id == product)).one()

    def state(self, order: uuid.UUID, who: str = FARMER) -> str:
        """As its page says it."""
        session.rollback()
        session.expire_all()
        return queries.order_seen_by(order, viewer_of(who), None).card.state.value


def price_of(choice: Choice) -> int:
    if choice.variant_id:
        return session.get_one(Variant, choice.variant_id).price_minor
    return session.get_one(Product, choice.product_id).price_minor


def listing(**told: Any) -> services.Listing:
    plain = {
        "title": "蜜桔",
        "description": "甜",
        "category": "fruit",
        "price_minor": 480,
        "currency": "CNY",
        "unit": "斤",
        "stock": 20,
        "language": "zh",
    }
    return services.Listing(**{**plain, **told})


def viewer_of(phone: str) -> Viewer:
    person = members.person_with(phone)
    return Viewer(person, phone, person, person, frozenset())


def buyer_of(phone: str | None, visitor: str | None = None) -> services.Buyer:
    member_id = members.person_with(phone) if phone else None
    return services.Buyer(
        owner=f"m:{member_id.hex}" if member_id else f"v:{visitor}",
        member_id=member_id,
        visitor=visitor,
        name="李婶",
        phone="+8613912345678",
        address="",
        delivery="pickup",
        payment="on_delivery",
    )


@pytest.fixture
def stall(live: Session) -> Stall:
    return Stall()


@pytest.fixture
def rows(app: Flask) -> Callable[[], Rows]:
    """Every row of every table, to see that nothing changed."""

    def read() -> Rows:
        with app.app_context(), db.engine.connect() as connection:
            return {
                name: sorted(map(str, connection.execute(text(f"SELECT * FROM {name}"))))
                for name in Base.metadata.tables
            }

    return read


@pytest.fixture
def count(app: Flask) -> Callable[[], int]:
    """How many orders there are, by a look of its own."""

    def orders() -> int:
        with app.app_context():
            number = len(session.scalars(select(Order.id)).all())
            session.remove()
            return number

    return orders


def sell(seller: Client, **fields: Any) -> Page:
    """Through the form; the page that follows."""
    form = seller.get("/storefront/products/new")
    return seller.follow(seller.submit(form, **{**GOODS, **fields}))


def id_in(page: Page) -> str:
    """The id of the product or order that a page is about."""
    return page.one("data", value=True).get("value")


def to_checkout(buyer: Client, product: str, quantity: int = 1) -> Page:
    shown = buyer.get(f"/storefront/products/{product}")
    return buyer.follow(
        buyer.submit(shown, to="/storefront/basket", quantity=str(quantity), order="1")
    )


def lines_of(product: str, quantity: int = 1, price: int = 480) -> dict[str, str]:
    """What an outbox sends to the checkout."""
    return {**GUEST, "line": f"{product}:{quantity}:{price}"}


def send(client: Client, path: str, key: object, sent: Mapping[str, Any], **headers: str) -> Page:
    """As an outbox does."""
    told = {**JSON, "Idempotency-Key": str(key), **headers}
    return client.post(path, data=dict(sent), headers=told)


def camera_photo() -> io.BytesIO:
    return io.BytesIO(camera_jpeg())
