"""A workbook (.xlsx, ECMA-376) as lines of text: its first sheet, and nothing that it computes.

Ninety lines of our own instead of a library: a register needs text and numbers, and each bound
on what a stranger's file may cost stands here.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from posixpath import join, normpath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError

BEGINS = b"PK\x03\x04"
# A packed file of a few bytes may hold gigabytes of zeros, or a million empty lines.
MOST_UNPACKED = 20_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 50


class NotAWorkbook(ValueError):
    """Broken, too large once unpacked, or something else in a ZIP."""


def rows_of(body: bytes) -> Iterator[tuple[int, list[str]]]:
    """Numbered as on the screen, empty ones left out. Raises NotAWorkbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            shared = _shared(packed)
            yield from _rows(_part(packed, _first_sheet(packed)), shared)
    except (
        *(zipfile.BadZipFile, zlib.error, ParseError, EOFError, OSError),
        *(KeyError, IndexError, ValueError, NotImplementedError, RuntimeError),
    ) as broken:
        raise NotAWorkbook from broken


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    """No part of an honest workbook defines entities (ECMA-376-2, 9.1): those only grow."""
    with packed.open(name) as part:
        text = part.read(MOST_UNPACKED + 1)
    if len(text) > MOST_UNPACKED or "<!DOCTYPE" in text.decode("utf-8"):
        raise NotAWorkbook
    return text


def _first_sheet(packed: zipfile.ZipFile) -> str:
    book = ElementTree.fromstring(_part(packed, "xl/workbook.xml"))  # noqa: S314  # see _part
    first = next(one for one in book.iter() if _name(one) == "sheet")
    wanted = next(value for name, value in first.items() if name.endswith("}id"))
    links = ElementTree.fromstring(  # noqa: S314
        _part(packed, "xl/_rels/workbook.xml.rels")
    )
    target = next(one.get("Target", "") for one in links if one.get("Id") == wanted)
    return normpath(join("xl", target)).lstrip("/")


def _shared(packed: zipfile.ZipFile) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in packed.namelist():
        return []
    texts = ElementTree.fromstring(_part(packed, name))  # noqa: S314
    return [_text(one) for one in texts if _name(one) == "si"]


def _rows(sheet: bytes, shared: list[str]) -> Iterator[tuple[int, list[str]]]:
    number = seen = 0
    for _, one in ElementTree.iterparse(io.BytesIO(sheet)):  # noqa: S314
        if _name(one) != "row":
            continue
        seen, number = seen + 1, int(one.get("r") or number + 1)
        if seen > MOST_ROWS:
            raise NotAWorkbook
        cells = _cells(one, shared)
        if any(cell.strip() for cell in cells):
            yield number, cells
        one.clear()


def _cells(row: Element, shared: list[str]) -> list[str]:
    cells: list[str] = []
    for one in row:
        at = _column(one.get("r", ""), len(cells))
        if len(cells) <= at < MOST_COLUMNS:
            cells += [""] * (at - len(cells)) + [_value(one, shared)]
    return cells


def _column(place: str, following: int) -> int:
    """`C7` is 2; a cell that does not say stands after the one before."""
    letters = re.match(r"[A-Z]{1,3}", place)
    if letters is None:
        return following
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: Element, shared: list[str]) -> str:
    """What is computed shows itself as a formula, so that its line is refused."""
    parts = {_name(one): one for one in cell}
    if "f" in parts:
        return "=" + (parts["f"].text or "")
    if cell.get("t") == "inlineStr":
        return _text(parts["is"]) if "is" in parts else ""
    text = (parts["v"].text or "") if "v" in parts else ""
    if cell.get("t") == "s":
        return shared[int(text)]
    return str(int(float(text))) if re.fullmatch(r"\d(\.\d{1,14})?E\+?1\d", text) else text


def _text(one: Element) -> str:
    """With its runs, without how it is read aloud (`rPh`)."""
    told = [part for part in one if _name(part) == "t"]
    told += [text for run in one if _name(run) == "r" for text in run if _name(text) == "t"]
    return "".join(part.text or "" for part in told)


def _name(one: Element) -> str:
    return one.tag.rpartition("}")[2]
