"""Passkeys: what a phone keeps a secret for, and what it is asked to sign."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock, ids
from blueprints.core.db import Base, Moment
from blueprints.members import rules
from blueprints.members.models.checks import one_of


class Passkey(Base):
    """`credential` is the authenticator's own name for it, in base64url."""

    __tablename__ = "members_passkey"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    credential: Mapped[str] = mapped_column(String(1400), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    label: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)


class Challenge(Base):
    """For one browser, one purpose, one use, five minutes."""

    __tablename__ = "members_challenge"
    __table_args__ = (
        one_of("purpose", rules.CHALLENGES),
        Index("ix_members_challenge_device", "device_id", "purpose", "expires_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_device.id"))
    purpose: Mapped[str] = mapped_column(String(10))
    challenge: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
