"""A register in a workbook: read as it looks, never computed, and never larger than it may be."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from blueprints.core.errors import DomainError
from blueprints.members import rules
from blueprints.members.rules import workbooks
from tests.page import Client
from tests.village import MANAGER, Village

OPEN = Callable[..., Client]
HEADS = ["姓名", "手机号", "村子"]
LINES = [HEADS, ["田小禾", 13900000001, "柳树村"], [None, None, None], ["麦苗", "139 0000 0002"]]


def by_openpyxl(lines: list[list[Any]]) -> bytes:
    book, body = openpyxl.Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.create_sheet("other").append(["not", "this"])
    book.save(body)
    return body.getvalue()


def by_xlsxwriter(lines: list[list[Any]]) -> bytes:
    body = io.BytesIO()
    with xlsxwriter.Workbook(body) as book:
        sheet = book.add_worksheet("社员")
        for n, line in enumerate(lines):
            sheet.write_row(n, 0, line)
    return body.getvalue()


def repacked(body: bytes, **parts: bytes) -> bytes:
    """With parts put in the place of others; names end so."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for name in old.namelist():
            stem = name.rpartition("/")[2].partition(".")[0]
            new.writestr(name, parts.get(stem, old.read(name)))
    return made.getvalue()


@pytest.mark.parametrize("make", [by_openpyxl, by_xlsxwriter])
def test_two_programs_workbooks_read_like_what_they_show(
    make: Callable[[list[list[Any]]], bytes],
) -> None:
    found = rules.read_table(make(LINES), {"柳树村": None})
    assert [(one.line, one.name, one.phone) for one in found.good] == [
        (4, "麦苗", "+8613900000002")
    ]
    assert [(one.line, one.name) for one in found.wrong] == [(2, "田小禾")]
    told = list(workbooks.rows_of(make(LINES)))
    assert told[1] == (2, ["田小禾", "13900000001", "柳树村"])


def test_a_gap_stays_a_gap_and_runs_are_one_text() -> None:
    sheet = (
        '<worksheet xmlns="x"><sheetData><row r="1"><c r="B1" t="inlineStr"><is><r><t>手</t></r>'
        '<r><t>机</t></r><rPh><t>shou</t></rPh></is></c><c r="D1"><v>1.3900000001E10</v></c>'
        "</row></sheetData></worksheet>"
    ).encode()
    [(number, cells)] = workbooks.rows_of(repacked(by_openpyxl(LINES), sheet1=sheet))
    assert (number, cells) == (1, ["", "手机", "", "13900000001"])


def test_what_is_computed_is_a_formula_and_refuses_its_line() -> None:
    found = rules.read_table(by_openpyxl([HEADS, ["=1+1", "13900000001"]]), {})
    assert found.good == []
    assert "formula" in found.wrong[0].sentence


@pytest.mark.parametrize(
    "sheet",
    [
        b"<worksheet><sheetData>" + b" " * (workbooks.MOST_UNPACKED + 1),
        b"<worksheet>" + b"<row/>" * (workbooks.MOST_ROWS + 1) + b"</worksheet>",
        b'<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><worksheet>&d;</worksheet>',
        '<!DOCTYPE a [<!ENTITY b "cc">]><worksheet>&b;</worksheet>'.encode("utf-16"),
        b'<worksheet><row r="x"/></worksheet>',
        b'<worksheet><row><c t="s"><v>999</v></c></row></worksheet>',
        b"<worksheet><row>",
        b"\xff\xfe",
    ],
)
def test_bombs_and_broken_ones_are_refused_in_words(sheet: bytes) -> None:
    body = repacked(by_openpyxl(LINES), sheet1=sheet)
    assert len(body) < 100_000
    with pytest.raises((rules.NotATable, rules.NoHeads)):
        rules.read_table(body, {})


def test_too_many_lines_are_refused() -> None:
    lines = [HEADS, *([["田", n] for n in range(rules.MOST_LINES + 1)])]
    with pytest.raises(rules.TooLong):
        rules.read_table(by_xlsxwriter(lines), {})


@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_in_words(data: st.DataObject) -> None:
    body = bytearray(_WHOLE)
    for _ in range(data.draw(st.integers(1, 8))):
        body[data.draw(st.integers(4, len(body) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(DomainError):
        rules.read_table(bytes(body), {})


def test_other_things_in_a_zip_are_no_workbook() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    with pytest.raises(rules.NotATable):
        rules.read_table(made.getvalue(), {})


def test_a_leader_brings_a_workbook_through_the_page(client: OPEN, village: Village) -> None:
    manager, at = client(MANAGER), f"/members/organisations/{village.organisation()}/imports/new"
    body = io.BytesIO(by_openpyxl([HEADS, ["田小禾", 13900000071, "柳树村"]]))
    sent = manager.submit(manager.get(at), file=(body, "社员.xlsx"))
    page = manager.follow(sent)
    assert "社员.xlsx" in page.words
    assert "Take in 1 person" in page.words


_WHOLE = by_openpyxl(LINES)
