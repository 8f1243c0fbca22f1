"""Lists that somebody sent and has not confirmed yet: nothing is changed before."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock, ids
from blueprints.core.db import Base, Moment


class PlaceImport(Base):
    """`found` is what the rules read in the list (`rules.Divisions`)."""

    __tablename__ = "members_place_import"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    found: Mapped[dict[str, Any]] = mapped_column(JSON)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
