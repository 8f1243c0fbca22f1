"""Vouchers that were printed, and every vain try to use one."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock, ids
from blueprints.core.db import Base, Moment
from blueprints.members import rules
from blueprints.members.models.checks import one_of


class Voucher(Base):
    """`sheet` is what was made in one go. `person_id`: whose PIN it renews.

    `phone` and `name`, if it is for somebody in particular, are forgotten when it is over.
    Made by nobody: on the server, for an operator who lost every account.
    """

    __tablename__ = "members_voucher"
    __table_args__ = (
        one_of("kind", rules.VOUCHER_KINDS),
        CheckConstraint("(kind = 'lead') = (role IS NOT NULL)", name="role"),
        CheckConstraint("(kind = 'pin') = (person_id IS NOT NULL)", name="person"),
        CheckConstraint("kind = 'pin' OR organisation_id IS NOT NULL", name="organisation"),
        CheckConstraint(
            "made_by IS NOT NULL OR (kind = 'pin' AND organisation_id IS NULL)", name="maker"
        ),
        CheckConstraint("(used_at IS NULL) = (used_by IS NULL)", name="used"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
        Index("ix_members_voucher_organisation", "organisation_id", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    kind: Mapped[str] = mapped_column(String(10))
    role: Mapped[str | None] = mapped_column(String(20))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_organisation.id"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"), index=True)
    phone: Mapped[str | None] = mapped_column(String(20))
    name: Mapped[str | None] = mapped_column(String(50))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sheet: Mapped[uuid.UUID] = mapped_column(Uuid, index=True)
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    used_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"), index=True)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"))
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)


class VoucherTry(Base):
    """Somebody brought a voucher, and it was refused. `account` is a hash of their number."""

    __tablename__ = "members_voucher_try"
    __table_args__ = (one_of("outcome", rules.TRY_OUTCOMES),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    voucher_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_voucher.id"), index=True)
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_device.id"))
    account: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now, index=True)
