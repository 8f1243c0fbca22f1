"""Rules of sync: how large a file may be and how many may be under way. The keys' are core's."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from blueprints.core.errors import N_, Conflict, DomainError, TooMany

MOST_BYTES = 20_000_000
MOST_BYTES_OF_A_PIECE = 256 * 1024
MOST_UNDER_WAY = 30
KEPT_FOR = timedelta(days=30)
MOST_RECEIVED = 30


class State(StrEnum):
    UNKNOWN = "unknown"
    PARTIAL = "partial"
    COMPLETE = "complete"
    REFUSED = "refused"


class BadPiece(DomainError):
    status = 400
    sentence = N_("This part of a file did not arrive whole. Please send it again.")


class TooHeavy(DomainError):
    status = 413
    sentence = N_("This file is too heavy. A picture may have 20 MB at most.")


class TooManyFiles(TooMany):
    sentence = N_("Too many photos are on their way at once. Please let some arrive first.")


class NotTheFile(Conflict):
    """The pieces are there, but together they are not the file that was named."""

    sentence = N_("The photo was damaged on the way. It is being sent again.")


def check_piece(offset: int, length: int, size: int) -> None:
    """Raises TooHeavy or BadPiece. An empty piece asks only how things stand."""
    if length > MOST_BYTES or size > MOST_BYTES_OF_A_PIECE:
        raise TooHeavy
    if offset < 0 or length <= 0 or offset + size > length:
        raise BadPiece


def begins_next(stored: int, offset: int, size: int) -> bool:
    """A piece that came before is passed over; one beyond a gap is not taken."""
    return size > 0 and offset == stored
