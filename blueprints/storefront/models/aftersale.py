"""What comes after the sale: problems, what was said to them, and what waits for mediation."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.core import ids
from blueprints.core.db import Base, Moment


class Problem(Base):
    """While one is open, an order does not complete by itself for a while (rules.ORDER_WAITS).

    `answered_at` and `heard_at` repeat what the answers say, so that lists need no join;
    `place_id` is where the goods come from, whose county answers for it.
    """

    __tablename__ = "storefront_problem"
    __table_args__ = (Index("ix_storefront_problem_place", "place_id", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("storefront_order.id"), index=True)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(Text)
    wish: Mapped[str] = mapped_column(String(10), default="talk")
    place_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_place.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    heard_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    photos: Mapped[list[ProblemPhoto]] = relationship(order_by="ProblemPhoto.place", lazy="raise")
    answers: Mapped[list[Answer]] = relationship(order_by="Answer.id", lazy="raise")
    mediation: Mapped[Mediation | None] = relationship(lazy="raise")


class ProblemPhoto(Base):
    """Between the two sides: kept apart from the pictures that everybody may see."""

    __tablename__ = "storefront_problem_photo"

    problem_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storefront_problem.id"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(64), index=True)


class ProblemFile(Base):
    """A photo whose words came first; `sha256` is that of the file as the phone sends it."""

    __tablename__ = "storefront_problem_file"
    __table_args__ = (Index("ix_storefront_problem_file_file", "owner", "sha256"),)

    problem_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storefront_problem.id"), primary_key=True
    )
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))


class Answer(Base):
    """A word of either side; `offer` is what the seller promises. `by` is null for a guest."""

    __tablename__ = "storefront_answer"
    __table_args__ = (CheckConstraint("side IN ('buyer', 'seller')", name="side"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    problem_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("storefront_problem.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    side: Mapped[str] = mapped_column(String(10))
    by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    offer: Mapped[str | None] = mapped_column(String(10))


class Mediation(Base):
    """Passed on by the buyer, or by the seller's silence (`by` is null, and no reason)."""

    __tablename__ = "storefront_mediation"

    problem_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storefront_problem.id"), primary_key=True
    )
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("members_person.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
