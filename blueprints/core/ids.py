"""Ids: UUIDv7, minted by the server here and by phones elsewhere; and short words for them."""

import os
import re
import secrets
import threading
import time
import uuid

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_AS_WRITTEN = str.maketrans("OIL", "011", " -")
_SHAPE = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

# RFC 9562, 6.2, method 1: the 12 bits of rand_a count within one millisecond. Each count starts
# at random below half, which leaves 2,048 steps at least before it rolls into the next one.
_COUNTER_END = 1 << 12
_COUNTER_START = 1 << 11


def uuid7(moment_ms: int | None = None) -> uuid.UUID:
    """A new id, greater than every earlier one of this process.

    With a moment (Unix milliseconds: for seeds and imports) it carries that moment instead, and
    is greater than those minted just before for the same moment.
    """
    if moment_ms is None:
        return _build(*_live.step(time.time_ns() // 1_000_000))
    if not 0 <= moment_ms < 1 << 48:
        raise ValueError("a UUIDv7 holds 48 bits of milliseconds")
    return _build(*_dated.step(moment_ms))


def as_uuid(text: str | None) -> uuid.UUID | None:
    """The UUID, of any version, written bare or in double quotes; None if it is not one."""
    if text is None:
        return None
    bare = text.strip()
    if len(bare) > 2 and bare[0] == bare[-1] == '"':
        bare = bare[1:-1]
    return uuid.UUID(bare) if _SHAPE.fullmatch(bare) else None


def short(one: uuid.UUID) -> str:
    """Twelve letters and digits that a person can type: the moment and count of a UUIDv7."""
    head = (one.int >> 80) << 12 | (one.int >> 64) & 0xFFF
    return "".join(_LETTERS[head >> shift & 31] for shift in range(55, -1, -5))


def reach(word: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """The first and the last UUIDv7 of that short word; None if it is none.

    Read as people write: small letters, O for 0, I and L for 1, spaces and hyphens
    (https://www.crockford.com/base32.html).
    """
    plain = word.upper().translate(_AS_WRITTEN)
    if len(plain) != 12 or not set(plain) <= set(_LETTERS):
        return None
    head = 0
    for letter in plain:
        head = head << 5 | _LETTERS.index(letter)
    first = (head >> 12) << 80 | 7 << 76 | (head & 0xFFF) << 64
    return uuid.UUID(int=first), uuid.UUID(int=first | (1 << 64) - 1)


class _Sequence:
    """The last (millisecond, count) handed out."""

    def __init__(self, *, follows_the_clock: bool) -> None:
        self._follows_the_clock = follows_the_clock
        self._asked = self._ms = self._count = -1
        self._lock = threading.Lock()

    def step(self, asked: int) -> tuple[int, int]:
        with self._lock:
            if self._starts_afresh(asked):
                self._ms, self._count = asked, secrets.randbelow(_COUNTER_START)
            else:
                self._count += 1
                if self._count == _COUNTER_END:
                    self._ms, self._count = self._ms + 1, secrets.randbelow(_COUNTER_START)
            self._asked = asked
            return self._ms, self._count

    def _starts_afresh(self, asked: int) -> bool:
        # A clock set back must not bring smaller ids: the live sequence goes on from its last.
        return asked > self._ms if self._follows_the_clock else asked != self._asked


def _build(ms: int, count: int) -> uuid.UUID:
    variant = 0b10
    return uuid.UUID(int=ms << 80 | 7 << 76 | count << 64 | variant << 62 | secrets.randbits(62))


def _renew() -> None:
    """Fresh locks for a forked child: the parent's may have been held at the fork."""
    global _live, _dated
    _live = _Sequence(follows_the_clock=True)
    _dated = _Sequence(follows_the_clock=False)


_live = _Sequence(follows_the_clock=True)
_dated = _Sequence(follows_the_clock=False)
os.register_at_fork(after_in_child=_renew)
