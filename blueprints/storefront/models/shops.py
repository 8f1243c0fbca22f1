"""A shop: somebody's own, or their cooperative's."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import ids
from blueprints.core.db import Base, Moment


class About(Base):
    """A few words that a shop says of itself; one of the two says whose shop it is."""

    __tablename__ = "storefront_about"
    __public__ = True
    __table_args__ = (
        CheckConstraint("(seller_id IS NULL) <> (organisation_id IS NULL)", name="one_shop"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    seller_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("members_person.id"), unique=True
    )
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("members_organisation.id"), unique=True
    )
    words: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(10))
    written_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"))
    written_at: Mapped[datetime] = mapped_column(Moment)
