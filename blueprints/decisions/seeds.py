"""Decisions of the demo village."""

from __future__ import annotations

from sqlalchemy.orm import Session


def plant(live: Session) -> None:
    return None
