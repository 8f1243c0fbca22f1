"""Who lives together, what they agreed to, and who looked."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock, ids
from blueprints.core.db import Base, Moment
from blueprints.members import rules
from blueprints.members.models.checks import one_of, open_once

_HOME = text("accepted_at IS NOT NULL AND ended_at IS NULL")


class Household(Base):
    __tablename__ = "members_household"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    founded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    founded_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class HouseholdKind(Base):
    """As one who lives there stated it; the last one holds."""

    __tablename__ = "members_household_kind"
    __table_args__ = (
        one_of("kind", tuple(rules.HOUSEHOLD_KINDS)),
        Index("ix_members_household_kind_household", "household_id", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    household_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_household.id"))
    kind: Mapped[str] = mapped_column(String(20))
    stated_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class Housemate(Base):
    """Asked by number, so that asking does not tell whether the number has an account.

    `person_id` is empty until they accept. The founder has neither kinship nor `asked_by`.
    """

    __tablename__ = "members_housemate"
    __table_args__ = (
        one_of("kinship", tuple(rules.KINSHIP_WORDS)),
        CheckConstraint("(person_id IS NULL) = (accepted_at IS NULL)", name="accepted"),
        CheckConstraint("(asked_by IS NULL) = (kinship IS NULL)", name="asked"),
        open_once("uq_members_housemate_asked", "household_id", "phone", ends="ended_at"),
        Index(
            "uq_members_housemate_home",
            "person_id",
            unique=True,
            sqlite_where=_HOME,
            postgresql_where=_HOME,
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    household_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_household.id"))
    phone: Mapped[str | None] = mapped_column(String(20), index=True)
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"))
    kinship: Mapped[str | None] = mapped_column(String(20))
    asked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Consent(Base):
    """What somebody agreed to. `by` wrote it down: the person, or a helper with a proof."""

    __tablename__ = "members_consent"
    __table_args__ = (
        one_of("purpose", rules.CONSENTS),
        one_of("how", rules.CONSENT_HOW),
        CheckConstraint("how <> 'own' OR by = person_id", name="own"),
        open_once("uq_members_consent_open", "person_id", "purpose", ends="withdrawn_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    how: Mapped[str] = mapped_column(String(10))
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    given_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)


class Lookup(Base):
    """Somebody looked at something sensitive of another: written down before it is shown."""

    __tablename__ = "members_lookup"
    __table_args__ = (one_of("field", tuple(sorted(rules.SENSITIVE))),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    whose: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    field: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
