"""A register that comes as a table from a spreadsheet program: what of it can be taken in."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from blueprints.core.errors import N_, DomainError
from blueprints.members.rules import workbooks
from blueprints.members.rules.entry import read_name, read_phone
from blueprints.members.rules.sheets import is_formula

MOST_LINES = 10_000
MOST_BYTES = 4_000_000
_HEADS = {
    "name": ("name", "full name", "姓名", "名字", "社员姓名"),
    "phone": ("phone", "mobile", "mobile number", "手机", "手机号", "手机号码", "电话", "联系电话"),
    "place": ("place", "village", "村", "村子", "地点", "所在村", "住址"),
}
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class NotATable(DomainError):
    field = "file"
    sentence = N_(
        "This file cannot be read as a table. In Excel or WPS choose “Save as”, "
        "then “.xlsx” or “CSV”, and send that file."
    )


class WrongEncoding(DomainError):
    field = "file"
    sentence = N_("The letters of this file cannot be read. Please save it as CSV in UTF-8.")


class NoHeads(DomainError):
    field = "file"
    sentence = N_(
        "The first line must name the columns, at least: 姓名, 手机号 (name, mobile number). "
        "If it does, please save the file as CSV in UTF-8."
    )


class TooLong(DomainError):
    field = "file"
    sentence = N_("Please send at most %(most)s lines at once.")


class _Formula(DomainError):
    sentence = N_("A cell begins like a formula, with =, +, - or @.")


class _Twice(DomainError):
    sentence = N_("The same number stands in line %(line)s.")


class _NoSuchPlace(DomainError):
    sentence = N_("There is no such village here, or more than one: %(place)s.")


@dataclass(frozen=True)
class Newcomer:
    line: int
    name: str
    phone: str
    place_id: uuid.UUID | None


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line, as a sentence to be said in the reader's language."""

    line: int
    name: str
    sentence: str
    params: Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    good: list[Newcomer] = field(default_factory=list)
    wrong: list[Fault] = field(default_factory=list)


def read_table(body: bytes, places: Mapping[str, uuid.UUID | None]) -> Table:
    """`places` by every name they go by; None for a name that several have.

    Raises NotATable, WrongEncoding, NoHeads and TooLong for the file as a whole.
    """
    lines = _sheet(body) if body.startswith(workbooks.BEGINS) else _lines(_decoded(body))
    columns = _columns(next(lines, (0, []))[1])
    table, seen = Table(), dict[str, int]()
    for count, (line, cells) in enumerate(lines):
        if count == MOST_LINES:
            raise TooLong(most=MOST_LINES)
        told = {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()}
        try:
            newcomer = _newcomer(line, told, cells, places)
            if newcomer.phone in seen:
                raise _Twice(line=seen[newcomer.phone])
        except DomainError as bad:
            shown = told["name"].replace("\x00", "")[:50]
            table.wrong.append(Fault(line, shown, bad.sentence, bad.params))
            continue
        seen[newcomer.phone] = line
        table.good.append(newcomer)
    return table


def _newcomer(
    line: int, told: Mapping[str, str], cells: list[str], places: Mapping[str, uuid.UUID | None]
) -> Newcomer:
    if any(is_formula(cell.lstrip("'")) and cell.strip() != told["phone"] for cell in cells):
        raise _Formula
    place = told.get("place", "").casefold()
    if place and places.get(place) is None:
        raise _NoSuchPlace(place=told["place"][:40])
    phone, name = read_phone(told["phone"].lstrip("'")), read_name(told["name"])
    return Newcomer(line, name, phone, places.get(place) if place else None)


def _decoded(body: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else GB 18030, as older WPS and Excel."""
    if body.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise NotATable
    marked = next((name for mark, name in _MARKS if body.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise WrongEncoding


def _sheet(body: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        yield from workbooks.rows_of(body)
    except workbooks.NotAWorkbook as broken:
        raise NotATable from broken


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines that hold something, with their numbers as a spreadsheet program counts them."""
    first = text.partition("\n")[0]
    comma = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as broken:
        raise NotATable from broken


def _columns(heads: list[str]) -> dict[str, int]:
    plain = [head.strip().casefold() for head in heads]
    found = {
        name: next((at for at, head in enumerate(plain) if head in words), None)
        for name, words in _HEADS.items()
    }
    if found["name"] is None or found["phone"] is None:
        raise NoHeads
    return {name: at for name, at in found.items() if at is not None}
