"""What may be a piece of a file."""

from __future__ import annotations

import pytest

from blueprints.sync import rules


@pytest.mark.parametrize(
    ("offset", "length", "size", "refusal"),
    [
        (0, rules.MOST_BYTES + 1, 1, rules.TooHeavy),
        (0, 9_000_000, rules.MOST_BYTES_OF_A_PIECE + 1, rules.TooHeavy),
        (-1, 10, 1, rules.BadPiece),
        (8, 10, 3, rules.BadPiece),
        (0, 0, 0, rules.BadPiece),
    ],
)
def test_what_cannot_be_a_piece_is_refused(
    offset: int, length: int, size: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        rules.check_piece(offset, length, size)


def test_only_the_next_piece_is_taken() -> None:
    assert rules.begins_next(stored=400, offset=400, size=1)
    assert not rules.begins_next(stored=400, offset=0, size=400)
    assert not rules.begins_next(stored=400, offset=800, size=1)
    assert not rules.begins_next(stored=400, offset=400, size=0)
