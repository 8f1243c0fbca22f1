"""The register as a file: whole, and never a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from blueprints.core import clock
from blueprints.core.db import writing
from blueprints.members import queries, rules
from blueprints.members.models import Person
from tests.members.crowds import newcomers
from tests.members.test_queries import statements
from tests.page import Client
from tests.village import FARMER, MANAGER, SHIQIAO_MANAGER, Village

OPEN = Callable[..., Client]
EVIL = '=HYPERLINK("http://evil","柳")'


@given(st.text(max_size=30))
def test_no_cell_is_a_formula_once_it_is_safe(cell: str) -> None:
    safe = rules.safe_cell(cell)
    assert not rules.is_formula(safe)
    assert safe.removeprefix("'") == cell.removeprefix("'")


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-1", "@sum", "＝1", "\t=1", " =1", "\r=1"])
def test_what_begins_like_a_formula_is_one(cell: str) -> None:
    assert rules.is_formula(cell)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_file_holds_everybody_and_a_name_is_text(
    client: OPEN, village: Village, ending: str, live: Session
) -> None:
    with writing():
        live.get_one(Person, queries.person_with(FARMER)).name = EVIL
    answer = client(MANAGER).get(
        f"/members/organisations/{village.organisation()}/register.{ending}"
    )
    assert answer.status_code == 200
    assert f".{ending}" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Offline"] == "never"
    lines = read(ending, answer.data)
    assert lines[0] == ["Name", "Mobile number", "Place", "Member since", "Acts as"]
    assert len(lines) == 8
    by_name = {line[0]: line for line in lines[1:]}
    assert by_name["'" + EVIL][1] == "13800000001"
    assert by_name["周禾秀"][2:] == ["Liushu, Liuhe, Qinghe", since_of(MANAGER), "Manager"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_file_is_for_its_own_leaders(client: OPEN, village: Village, ending: str) -> None:
    at = f"/members/organisations/{village.organisation()}/register.{ending}"
    for phone in (FARMER, SHIQIAO_MANAGER):
        assert client(phone).get(at).status_code == 404


def test_a_file_of_thousands_asks_what_one_of_seven_asks(live: Session) -> None:
    manager = queries.person_with(MANAGER)
    liushu = queries.organisation_with("Liushu Cooperative")
    counts = []
    for more in (0, 1_000):
        newcomers(live, liushu, more) if more else None
        with statements() as asked:
            _, rows = queries.whole_register(manager, liushu)
        counts.append((len(asked), len(rows)))
    assert counts == [(4, 7), (4, 1_007)]


def read(ending: str, body: bytes) -> list[list[str]]:
    if ending == "csv":
        assert body.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(body)).active
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {
        "s",
        "n",
        "inlineStr",
    }
    return [["" if cell is None else cell for cell in line] for line in sheet.values]


def since_of(phone: str) -> str:
    liushu = queries.organisation_with("Liushu Cooperative")
    roll = {row.person_id: row.since for row in queries.members_on(liushu, clock.now())}
    return clock.local(roll[queries.person_with(phone)]).date().isoformat()
