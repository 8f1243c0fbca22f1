"""Who gets what of a register from a file: its own leaders, and nobody else."""

from __future__ import annotations

import io
from typing import Any

from tests.architecture.matrix.cases import Case, Things, get, post
from tests.architecture.matrix.members_admissions import liushu

NEVER = "00000000-0000-7000-8000-000000000000"
ONCE = "a file is read only once here: tests/members/test_imports.py sends it twice"


def no_import(things: Things) -> dict[str, Any]:
    return {**liushu(things), "import_id": NEVER}


def a_file(_things: Things) -> dict[str, Any]:
    lines = "姓名,手机号\n田小禾,13900000001\n".encode()
    return {"file": (io.BytesIO(lines), "register.csv")}


CASES: tuple[Case, ...] = (
    get("members.new_import", liushu, guests=303, members=404, manager=200),
    post(
        "members.check_import",
        liushu,
        a_file,
        again=ONCE,
        guests=401,
        members=404,
        manager=303,
    ),
    get("members.show_import", no_import, guests=303, members=404),
    post("members.take_import", no_import, again=ONCE, guests=401, members=404),
)
