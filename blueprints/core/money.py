"""Money: whole minor units (fen for yuan) and a currency, never a float."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache

from babel.numbers import (
    format_currency,
    get_currency_precision,
    get_currency_symbol,
    is_currency,
)

from blueprints.core.errors import N_, DomainError

# Ten thousand million yuan: above any sum of a county's trade, and far below the 2**63 that
# both databases hold, so that a year of sums cannot overflow either.
LIMIT = 10**12

# Only what a Chinese keyboard writes for ASCII. Full NFKC would also read 5² as 52.
_KEYBOARD = str.maketrans("０１２３４５６７８９．。，－−\u3000\u00a0￥", "0123456789..,--  ¥")
_SHAPE = re.compile(
    r"(?P<minus>-?)(?P<whole>\d{1,3}(?:(?P<gap>[, ])\d{3}(?:(?P=gap)\d{3})*)?|\d*)"
    r"(?:\.(?P<part>\d*))?",
    re.ASCII,
)
# What people write beside a number; CLDR's own English sign for yuan, CN¥, is known to nobody.
_SIGNS = {"CNY": ("¥", "元", "块")}


class BadAmount(DomainError):
    """What was typed is no amount of money."""

    sentence = N_("This is not an amount. Write it like 12.50.")


class NotANumber(BadAmount):
    sentence = N_("This is not an amount. Write it like 12.50.")


class TooManyDecimals(BadAmount):
    sentence = N_("This amount has too many digits after the point.")


class NegativeAmount(BadAmount):
    sentence = N_("An amount cannot be below zero.")


class AmountTooLarge(BadAmount):
    sentence = N_("This amount is too large.")


@cache
def exponent(currency: str) -> int:
    """How many decimals the currency has; ValueError for one that CLDR does not know."""
    if not is_currency(currency):
        raise ValueError(f"not a currency: {currency}")
    return get_currency_precision(currency)


def parse(text: str, currency: str) -> int:
    """Minor units of what a person typed, zero included; BadAmount says what is wrong with it."""
    match = _SHAPE.fullmatch(_bare(text, currency))
    if match is None:
        raise NotANumber
    whole, part = re.sub("[, ]", "", match["whole"]), match["part"] or ""
    if not whole + part:
        raise NotANumber
    if match["minus"]:
        raise NegativeAmount
    places = exponent(currency)
    if len(part) > places:
        raise TooManyDecimals
    digits = (whole + part.ljust(places, "0")).lstrip("0") or "0"
    # The length first: int() refuses very long digit strings with an error of its own.
    if len(digits) > len(str(LIMIT)) or int(digits) >= LIMIT:
        raise AmountTooLarge
    return int(digits)


def major(minor: int, currency: str) -> Decimal:
    """As a number of whole units, for a spreadsheet that adds up: 480 fen are 4.80."""
    return Decimal(minor).scaleb(-exponent(currency))


def plain(minor: int, currency: str) -> str:
    """As written in a form field: 4.80. `parse` reads it back."""
    places = exponent(currency)
    digits = str(abs(minor)).rjust(places + 1, "0")
    sign = "-" if minor < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


@lru_cache(maxsize=10_000)
def format_minor(minor: int, currency: str, locale: str) -> str:
    """As read on a page: ¥4.80."""
    text = format_currency(Decimal(plain(minor, currency)), currency, locale=locale)
    if currency in _SIGNS:
        text = text.replace(get_currency_symbol(currency, locale), _SIGNS[currency][0])
    return text


def round_half_even(numerator: int, denominator: int) -> int:
    """The one rounding rule: to the nearest whole, a half to the even neighbour."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    whole, rest = divmod(numerator, denominator)
    if 2 * rest > denominator or (2 * rest == denominator and whole % 2):
        whole += 1
    return whole


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Parts in proportion to the weights, which sum to the amount exactly.

    Largest remainder (Hamilton): all are floored, then single units go to the largest fractions,
    ties to the earlier party. A negative amount (a refund) mirrors the positive one.
    """
    if amount < 0:
        return [-part for part in split(-amount, weights)]
    total = sum(weights)
    if any(weight < 0 for weight in weights) or (amount and not total):
        raise ValueError("weights must not be negative, and not all zero")
    if not amount:
        return [0] * len(weights)
    shares = [divmod(amount * weight, total) for weight in weights]
    parts = [whole for whole, _ in shares]
    by_fraction = sorted(range(len(shares)), key=lambda place: -shares[place][1])
    for place in by_fraction[: amount - sum(parts)]:
        parts[place] += 1
    return parts


def _bare(text: str, currency: str) -> str:
    """The number alone: keyboard folded, the currency's own sign or code taken off one end."""
    folded = text.translate(_KEYBOARD).strip()
    for sign in (currency, *_SIGNS.get(currency, ())):
        if folded.startswith(sign):
            return folded.removeprefix(sign).strip()
        if folded.endswith(sign):
            return folded.removesuffix(sign).strip()
    return folded
