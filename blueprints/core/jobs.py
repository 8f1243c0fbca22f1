"""Work that need not keep a person waiting: a row of the same commit, done by one runner.

The table is the queue, so nothing is promised that was not committed, and nothing committed is
forgotten (docs/decisions/0005-jobs.md). A job may run twice when the runner dies: make it harmless.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from typing import Any

from sqlalchemy import JSON, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core import clock, ids
from blueprints.core.db import Base, Moment, session, writing

log = logging.getLogger("commonfield.jobs")

Work = Callable[..., None]

_LEASE = timedelta(minutes=2)
_MOST_ATTEMPTS = 10
_PAUSE_S = 1.0

_work: dict[str, Work] = {}
_rounds: dict[str, tuple[timedelta, Callable[[], None]]] = {}


class Job(Base):
    """`due_at` moves on while a runner holds the job, so that a dead runner's job comes back."""

    __tablename__ = "core_job"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=ids.uuid7)
    kind: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    attempts: Mapped[int] = mapped_column(default=0)


def work(kind: str) -> Callable[[Work], Work]:
    """Register what does jobs of this kind; it gets the payload as keyword arguments."""

    def register(function: Work) -> Work:
        _work[kind] = function
        return function

    return register


def every(period: timedelta, name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a round: work that looks for what is due by itself. It must be safe to miss."""

    def register(function: Callable[[], None]) -> Callable[[], None]:
        _rounds[name] = (period, function)
        return function

    return register


def enqueue(kind: str, payload: dict[str, Any], due_at: datetime | None = None) -> None:
    session.add(Job(kind=kind, payload=payload, due_at=due_at or clock.now()))


def run_due() -> int:
    """Do everything that is due; how many were done."""
    done = 0
    while (job := _take()) is not None:
        done += _do(*job)
    return done


def run_rounds() -> None:
    for name, (_period, function) in _rounds.items():
        _guarded(name, function)


def run_until(stop: Event) -> None:
    """The runner's life: due jobs at once, rounds at their periods."""
    last: dict[str, float] = {}
    while not stop.is_set():
        _guarded("due jobs", run_due)
        for name, (period, function) in _rounds.items():
            if time.monotonic() - last.get(name, -1e9) >= period.total_seconds():
                last[name] = time.monotonic()
                _guarded(name, function)
        stop.wait(_PAUSE_S)


def _take() -> tuple[uuid.UUID, str, dict[str, Any]] | None:
    """Lease the next due job, so that two runners never hold the same."""
    with writing() as live:
        due = (
            select(Job)
            .where(Job.due_at <= clock.now(), Job.attempts < _MOST_ATTEMPTS)
            .order_by(Job.due_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        job = live.scalar(due)
        if job is None:
            return None
        job.attempts += 1
        job.due_at = clock.now() + _LEASE * job.attempts
        return job.id, job.kind, job.payload


def _do(job_id: uuid.UUID, kind: str, payload: dict[str, Any]) -> int:
    try:
        _work[kind](**payload)
    except Exception:  # whatever went wrong, the others go on and this one is tried again
        log.exception("job %s failed and will be tried again", kind)
        return 0
    with writing() as live:
        job = live.get(Job, job_id)
        if job is not None:
            live.delete(job)
    return 1


def _guarded(name: str, function: Callable[[], Any]) -> None:
    try:
        function()
    except Exception:  # the runner outlives a bad round
        log.exception("round %s failed", name)
    finally:
        session.remove()
