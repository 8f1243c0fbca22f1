"""What a phone may ask about itself."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from blueprints.core import keys


def receipts_for(owner: str, asked: Iterable[uuid.UUID]) -> list[dict[str, Any]]:
    """One answer for each key, in the order asked; `unknown` for what never arrived here."""
    asked = list(asked)
    known = keys.receipts(owner, asked)
    return [_receipt(key, known.get(key)) for key in asked]


def _receipt(key: uuid.UUID, answer: keys.Answer | None) -> dict[str, Any]:
    if answer is None:
        return {"key": str(key), "state": "unknown", "message": "", "location": None, "errors": {}}
    return {
        "key": str(key),
        "state": answer.state,
        "message": answer.message,
        "location": answer.location,
        "errors": dict(answer.errors),
    }
