"""What this house holds about one person: each room names its parts, a page and a file show all.

A part is a SELECT of what is theirs, the newest first, so that a guard can see which tables it
reads (tests/architecture/test_own_data.py) and a page with many parts still asks only once.
"""

from __future__ import annotations

import csv
import io
import json
import uuid
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all

from blueprints.core import clock
from blueprints.core.db import session

Row = dict[str, Any]
Asked = Select[*tuple[Any, ...]]
# A spreadsheet reads text with such a beginning as a formula: OWASP, CSV Injection.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """`label` and `words` (what a code means) are msgids."""

    name: str
    label: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """`name` is the part's address and file name; `columns` name what `rows` selects, in order."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[uuid.UUID], Asked]


_parts: dict[str, tuple[int, Part]] = {}


def register(order: int, *parts: Part) -> None:
    """A room's parts; registering them again changes nothing."""
    for part in parts:
        _parts[part.name] = (order, part)


def parts() -> tuple[Part, ...]:
    return tuple(part for _, part in sorted(_parts.values(), key=lambda pair: pair[0]))


def part_named(name: str) -> Part | None:
    return _parts[name][1] if name in _parts else None


def counts_of(person_id: uuid.UUID) -> dict[str, int]:
    """How many rows of each part are theirs, in one question."""
    asked = []
    for part in parts():
        theirs = part.rows(person_id).order_by(None).subquery()
        asked.append(
            select(literal(part.name), select(func.count()).select_from(theirs).scalar_subquery())
        )
    return {row[0]: row[1] for row in session.execute(union_all(*asked))} if asked else {}


def rows_of(part: Part, person_id: uuid.UUID, most: int | None = None) -> list[Row]:
    names = [column.name for column in part.columns]
    found = session.execute(part.rows(person_id).limit(most))
    return [dict(zip(names, row, strict=True)) for row in found]


def as_json(person_id: uuid.UUID) -> str:
    """Names of columns are the same in every language; moments are ISO 8601, in UTC."""
    told = {
        "format": "commonfield-own-data/1",
        "made_at": plain(clock.now()),
        "parts": {
            part.name: [
                {name: plain(value) for name, value in row.items()}
                for row in rows_of(part, person_id)
            ]
            for part in parts()
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def as_zip(person_id: uuid.UUID) -> bytes:
    """One file for programs, and one table a part for spreadsheets."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as packed:
        text = as_json(person_id)
        packed.writestr("all.json", text)
        for name, rows in json.loads(text)["parts"].items():
            part = part_named(name)
            if part is not None:
                # The mark at the beginning tells spreadsheets that this is UTF-8.
                packed.writestr(f"{name}.csv", "\ufeff" + _table(part, rows))
    return body.getvalue()


def plain(value: Any) -> Any:
    """As a file holds it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, (date, uuid.UUID)):
        return str(value)
    return value


def _table(part: Part, rows: list[Row]) -> str:
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow([column.name for column in part.columns])
    lines.writerows([_cell(row[column.name]) for column in part.columns] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False)
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
