"""Money: what people type is read strictly, and no unit is ever lost."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.core.money import (
    LIMIT,
    AmountTooLarge,
    BadAmount,
    NegativeAmount,
    NotANumber,
    TooManyDecimals,
    exponent,
    format_minor,
    parse,
    plain,
    round_half_even,
    split,
)

CURRENCIES = st.sampled_from(["CNY", "USD", "JPY", "KWD"])
AMOUNTS = st.integers(0, LIMIT - 1)
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12.50", 1250),
        ("12.5", 1250),
        ("12", 1200),
        ("12.", 1200),
        (".5", 50),
        ("0", 0),
        ("007", 700),
        ("  12.50 ", 1250),
        ("１２．５０", 1250),
        ("12。5", 1250),
        ("¥12.5", 1250),
        ("￥ 12.5", 1250),
        ("12.5元", 1250),
        ("12.5 块", 1250),
        ("CNY 12.5", 1250),
        ("1,200.50", 120_050),
        ("1，200.50", 120_050),
        ("1 200", 120_000),
        ("1,234,567.89", 123_456_789),
        ("9999999999.99", LIMIT - 1),
    ],
)
def test_an_amount_is_read_as_a_person_writes_it(text: str, fen: int) -> None:
    assert parse(text, "CNY") == fen


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", NotANumber),
        (" ", NotANumber),
        (".", NotANumber),
        ("¥", NotANumber),
        ("twelve", NotANumber),
        ("NaN", NotANumber),
        ("Infinity", NotANumber),
        ("1e5", NotANumber),
        ("0x10", NotANumber),
        ("1_000", NotANumber),
        ("+5", NotANumber),
        ("12,50", NotANumber),
        ("1,2000", NotANumber),
        ("1,200 300", NotANumber),
        (",200", NotANumber),
        ("1.2.3", NotANumber),
        ("5²", NotANumber),
        ("①", NotANumber),
        ("½", NotANumber),
        ("٣", NotANumber),
        ("12\x00", NotANumber),
        ("$12", NotANumber),
        ("-", NotANumber),
        ("-1", NegativeAmount),
        ("−0.01", NegativeAmount),
        ("¥-3", NegativeAmount),
        ("1.234", TooManyDecimals),
        ("1.200", TooManyDecimals),
        ("10000000000", AmountTooLarge),
        ("9" * 5000, AmountTooLarge),
        ("x" * 5000, NotANumber),
    ],
)
def test_what_is_no_amount_is_refused_with_its_own_sentence(
    text: str, refusal: type[BadAmount]
) -> None:
    with pytest.raises(BadAmount) as raised:
        parse(text, "CNY")
    assert type(raised.value) is refusal


def test_each_currency_has_its_own_decimals() -> None:
    assert [exponent(code) for code in ("CNY", "JPY", "KWD")] == [2, 0, 3]
    assert parse("1.234", "KWD") == 1234
    with pytest.raises(TooManyDecimals):
        parse("1.5", "JPY")
    with pytest.raises(ValueError, match="not a currency"):
        exponent("QQQ")


@given(AMOUNTS, CURRENCIES)
def test_a_form_field_reads_back_what_it_was_given(minor: int, currency: str) -> None:
    assert parse(plain(minor, currency), currency) == minor


@given(AMOUNTS, CURRENCIES)
def test_what_a_page_shows_can_be_typed_into_a_field(minor: int, currency: str) -> None:
    shown = format_minor(minor, currency, "en").strip("$¥KWD\xa0 ")
    assert parse(shown, currency) == minor


@given(st.text(max_size=40), CURRENCIES)
def test_any_text_is_an_amount_within_the_limit_or_a_bad_amount(text: str, currency: str) -> None:
    try:
        minor = parse(text, currency)
    except BadAmount:
        return
    assert 0 <= minor < LIMIT


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize(
    ("fen", "shown"), [(480, "¥4.80"), (0, "¥0.00"), (-5, "-¥0.05"), (1_234_560, "¥12,345.60")]
)
def test_yuan_look_the_same_in_both_languages(fen: int, shown: str, locale: str) -> None:
    assert format_minor(fen, "CNY", locale) == shown


@pytest.mark.parametrize("locale", ["zh", "en", "ar", "de", "ug"])
def test_no_language_writes_the_sign_that_nobody_knows(locale: str) -> None:
    assert "CN" not in format_minor(480, "CNY", locale)


def test_a_form_field_keeps_the_sign_and_all_decimals() -> None:
    assert [plain(480, "CNY"), plain(-5, "CNY"), plain(7, "JPY"), plain(7, "KWD")] == [
        "4.80",
        "-0.05",
        "7",
        "0.007",
    ]


@pytest.mark.parametrize(
    ("over", "under", "whole"),
    [(1, 2, 0), (3, 2, 2), (5, 2, 2), (-1, 2, 0), (-3, 2, -2), (5, -2, -2), (7, 3, 2), (8, 3, 3)],
)
def test_a_half_goes_to_the_even_neighbour(over: int, under: int, whole: int) -> None:
    assert round_half_even(over, under) == whole


@given(st.integers(-(10**15), 10**15), st.integers(-(10**6), 10**6).filter(bool))
def test_rounding_is_to_the_nearest_and_a_half_to_the_even(over: int, under: int) -> None:
    # Python rounds a Fraction half to even as well: an independent second opinion.
    assert round_half_even(over, under) == round(Fraction(over, under))


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        (15, [80, 8, 12], [12, 1, 2]),
        (15, [80, 15, 5], [12, 2, 1]),
        (3, [1, 2], [1, 2]),
        (100, [1, 1, 1], [34, 33, 33]),
        (1, [70, 20, 10], [1, 0, 0]),
        (0, [80, 8, 12], [0, 0, 0]),
        (0, [0, 0], [0, 0]),
        (600_000, [50_000, 30_000, 20_000], [300_000, 180_000, 120_000]),
        (400_000, [10_000, 40_000, 0], [80_000, 320_000, 0]),
        (-100, [1, 1, 1], [-34, -33, -33]),
    ],
)
def test_published_splits_come_out_as_published(
    amount: int, weights: list[int], parts: list[int]
) -> None:
    assert split(amount, weights) == parts


@given(st.integers(-LIMIT, LIMIT), WEIGHTS)
def test_a_split_never_loses_a_cent(amount: int, weights: list[int]) -> None:
    assert sum(split(amount, weights)) == amount


@given(AMOUNTS, WEIGHTS)
def test_each_part_is_within_one_unit_of_its_exact_share(amount: int, weights: list[int]) -> None:
    for part, weight in zip(split(amount, weights), weights, strict=True):
        assert abs(part - Fraction(amount * weight, sum(weights))) < 1
        assert part >= 0
        assert weight or not part


@given(AMOUNTS, WEIGHTS)
def test_of_equal_weights_the_earlier_party_never_gets_less(
    amount: int, weights: list[int]
) -> None:
    parts = split(amount, weights)
    for weight in set(weights):
        same = [part for part, own in zip(parts, weights, strict=True) if own == weight]
        assert same == sorted(same, reverse=True)


@pytest.mark.parametrize(("amount", "weights"), [(5, []), (5, [0, 0]), (5, [2, -1])])
def test_a_split_among_nobody_or_by_a_negative_weight_is_refused(
    amount: int, weights: list[int]
) -> None:
    with pytest.raises(ValueError, match="weights"):
        split(amount, weights)
