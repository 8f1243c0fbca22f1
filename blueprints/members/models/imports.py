"""A register brought as a file: looked at first, taken in when a leader says so."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock, ids
from blueprints.core.db import Base, Moment


class Import(Base):
    """`good` and `wrong` hold its lines only until they are taken in, two days at most.

    `joined` became members, `invited` are asked first, since they have an account of their own,
    `known` were members or asked already.
    """

    __tablename__ = "members_import"
    __table_args__ = (CheckConstraint("(taken_at IS NULL) = (taken_by IS NULL)", name="taken"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("members_organisation.id"), index=True
    )
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"))
    made_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    file_name: Mapped[str] = mapped_column(String(100))
    good_lines: Mapped[int]
    wrong_lines: Mapped[int]
    good: Mapped[list[Any]] = mapped_column(JSON)
    wrong: Mapped[list[Any]] = mapped_column(JSON)
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    taken_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"))
    joined: Mapped[int] = mapped_column(default=0)
    invited: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    taken_key: Mapped[uuid.UUID | None] = mapped_column(Uuid, unique=True)
