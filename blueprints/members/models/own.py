"""What a person put right about themselves, and that they left."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock, ids
from blueprints.core.db import Base, Moment
from blueprints.members import rules
from blueprints.members.models.checks import one_of


class Correction(Base):
    """`was` and `became` are the words of that day: places, too, are renamed."""

    __tablename__ = "members_correction"
    __table_args__ = (one_of("field", tuple(rules.CORRECTABLE)),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    field: Mapped[str] = mapped_column(String(10))
    was: Mapped[str] = mapped_column(String(60))
    became: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class Closing(Base):
    """An account that its owner closed: the person's row stays for the books, without a name."""

    __tablename__ = "members_closing"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), unique=True)
    closed_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
