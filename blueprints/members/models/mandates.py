"""Who acts for whom, with what leave, and what they did."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock, ids
from blueprints.core.db import Base, Moment
from blueprints.members.models.checks import one_of, open_once
from blueprints.members.rules import mandates


class Mandate(Base):
    """Holds until it ends or `until` is over, and while the role and the membership it stands on
    are held without a break; ended without `ended_by`, it ended by itself. `evidence` is the
    recording's or the paper's name in storage.
    """

    __tablename__ = "members_mandate"
    __table_args__ = (
        one_of("how", tuple(mandates.MANDATE_HOW)),
        CheckConstraint("helper_id <> member_id", name="two"),
        open_once("uq_members_mandate_open", "helper_id", "member_id", ends="ended_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    member_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    helper_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("members_organisation.id"), index=True
    )
    role_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_role.id"))
    membership_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_membership.id"))
    scope: Mapped[list[str]] = mapped_column(JSON)
    how: Mapped[str] = mapped_column(String(10))
    evidence: Mapped[str | None] = mapped_column(String(80))
    since: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    until: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"), index=True)


class Act(Base):
    """One thing done for somebody else. `key` is the mark of the very row that it made."""

    __tablename__ = "members_act"
    __table_args__ = (
        one_of("receipt", ("sms", "paper")),
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone"),
        Index("ix_members_act_member", "member_id", "at"),
        Index("ix_members_act_mandate", "mandate_id", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    mandate_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_mandate.id"))
    member_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"))
    helper_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_device.id"))
    kind: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[uuid.UUID | None]
    sentence: Mapped[str] = mapped_column(Text)
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    location: Mapped[str] = mapped_column(String(300))
    receipt: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"), index=True)


class MandateRefusal(Base):
    """Somebody tried to act for somebody, in a way that smells of abuse."""

    __tablename__ = "members_mandate_refusal"
    __table_args__ = (one_of("why", tuple(mandates.REFUSED_WORDS)),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    helper_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    member_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_device.id"))
    why: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
