"""The table of who may see what, and the rules of living together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.members import rules
from blueprints.members.rules import Purpose, Stand


def test_only_a_name_is_for_everybody() -> None:
    open_to_all = [
        field
        for field in rules.FIELDS
        for purpose in Purpose
        if rules.may_see(field, purpose, {Stand.ANYBODY}, set(Purpose))
    ]
    assert open_to_all == ["name"]


@pytest.mark.parametrize("field", rules.FIELDS)
def test_everything_is_ones_own(field: str) -> None:
    assert rules.may_see(field, Purpose.OWN, {Stand.SELF}, set())
    assert not rules.may_see(field, Purpose.OWN, set(Stand) - {Stand.SELF}, set(Purpose))


@pytest.mark.parametrize("field", sorted(rules.SENSITIVE))
def test_what_is_sensitive_is_for_no_officer_without_consent(field: str) -> None:
    assert not rules.may_see(field, Purpose.SUBSIDY, set(Stand), set())
    assert not rules.may_see(field, Purpose.SUBSIDY, set(Stand), {"household"})
    assert rules.may_see(field, Purpose.SUBSIDY, {Stand.OFFICER}, {"subsidy"})
    for purpose in (Purpose.PUBLIC, Purpose.ORDER, Purpose.REGISTER):
        assert not rules.may_see(field, purpose, set(Stand), set(Purpose))


def test_every_purpose_that_asks_first_can_be_agreed_to() -> None:
    assert set(rules.CONSENTS) >= rules.ASKED_FIRST
    assert set(rules.FIELDS) >= rules.SENSITIVE


@pytest.mark.parametrize(
    ("kinship", "pair"),
    [
        ("parent", ("they", "I")),
        ("grandparent", ("they", "I")),
        ("child", ("I", "they")),
        ("grandchild", ("I", "they")),
        ("spouse", None),
        ("sibling", None),
        ("other", None),
    ],
)
def test_who_comes_before_whom(kinship: str, pair: tuple[str, str] | None) -> None:
    assert rules.elder_first("they", "I", kinship) == pair


def test_nobody_comes_before_themselves() -> None:
    line = [("grandmother", "mother"), ("mother", "son"), ("father", "son")]
    rules.check_line(line, ("son", "granddaughter"))
    rules.check_line(line, None)
    for circle in (("son", "grandmother"), ("son", "mother"), ("son", "son")):
        with pytest.raises(rules.KinInACircle):
            rules.check_line(line, circle)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_whatever_is_stated_a_line_has_a_beginning(stated: list[tuple[int, int]]) -> None:
    """What the rule lets in one by one can always be put in an order of age."""
    line: list[tuple[int, int]] = []
    for pair in stated:
        try:
            rules.check_line(line, pair)
        except rules.KinInACircle:
            continue
        line.append(pair)
    left = set(line)
    while left:
        first = {elder for elder, _ in left} - {younger for _, younger in left}
        assert first
        left = {pair for pair in left if pair[0] not in first}
