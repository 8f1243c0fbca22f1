"""What is known of a PIN: when it was given last, when it changed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.members.models import PinChange, Session


@dataclass(frozen=True)
class PinChanged:
    """`by` is the rules' word for what showed that they may."""

    at: datetime
    by: str


def pin_confirmed_within(session_id: uuid.UUID, minutes: int) -> bool:
    """In this session, and not by signing in: the phone may have changed hands since."""
    given = session.scalar(
        select(Session.pin_at).where(Session.id == session_id, Session.ended_at.is_(None))
    )
    return given is not None and given > clock.now() - timedelta(minutes=minutes)


def last_pin_change(person_id: uuid.UUID) -> PinChanged | None:
    asked = select(PinChange.at, PinChange.by).where(PinChange.person_id == person_id)
    row = session.execute(asked.order_by(PinChange.at.desc()).limit(1)).first()
    return PinChanged(row.at, row.by) if row else None
