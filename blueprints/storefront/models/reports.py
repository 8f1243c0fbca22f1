"""Reports about products, and what an office did: each hiding is a record that can be answered."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.core import ids
from blueprints.core.db import Base, Moment

_STANDS = "closed_at IS NULL"


class Report(Base):
    """`owner` is a member or a visitor (core.visitors), and told to nobody; `place_id` as in
    Problem. Closed with its outcome: `hidden` by `hiding_id`, or `kept`, with a reason.
    """

    __tablename__ = "storefront_report"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="closed"),
        Index("ix_storefront_report_product", "product_id", "id"),
        Index("ix_storefront_report_place", "place_id", "id"),
        Index(
            "uq_storefront_report_standing",
            "owner",
            "product_id",
            unique=True,
            sqlite_where=text(_STANDS),
            postgresql_where=text(_STANDS),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    product_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("storefront_product.id"))
    place_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_place.id"))
    owner: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)
    kind: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(Text)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"), index=True)
    outcome: Mapped[str | None] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")
    hiding_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("storefront_hiding.id"), index=True
    )


class Hiding(Base):
    """A product taken out of sight by an office: who, when and why."""

    __tablename__ = "storefront_hiding"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    product_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("storefront_product.id"), index=True)
    place_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_place.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    as_officer: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str] = mapped_column(Text)

    appeals: Mapped[list[Appeal]] = relationship(order_by="Appeal.at", lazy="raise")
    lifting: Mapped[Lifting | None] = relationship(lazy="raise")


class Appeal(Base):
    """The seller objects, and is answered with a reason: `lifted` or `kept`."""

    __tablename__ = "storefront_appeal"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (outcome IS NULL)", name="answered"),
        Index(
            "uq_storefront_appeal_standing",
            "hiding_id",
            unique=True,
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    hiding_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("storefront_hiding.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("members_person.id"), index=True
    )
    outcome: Mapped[str | None] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")


class Lifting(Base):
    """The hiding is over: the product is back in the shop."""

    __tablename__ = "storefront_lifting"

    hiding_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storefront_hiding.id"), primary_key=True
    )
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
