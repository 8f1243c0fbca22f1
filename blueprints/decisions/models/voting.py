"""The roll, the envelopes and what comes out of them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import ids
from blueprints.core.db import Base, Moment


class Opening(Base):
    """A round of voting begins. `lock` is the fingerprint of the election key, not the key.

    `fingerprint` is that of the roll: SHA-256 of the sorted person ids, one a line.
    """

    __tablename__ = "decisions_opening"
    __table_args__ = (UniqueConstraint("proposal_id", "round"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions_proposal.id"))
    round: Mapped[int]
    opened_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    closes_at: Mapped[datetime] = mapped_column(Moment)
    roll: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(String(64))
    lock: Mapped[str] = mapped_column(String(64))


class Voter(Base):
    """One who may vote, made at the opening. `sealed` is the ballot, and empty after the count.

    A change overwrites it. No time, no number: only that this person has voted.
    """

    __tablename__ = "decisions_voter"

    proposal_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("decisions_proposal.id"), primary_key=True
    )
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("members_person.id"), primary_key=True, index=True
    )
    voted: Mapped[bool]
    on_paper: Mapped[bool]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class Ballot(Base):
    """Written at the count, in the order of commitments. `person_id` only of an open ballot."""

    __tablename__ = "decisions_ballot"

    proposal_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("decisions_proposal.id"), primary_key=True
    )
    commitment: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[str] = mapped_column(String(32))
    choice: Mapped[str] = mapped_column(String(600))
    nonce: Mapped[str] = mapped_column(String(64))
    link: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"), index=True)


class Scrutineer(Base):
    """One of the two who enter the paper ballots, each alone. Others may be named instead."""

    __tablename__ = "decisions_scrutineer"
    __table_args__ = (
        Index(
            "uq_decisions_scrutineer_now",
            "proposal_id",
            "person_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions_proposal.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    named_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    since: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime | None] = mapped_column(Moment)


class PaperEntry(Base):
    """What one scrutineer read from the paper: choices counted, and who took a paper ballot.

    The newest of each scrutineer stands. `people` is emptied at the count.
    """

    __tablename__ = "decisions_paper_entry"
    __table_args__ = (Index("ix_decisions_paper_entry_newest", "proposal_id", "entered_by", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions_proposal.id"))
    entered_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    entered_at: Mapped[datetime] = mapped_column(Moment)
    tally: Mapped[dict[str, Any]] = mapped_column(JSON)
    people: Mapped[list[str]] = mapped_column(JSON)
