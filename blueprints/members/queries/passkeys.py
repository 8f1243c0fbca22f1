"""One's own passkeys."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from blueprints.core.db import session
from blueprints.members.models import Passkey


@dataclass(frozen=True)
class OwnPasskey:
    id: uuid.UUID
    label: str
    made_at: datetime
    used_at: datetime | None


def passkeys_of(person_id: uuid.UUID) -> tuple[OwnPasskey, ...]:
    asked = (
        select(Passkey.id, Passkey.label, Passkey.made_at, Passkey.used_at)
        .where(Passkey.person_id == person_id, Passkey.ended_at.is_(None))
        .order_by(Passkey.made_at)
        .limit(20)
    )
    return tuple(OwnPasskey(*row) for row in session.execute(asked))
