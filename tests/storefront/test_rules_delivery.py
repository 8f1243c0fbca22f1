"""Fees, ways and windows as plain rules: known answers, and what holds for all of them."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blueprints.storefront import rules
from blueprints.storefront.rules import FeeRule, Way, Window, fee_minor

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
A, B = uuid.UUID(int=1), uuid.UUID(int=2)

amounts = st.integers(0, 10**7)
grams = st.integers(0, 10**6)
wholes = st.builds(
    FeeRule,
    amounts,
    st.integers(1, 10**5),
    st.integers(1, 10**5),
    st.none() | st.integers(1, 10**7),
)
plain = st.builds(FeeRule, amounts, st.none(), st.none(), st.none() | st.integers(1, 10**7))
fee_rules = wholes | plain


@pytest.mark.parametrize(
    ("rule", "goods", "weight", "fee"),
    [
        (FeeRule(), 0, 0, 0),
        (FeeRule(), 5000, 90_000, 0),
        (FeeRule(800), 100, 0, 800),
        (FeeRule(800, 1000, 200), 100, 0, 800),
        (FeeRule(800, 1000, 200), 100, 1, 1000),
        (FeeRule(800, 1000, 200), 100, 1000, 1000),
        (FeeRule(800, 1000, 200), 100, 1001, 1200),
        (FeeRule(0, 500, 50), 100, 2500, 250),
        (FeeRule(800, 1000, 200, 19900), 19899, 5000, 1800),
        (FeeRule(800, 1000, 200, 19900), 19900, 5000, 0),
        (FeeRule(800, None, None, 19900), 50000, 10**9, 0),
    ],
)
def test_known_fees(rule: FeeRule, goods: int, weight: int, fee: int) -> None:
    rules.check_rule(rule)
    assert fee_minor(rule, goods, weight) == fee


@given(fee_rules, amounts, grams, grams)
def test_a_fee_is_never_negative_and_never_falls_with_the_weight(
    rule: FeeRule, goods: int, one: int, other: int
) -> None:
    light, heavy = sorted((one, other))
    assert 0 <= fee_minor(rule, goods, light) <= fee_minor(rule, goods, heavy)


@given(fee_rules, amounts, amounts, grams)
def test_a_fee_never_rises_with_the_price_and_is_nothing_from_the_limit_on(
    rule: FeeRule, one: int, other: int, weight: int
) -> None:
    cheap, dear = sorted((one, other))
    assert fee_minor(rule, dear, weight) <= fee_minor(rule, cheap, weight)
    if rule.free_from_minor is not None:
        assert fee_minor(rule, rule.free_from_minor, weight) == 0


@pytest.mark.parametrize(
    ("rule", "refusal"),
    [
        (FeeRule(0, 1000, None), rules.StepIncomplete),
        (FeeRule(800, None, 200), rules.StepIncomplete),
        (FeeRule(800, None, None, 0), rules.FreeFromNothing),
        (FeeRule(800, None, None, -1), rules.FreeFromNothing),
        (FeeRule(0, None, None, 9900), rules.FreeWithoutFee),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused_at_its_field(
    rule: FeeRule, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal) as told:
        rules.check_rule(rule)
    assert told.value.field in ("step_grams", "free_from")


def test_the_way_sent_for_the_asked_side_counts_and_a_shop_with_one_side_has_no_other() -> None:
    point, parcel = Way(A, "pickup", FeeRule()), Way(B, "parcel", FeeRule(800))
    assert rules.chosen_way([point, parcel], "ship", {A, B}) is parcel
    assert rules.chosen_way([point, parcel], "pickup", {A, B}) is point
    assert rules.chosen_way([point, parcel], "pickup", {B}) is None
    assert rules.chosen_way([point], "ship", {A}) is point
    assert rules.chosen_way([], "ship", {A}) is None


def test_the_cheapest_fits_the_side_and_of_equals_it_is_the_first() -> None:
    parcel, van = Way(A, "parcel", FeeRule(800, None, None, 5000)), Way(B, "delivery", FeeRule(300))
    assert rules.cheapest([parcel, van], "ship", 100, 0) is van
    assert rules.cheapest([parcel, van], "ship", 5000, 0) is parcel
    assert rules.cheapest([parcel, van], "pickup", 100, 0) is None
    assert rules.cheapest([van, Way(A, "parcel", FeeRule(300))], "ship", 1, 0) is van


def window(
    opens: timedelta, closes: timedelta, collect: int, point: uuid.UUID | None = None
) -> Window:
    on = (NOW + collect * DAY).date()
    return Window(uuid.uuid4(), NOW + opens, NOW + closes, on, point)


def check(one: Window) -> None:
    rules.check_times(
        one.opens_at,
        one.closes_at,
        one.collect_on,
        closing_day=one.closes_at.date(),
        now=NOW,
    )


def test_a_window_that_makes_no_sense_is_refused_with_the_sentence_for_it() -> None:
    for one, refusal in (
        (window(2 * HOUR, HOUR, 3), rules.ClosesBeforeItOpens),
        (window(HOUR, HOUR, 3), rules.ClosesBeforeItOpens),
        (window(-2 * HOUR, -HOUR, 3), rules.AlreadyClosed),
        (window(HOUR, 3 * DAY, 1), rules.CollectedBeforeItCloses),
        (window(HOUR, 2 * HOUR, 400), rules.TooFarAhead),
    ):
        with pytest.raises(refusal):
            check(one)
    check(window(-HOUR, HOUR, 0))


def test_a_window_of_the_point_is_stronger_than_the_shops_and_past_days_govern_nothing() -> None:
    whole, of_a = window(-HOUR, HOUR, 2), window(HOUR, 2 * HOUR, 2, A)
    past = window(-3 * DAY, -2 * DAY, -1)
    today = NOW.date()
    assert rules.governing([whole, of_a, past], A, today) == (of_a,)
    assert rules.governing([whole, of_a, past], B, today) == (whole,)
    assert rules.governing([whole, of_a, past], None, today) == (whole,)
    assert rules.governing([of_a, past], None, today) == ()
    assert rules.open_one([of_a], NOW) is None
    assert rules.next_opening([of_a], NOW) == of_a.opens_at
    assert rules.open_one([whole], NOW + HOUR) is None, "the closing moment is closed"
    assert rules.open_one([whole], NOW + HOUR - timedelta(microseconds=1)) is whole


@given(st.integers(0, 40), st.integers(1, 40), st.integers(0, 40), st.integers(1, 40))
@example(0, 5, 5, 3)
@example(5, 3, 0, 5)
def test_two_windows_overlap_exactly_when_some_moment_is_open_in_both(
    a: int, long_a: int, b: int, long_b: int
) -> None:
    one = window(a * HOUR, (a + long_a) * HOUR, 9)
    other = window(b * HOUR, (b + long_b) * HOUR, 9)
    shared = any(one.is_open(NOW + n * HOUR) and other.is_open(NOW + n * HOUR) for n in range(100))
    assert (rules.overlapping(one, [other]) is not None) == shared
    elsewhere = Window(other.id, other.opens_at, other.closes_at, other.collect_on, A)
    assert rules.overlapping(one, [elsewhere]) is None


def test_a_delay_is_for_a_day_that_people_can_picture() -> None:
    today = date(2026, 11, 23)
    rules.check_delay(today, today)
    for day in (today - DAY, today + 400 * DAY):
        with pytest.raises(rules.DelayInThePast):
            rules.check_delay(day, today)


def test_every_unit_that_is_a_weight_weighs_itself_and_others_what_the_seller_said() -> None:
    assert (rules.grams_of("斤", None), rules.grams_of("kg", 7)) == (500, 1000)
    assert (rules.grams_of("盒", None), rules.grams_of("盒", 350)) == (None, 350)
