"""Who may leave, and who must hand over first."""

from __future__ import annotations

import pytest

from blueprints.members import rules


@pytest.mark.parametrize(
    ("mine", "others", "alone"),
    [
        ([], {}, []),
        (["co-op"], {}, ["co-op"]),
        (["co-op"], {"co-op": 0}, ["co-op"]),
        (["co-op"], {"co-op": 1}, []),
        (["co-op", "county"], {"co-op": 2}, ["county"]),
        (["co-op"], {"another": 5}, ["co-op"]),
    ],
)
def test_what_nobody_else_keeps_is_named(
    mine: list[str], others: dict[str, int], alone: list[str]
) -> None:
    assert rules.kept_by_nobody_else(mine, others) == alone
