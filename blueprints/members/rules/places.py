"""Places from the official list of divisions: which row is what, and what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pypinyin import lazy_pinyin

from blueprints.core.errors import N_, Conflict, DomainError

LONGEST_PLACE = 40
LONGEST_LATIN = 60
MOST_PLACES = 5_000
_LATIN_END = re.compile(r"(县|市|区|镇|乡|村|街道|社区|委员会|村民委员会|居民委员会)+$")
_BELOW = {"county": "township", "township": "village"}

WRONG_WORDS = {
    "code": N_("the code is not one of 6, 9 or 12 digits"),
    "name": N_("the name is missing, too long, or no name"),
    "doubled": N_("the same code stands in the list twice"),
    "taken": N_("another place has this code already"),
    "parent": N_("what it lies in is neither in the list nor here"),
}


class BadPlaceName(DomainError):
    field = "name"
    sentence = N_("Please write the name of the place, up to 40 characters.")


class BadPlaceCode(DomainError):
    field = "code"
    sentence = N_("An official code has 12 digits, and no other place has the same.")


class BadList(DomainError):
    field = "list"
    sentence = N_("Please choose a CSV file with a code and a name in each row, up to 5,000 rows.")


class NotALevelUp(DomainError):
    field = "parent"
    sentence = N_("Please choose the county or the township it lies in.")


class ImportOver(Conflict):
    sentence = N_("The places have changed since this list was looked at. Please send it again.")


@dataclass(frozen=True)
class Division:
    """One row that is right. `parent` is the code of what it lies in."""

    code: str
    name: str
    latin_name: str
    level: str
    parent: str


@dataclass(frozen=True)
class WrongRow:
    line: int
    text: str
    why: str


@dataclass(frozen=True)
class Divisions:
    """What a list holds: to add, wrong, here already, and above our counties."""

    new: tuple[Division, ...]
    wrong: tuple[WrongRow, ...]
    known: int
    above: int


def read_place_name(text: str) -> str:
    name = re.sub(r"\s+", "", unicodedata.normalize("NFC", text)).strip()
    letters = any(unicodedata.category(sign).startswith("L") for sign in name)
    if not letters or len(name) > LONGEST_PLACE or not name.isprintable():
        raise BadPlaceName
    return name


def latin_of(name: str) -> str:
    """`柳树村` is Liushu: for lists and readers without characters, where nobody wrote it."""
    bare = _LATIN_END.sub("", name) or name
    said = "".join(lazy_pinyin(bare, errors=lambda rest: rest))
    return (said[:1].upper() + said[1:])[:LONGEST_LATIN]


def level_below(level: str) -> str:
    if level not in _BELOW:
        raise NotALevelUp
    return _BELOW[level]


def read_code_of(text: str) -> str | None:
    """Twelve digits; a shorter code of a county or township is filled up. None if it is none."""
    digits = re.sub(r"\s", "", unicodedata.normalize("NFKC", text[:40])).removesuffix(".0")
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in (2, 4, 6, 9, 12):
        return None
    return digits.ljust(12, "0")


def level_of(code: str) -> str | None:
    """None for a province or a prefecture: they lie above us."""
    if code[4:] == "0" * 8:
        return None
    if code[6:] == "0" * 6:
        return "county"
    return "township" if code[9:] == "000" else "village"


def parent_of(code: str) -> str:
    return code[:9] + "000" if level_of(code) == "village" else code[:6] + "0" * 6


def county_code_in(rows: Iterable[Sequence[str]]) -> str | None:
    """The county that the first readable row lies in, or is."""
    codes = [read_code_of(row[0]) for row in rows if row]
    return next((code[:6] + "0" * 6 for code in codes if code and level_of(code)), None)


def read_divisions(rows: Iterable[Sequence[str]], known: Mapping[str, str]) -> Divisions:
    """`known`: the names of places that are here, by code."""
    lines = [(n, [one.strip() for one in row]) for n, row in enumerate(rows, 1) if any(row)]
    if lines and read_code_of(lines[0][1][0]) is None:
        lines = lines[1:]  # the heads of the columns
    if not lines or len(lines) > MOST_PLACES:
        raise BadList
    new: dict[str, Division] = {}
    wrong: list[WrongRow] = []
    there = above = 0
    codes = {read_code_of(row[0]) for _, row in lines} | set(known)
    for line, row in lines:
        code, name = read_code_of(row[0]), (row[1] if len(row) > 1 else "")
        if code and level_of(code) is None:
            above += 1
        elif code in known and known[code or ""] == name:
            there += 1
        else:
            why = _why_wrong(code, name, new, known, codes)
            if why or code is None:
                wrong.append(WrongRow(line, " ".join(row)[:60], why or "code"))
            else:
                new[code] = _division(code, name, row[2] if len(row) > 2 else "")
    return _with_their_parents(new, wrong, known, there, above)


def _why_wrong(
    code: str | None,
    name: str,
    new: Mapping[str, Division],
    known: Mapping[str, str],
    codes: set[str | None],
) -> str:
    if code is None:
        return "code"
    if code in new:
        return "doubled"
    if code in known:
        return "taken"
    try:
        read_place_name(name)
    except BadPlaceName:
        return "name"
    # A new county would be somebody else's: it is founded, not listed.
    return "parent" if level_of(code) == "county" or parent_of(code) not in codes else ""


def _division(code: str, name: str, latin: str) -> Division:
    plain = read_place_name(name)
    latin = latin[:LONGEST_LATIN] or latin_of(plain)
    return Division(code, plain, latin, level_of(code) or "", parent_of(code))


def _with_their_parents(
    new: dict[str, Division],
    wrong: list[WrongRow],
    known: Mapping[str, str],
    there: int,
    above: int,
) -> Divisions:
    """A village whose township is wrong has nothing to lie in."""
    order = sorted(new.values(), key=lambda one: (one.level, one.code))
    right: dict[str, Division] = {}
    for one in order:
        if one.parent in known or one.parent in right:
            right[one.code] = one
        else:
            wrong.append(WrongRow(0, f"{one.code} {one.name}", "parent"))
    return Divisions(tuple(right.values()), tuple(wrong), there, above)
