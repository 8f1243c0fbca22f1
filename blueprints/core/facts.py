"""A few facts about this deployment that must live and be backed up with its database."""

from __future__ import annotations

import hmac

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core.db import Base, session


class Fact(Base):
    __tablename__ = "core_fact"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


HOLDS_THE_DEMO = "demo"
_PHONES = "phones"


def fact(name: str) -> str | None:
    row = session.get(Fact, name)
    return row.value if row else None


def mark_for_phones(purpose: str, of: bytes) -> bytes:
    """32 bytes that only this deployment makes, for as long as its database lives.

    The secret behind them came with the schema (migration 0004).
    """
    secret = session.get_one(Fact, _PHONES).value
    return hmac.digest(secret.encode(), purpose.encode() + b"|" + of, "sha256")


def state(name: str, value: str) -> None:
    session.merge(Fact(name=name, value=value))
