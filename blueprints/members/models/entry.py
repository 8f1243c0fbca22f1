"""Browsers, sessions, codes and tries."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock, ids
from blueprints.core.db import Base, Moment
from blueprints.members import rules
from blueprints.members.models.checks import one_of, open_once


class Device(Base):
    """One browser, known by a long-lived cookie whose hash is `token_hash`."""

    __tablename__ = "members_device"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(60))
    first_seen_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class Confirmation(Base):
    """On this device this person showed that the account is theirs; only then does a PIN count."""

    __tablename__ = "members_confirmation"
    __table_args__ = (
        one_of("by", rules.PROOFS),
        open_once("uq_members_confirmation_open", "device_id", "person_id", ends="ended_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_device.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    by: Mapped[str] = mapped_column(String(10))
    confirmed_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Session(Base):
    """`seen_on` moves at most once a day, and only in the commit of something the person does.

    `pin_at` is when the PIN was given once more, as money asks for it.
    """

    __tablename__ = "members_session"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_device.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    seen_on: Mapped[date]
    pin_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Code(Base):
    """A code on its way by SMS, bound to one device and one purpose.

    `payload` holds what waits for it: where to go on, and for a join the name and the PIN's hash.
    `shown` holds the code itself only in the demo. `ended_at`: another took its place.
    """

    __tablename__ = "members_code"
    __table_args__ = (
        one_of("purpose", rules.PURPOSES),
        Index("ix_members_code_device", "device_id", "purpose", "made_at"),
        Index("ix_members_code_phone", "phone", "made_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_device.id"))
    purpose: Mapped[str] = mapped_column(String(10))
    phone: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    shown: Mapped[str | None] = mapped_column(String(6))


class Attempt(Base):
    """A PIN that was wrong, or is being checked just now. A right one leaves no row.

    `account` is a hash of the phone number, so that numbers without an account count alike.
    """

    __tablename__ = "members_attempt"
    __table_args__ = (
        one_of("outcome", rules.OUTCOMES),
        Index("ix_members_attempt_account", "account", "at"),
        Index("ix_members_attempt_device", "device_id", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    account: Mapped[str] = mapped_column(String(64))
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_device.id"))
    on_confirmed: Mapped[bool]
    outcome: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now, index=True)
