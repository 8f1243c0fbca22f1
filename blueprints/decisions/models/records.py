"""What a vote leaves behind."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import ids
from blueprints.core.db import Base, Moment
from blueprints.decisions import rules
from blueprints.decisions.models.proposals import one_of


class Outcome(Base):
    """`counts`: choice → ballots. `head` ends the chain of ballots; empty where there are none."""

    __tablename__ = "decisions_outcome"
    __table_args__ = (one_of("state", rules.OUTCOMES),)

    proposal_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("decisions_proposal.id"), primary_key=True
    )
    state: Mapped[str] = mapped_column(String(10))
    roll: Mapped[int]
    present: Mapped[int]
    on_paper: Mapped[int]
    quorum: Mapped[int]
    needed: Mapped[int]
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)
    rounds: Mapped[list[Any]] = mapped_column(JSON)
    winners: Mapped[list[str]] = mapped_column(JSON)
    head: Mapped[str] = mapped_column(String(64))
    counted_at: Mapped[datetime] = mapped_column(Moment)


class Minutes(Base):
    """Number 1 writes itself (`written_by` empty); each further one is a correction."""

    __tablename__ = "decisions_minutes"
    __table_args__ = (
        UniqueConstraint("proposal_id", "number"),
        CheckConstraint("(number = 1) = (written_by IS NULL)", name="written"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions_proposal.id"))
    number: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(Text)
    written_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("members_person.id"), index=True
    )
    written_at: Mapped[datetime] = mapped_column(Moment)


class Signature(Base):
    __tablename__ = "decisions_signature"

    minutes_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("decisions_minutes.id"), primary_key=True
    )
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("members_person.id"), primary_key=True, index=True
    )
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    at: Mapped[datetime] = mapped_column(Moment)


class DecidedEffect(Base):
    """What a passed decision switches on. `waits` says why it has not happened yet (a msgid).

    `subject` is what it acts on, in the effect's own words, so that what was decided about one
    thing is found.
    """

    __tablename__ = "decisions_effect"
    __table_args__ = (
        Index("ix_decisions_effect_subject", "name", "subject", "applied_at"),
        Index("ix_decisions_effect_due", "applied_at", "due_on"),
    )

    proposal_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("decisions_proposal.id"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(120))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    due_on: Mapped[date]
    applied_at: Mapped[datetime | None] = mapped_column(Moment)
    waits: Mapped[str | None] = mapped_column(String(300))


class WrittenRule(Base):
    """A text in force, and the vote that made it; the vote that ended it."""

    __tablename__ = "decisions_written_rule"
    __table_args__ = (
        one_of("kind", rules.RULE_KINDS),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
        Index("ix_decisions_written_rule_organisation", "organisation_id", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_organisation.id"))
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions_proposal.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("decisions_proposal.id"))


class Refused(Base):
    """How many votes were refused, by the refusal's name: whose they were is nobody's business."""

    __tablename__ = "decisions_refused"

    proposal_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("decisions_proposal.id"), primary_key=True
    )
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    times: Mapped[int]


class Reminder(Base):
    """That this vote is about to close was announced."""

    __tablename__ = "decisions_reminder"

    proposal_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("decisions_proposal.id"), primary_key=True
    )
    at: Mapped[datetime] = mapped_column(Moment)
