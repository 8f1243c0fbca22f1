"""What the shop holds about one person, as `core.own_data` shows it to them."""

from __future__ import annotations

import uuid

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from blueprints.core.errors import N_
from blueprints.core.own_data import Asked, Column, Part
from blueprints.core.visitors import owner_of
from blueprints.storefront import rules
from blueprints.storefront.models import (
    AwaitedPhoto,
    BasketLine,
    Line,
    Order,
    Photo,
    Product,
    Step,
    Variant,
)

_Side = InstrumentedAttribute[uuid.UUID] | InstrumentedAttribute[uuid.UUID | None]

TITLE, _UNIT = Column("title", N_("Product")), Column("unit", N_("Unit"), rules.UNITS)
_PRICE, _CURRENCY = Column("price_minor", N_("Price")), Column("currency", N_("Currency"))
NUMBER, _QUANTITY = Column("number", N_("Order number")), Column("quantity", N_("How many"))
_KIND = Column("variant", N_("Kind"))
_STATE_WORDS = {
    "placed": N_("Placed"),
    "accepted": N_("Accepted"),
    "handed_over": N_("Handed over"),
    "completed": N_("Completed"),
    "cancelled": N_("Cancelled"),
}
_DELIVERIES = {"ship": N_("Sent to an address"), "pickup": N_("Collected at the village point")}
_PAYMENTS = {"on_delivery": N_("Paid on receiving")}


def _photos(person_id: uuid.UUID) -> Asked:
    return (
        select(Product.title, Photo.name)
        .join(Product, Product.id == Photo.product_id)
        .where(Product.seller_id == person_id)
        .order_by(Product.id.desc(), Photo.place)
    )


def _awaited(person_id: uuid.UUID) -> Asked:
    return (
        select(Product.title, AwaitedPhoto.sha256)
        .join(Product, Product.id == AwaitedPhoto.product_id)
        .where(AwaitedPhoto.owner == owner_of(person_id.hex))
    )


def _basket(person_id: uuid.UUID) -> Asked:
    return (
        select(
            Product.title,
            Variant.name,
            BasketLine.quantity,
            BasketLine.seen_minor,
            Product.currency,
            BasketLine.chosen_at,
        )
        .join(Product, Product.id == BasketLine.product_id)
        .outerjoin(Variant, Variant.id == BasketLine.variant_id)
        .where(BasketLine.owner == owner_of(person_id.hex))
        .order_by(BasketLine.chosen_at.desc())
    )


def _bought(person_id: uuid.UUID) -> Asked:
    return (
        select(
            Order.number,
            Order.state,
            Order.name,
            Order.phone,
            Order.address,
            Order.delivery,
            Order.payment,
            Order.total_minor,
            Order.currency,
            Order.placed_at,
        )
        .where(Order.buyer_id == person_id)
        .order_by(Order.id.desc())
    )


def _sold(person_id: uuid.UUID) -> Asked:
    """Without the buyer's name, number and address: those are theirs."""
    return (
        select(Order.number, Order.state, Order.total_minor, Order.currency, Order.placed_at)
        .where(Order.seller_id == person_id)
        .order_by(Order.id.desc())
    )


def _lines_of(side: _Side, person_id: uuid.UUID) -> Asked:
    return (
        select(
            Order.number,
            Line.title,
            Line.variant,
            Line.quantity,
            Line.unit,
            Line.price_minor,
            Order.currency,
            Line.starts_at,
            Line.meeting,
            Line.promised_on,
        )
        .join(Order, Order.id == Line.order_id)
        .where(side == person_id)
        .order_by(Order.id.desc(), Line.place)
    )


def _steps(person_id: uuid.UUID) -> Asked:
    return (
        select(Order.number, Step.to, Step.at, Step.reason)
        .join(Order, Order.id == Step.order_id)
        .where(Step.by == person_id)
        .order_by(Step.at.desc())
    )


_LINES = (
    NUMBER,
    TITLE,
    _KIND,
    _QUANTITY,
    _UNIT,
    _PRICE,
    _CURRENCY,
    Column("starts_at", N_("Day of the visit")),
    Column("meeting", N_("Where to meet")),
    Column("promised_on", N_("Promised for")),
)
_TOTAL, _PLACED = Column("total_minor", N_("Total")), Column("placed_at", N_("Ordered"))
_STATE = Column("state", N_("State"), _STATE_WORDS)

OWN_DATA = (
    Part("product_photos", N_("Your photos"), (TITLE, Column("file", N_("File"))), _photos),
    Part(
        "awaited_photos", N_("Photos on their way"), (TITLE, Column("file", N_("File"))), _awaited
    ),
    Part(
        "basket",
        N_("Your basket"),
        (TITLE, _KIND, _QUANTITY, _PRICE, _CURRENCY, Column("chosen_at", N_("Chosen"))),
        _basket,
    ),
    Part(
        "orders_bought",
        N_("What you ordered"),
        (
            NUMBER,
            _STATE,
            Column("name", N_("Name")),
            Column("phone", N_("Phone")),
            Column("address", N_("Address")),
            Column("delivery", N_("Delivery"), _DELIVERIES),
            Column("payment", N_("Payment"), _PAYMENTS),
            _TOTAL,
            _CURRENCY,
            _PLACED,
        ),
        _bought,
    ),
    Part(
        "lines_bought",
        N_("What stood in your orders"),
        _LINES,
        lambda one: _lines_of(Order.buyer_id, one),
    ),
    Part(
        "orders_sold",
        N_("Orders you received"),
        (NUMBER, _STATE, _TOTAL, _CURRENCY, _PLACED),
        _sold,
    ),
    Part(
        "lines_sold",
        N_("What stood in orders you received"),
        _LINES,
        lambda one: _lines_of(Order.seller_id, one),
    ),
    Part(
        "order_steps",
        N_("What you did in orders"),
        (
            NUMBER,
            Column("to", N_("Step"), _STATE_WORDS),
            Column("at", N_("When")),
            Column("reason", N_("Reason")),
        ),
        _steps,
    ),
)
