"""How every worker knows, before it answers from memory, that nothing public has changed.

One counter in the database, raised in the same commit as the change. A model says
`__public__ = True` when what it holds is shown on public pages.
"""

from __future__ import annotations

import contextlib
import threading
from typing import Any

from sqlalchemy import Engine, String, event, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from blueprints.core.db import Base, before_commit

_FLAG = "public_changed"


class Generation(Base):
    __tablename__ = "core_generation"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int]


def public_changed(live: Session) -> None:
    """Say so by hand after a bulk statement; ORM changes are noticed by themselves."""
    live.info[_FLAG] = True


@event.listens_for(Session, "after_flush")
def _notice(live: Session, _context: object) -> None:
    changed = (*live.new, *live.dirty, *live.deleted)
    if any(getattr(thing, "__public__", False) for thing in changed):
        public_changed(live)


@event.listens_for(Session, "after_rollback")
def _forget(live: Session) -> None:
    live.info.pop(_FLAG, None)


@before_commit
def _raise(live: Session) -> None:
    # Last in the transaction, so that its row lock is held for the commit only.
    if live.info.pop(_FLAG, False):
        live.execute(update(Generation).values(number=Generation.number + 1))


class Reader:
    """Reads the counter in a few microseconds, past the session and its transactions."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._local = threading.local()
        self._shared: Any = None
        self._lock = threading.Lock()

    def __call__(self) -> int | None:
        """None when the database does not answer: then nothing is taken from memory."""
        try:
            if self._engine.dialect.name == "sqlite":
                return self._ask(self._sqlite())
            with self._lock:
                return self._ask(self._postgres())
        except Exception:  # any driver's error means the same here
            self.close()
            return None

    def close(self) -> None:
        """Give up this thread's connection and the shared one; the next question opens anew."""
        held: list[Any] = [getattr(self._local, "connection", None), self._shared]
        for connection in held:
            with contextlib.suppress(Exception):
                connection.close()
        self._local.connection = self._shared = None

    @staticmethod
    def _ask(connection: Any) -> int:
        row = connection.execute("SELECT number FROM core_generation").fetchone()
        return int(row[0])

    def _sqlite(self) -> Any:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._open()
        return connection

    def _postgres(self) -> Any:
        # One for all threads: many idle connections would cost the server more than the wait.
        if self._shared is None or self._shared.closed:
            self._shared = self._open()
            self._shared.autocommit = True
        return self._shared

    def _open(self) -> Any:
        pooled = self._engine.raw_connection()
        connection = pooled.driver_connection
        with contextlib.suppress(AttributeError):
            pooled.detach()
        return connection
