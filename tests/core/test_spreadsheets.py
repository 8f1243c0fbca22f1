"""A file for a spreadsheet program: nothing in it computes, numbers add up, days are days."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from blueprints.core import spreadsheets
from blueprints.core.spreadsheets import Table


def sheet(
    *rows: tuple[object, ...], name: str = "Orders"
) -> openpyxl.worksheet.worksheet.Worksheet:
    body = spreadsheets.as_xlsx(Table(name, ["One", "Two", "Three"], rows))
    return openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", "{=1}", "http://x"]
)
def test_no_cell_is_a_formula_or_a_link(cell: str) -> None:
    found = sheet((cell, 1, 2))["A2"]
    assert (found.data_type, found.value, found.hyperlink) == ("s", cell, None)


def test_numbers_and_days_are_what_they_are_and_the_heads_stay_in_sight() -> None:
    made = sheet((3, Decimal("24.68"), date(2026, 11, 23)))
    assert [cell.value for cell in made[2]][:2] == [3, 24.68]
    assert made["C2"].value.date() == date(2026, 11, 23)
    assert made["C2"].number_format == "yyyy-mm-dd"
    assert made.freeze_panes == "A2"
    assert [cell.font.b for cell in made[1]] == [True] * 3


@pytest.mark.parametrize("name", ["a/b:c[d]*?'", "订" * 60])
def test_any_name_may_stand_on_a_sheet(name: str) -> None:
    assert 0 < len(sheet(name=name).title) <= 31
