"""How goods come to the buyer. A shop is an organisation's, or one seller's own."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import ids
from blueprints.core.db import Base, Minor, Moment

_ONE_SHOP = "(organisation_id IS NULL) <> (seller_id IS NULL)"
_LIVE = text("ended_at IS NULL")


class Point(Base):
    """Where it is collected; its level (village, township, county) is that of its place."""

    __tablename__ = "storefront_point"
    __public__ = True
    __table_args__ = (CheckConstraint(_ONE_SHOP, name="one_shop"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("members_organisation.id"), index=True
    )
    seller_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"), index=True)
    place_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_place.id"))
    name: Mapped[str] = mapped_column(String(80))
    hours: Mapped[str] = mapped_column(String(80))
    ask: Mapped[str] = mapped_column(String(80))


class Way(Base):
    """One way of getting it, with its fee rule. `spot`: for what there may be one at a time."""

    __tablename__ = "storefront_way"
    __public__ = True
    __table_args__ = (
        CheckConstraint(_ONE_SHOP, name="one_shop"),
        CheckConstraint("base_minor >= 0", name="base_not_negative"),
        CheckConstraint("(step_grams IS NULL) = (step_minor IS NULL)", name="step_whole"),
        CheckConstraint("free_from_minor > 0", name="free_from_positive"),
        CheckConstraint("(kind = 'pickup') = (point_id IS NOT NULL)", name="pickup_has_point"),
        Index(
            "uq_storefront_way_organisation",
            "organisation_id",
            "spot",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index(
            "uq_storefront_way_seller",
            "seller_id",
            "spot",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_storefront_way_set_by", "set_by"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_organisation.id"))
    seller_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"))
    kind: Mapped[str] = mapped_column(String(10))
    point_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("storefront_point.id"))
    place_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_place.id"))
    spot: Mapped[str] = mapped_column(String(200))
    base_minor: Mapped[Minor]
    step_grams: Mapped[int | None]
    step_minor: Mapped[Minor | None]
    free_from_minor: Mapped[Minor | None]
    words: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(default=1)
    set_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"))
    set_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Window(Base):
    """Orders are taken from `opens_at` until `closes_at` and collected on one day."""

    __tablename__ = "storefront_window"
    __public__ = True
    __table_args__ = (
        CheckConstraint(_ONE_SHOP, name="one_shop"),
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
        Index("ix_storefront_window_organisation", "organisation_id", "collect_on"),
        Index("ix_storefront_window_seller", "seller_id", "collect_on"),
        Index("ix_storefront_window_set_by", "set_by"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_organisation.id"))
    seller_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"))
    opens_at: Mapped[datetime] = mapped_column(Moment)
    closes_at: Mapped[datetime] = mapped_column(Moment)
    collect_on: Mapped[date]
    point_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("storefront_point.id"))
    words: Mapped[str] = mapped_column(String(120))
    set_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"))
    set_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Delay(Base):
    """Of one order or of a whole window: the new day, why, who said so and when. Never changed."""

    __tablename__ = "storefront_delay"
    __table_args__ = (
        CheckConstraint("(order_id IS NULL) <> (window_id IS NULL)", name="one_subject"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    order_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("storefront_order.id"), index=True
    )
    window_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("storefront_window.id"), index=True
    )
    new_day_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    said_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    said_at: Mapped[datetime] = mapped_column(Moment)
