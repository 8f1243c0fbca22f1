"""The rules after a sale: who may say what until when, averages, names, and who answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.storefront import rules
from blueprints.storefront.rules import Side, Stage, State, Told

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)
DAYS = st.integers(0, 60).map(lambda days: timedelta(days=days))


def told(
    answered: timedelta | None = None,
    heard: timedelta = timedelta(0),
    passed: timedelta | None = None,
    closed: timedelta | None = None,
) -> Told:
    """Of a problem opened at noon."""
    at = [NOON + after if after is not None else None for after in (answered, passed, closed)]
    return Told(NOON, at[0], NOON + (answered or heard), at[1], at[2])


def test_the_days_are_what_was_published() -> None:
    days = (rules.TELL_WITHIN, rules.ANSWER_WITHIN, rules.QUIET_AFTER, rules.ORDER_WAITS)
    assert [one.days for one in days] == [7, 3, 14, 30]


@pytest.mark.parametrize(
    ("what", "after", "stage"),
    [
        (told(), timedelta(0), Stage.OPEN),
        (told(), rules.QUIET_AFTER - A_MOMENT, Stage.OPEN),
        (told(), rules.QUIET_AFTER, Stage.WITH_MEDIATION),
        (told(answered=timedelta(days=1)), timedelta(days=1), Stage.ANSWERED),
        (told(answered=timedelta(days=1)), timedelta(days=15) - A_MOMENT, Stage.ANSWERED),
        (told(answered=timedelta(days=1)), timedelta(days=15), Stage.SETTLED),
        (told(answered=timedelta(days=20)), timedelta(days=21), Stage.WITH_MEDIATION),
        (told(passed=timedelta(days=4)), timedelta(days=400), Stage.WITH_MEDIATION),
        (
            told(passed=timedelta(days=4), closed=timedelta(days=5)),
            timedelta(days=6),
            Stage.SETTLED,
        ),
    ],
)
def test_a_problem_stands_where_what_happened_has_put_it(
    what: Told, after: timedelta, stage: Stage
) -> None:
    assert rules.stage_at(what, NOON + after) is stage


@given(answered=st.none() | DAYS, passed=st.none() | DAYS, now=DAYS, later=DAYS)
def test_what_was_passed_on_stays_so_until_the_buyer_settles_it(
    answered: timedelta | None, passed: timedelta | None, now: timedelta, later: timedelta
) -> None:
    what = told(answered=answered, passed=passed)
    if rules.stage_at(what, NOON + now) is Stage.WITH_MEDIATION:
        assert rules.stage_at(what, NOON + now + later) is Stage.WITH_MEDIATION


@given(answered=st.none() | DAYS, now=DAYS)
def test_only_the_buyer_passes_on_and_never_before_the_seller_had_their_time(
    answered: timedelta | None, now: timedelta
) -> None:
    what = told(answered=answered if answered is not None and answered <= now else None)
    assert not rules.may_pass_on(what, Side.SELLER, NOON + now)
    if rules.may_pass_on(what, Side.BUYER, NOON + now):
        assert what.answered_at is not None or now >= rules.ANSWER_WITHIN


@pytest.mark.parametrize(
    ("state", "after", "may"),
    [
        (State.PLACED, timedelta(0), False),
        (State.ACCEPTED, timedelta(0), False),
        (State.HANDED_OVER, timedelta(days=300), True),
        (State.COMPLETED, rules.TELL_WITHIN - A_MOMENT, True),
        (State.COMPLETED, rules.TELL_WITHIN, False),
        (State.CANCELLED, timedelta(0), False),
    ],
)
def test_a_problem_is_told_from_the_hand_over_until_a_week_after_the_end(
    state: State, after: timedelta, may: bool
) -> None:
    assert rules.may_tell(state, NOON, NOON + after) is may


@given(due=DAYS)
def test_an_order_waits_and_never_less_than_before(due: timedelta) -> None:
    waits = rules.order_waits_until(NOON, NOON + due)
    assert waits == max(NOON + due, NOON + rules.ORDER_WAITS)


@pytest.mark.parametrize(
    ("stars", "count", "tenths"),
    [(0, 0, None), (5, 1, 50), (1, 1, 10), (9, 2, 45), (14, 3, 47), (13, 3, 43), (89, 20, 44)],
)
def test_an_average_is_in_tenths_of_a_star(stars: int, count: int, tenths: int | None) -> None:
    assert rules.average_tenths(stars, count) == tenths


@given(st.lists(st.integers(1, 5), min_size=1, max_size=500))
def test_an_average_is_within_half_a_tenth_and_between_the_worst_and_the_best(
    given: list[int],
) -> None:
    tenths = rules.average_tenths(sum(given), len(given))
    assert tenths is not None
    assert abs(Fraction(tenths, 10) - Fraction(sum(given), len(given))) <= Fraction(1, 20)
    assert min(given) * 10 <= tenths <= max(given) * 10


@pytest.mark.parametrize(
    ("name", "shown"),
    [("李秀英", "李**"), (" 李婶", "李**"), ("Ann", "A**"), ("–", ""), ("", ""), ("138", "")],
)
def test_strangers_read_the_first_sign_of_a_name_and_no_more(name: str, shown: str) -> None:
    assert rules.masked(name) == shown


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("side", list(Side))
def test_only_the_buyer_of_a_completed_order_says_how_it_was(state: State, side: Side) -> None:
    assert rules.may_review(state, side) is (state is State.COMPLETED and side is Side.BUYER)


@pytest.mark.parametrize(
    ("hid", "as_officer", "officers", "managers", "answers"),
    [
        ("o", True, {"o"}, {"m"}, {"o"}),
        ("o", True, {"o", "p"}, {"m"}, {"p"}),
        ("m", False, {"o"}, {"m"}, {"o"}),
        ("m", False, set(), {"m"}, {"m"}),
        ("gone", True, {"o"}, set(), {"o"}),
    ],
)
def test_another_holder_of_the_office_answers_unless_there_is_none(
    hid: str, as_officer: bool, officers: set[str], managers: set[str], answers: set[str]
) -> None:
    assert rules.who_answers(hid, as_officer, officers, managers) == answers
