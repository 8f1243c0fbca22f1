"""Who gets a desk: leaders and officers."""

from __future__ import annotations

from tests.architecture.matrix.cases import Case, get

CASES: tuple[Case, ...] = (
    get("members.desk", guests=303, members=403, manager=200, shiqiao_manager=200, officer=200),
)
