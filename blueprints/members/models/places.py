"""Where people live, and the bodies they belong to."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import ids
from blueprints.core.db import Base
from blueprints.members import rules
from blueprints.members.models.checks import one_of


class Place(Base):
    """`code` is the official division code; `key_county`: a key county in poverty relief."""

    __tablename__ = "members_place"
    __table_args__ = (
        one_of("level", rules.LEVELS),
        Index("ix_members_place_key", "key", unique=True),
    )
    __public__ = True

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_place.id"), index=True)
    level: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(40))
    latin_name: Mapped[str] = mapped_column(String(60))
    code: Mapped[str | None] = mapped_column(String(12), unique=True)
    key_county: Mapped[bool] = mapped_column(default=False)
    key: Mapped[uuid.UUID | None]


class Organisation(Base):
    __tablename__ = "members_organisation"
    __table_args__ = (
        one_of("kind", rules.KINDS),
        Index("ix_members_organisation_key", "key", unique=True),
    )
    __public__ = True

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    latin_name: Mapped[str] = mapped_column(String(80))
    place_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_place.id"), index=True)
    founded_on: Mapped[date | None]
    key: Mapped[uuid.UUID | None]
