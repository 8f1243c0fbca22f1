"""What buyers said, and what sellers answered. Nothing here is ever deleted."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.core import ids
from blueprints.core.db import Base, Moment


class Review(Base):
    """One for each line of an order. `called` is as much of the name as everybody may read."""

    __tablename__ = "storefront_review"
    __public__ = True
    __table_args__ = (
        CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),
        UniqueConstraint("order_id", "line"),
        Index("ix_storefront_review_product", "product_id", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("storefront_order.id"))
    line: Mapped[int]
    product_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("storefront_product.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"), index=True)
    called: Mapped[str] = mapped_column(String(10))
    stars: Mapped[int]
    words: Mapped[str] = mapped_column(Text)

    photos: Mapped[list[ReviewPhoto]] = relationship(order_by="ReviewPhoto.place", lazy="raise")
    answer: Mapped[ReviewAnswer | None] = relationship(lazy="raise")


class ReviewPhoto(Base):
    """Public, as a product's own photos are; `name` is the picture's content."""

    __tablename__ = "storefront_review_photo"
    __public__ = True

    review_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storefront_review.id"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(64), index=True)
    width: Mapped[int]
    height: Mapped[int]


class ReviewFile(Base):
    """A photo whose words came first; `sha256` is that of the file as the phone sends it."""

    __tablename__ = "storefront_review_file"
    __table_args__ = (Index("ix_storefront_review_file_file", "owner", "sha256"),)

    review_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storefront_review.id"), primary_key=True
    )
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))


class ReviewAnswer(Base):
    """The seller's one answer."""

    __tablename__ = "storefront_review_answer"
    __public__ = True

    review_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storefront_review.id"), primary_key=True
    )
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
