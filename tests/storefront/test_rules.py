"""The rules of selling: tables, known answers, and what holds for every order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.storefront import rules
from blueprints.storefront.rules import OPEN, Side, State

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)

# The published table, written out once more: state, step, side.
ALLOWED = {
    (State.PLACED, State.ACCEPTED, Side.SELLER),
    (State.ACCEPTED, State.HANDED_OVER, Side.SELLER),
    (State.HANDED_OVER, State.COMPLETED, Side.BUYER),
    (State.PLACED, State.CANCELLED, Side.BUYER),
    (State.ACCEPTED, State.CANCELLED, Side.BUYER),
    (State.PLACED, State.CANCELLED, Side.SELLER),
    (State.ACCEPTED, State.CANCELLED, Side.SELLER),
}
TRIPLES = list(product(State, State, Side))


@pytest.mark.parametrize(("state", "to", "side"), TRIPLES, ids=["-".join(t) for t in TRIPLES])
def test_a_step_is_allowed_by_the_table_and_by_nothing_else(
    state: State, to: State, side: Side
) -> None:
    assert rules.may_step(state, to, side) == ((state, to, side) in ALLOWED)
    assert (to in rules.steps_open_to(state, side)) == ((state, to, side) in ALLOWED)


@pytest.mark.parametrize("over", sorted(set(State) - OPEN))
def test_nothing_leads_out_of_an_end(over: State) -> None:
    assert [step for side in Side for step in rules.steps_open_to(over, side)] == []


def test_every_open_state_can_still_end() -> None:
    for state in OPEN:
        assert [step for side in Side for step in rules.steps_open_to(state, side)]


@given(st.lists(st.tuples(st.integers(1, 10_000), st.integers(1, 10**12)), max_size=50))
def test_a_total_is_the_sum_of_its_lines_and_fits_both_databases(
    lines: list[tuple[int, int]],
) -> None:
    total = rules.total_minor(lines)
    assert total == sum(rules.amount_minor(quantity, price) for quantity, price in lines)
    assert 0 <= total < 2**63


@given(st.lists(st.tuples(st.integers(1, 10_000), st.integers(1, 10**12))))
def test_a_total_does_not_depend_on_the_order_of_its_lines(
    lines: list[tuple[int, int]],
) -> None:
    turned = list(reversed(lines))
    assert rules.total_minor(turned) == rules.total_minor(lines)


@pytest.mark.parametrize(
    ("price", "unit", "per_kg", "per_jin"),
    [
        (480, "斤", 960, None),
        (1, "斤", 2, None),
        (480, "kg", None, 240),
        (481, "公斤", None, 240),  # 240.5: to the even neighbour
        (483, "千克", None, 242),  # 241.5: to the even neighbour
        (30, "两", 600, None),
        (2, "g", 2000, None),
        (3, "克", 3000, None),
        (480, "盒", None, None),
        (480, "随便", None, None),
    ],
)
def test_a_price_by_weight_is_said_in_the_other_measures(
    price: int, unit: str, per_kg: int | None, per_jin: int | None
) -> None:
    assert (rules.per_kg_minor(price, unit), rules.per_jin_minor(price, unit)) == (per_kg, per_jin)


@pytest.mark.parametrize(
    ("after", "state"),
    [(-A_MOMENT, State.PLACED), (timedelta(0), State.CANCELLED), (A_MOMENT, State.CANCELLED)],
)
def test_an_order_not_accepted_lapses_at_its_deadline(after: timedelta, state: State) -> None:
    assert rules.state_at(State.PLACED, NOON, None, NOON + after) is state


@pytest.mark.parametrize(
    ("after", "state"),
    [(-A_MOMENT, State.HANDED_OVER), (timedelta(0), State.COMPLETED)],
)
def test_an_order_completes_by_itself_at_its_day(after: timedelta, state: State) -> None:
    assert rules.state_at(State.HANDED_OVER, NOON, NOON, NOON + after) is state


@pytest.mark.parametrize("state", [State.ACCEPTED, State.COMPLETED, State.CANCELLED])
@given(days=st.integers(-1_000, 1_000))
def test_time_moves_nothing_else(state: State, days: int) -> None:
    assert rules.state_at(state, NOON, NOON, NOON + timedelta(days=days)) is state


@given(st.sampled_from(State), st.integers(-1_000, 1_000))
def test_looking_twice_at_one_moment_says_the_same(state: State, days: int) -> None:
    moment = NOON + timedelta(days=days)
    once = rules.state_at(state, NOON, NOON, moment)
    assert rules.state_at(once, NOON, NOON, moment) is once


def test_the_published_days_and_bounds_are_what_they_were_published_as() -> None:
    assert (rules.ACCEPT_WITHIN.days, rules.COMPLETES_AFTER.days) == (3, 10)
    assert (rules.MOST_STOCK, rules.MOST_LINES, rules.MOST_PHOTOS) == (1_000_000, 50, 6)
