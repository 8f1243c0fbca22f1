"""Exactly once: the key row and the rows of the act commit in one transaction.

The protocol is docs/decisions/0004-exactly-once.md. A key belongs to its owner: two people may
use the same UUID. What a room stores in its own unique `key` column is `Intent.mark`, which never
expires, so that a repeat after the answers were cleared away still finds its row.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, String, Text, Uuid, delete, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from blueprints.core import clock, jobs
from blueprints.core.db import Base, Moment, session, writing
from blueprints.core.errors import N_, DomainError

KEPT_FOR = timedelta(days=180)


class Key(Base):
    """One answered write. `payload` is the hash of what was sent."""

    __tablename__ = "core_key"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    route: Mapped[str] = mapped_column(String(200))
    payload: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(20))
    status: Mapped[int]
    message: Mapped[str] = mapped_column(Text)
    location: Mapped[str | None] = mapped_column(String(300))
    errors: Mapped[dict[str, Any]] = mapped_column(JSON)
    answered_at: Mapped[datetime] = mapped_column(Moment, index=True)


class KeyReused(DomainError):
    sentence = N_("This was already sent with other content. Please open the form again.")


class InProgress(DomainError):
    status = 409
    sentence = N_("This is just being received. Please wait a moment.")


@dataclass(frozen=True)
class Intent:
    """One thing a person means to do once. `strict`: the key came from an outbox, not a form.

    `renewable`: what a form says may be said anew from the same page, and the last word holds.
    """

    owner: str
    key: uuid.UUID
    route: str
    payload: str
    strict: bool
    sealed: bool = False
    renewable: bool = False

    @property
    def row_key(self) -> uuid.UUID:
        """A plain form reused from a saved page for other words is a new intent (DESIGN 2)."""
        once = self.strict or self.renewable
        return self.key if once else _digest(self.key.hex, self.payload)

    @property
    def mark(self) -> uuid.UUID:
        """What the room's own unique `key` column holds."""
        return _digest(self.owner, self.row_key.hex)


@dataclass(frozen=True)
class Seal:
    """For a write that must not be read out of its key row, a secret vote or a nameless word.

    `secret` lives outside the database, and is None where it is gone: then a repeat is known by its
    key alone. `nameless` hides who sent it and to which page as well. The row keeps only the day.
    `renewable`: yes, no and yes again from one saved page end as yes (see Intent).
    """

    secret: bytes | None
    nameless: bool = False
    renewable: bool = False

    def over(self, intent: Intent) -> Intent:
        if self.secret is None:
            return replace(intent, payload="", sealed=True)
        renewable = self.renewable and not intent.strict
        mark = self._mark("payload", intent.payload)
        hidden = replace(intent, payload=mark, sealed=True, renewable=renewable)
        if not self.nameless:
            return hidden
        owner = f"nameless:{self._mark('owner', intent.owner)[:48]}"
        return replace(
            hidden, owner=owner, key=_digest(self._mark("key", intent.key.hex)), route="nameless"
        )

    def _mark(self, part: str, text_: str) -> str:
        return hmac.new(self.secret or b"", f"{part}|{text_}".encode(), "sha256").hexdigest()


@dataclass(frozen=True)
class Answer:
    state: str
    status: int
    message: str
    location: str | None = None
    errors: Mapping[str, Any] = field(default_factory=dict)
    replayed: bool = False


def answer_to(intent: Intent) -> Answer | None:
    """The stored answer, if this was answered before. Raises KeyReused for other content."""
    row = session.get(Key, (intent.owner, intent.row_key))
    if row is None or (intent.renewable and intent.payload != row.payload):
        return None
    if row.route != intent.route or intent.payload not in (row.payload, ""):
        raise KeyReused
    return _answer(row)


def keep(live: Session, intent: Intent, answer: Answer) -> Answer:
    """Write the key row. A second writer of the same key waits here, then fails as a duplicate."""
    put = live.merge if intent.renewable else live.add
    put(
        Key(
            owner=intent.owner,
            key=intent.row_key,
            route=intent.route,
            payload=intent.payload,
            state=answer.state,
            status=answer.status,
            message=answer.message,
            location=answer.location,
            errors=dict(answer.errors),
            answered_at=_noted_at(intent),
        )
    )
    live.flush()
    return answer


def claim(live: Session, intent: Intent) -> None:
    """On PostgreSQL the same key at the same time is told to wait; SQLite has one writer anyway."""
    if live.get_bind().dialect.name != "postgresql":
        return
    number = int.from_bytes(intent.mark.bytes[:8], "big", signed=True)
    if not live.scalar(text("SELECT pg_try_advisory_xact_lock(:n)"), {"n": number}):
        raise InProgress


def receipts(owner: str, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Answer]:
    rows = session.scalars(select(Key).where(Key.owner == owner, Key.key.in_(list(keys))))
    return {row.key: _answer(row) for row in rows}


def adopt(live: Session, visitor_owner: str, member_owner: str) -> None:
    """Signing in: what was sent as a visitor stays answered. A key both used stays the member's."""
    twice = select(Key.key).where(Key.owner == member_owner)
    live.execute(delete(Key).where(Key.owner == visitor_owner, Key.key.in_(twice)))
    live.execute(update(Key).where(Key.owner == visitor_owner).values(owner=member_owner))


def forget_owner(live: Session, owner: str) -> None:
    """Somebody left for good. The unique column on the rooms' own rows stays."""
    live.execute(delete(Key).where(Key.owner == owner))


def forget_before(live: Session, moment: datetime) -> None:
    """The unique column on the room's own row stays for ever."""
    live.execute(delete(Key).where(Key.answered_at < moment))


def _noted_at(intent: Intent) -> datetime:
    now = clock.now()
    return now.replace(hour=0, minute=0, second=0, microsecond=0) if intent.sealed else now


def _answer(row: Key) -> Answer:
    return Answer(row.state, row.status, row.message, row.location, row.errors, replayed=True)


def _digest(*parts: str) -> uuid.UUID:
    """A version 8 UUID (RFC 9562 5.8): ours to fill."""
    number = int.from_bytes(hashlib.sha256("|".join(parts).encode()).digest()[:16], "big")
    number = number & ~(0xF << 76) & ~(0x3 << 62) | 0x8 << 76 | 0x2 << 62
    return uuid.UUID(int=number)


@jobs.every(timedelta(days=1), "core.forget_keys")
def _forget_old() -> None:
    with writing() as live:
        forget_before(live, clock.now() - KEPT_FOR)


def nth(mark: uuid.UUID, n: int) -> uuid.UUID:
    """The mark of the n-th row of one act; the first is the mark itself."""
    return mark if n == 0 else _digest(mark.hex, str(n))


def mark_of(*parts: str) -> uuid.UUID:
    """The mark of something that happens by itself, once, such as an order's lapse."""
    return _digest(*parts)
