"""PINs: argon2id, slow on purpose, and never two dozen at once."""

from __future__ import annotations

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 19 MiB and two passes: the least that OWASP names; about 25 ms on one core of a small server.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_at_once = BoundedSemaphore(2)
# Checked in place of a number without an account, so that it takes as long as one with.
_NOBODYS = _hasher.hash("no account")


def hash_pin(pin: str) -> str:
    with _at_once:
        return _hasher.hash(pin)


def pin_matches(pin_hash: str | None, pin: str) -> bool:
    with _at_once:
        try:
            return _hasher.verify(pin_hash or _NOBODYS, pin) and pin_hash is not None
        except (VerificationError, InvalidHashError):
            return False
