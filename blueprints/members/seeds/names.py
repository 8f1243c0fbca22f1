"""What is planted twice on one day is the same: ids follow from names."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime


def id_for(moment: datetime, *name: str) -> uuid.UUID:
    """A UUIDv7 of that moment whose random bits follow from the name."""
    digest = int.from_bytes(hashlib.sha256("|".join(name).encode()).digest()[:10], "big")
    ms = int(moment.timestamp() * 1000)
    number = ms << 80 | digest
    return uuid.UUID(int=number & ~(0xF << 76) & ~(0x3 << 62) | 7 << 76 | 0x2 << 62)
