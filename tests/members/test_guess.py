"""`make guess`, small: the figures are counted rightly, and a gate left open is seen."""

from __future__ import annotations

from collections import Counter

from tests.bench.guess import Outcome


def outcome(times: int, status: int = 422, let_in: int = 3) -> Outcome:
    return Outcome(Counter({(7, status): times, (7, 429): 990, (8, 422): 4}), let_in, 3)


def test_ten_looked_at_is_right_and_one_more_is_not() -> None:
    assert outcome(10).is_right
    assert outcome(10).most() == 10
    assert not outcome(11).is_right


def test_right_guesses_count_as_looked_at_too() -> None:
    assert not outcome(11, status=303).is_right


def test_an_owner_kept_out_or_a_fault_is_not_right() -> None:
    assert not outcome(10, let_in=2).is_right
    assert not outcome(1, status=503).is_right
