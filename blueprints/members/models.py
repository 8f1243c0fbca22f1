"""Tables of the gate. What ends gets a moment, and stays: history is never overwritten."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock, ids
from blueprints.core.db import Base, Moment
from blueprints.members import rules


def _one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _open(name: str, *columns: str, ends: str) -> Index:
    """At most one that has not ended."""
    still = text(f"{ends} IS NULL")
    return Index(name, *columns, unique=True, sqlite_where=still, postgresql_where=still)


class Person(Base):
    """`phone` is E.164, and missing for a member without one. `key` is the exactly-once mark.

    `language` and `text_size` are empty until the person has chosen.
    """

    __tablename__ = "members_person"
    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 50", name="name"),
        CheckConstraint("text_size IN ('normal', 'large')", name="text_size"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    phone: Mapped[str | None] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(50))
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    place_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_place.id"), index=True)
    language: Mapped[str | None] = mapped_column(String(10))
    text_size: Mapped[str | None] = mapped_column(String(10))
    joined_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    key: Mapped[uuid.UUID | None] = mapped_column(Uuid, unique=True)


class Place(Base):
    """`code` is the official division code; `key_county`: a key county in poverty relief."""

    __tablename__ = "members_place"
    __table_args__ = (_one_of("level", rules.LEVELS),)
    __public__ = True

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_place.id"), index=True)
    level: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(40))
    latin_name: Mapped[str] = mapped_column(String(60))
    code: Mapped[str | None] = mapped_column(String(12), unique=True)
    key_county: Mapped[bool] = mapped_column(default=False)


class Organisation(Base):
    __tablename__ = "members_organisation"
    __table_args__ = (_one_of("kind", rules.KINDS),)
    __public__ = True

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    latin_name: Mapped[str] = mapped_column(String(80))
    place_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_place.id"), index=True)
    founded_on: Mapped[date | None]


class Membership(Base):
    """Public, because an organisation's page counts its members."""

    __tablename__ = "members_membership"
    __table_args__ = (
        _open("uq_members_membership_open", "person_id", "organisation_id", ends="until"),
    )
    __public__ = True

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("members_organisation.id"), index=True
    )
    since: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    until: Mapped[datetime | None] = mapped_column(Moment)


class Role(Base):
    """What someone may do for an organisation or a place. Public: a page names the manager."""

    __tablename__ = "members_role"
    __table_args__ = (
        _one_of("name", rules.ROLES),
        CheckConstraint("organisation_id IS NOT NULL OR place_id IS NOT NULL", name="somewhere"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
        _open(
            "uq_members_role_organisation", "person_id", "name", "organisation_id", ends="ended_at"
        ),
        _open("uq_members_role_place", "person_id", "name", "place_id", ends="ended_at"),
    )
    __public__ = True

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    name: Mapped[str] = mapped_column(String(20))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("members_organisation.id"), index=True
    )
    place_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_place.id"), index=True)
    granted_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    granted_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"))


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
        _one_of("by", rules.PROOFS),
        _open("uq_members_confirmation_open", "device_id", "person_id", ends="ended_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_device.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    by: Mapped[str] = mapped_column(String(10))
    confirmed_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Session(Base):
    """`seen_on` moves at most once a day, and only in the commit of something the person does."""

    __tablename__ = "members_session"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_device.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    seen_on: Mapped[date]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Code(Base):
    """A code on its way by SMS, bound to one device and one purpose.

    `payload` holds what waits for it: where to go on, and for a join the name and the PIN's hash.
    `shown` holds the code itself only in the demo. `ended_at`: another took its place.
    """

    __tablename__ = "members_code"
    __table_args__ = (
        _one_of("purpose", rules.PURPOSES),
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
        _one_of("outcome", rules.OUTCOMES),
        Index("ix_members_attempt_account", "account", "at"),
        Index("ix_members_attempt_device", "device_id", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    account: Mapped[str] = mapped_column(String(64))
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_device.id"))
    on_confirmed: Mapped[bool]
    outcome: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now, index=True)
