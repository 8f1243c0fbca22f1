"""Roles on their way from one person to another."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock, ids
from blueprints.core.db import Base, Moment
from blueprints.members import rules
from blueprints.members.models.checks import one_of, open_once


class Handover(Base):
    """Who offered which role to whom, and what they answered: both consented, or nothing moved."""

    __tablename__ = "members_handover"
    __table_args__ = (
        one_of("name", rules.ROLES),
        one_of("outcome", rules.HANDOVER_OUTCOMES),
        CheckConstraint("(decided_at IS NULL) = (outcome IS NULL)", name="decided"),
        open_once("uq_members_handover_open", "organisation_id", "name", ends="decided_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("members_organisation.id"), index=True
    )
    name: Mapped[str] = mapped_column(String(20))
    offered_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    to_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    offered_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    outcome: Mapped[str | None] = mapped_column(String(10))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
