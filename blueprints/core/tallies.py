"""How many different phones looked at a public page today: counted beside the request, not in it.

Public pages are answered from memory, and reading writes nothing. So looks are noted in memory, and
every twenty seconds a thread writes them down in one go; what a server that ends has not written is
lost. A phone is a hash under a key of that day alone, which lies outside the database and its
backups and is destroyed once the day has been added up: nothing that is kept leads back.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import threading
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from flask import Flask, current_app

from blueprints.core import clock, ids
from blueprints.core.access import SESSION_COOKIE
from blueprints.core.db import session
from blueprints.core.vault import vault
from blueprints.core.visitors import VISITOR_COOKIE

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

log = logging.getLogger("commonfield.tallies")

Looks = Mapping[uuid.UUID, frozenset[str]]
Keep = Callable[[date, Looks], None]

PAUSE_S = 20.0
# About 3 MB. A flood beyond it is not counted, and the page is answered all the same.
MOST_HELD = 20_000
_KEY = "tally-"
# Whoever has no language and no wish for a page is a program, and some say so.
_PROGRAMS = ("bot", "spider", "crawl", "preview", "curl", "python")

_watched: dict[str, Keep] = {}


def watch(prefix: str, keep: Keep) -> None:
    """Count pages of `prefix` and one id. `keep` writes them down, in a transaction of its own."""
    _watched[prefix] = keep


def init_tallies(app: Flask) -> Tallies:
    made = app.extensions["tallies"] = Tallies(app)
    return made


def flush() -> None:
    """Write down now what this process has noted."""
    tallies: Tallies = current_app.extensions["tallies"]
    tallies.flush()


def forget_before(day: date) -> None:
    """Those days are added up: from here on nobody can make or tell one of their hashes again."""
    for name in vault().names():
        if name.startswith(_KEY) and name < _name_of(day):
            vault().destroy(name)


class Tallies:
    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._held: dict[tuple[str, date], dict[uuid.UUID, set[bytes]]] = {}
        self._count = 0
        self._timer: threading.Timer | None = None

    def note(self, environ: WSGIEnvironment) -> None:
        """Somebody was answered with a public page."""
        prefix, subject = _subject_of(environ.get("PATH_INFO", ""))
        if subject is None or not _is_person(environ):
            return
        who = _phone_of(environ)
        of = (prefix, clock.local(clock.now()).date())
        with self._lock:
            if self._count >= MOST_HELD:
                return
            phones = self._held.setdefault(of, defaultdict(set))[subject]
            self._count += who not in phones
            phones.add(who)
            if self._timer is None:
                self._timer = threading.Timer(PAUSE_S, self._by_itself)
                self._timer.daemon = True
                self._timer.start()

    def flush(self) -> None:
        """What cannot be written now is held for the next time."""
        with self._lock:
            held, self._held, self._count = self._held, {}, 0
            if self._timer is not None:
                self._timer.cancel()
            self._timer = None
        while held:
            (prefix, day), subjects = held.popitem()
            try:
                key = vault().make(_name_of(day))
                looks = {
                    one: frozenset(_mark(key, who) for who in subjects[one]) for one in subjects
                }
                _watched[prefix](day, looks)
            except BaseException:
                self._hold({**held, (prefix, day): subjects})
                raise

    def _hold(self, again: dict[tuple[str, date], dict[uuid.UUID, set[bytes]]]) -> None:
        with self._lock:
            for of, subjects in again.items():
                for one, phones in subjects.items():
                    self._held.setdefault(of, defaultdict(set))[one] |= phones
                    self._count += len(phones)

    def _by_itself(self) -> None:
        with self._app.app_context():
            try:
                self.flush()
            except Exception:  # the next look starts the next thread, which tries these again
                log.exception("looks were not written down")
            finally:
                session.remove()


def _subject_of(path: str) -> tuple[str, uuid.UUID | None]:
    prefix, slash, last = path.rpartition("/")
    watched = f"{prefix}{slash}"
    return watched, ids.as_uuid(last) if watched in _watched and len(last) == 36 else None


def _is_person(environ: WSGIEnvironment) -> bool:
    """Roughly: a browser that asks for a page, in some language, because somebody opened it."""
    agent = environ.get("HTTP_USER_AGENT", "").lower()
    return (
        environ["REQUEST_METHOD"] == "GET"
        and "text/html" in environ.get("HTTP_ACCEPT", "")
        and bool(environ.get("HTTP_ACCEPT_LANGUAGE"))
        and "prefetch" not in environ.get("HTTP_SEC_PURPOSE", "")
        and not any(word in agent for word in _PROGRAMS)
    )


def _phone_of(environ: WSGIEnvironment) -> bytes:
    """Its cookie, or where it is and what it calls itself; hashed, for its seconds in memory."""
    cookies = dict(
        one.strip().partition("=")[::2] for one in environ.get("HTTP_COOKIE", "").split(";")
    )
    known = cookies.get(VISITOR_COOKIE) or cookies.get(SESSION_COOKIE)
    place = f"{environ.get('REMOTE_ADDR', '')} {environ.get('HTTP_USER_AGENT', '')}"
    return hashlib.sha256((known or place).encode("utf-8", "replace")).digest()


def _mark(key: bytes, who: bytes) -> str:
    return hmac.digest(key, who, "sha256").hex()[:32]


def _name_of(day: date) -> str:
    return f"{_KEY}{day.isoformat()}"
