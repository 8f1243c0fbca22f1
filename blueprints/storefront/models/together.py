"""Buying together: a group order, and each buyer's share of it."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import ids
from blueprints.core.db import Base, Minor, Moment


class GroupOrder(Base):
    """It happens for all or for none. Price, title and unit are those of the day it was opened.

    `outcome` is written once, under the product's lock: by the leader, or by time, whose
    `settled_by` is null.
    """

    __tablename__ = "storefront_group_order"
    __public__ = True
    __table_args__ = (
        CheckConstraint("least > 0", name="least_positive"),
        CheckConstraint("price_minor > 0", name="price_positive"),
        CheckConstraint("(outcome IS NULL) = (settled_at IS NULL)", name="settled"),
        Index("ix_storefront_group_order_product", "product_id", "outcome", "closes_at"),
        Index("ix_storefront_group_order_leader", "leader_id", "id"),
        Index("ix_storefront_group_order_due", "outcome", "closes_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    product_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("storefront_product.id"))
    variant_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("storefront_variant.id"))
    leader_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"))
    title: Mapped[str] = mapped_column(String(80))
    variant: Mapped[str | None] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(10))
    price_minor: Mapped[Minor]
    least: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    handed_out: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    closes_at: Mapped[datetime] = mapped_column(Moment)
    outcome: Mapped[str | None] = mapped_column(String(20))
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    settled_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("members_person.id"), index=True
    )
    reason: Mapped[str] = mapped_column(Text, default="")


class Share(Base):
    """One buyer's part; its goods are kept from the moment it is taken.

    A member's or a visitor's. `order_id` is what became of it, once it happened.
    """

    __tablename__ = "storefront_share"
    __public__ = True
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        Index("ix_storefront_share_group_order", "group_order_id", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    group_order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("storefront_group_order.id"))
    buyer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"), index=True)
    visitor: Mapped[str | None] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(50))
    phone: Mapped[str] = mapped_column(String(20))
    quantity: Mapped[int]
    joined_at: Mapped[datetime] = mapped_column(Moment)
    taken_back_at: Mapped[datetime | None] = mapped_column(Moment)
    order_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("storefront_order.id"), unique=True
    )
