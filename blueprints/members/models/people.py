"""Who there is, whom they belong to, what they may do."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock, ids
from blueprints.core.db import Base, Moment
from blueprints.members import rules
from blueprints.members.models.checks import one_of, open_once


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


class Membership(Base):
    """Public, because an organisation's page counts its members."""

    __tablename__ = "members_membership"
    __table_args__ = (
        open_once("uq_members_membership_open", "person_id", "organisation_id", ends="until"),
        Index(
            "ix_members_membership_register",
            "organisation_id",
            "since",
            "id",
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
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
        one_of("name", rules.ROLES),
        CheckConstraint("organisation_id IS NOT NULL OR place_id IS NOT NULL", name="somewhere"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
        open_once(
            "uq_members_role_organisation", "person_id", "name", "organisation_id", ends="ended_at"
        ),
        open_once("uq_members_role_place", "person_id", "name", "place_id", ends="ended_at"),
        Index("ix_members_role_key", "key", unique=True),
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
    key: Mapped[uuid.UUID | None]
