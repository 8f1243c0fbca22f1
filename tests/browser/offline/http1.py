"""Just enough HTTP/1.1 to stand between a phone and the server: one message at a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_KEY_OF_A_FORM = re.compile(rb'(?:^|&)key=([^&]+)|name="key"\r\n\r\n([^\r]+)')


class Broken(ConnectionError):
    """The other side left in the middle of a message."""


@dataclass(frozen=True)
class Request:
    """As it reached the line. `key` is the outbox's header or the form's field, else ""."""

    method: str
    path: str
    key: str
    uid: str
    raw: bytes


@dataclass(frozen=True)
class Answer:
    head: bytes
    body: bytes


Read = Callable[[], bytes]


def read_request(more: Read) -> Request | None:
    """The next one on this connection; None: it was closed, as it may be between two."""
    start = more()
    if not start:
        return None
    head, body = _message(start, more, bodiless=lambda head: _length(head) is None)
    method, path, _ = head.split(b"\r\n", 1)[0].decode().split(" ", 2)
    return Request(method, path, _key(head, body), _field(head, "X-Uid"), head + body)


def read_answer(more: Read, method: str) -> Answer:
    def bodiless(head: bytes) -> bool:
        return method == "HEAD" or head.split(b" ", 2)[1] in (b"204", b"304")

    return Answer(*_message(more(), more, bodiless))


def canned(status: str, body: str, *fields: str) -> Answer:
    """What somebody else says in the server's place."""
    written = body.encode()
    lines = [
        f"HTTP/1.1 {status}",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(written)}",
        "Cache-Control: no-store",
        *fields,
        "\r\n",
    ]
    return Answer("\r\n".join(lines).encode(), written)


def _message(start: bytes, more: Read, bodiless: Callable[[bytes], bool]) -> tuple[bytes, bytes]:
    while b"\r\n\r\n" not in start:
        start += _some(more)
    head, body = start.split(b"\r\n\r\n", 1)
    head += b"\r\n\r\n"
    if bodiless(head):
        return head, body
    if _field(head, "Transfer-Encoding").lower() == "chunked":
        while not body.endswith(b"0\r\n\r\n"):
            body += _some(more)
        return head, body
    length = _length(head)
    while length is None or len(body) < length:
        piece = more()
        if not piece and length is None:
            return head, body  # as long as the connection
        if not piece:
            raise Broken
        body += piece
    return head, body


def _some(more: Read) -> bytes:
    piece = more()
    if not piece:
        raise Broken
    return piece


def _field(head: bytes, name: str) -> str:
    found = re.search(rb"\r\n" + name.encode() + rb":[ \t]*([^\r]*)", head, re.IGNORECASE)
    return found[1].decode().strip() if found else ""


def _length(head: bytes) -> int | None:
    said = _field(head, "Content-Length")
    return int(said) if said else None


def _key(head: bytes, body: bytes) -> str:
    named = _field(head, "Idempotency-Key")
    if named or not head.startswith(b"POST "):
        return named
    found = _KEY_OF_A_FORM.search(body)
    return (found[1] or found[2]).decode() if found else ""
