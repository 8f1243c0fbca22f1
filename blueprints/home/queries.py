"""What the porch asks of the house."""

from __future__ import annotations

from sqlalchemy import text

from blueprints.core.db import session


def database_answers() -> bool:
    """Raises OperationalError when it does not."""
    return bool(session.scalar(text("SELECT 1")) == 1)
