"""What somebody at the gate may type: a phone number, a name, a PIN, where to go on."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from urllib.parse import urlsplit

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from blueprints.core.errors import N_, DomainError

REGION = "CN"
LONGEST_NAME = 50
PIN_DIGITS = 6

_MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
# Walks over the keys of a phone and words said in digits: the first that a guesser tries.
_KEYPAD_WALKS = frozenset({
    "147258", "258369", "147369", "159357", "159753", "357159", "753951", "789456", "456123",
    "123654", "147852", "963852", "852963", "246810", "135790", "975310", "521314", "131452",
})  # fmt: skip
_RUNS = ("01234567890", "09876543210")
_LONGEST_PATH = 2000


class BadPhone(DomainError):
    field = "phone"
    sentence = N_("This is not a mobile number. Please check it: 11 digits, like 138 0000 0001.")


class NamelessPerson(DomainError):
    field = "name"
    sentence = N_("Please write your name in letters or characters.")


class BadName(DomainError):
    field = "name"
    sentence = N_("A name may have up to %(most)s characters.")


class PinOfDigits(DomainError):
    field = "pin"
    sentence = N_("A PIN has six digits.")


class BadPin(DomainError):
    field = "pin"
    sentence = N_(
        "This PIN is easy to guess. Please take six digits that are no row, no date, "
        "no repetition and not part of your phone number."
    )


def read_phone(text: str) -> str:
    """E.164; numbers without a country code are read as Chinese ones."""
    plain = unicodedata.normalize("NFKC", text)[:40]
    try:
        number = phonenumbers.parse(plain, REGION)
    except phonenumbers.NumberParseException as bad:
        raise BadPhone from bad
    valid = phonenumbers.is_valid_number(number) and number.extension is None
    if not valid or phonenumbers.number_type(number) not in _MOBILE:
        raise BadPhone
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def masked_phone(phone: str) -> str:
    """Enough to know one's own number by: `138 **** 0001`."""
    number = phonenumbers.parse(phone, REGION)
    local = phonenumbers.national_significant_number(number)
    return f"{local[:3]} **** {local[-4:]}"


def read_name(text: str) -> str:
    """Any script, `·`, and ideographs that are newer than Python's own tables."""
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    if len(name) > LONGEST_NAME:
        raise BadName(most=LONGEST_NAME)
    if not any(_is_letter(sign) for sign in name) or any(map(_breaks_a_line, name)):
        raise NamelessPerson
    return name


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign) in ("Lu", "Ll", "Lt", "Lm", "Lo", "Co") or (
        0x20000 <= ord(sign) < 0x40000  # the planes of rare ideographs
    )


def _breaks_a_line(sign: str) -> bool:
    """Control and direction signs: they would garble the page for everybody else."""
    joins = sign in "\u200c\u200d"  # letters of Uyghur and Tibetan names need them
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") and not joins


def read_pin(text: str, phone: str | None) -> str:
    """Six digits, full-width ones too, that are not easy to guess (ASVS 6.2.4, 6.2.11)."""
    pin = unicodedata.normalize("NFKC", text).strip()
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
        raise PinOfDigits
    if _is_pattern(pin) or _is_date(pin) or (phone is not None and pin in phone):
        raise BadPin
    return pin


def _is_pattern(pin: str) -> bool:
    repeats = any(pin == pin[:unit] * (PIN_DIGITS // unit) for unit in (1, 2, 3))
    rising = any(pin in run * 2 for run in _RUNS)
    halves = pin[:3], pin[3:]
    two_runs = all(any(half in run for run in _RUNS) for half in halves)
    doubled = pin[0::2] == pin[1::2] and any(pin[0::2] in run for run in _RUNS)
    return repeats or rising or two_runs or doubled or len(set(pin)) < 3 or pin in _KEYPAD_WALKS


def _is_date(pin: str) -> bool:
    """A birthday as YYMMDD, DDMMYY, or a month as YYYYMM."""
    century = 2000  # a leap year, so that 29 February of any year counts as a day
    year_first = _is_day(century, pin[2:4], pin[4:6])
    day_first = _is_day(century, pin[2:4], pin[0:2])
    month_of_year = pin[:2] in ("19", "20") and 1 <= int(pin[4:6]) <= 12
    return year_first or day_first or month_of_year


def _is_day(year: int, month: str, day: str) -> bool:
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True


def local_path(text: str | None) -> str | None:
    """Where to go on, if that is on this site; None for anything that might lead away."""
    if not text or not text.startswith("/") or len(text) > _LONGEST_PATH:
        return None
    if (
        text.startswith("//")
        or "\\" in text
        or any(ord(sign) < 32 or ord(sign) == 127 for sign in text)
    ):
        return None
    parts = urlsplit(text)
    return None if parts.scheme or parts.netloc else text
