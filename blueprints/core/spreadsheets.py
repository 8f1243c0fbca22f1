"""Tables for spreadsheet programs: text stays text, numbers and days are what they are."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import quote

import xlsxwriter
from flask import make_response
from werkzeug.wrappers import Response

from blueprints.core import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | Decimal | date


@dataclass(frozen=True)
class Table:
    """`rows` may be endless: they are written as they come, and none is held."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    width: int = 18


def as_xlsx(*tables: Table) -> bytes:
    """A sheet a table, its heads above the rest when one scrolls; no cell is ever a formula."""
    body = io.BytesIO()
    with xlsxwriter.Workbook(body, {"in_memory": True, "constant_memory": True}) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for table in tables:
            # Excel refuses some signs in a sheet's name, and more than 31 of any.
            sheet = book.add_worksheet(table.name.translate(_NOT_IN_A_NAME)[:31])
            sheet.set_column(0, len(table.heads) - 1, table.width)
            sheet.freeze_panes(1, 0)
            for column, head in enumerate(table.heads):
                sheet.write_string(0, column, head, bold)
            for number, row in enumerate(table.rows, 1):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(number, column, cell)
                    elif isinstance(cell, date):
                        sheet.write_datetime(number, column, _day(cell), day)
                    else:
                        sheet.write_number(number, column, cell)
    return body.getvalue()


def download(body: bytes, kind: str, plain: str, name: str, ending: str) -> Response:
    """To take along: `plain` for programs that know no other letters, `name` for the rest."""
    response = make_response(body)
    response.mimetype = kind
    day = clock.local(clock.now()).date().isoformat()
    file = quote(f"{name}-{day}.{ending}")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}-{day}.{ending}\"; filename*=UTF-8''{file}"
    )
    return response


_NOT_IN_A_NAME = str.maketrans("", "", "[]:*?/\\'")


def _day(moment: date) -> datetime:
    """Spreadsheets know no zones."""
    return datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001
