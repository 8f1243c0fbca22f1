"""Who asked to belong, what was answered, and who left."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock, ids
from blueprints.core.db import Base, Moment
from blueprints.members import rules
from blueprints.members.models.checks import one_of, open_once


class Request(Base):
    """Somebody wishes to belong; or, with `invited_by`, a leader wishes it and they are asked.

    `reason` goes with the answer. `note` is what the person told the leaders.
    """

    __tablename__ = "members_request"
    __table_args__ = (
        one_of("outcome", rules.OUTCOMES_OF_ASKING),
        CheckConstraint("(decided_at IS NULL) = (outcome IS NULL)", name="decided"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="by"),
        open_once("uq_members_request_open", "person_id", "organisation_id", ends="decided_at"),
        Index("ix_members_request_waiting", "organisation_id", "decided_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_organisation.id"))
    invited_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"))
    note: Mapped[str] = mapped_column(String(200), default="")
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"))
    outcome: Mapped[str | None] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(500), default="")
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    decided_key: Mapped[uuid.UUID | None] = mapped_column(Uuid, unique=True)


class Leaving(Base):
    """A member went, by their own wish."""

    __tablename__ = "members_leaving"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    membership_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("members_membership.id"), unique=True
    )
    left_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
