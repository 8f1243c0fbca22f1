"""What is sold."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.core import ids
from blueprints.core.db import Base, Minor, Moment
from blueprints.storefront import rules


class Product(Base):
    """What someone sells. `translations`: `{locale: {title, description}}` beside the original.

    With variants, `price_minor` is the cheapest and `stock` the sum: services.stock keeps them.
    `season_from` and `season_to` are months; `meeting` is where a visit begins.
    """

    __tablename__ = "storefront_product"
    __public__ = True
    __table_args__ = (
        CheckConstraint("stock >= 0", name="stock_not_negative"),
        CheckConstraint("price_minor > 0", name="price_positive"),
        Index("ix_storefront_product_price", "price_minor", "id"),
        Index("ix_storefront_product_seller", "seller_id", "id"),
        Index("ix_storefront_product_organisation", "organisation_id", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    seller_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_organisation.id"))
    place_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_place.id"))
    language: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(Text)
    translations: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    category: Mapped[str] = mapped_column(String(20))
    price_minor: Mapped[Minor]
    currency: Mapped[str] = mapped_column(String(3))
    unit: Mapped[str] = mapped_column(String(10))
    stock: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    listed_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    paused_at: Mapped[datetime | None] = mapped_column(Moment)
    weight_grams: Mapped[int | None]
    season_from: Mapped[int | None]
    season_to: Mapped[int | None]
    harvest_on: Mapped[date | None] = mapped_column(Date)
    promised_on: Mapped[date | None] = mapped_column(Date)
    meeting: Mapped[str | None] = mapped_column(Text)
    # By an office (models.reports); what the seller does with it changes nothing in that.
    hidden_at: Mapped[datetime | None] = mapped_column(Moment)
    # How many reviews there are, and all their stars, so that no list counts them.
    reviews: Mapped[int] = mapped_column(default=0, server_default="0")
    stars: Mapped[int] = mapped_column(default=0, server_default="0")

    photos: Mapped[list[Photo]] = relationship(
        order_by="Photo.place", cascade="all, delete-orphan", lazy="raise"
    )

    @property
    def is_shown(self) -> bool:
        return rules.is_shown(withdrawn_at=self.withdrawn_at)

    @property
    def is_on_sale(self) -> bool:
        return rules.on_sale(
            withdrawn_at=self.withdrawn_at, paused_at=self.paused_at, hidden_at=self.hidden_at
        )


def is_shown() -> ColumnElement[bool]:
    """`rules.is_shown`, asked of the database: its page is there."""
    return Product.withdrawn_at.is_(None)


def on_sale() -> ColumnElement[bool]:
    """`rules.on_sale`, asked of the database: it stands in lists and can be ordered."""
    return is_shown() & Product.paused_at.is_(None) & Product.hidden_at.is_(None)


class Variant(Base):
    """One of several kinds of a product, or one date of a visit: a price and a stock of its own.

    `translations`: `{locale: name}`. A date may have no name: the day and hour say it.
    """

    __tablename__ = "storefront_variant"
    __public__ = True
    __table_args__ = (
        CheckConstraint("stock >= 0", name="stock_not_negative"),
        CheckConstraint("price_minor > 0", name="price_positive"),
        Index("ix_storefront_variant_product", "product_id", "id"),
        Index("ix_storefront_variant_starts", "starts_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    product_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storefront_product.id", ondelete="CASCADE")
    )
    name: Mapped[str] = mapped_column(String(40))
    translations: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    price_minor: Mapped[Minor]
    stock: Mapped[int]
    starts_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)
    listed_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    def called(self, locale: str) -> str:
        return str(self.translations.get(locale) or self.name)


class Photo(Base):
    """`name` is the picture's content; width and height are the content size's, for the layout.

    `faults`: what a buyer would not like about it, as `core.photo_faults` names them.
    """

    __tablename__ = "storefront_photo"
    __public__ = True

    product_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storefront_product.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    faults: Mapped[str] = mapped_column(String(30), default="")


class AwaitedPhoto(Base):
    """A photo whose product came first; `sha256` is that of the file as the phone sends it."""

    __tablename__ = "storefront_awaited_photo"
    __table_args__ = (Index("ix_storefront_awaited_photo_file", "owner", "sha256"),)

    product_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storefront_product.id", ondelete="CASCADE"), primary_key=True
    )
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
