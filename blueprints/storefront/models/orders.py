"""Baskets, orders and their steps."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.core import ids
from blueprints.core.db import Base, Minor, Moment

if TYPE_CHECKING:
    from blueprints.storefront.models.aftersale import Problem


class BasketLine(Base):
    """`owner` is a member or a visitor (core.visitors); the price is the one seen when choosing.

    `choice` is `rules.Choice.word`: a key may not hold a variant that is null.
    """

    __tablename__ = "storefront_basket_line"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"),)

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    choice: Mapped[str] = mapped_column(String(65), primary_key=True)
    product_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storefront_product.id", ondelete="CASCADE"), index=True
    )
    variant_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("storefront_variant.id", ondelete="CASCADE")
    )
    quantity: Mapped[int]
    seen_minor: Mapped[Minor]
    chosen_at: Mapped[datetime] = mapped_column(Moment)


class Order(Base):
    """One buyer, one seller. The state repeats the last step, so that lists need no join."""

    __tablename__ = "storefront_order"
    __table_args__ = (
        Index("ix_storefront_order_seller", "seller_id", "id"),
        Index("ix_storefront_order_organisation", "organisation_id", "id"),
        Index("ix_storefront_order_buyer", "buyer_id", "id"),
        Index("ix_storefront_order_due", "state", "due_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    buyer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"))
    seller_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_organisation.id"))
    name: Mapped[str] = mapped_column(String(50))
    phone: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(Text)
    delivery: Mapped[str] = mapped_column(String(20))
    payment: Mapped[str] = mapped_column(String(20))
    currency: Mapped[str] = mapped_column(String(3))
    total_minor: Mapped[Minor]
    state: Mapped[str] = mapped_column(String(20))
    placed_at: Mapped[datetime] = mapped_column(Moment)
    # When it lapses (placed) or completes by itself (handed over); null when nothing is awaited.
    due_at: Mapped[datetime | None] = mapped_column(Moment)

    lines: Mapped[list[Line]] = relationship(order_by="Line.place", lazy="raise")
    steps: Mapped[list[Step]] = relationship(order_by="Step.at", lazy="raise")
    problems: Mapped[list[Problem]] = relationship(order_by="Problem.opened_at", lazy="raise")


class Line(Base):
    """What was ordered, in the words and at the price of that day."""

    __tablename__ = "storefront_line"

    order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("storefront_order.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("storefront_product.id"), index=True)
    variant_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("storefront_variant.id"))
    title: Mapped[str] = mapped_column(String(80))
    variant: Mapped[str | None] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(10))
    quantity: Mapped[int]
    price_minor: Mapped[Minor]
    promised_on: Mapped[date | None] = mapped_column(Date)
    starts_at: Mapped[datetime | None] = mapped_column(Moment)
    meeting: Mapped[str | None] = mapped_column(Text)


class Step(Base):
    """One state reached: who, when and why. `by` is null for a guest and for time itself."""

    __tablename__ = "storefront_step"

    order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("storefront_order.id"), primary_key=True)
    to: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    at: Mapped[datetime] = mapped_column(Moment)
    side: Mapped[str | None] = mapped_column(String(10))
    by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"))
    reason: Mapped[str] = mapped_column(Text, default="")


class GuestPass(Base):
    """A visitor who may see an order: they placed it, or knew its number and phone."""

    __tablename__ = "storefront_guest_pass"

    order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("storefront_order.id"), primary_key=True)
    visitor: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)


class LookupTry(Base):
    """Wrong guesses at an order's number and phone, counted for each visitor and phone."""

    __tablename__ = "storefront_lookup_try"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    who: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
