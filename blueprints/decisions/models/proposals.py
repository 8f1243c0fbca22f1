"""What is proposed, and how it is talked over."""

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


def one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class RuleSet(Base):
    """An organisation's rules of order; the newest holds. `terms` is `rules.Terms` as JSON.

    `proposal_id`: the vote that made them; none for the first, which a leader sets.
    """

    __tablename__ = "decisions_rule_set"
    __table_args__ = (Index("ix_decisions_rule_set_newest", "organisation_id", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_organisation.id"))
    proposal_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("decisions_proposal.id"))
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)
    set_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    set_at: Mapped[datetime] = mapped_column(Moment)


class Proposal(Base):
    """`terms` are the rules of that day: a change of rules touches nothing already proposed.

    `payload` holds the template's fields; `before` what they were on the day of the proposal.
    """

    __tablename__ = "decisions_proposal"
    __table_args__ = (
        one_of("method", rules.METHODS),
        one_of("threshold", rules.THRESHOLDS),
        one_of("ballot", rules.BALLOTS),
        CheckConstraint("length(title) BETWEEN 1 AND 120", name="title"),
        Index("ix_decisions_proposal_organisation", "organisation_id", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_organisation.id"))
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    template: Mapped[str] = mapped_column(String(20))
    method: Mapped[str] = mapped_column(String(10))
    threshold: Mapped[str] = mapped_column(String(10))
    ballot: Mapped[str] = mapped_column(String(10))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    effective_on: Mapped[date | None]
    closes_at: Mapped[datetime] = mapped_column(Moment, index=True)
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)


class Option(Base):
    """What can be chosen where the answer is not yes or no. A candidate is a person."""

    __tablename__ = "decisions_option"
    __table_args__ = (UniqueConstraint("proposal_id", "place"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions_proposal.id"))
    place: Mapped[int]
    words: Mapped[str] = mapped_column(String(120))
    candidate_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("members_person.id"), index=True
    )


class Second(Base):
    __tablename__ = "decisions_second"

    proposal_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("decisions_proposal.id"), primary_key=True
    )
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("members_person.id"), primary_key=True, index=True
    )
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    at: Mapped[datetime] = mapped_column(Moment)


class Amendment(Base):
    """Other words for the proposal, or other fields. `was` is what it replaced, once taken in."""

    __tablename__ = "decisions_amendment"
    __table_args__ = (
        CheckConstraint("outcome IN ('taken', 'declined')", name="outcome"),
        CheckConstraint(
            "(answered_at IS NULL) = (outcome IS NULL) "
            "AND (answered_at IS NULL) = (answered_by IS NULL)",
            name="answered",
        ),
        Index("ix_decisions_amendment_proposal", "proposal_id", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions_proposal.id"))
    moved_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    moved_at: Mapped[datetime] = mapped_column(Moment)
    body: Mapped[str] = mapped_column(Text)
    payload: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    was: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    outcome: Mapped[str | None] = mapped_column(String(10))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("members_person.id"), index=True
    )


class AmendmentSecond(Base):
    __tablename__ = "decisions_amendment_second"

    amendment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("decisions_amendment.id"), primary_key=True
    )
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("members_person.id"), primary_key=True, index=True
    )
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    at: Mapped[datetime] = mapped_column(Moment)


class Comment(Base):
    """Said with one's name: one turn."""

    __tablename__ = "decisions_comment"
    __table_args__ = (Index("ix_decisions_comment_proposal", "proposal_id", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions_proposal.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    body: Mapped[str] = mapped_column(Text)


class Nameless(Base):
    """Said without a name: no time, no key, a random id; the pile is written anew with each."""

    __tablename__ = "decisions_nameless"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions_proposal.id"), index=True)
    body: Mapped[str] = mapped_column(Text)


class NamelessTurn(Base):
    """`token` is an HMAC of the person under a key that is not in the database."""

    __tablename__ = "decisions_nameless_turn"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions_proposal.id"), index=True)
    used: Mapped[int]


class Withdrawal(Base):
    __tablename__ = "decisions_withdrawal"

    proposal_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("decisions_proposal.id"), primary_key=True
    )
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    withdrawn_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(Text)
