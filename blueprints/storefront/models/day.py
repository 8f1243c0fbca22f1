"""What the seller's day and the leader's list of orders keep."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock, ids
from blueprints.core.db import Base, Moment


class Seen(Base):
    """A phone that looked at a product that day; `who` is a hash that leads nowhere (core.tallies).

    Gone when the day has been added up.
    """

    __tablename__ = "storefront_seen"

    product_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storefront_product.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(Date, primary_key=True, index=True)
    who: Mapped[str] = mapped_column(String(32), primary_key=True)


class SeenDay(Base):
    """How many phones looked at a product on a day that is over."""

    __tablename__ = "storefront_seen_day"

    product_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storefront_product.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(Date, primary_key=True, index=True)
    phones: Mapped[int]


class OrderLook(Base):
    """Somebody read the list of all orders of an organisation.

    Without a key: a look is a record of reading, and reading twice is two looks.
    """

    __tablename__ = "storefront_order_look"
    __table_args__ = (
        CheckConstraint("how IN ('page', 'xlsx')", name="how"),
        Index("ix_storefront_order_look_organisation", "organisation_id", "at"),
        Index("ix_storefront_order_look_by", "by", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("members_organisation.id", name="fk_storefront_order_look_organisation")
    )
    how: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
