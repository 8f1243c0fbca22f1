"""One clock. Everything that asks the time asks here, so that a test can stop it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_stopped: list[datetime] = []
_zone = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    return _stopped[-1] if _stopped else datetime.now(UTC)


def use_zone(name: str) -> None:
    """The county's own zone: days begin and offices open by it."""
    global _zone
    _zone = ZoneInfo(name)


def local(moment: datetime) -> datetime:
    return moment.astimezone(_zone)


def today() -> date:
    """By the county's own calendar."""
    return local(now()).date()


def noon_of(day: date) -> datetime:
    return datetime.combine(day, time(12), _zone)


def midnight(day: date) -> datetime:
    """When that day begins here."""
    return datetime.combine(day, time(), _zone)


@contextmanager
def stopped_at(moment: datetime) -> Iterator[datetime]:
    _stopped.append(moment)
    try:
        yield moment
    finally:
        _stopped.pop()
