"""How PINs changed: who, when, on which browser, and what showed that they may."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock, ids
from blueprints.core.db import Base, Moment
from blueprints.members import rules
from blueprints.members.models.checks import one_of


class PinChange(Base):
    """`key` is what made it: a form's exactly-once mark, or the code that was entered."""

    __tablename__ = "members_pin_change"
    __table_args__ = (one_of("by", rules.PIN_PROOFS),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_person.id"), index=True)
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("members_device.id"))
    by: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    key: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
