"""Offers and group orders on paper."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.storefront.rules.offers import (
    LONGEST_OFFER,
    OfferEndsFirst,
    OfferIsPast,
    OfferTooLong,
    Window,
    check_window,
    overlap,
    passes_limit,
    price_now,
)
from blueprints.storefront.rules.together import (
    LONGEST,
    GroupClosesFirst,
    GroupTooLong,
    LeastOutOfReach,
    check_group,
    given_name,
    missing,
    state_of_group,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
A_SECOND, AN_HOUR = timedelta(seconds=1), timedelta(hours=1)
MOMENTS = st.integers(-100, 100).map(lambda hours: NOON + hours * AN_HOUR)
SPANS = st.tuples(MOMENTS, st.integers(1, 50)).map(
    lambda told: (told[0], told[0] + told[1] * AN_HOUR)
)


def window(price: int, starts_at: datetime, ends_at: datetime) -> Window:
    return Window(uuid.uuid4(), price, starts_at, ends_at)


@pytest.mark.parametrize(
    ("at", "price"),
    [
        (NOON - A_SECOND, 480),
        (NOON, 400),
        (NOON + AN_HOUR - A_SECOND, 400),
        (NOON + AN_HOUR, 480),
    ],
)
def test_an_offer_holds_from_its_first_moment_to_before_its_last(at: datetime, price: int) -> None:
    assert price_now(480, [window(400, NOON, NOON + AN_HOUR)], at).minor == price


@given(st.integers(1, 900), st.lists(st.tuples(st.integers(1, 900), SPANS), max_size=4), MOMENTS)
def test_a_price_is_never_dearer_than_the_ordinary_and_stays_until_it_says(
    ordinary: int, told: list[tuple[int, tuple[datetime, datetime]]], now: datetime
) -> None:
    windows = [window(price, *span) for price, span in told]
    price = price_now(ordinary, windows, now)
    holding = [one.price_minor for one in windows if one.holds(now)]
    assert price.minor == min([ordinary, *holding])
    assert (price.offer_id is None) == (price.minor == ordinary)
    assert price.before_minor == (ordinary if price.offer_id else None)
    if price.until is None:
        return
    assert price.until > now
    before = price_now(ordinary, windows, price.until - A_SECOND)
    assert (before.minor, before.offer_id) == (price.minor, price.offer_id)


@given(SPANS, SPANS)
def test_overlapping_goes_both_ways_and_touching_is_not_overlapping(
    one: tuple[datetime, datetime], other: tuple[datetime, datetime]
) -> None:
    assert overlap(one, other) == overlap(other, one)
    assert overlap(one, one)
    assert not overlap(one, (one[1], one[1] + AN_HOUR))


@pytest.mark.parametrize(
    ("starts", "ends", "refusal"),
    [
        (NOON, NOON, OfferEndsFirst),
        (NOON - 2 * AN_HOUR, NOON - AN_HOUR, OfferIsPast),
        (NOON - AN_HOUR, NOON, OfferIsPast),
        (NOON, NOON + LONGEST_OFFER + A_SECOND, OfferTooLong),
    ],
)
def test_a_window_that_makes_no_sense(
    starts: datetime, ends: datetime, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        check_window(starts, ends, NOON)
    check_window(NOON, NOON + LONGEST_OFFER, NOON)


@pytest.mark.parametrize(
    ("have", "wanted", "most", "passed"),
    [(0, 3, 3, False), (1, 3, 3, True), (3, 1, 3, True), (99, 99, None, False)],
)
def test_so_many_for_each(have: int, wanted: int, most: int | None, passed: bool) -> None:
    assert passes_limit(have, wanted, most) == passed


@pytest.mark.parametrize(
    ("joined", "at", "outcome", "state"),
    [
        (5, NOON - A_SECOND, None, "open"),
        (5, NOON, None, "happened"),
        (4, NOON, None, "missed"),
        (0, NOON - A_SECOND, "called_off", "called_off"),
        (9, NOON - A_SECOND, "happened", "happened"),
        (9, NOON + AN_HOUR, "missed", "missed"),
    ],
)
def test_a_group_order_is_what_its_moment_and_its_people_make_it(
    joined: int, at: datetime, outcome: str | None, state: str
) -> None:
    assert state_of_group(5, joined, NOON, outcome, at) == state
    assert missing(5, joined) == max(0, 5 - joined)


@pytest.mark.parametrize(
    ("least", "stock", "closes", "refusal"),
    [
        (2, 9, NOON, GroupClosesFirst),
        (2, 9, NOON + LONGEST + A_SECOND, GroupTooLong),
        (10, 9, NOON + AN_HOUR, LeastOutOfReach),
    ],
)
def test_a_group_order_that_cannot_be(
    least: int, stock: int, closes: datetime, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        check_group(least, stock, closes, NOON)
    check_group(9, 9, NOON + LONGEST, NOON)


@pytest.mark.parametrize(
    ("name", "given_one"),
    [
        ("柳春生", "春生"),
        ("欧阳小雨", "小雨"),
        ("顾青", "青"),
        ("林", "林"),
        ("Mary Ann Smith", "Mary"),
        ("", ""),
    ],
)
def test_a_public_page_says_the_given_name(name: str, given_one: str) -> None:
    assert given_name(name) == given_one
