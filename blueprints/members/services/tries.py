"""Counting PINs in the database, so that every worker knows of every try."""

from __future__ import annotations

import math
import uuid
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select, text, update
from sqlalchemy.orm import Session

from blueprints.core import clock, ids
from blueprints.core.errors import TooMany
from blueprints.members import rules
from blueprints.members.models import Attempt


def reserve(
    live: Session, account: str, device_id: uuid.UUID | None, *, on_confirmed: bool
) -> uuid.UUID:
    """Ask leave to look at one PIN. Raises TooMany.

    The row is committed before the slow check begins: many at once cannot pass a limit together.
    """
    one_at_a_time(live, account)
    now = clock.now()
    refuse_early(live, account, device_id, on_confirmed=on_confirmed, now=now)
    attempt = Attempt(
        id=ids.uuid7(),
        account=account,
        device_id=device_id,
        on_confirmed=on_confirmed,
        outcome="open",
        at=now,
    )
    live.add(attempt)
    return attempt.id


def refuse_early(
    live: Session,
    account: str,
    device_id: uuid.UUID | None,
    *,
    on_confirmed: bool,
    now: datetime | None = None,
) -> None:
    """Raises TooMany. Asked by reading alone first: a flood of guesses must not queue for the
    one write lock, and make everybody else wait there.
    """
    now = now or clock.now()
    wait = rules.pin_wait(_tries(live, account, device_id, on_confirmed, now), now)
    if wait > timedelta():
        raise TooMany(seconds=seconds_of(wait))


def was_wrong(live: Session, attempt_id: uuid.UUID) -> None:
    live.execute(update(Attempt).where(Attempt.id == attempt_id).values(outcome="wrong"))


def was_right(live: Session, attempt_id: uuid.UUID) -> None:
    live.execute(delete(Attempt).where(Attempt.id == attempt_id))


def forgive_device(live: Session, account: str, device_id: uuid.UUID) -> None:
    """The owner was let in here: their own slips on this device no longer count."""
    live.execute(
        delete(Attempt).where(
            Attempt.account == account, Attempt.device_id == device_id, Attempt.on_confirmed
        )
    )


def forgive_strangers(live: Session, account: str) -> None:
    """The owner showed the phone number to be theirs: what others tried no longer counts."""
    live.execute(delete(Attempt).where(Attempt.account == account, ~Attempt.on_confirmed))


def seconds_of(wait: timedelta) -> int:
    return max(1, math.ceil(wait.total_seconds()))


def _tries(
    live: Session, account: str, device_id: uuid.UUID | None, on_confirmed: bool, now: datetime
) -> rules.Tries:
    here: ColumnElement[bool] = ~Attempt.on_confirmed
    if on_confirmed:
        here = Attempt.device_id == device_id
    of_account = (Attempt.account == account) & (Attempt.on_confirmed == on_confirmed) & here
    wanted = of_account if device_id is None else or_(of_account, Attempt.device_id == device_id)
    rows = live.scalars(select(Attempt).where(wanted, Attempt.at > now - rules.DAY)).all()
    mine = [
        row
        for row in rows
        if row.account == account
        and row.on_confirmed == on_confirmed
        and (not on_confirmed or row.device_id == device_id)
    ]
    return rules.Tries(
        wrong=[row.at for row in mine if row.outcome == "wrong"],
        open=[row.at for row in mine if row.outcome == "open"],
        of_device=[
            row.at
            for row in rows
            if device_id and row.device_id == device_id and row.outcome == "wrong"
        ],
        on_confirmed=on_confirmed,
    )


def one_at_a_time(live: Session, account: str) -> None:
    """SQLite has one writer; PostgreSQL counts correctly only if one asks after the other."""
    if live.get_bind().dialect.name == "postgresql":
        number = int(account[:15], 16)
        live.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": number})
