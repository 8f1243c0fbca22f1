"""Offers: lower prices for a time."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import ids
from blueprints.core.db import Base, Minor, Moment


class Offer(Base):
    """`ended_at`: somebody ended it before its day, or a vote on the price (`ended_by` is null)."""

    __tablename__ = "storefront_offer"
    __public__ = True
    __table_args__ = (
        CheckConstraint("price_minor > 0", name="price_positive"),
        CheckConstraint("starts_at < ends_at", name="begins_first"),
        CheckConstraint("most_per_person > 0", name="most_positive"),
        Index("ix_storefront_offer_product", "product_id", "ends_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    product_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storefront_product.id", ondelete="CASCADE")
    )
    variant_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("storefront_variant.id", ondelete="CASCADE")
    )
    price_minor: Mapped[Minor]
    most_per_person: Mapped[int | None]
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"), index=True)
