"""Constraints that several tables of the gate share."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, text


def one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def open_once(name: str, *columns: str, ends: str) -> Index:
    """At most one that has not ended."""
    still = text(f"{ends} IS NULL")
    return Index(name, *columns, unique=True, sqlite_where=still, postgresql_where=still)
