"""Public pages from memory: the same bytes for everybody, by language and text size only.

Outside Flask, because a page that is already there needs none of it. Every answer is checked
against the generation counter first, so that nobody, the seller least of all, sees a stale page.
"""

from __future__ import annotations

import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING

import brotli

from blueprints.core import clock
from blueprints.core.i18n import Variant

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ACTING = "acting="  # core.acting.COOKIE: nothing of Flask is needed here
Headers = list[tuple[str, str]]

_KEPT_BYTES = 48_000_000
_MOST_BYTES = 400_000
_LIFETIME_S = 60.0
# How the app tells us until when a page is true (headers.true_until); nobody else reads it.
TRUE_UNTIL = "X-True-Until"
_SMALLEST_WORTH_PACKING = 200
_PACKED_TYPES = ("text/", "application/json", "application/manifest+json", "image/svg+xml")


@dataclass(frozen=True)
class Page:
    status: str
    headers: Headers
    etag: str
    bodies: dict[str, bytes]
    generation: int
    made: float
    weight: int
    until: datetime | None


class PublicPages:
    def __init__(
        self,
        app: WSGIApplication,
        generation: Callable[[], int | None],
        variant: Callable[[WSGIEnvironment], Variant],
        seen: Callable[[WSGIEnvironment], None] = lambda _environ: None,
    ) -> None:
        """`seen` is told of each public page that somebody got, also of one from memory."""
        self._app = app
        self._seen = seen
        self._generation = generation
        self._variant = variant
        self._pages: OrderedDict[tuple[str, ...], Page] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._fresh(environ, start, None, None)
        if _ACTING in environ.get("HTTP_COOKIE", ""):
            # Every page says for whom somebody acts, this one too; so it is nobody else's.
            return self._fresh(environ, start, None, None)
        generation = self._generation()
        name = self._name(environ)
        page = self._pages.get(name)
        if page is not None and page.generation == generation and _holds(page):
            self._seen(environ)
            return _answer(page, environ, start)
        return self._fresh(environ, start, name, generation)

    def _name(self, environ: WSGIEnvironment) -> tuple[str, ...]:
        return (
            environ["wsgi.url_scheme"],
            environ.get("HTTP_HOST", ""),
            environ["PATH_INFO"],
            environ.get("QUERY_STRING", ""),
            self._variant(environ).name,
        )

    def _fresh(
        self,
        environ: WSGIEnvironment,
        start: StartResponse,
        name: tuple[str, ...] | None,
        generation: int | None,
    ) -> Iterable[bytes]:
        """Ask the app; pack what is text, keep what is public."""
        told: list[tuple[str, Headers]] = []

        def listen(status: str, headers: Headers, _exc: object = None) -> Callable[[bytes], object]:
            told.append((status, headers))
            return lambda _data: None

        asked = dict(environ, REQUEST_METHOD="GET") if name else environ
        chunks = self._app(asked, listen)
        status, headers = told[0]
        if _passes_through(headers):
            start(status, headers)
            return chunks
        body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        page = _page(status, headers, body, generation or 0)
        if name and generation is not None and _is_public(status, headers, body):
            self._seen(environ)
            self._keep(name, page)
        return _answer(page, environ, start)

    def _keep(self, name: tuple[str, ...], page: Page) -> None:
        with self._lock:
            before = self._pages.pop(name, None)
            self._pages[name] = page
            self._weight += page.weight - (before.weight if before else 0)
            while self._weight > _KEPT_BYTES:
                self._weight -= self._pages.popitem(last=False)[1].weight


def shared_for(seconds: float = 2 * _LIFETIME_S) -> str:
    """What a proxy may do with a page that is true for so long: never show it after that."""
    fresh = max(0, int(min(seconds, _LIFETIME_S)))
    stale = max(0, int(min(seconds - fresh, _LIFETIME_S)))
    told = f"public, max-age=0, s-maxage={fresh}"
    return f"{told}, stale-while-revalidate={stale}" if stale else told


def _holds(page: Page) -> bool:
    """Young, and everything on it still true."""
    if page.until is not None and clock.now() >= page.until:
        return False
    return time.monotonic() - page.made < _LIFETIME_S


def _passes_through(headers: Headers) -> bool:
    """Pictures and packed assets go as they are, without being read into memory again."""
    names = {name.lower(): value for name, value in headers}
    return "content-encoding" in names or not names.get("content-type", "").startswith(
        _PACKED_TYPES
    )


def _is_public(status: str, headers: Headers, body: bytes) -> bool:
    names = {name.lower(): value for name, value in headers}
    return (
        status.startswith("200")
        and names.get("x-offline") == "public"
        and "set-cookie" not in names
        and len(body) <= _MOST_BYTES
    )


def _page(status: str, headers: Headers, body: bytes, generation: int) -> Page:
    ours = ("content-length", "etag", "vary", TRUE_UNTIL.lower())
    kept = [(k, v) for k, v in headers if k.lower() not in ours]
    kept.append(("Vary", "Accept-Encoding, Accept-Language, Cookie"))
    bodies = {"": body}
    if len(body) >= _SMALLEST_WORTH_PACKING:
        bodies["br"] = brotli.compress(body, quality=5)
    etag = hashlib.sha256(body).hexdigest()[:20]
    # Twice the plain bytes: room for the packed ones, also the gzip that is made when asked for.
    weight = 2 * len(body) + 2_000
    until = next((v for k, v in headers if k == TRUE_UNTIL), None)
    moment = datetime.fromtimestamp(float(until), UTC) if until else None
    return Page(status, kept, etag, bodies, generation, time.monotonic(), weight, moment)


def _answer(page: Page, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    encoding = _encoding(page, environ.get("HTTP_ACCEPT_ENCODING", ""))
    # Weak, because the packed and the plain bytes are one page.
    etag = f'W/"{page.etag}"'
    headers = [*_timed(page), ("ETag", etag)]
    if page.status.startswith("200") and etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start("304 Not Modified", [h for h in headers if h[0].lower() != "content-type"])
        return []
    body = page.bodies[encoding]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    start(page.status, [*headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _timed(page: Page) -> Headers:
    """Anew for each answer: a proxy counts from when it was answered, not from when it was made."""
    if page.until is None:
        return page.headers
    left = (page.until - clock.now()).total_seconds()
    others = [(k, v) for k, v in page.headers if k.lower() != "cache-control"]
    return [*others, ("Cache-Control", shared_for(left))]


def _encoding(page: Page, accepted: str) -> str:
    if "br" in page.bodies:
        if "br" in accepted:
            return "br"
        if "gzip" in accepted:
            if "gzip" not in page.bodies:
                page.bodies["gzip"] = gzip.compress(page.bodies[""], 6, mtime=0)
            return "gzip"
    return ""
