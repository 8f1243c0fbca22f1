"""What is done about a register: who read it, and who asked for something in it to be put right."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock, ids
from blueprints.core.db import Base, Moment
from blueprints.members import rules
from blueprints.members.models.checks import one_of, open_once


class RegisterLook(Base):
    """One row for a whole register: those who belonged then see it, however many they are.

    Without a key: a look is a record of reading, and reading twice is two looks.
    """

    __tablename__ = "members_register_look"
    __table_args__ = (
        one_of("how", tuple(rules.LOOK_WORDS)),
        one_of("purpose", tuple(rules.LOOK_PURPOSES)),
        Index("ix_members_register_look_register", "organisation_id", "at"),
        Index("ix_members_register_look_by", "by", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_organisation.id"))
    how: Mapped[str] = mapped_column(String(10))
    purpose: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class CorrectionRequest(Base):
    """What an organisation holds of a person and they say is wrong. `was`: the day before it."""

    __tablename__ = "members_correction_request"
    __table_args__ = (
        one_of("subject", tuple(rules.ASKABLE)),
        one_of("outcome", tuple(rules.ANSWER_WORDS)),
        CheckConstraint("(decided_at IS NULL) = (outcome IS NULL)", name="decided"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="by"),
        CheckConstraint("(subject = 'joined') = (day IS NOT NULL)", name="day"),
        open_once(
            "uq_members_correction_request_open",
            "person_id",
            "organisation_id",
            "subject",
            ends="decided_at",
        ),
        Index("ix_members_correction_request_waiting", "organisation_id", "decided_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    # By the convention its name would be longer than the 63 signs that PostgreSQL keeps.
    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("members_organisation.id", name="fk_members_correction_request_organisation")
    )
    subject: Mapped[str] = mapped_column(String(10))
    day: Mapped[date | None] = mapped_column(Date)
    words: Mapped[str] = mapped_column(String(300), default="")
    was: Mapped[date | None] = mapped_column(Date)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("members_person.id"), index=True
    )
    outcome: Mapped[str | None] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(500), default="")
