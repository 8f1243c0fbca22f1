"""The register as a file for a spreadsheet program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask_babel import gettext
from werkzeug.wrappers import Response

from blueprints.core import clock, spreadsheets
from blueprints.core.web.templating import locale
from blueprints.members import queries, rules


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
    return spreadsheets.as_xlsx(spreadsheets.Table(gettext("Members"), lines[0], lines[1:]))


def download(name: str, ending: str, lines: Sequence[Sequence[str]]) -> Response:
    body = as_csv(lines) if ending == "csv" else as_xlsx(lines)
    kind = "text/csv" if ending == "csv" else spreadsheets.XLSX
    return spreadsheets.download(body, kind, "register", name, ending)
