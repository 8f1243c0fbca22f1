"""The register as a file for a spreadsheet program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from urllib.parse import quote

import xlsxwriter
from flask import make_response
from flask_babel import gettext
from werkzeug.wrappers import Response

from blueprints.core import clock
from blueprints.core.web.templating import locale
from blueprints.members import queries, rules

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rows_of(register: Iterable[queries.RegisterRow]) -> list[list[str]]:
    """The heads, then a line a member; nothing in it is a formula to anybody's program."""
    heads = [gettext("Name"), gettext("Mobile number"), gettext("Place")]
    lines = [[*heads, gettext("Member since"), gettext("Acts as")]]
    said, places = locale(), {one.id: one for one in queries.places()}
    for row in register:
        place = queries.place_line(row.place_id, said) if row.place_id in places else ""
        roles = ", ".join(gettext(rules.ROLE_WORDS[name]) for name in row.roles)
        phone = (row.phone or "").removeprefix("+86")
        since = clock.local(row.since).date().isoformat()
        lines.append([rules.safe_cell(one) for one in (row.name, phone, place, since, roles)])
    return lines


def as_csv(lines: Sequence[Sequence[str]]) -> bytes:
    """With the mark by which Excel knows UTF-8."""
    sheet = io.StringIO()
    csv.writer(sheet).writerows(lines)
    return sheet.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Sequence[Sequence[str]]) -> bytes:
    """Every cell is text, whatever it looks like."""
    body = io.BytesIO()
    with xlsxwriter.Workbook(body, {"in_memory": True, "constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.set_column(0, 4, 18)
        for number, line in enumerate(lines):
            for column, cell in enumerate(line):
                sheet.write_string(number, column, cell)
    return body.getvalue()


def download(name: str, ending: str, lines: Sequence[Sequence[str]]) -> Response:
    body = as_csv(lines) if ending == "csv" else as_xlsx(lines)
    response = make_response(body)
    response.mimetype = "text/csv" if ending == "csv" else _XLSX
    day = clock.local(clock.now()).date().isoformat()
    file = quote(f"{name}-{day}.{ending}")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"register-{day}.{ending}\"; filename*=UTF-8''{file}"
    )
    return response
