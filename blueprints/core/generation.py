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
    """Reads the counter in a few microseconds, past the session and its transactions.

    One connection for all threads: a connection of a thread's own would be torn down by the
    server's dying thread, which is no Python thread any more, and take the worker with it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Any = None
        self._lock = threading.Lock()

    def __call__(self) -> int | None:
        """None when the database does not answer: then nothing is taken from memory."""
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = self._open()
                row = self._connection.execute("SELECT number FROM core_generation").fetchone()
                return int(row[0])
            except Exception:  # any driver's error means the same here
                self._drop()
                return None

    def close(self) -> None:
        """Give up the connection; the next question opens another."""
        with self._lock:
            self._drop()

    def _open(self) -> Any:
        pooled = self._engine.raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
        if self._engine.dialect.name == "postgresql":
            connection.autocommit = True
        return connection

    def _drop(self) -> None:
        with contextlib.suppress(Exception):
            self._connection.close()
        self._connection = None
