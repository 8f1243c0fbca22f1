"""Who gets what of the register: its own leaders, and nobody else."""

from __future__ import annotations

from tests.architecture.matrix.cases import Case, get
from tests.architecture.matrix.members_admissions import liushu

CASES: tuple[Case, ...] = (
    get("members.register", liushu, guests=303, members=404, manager=200),
    get("members.register_csv", liushu, guests=303, members=404, manager=200),
    get("members.register_xlsx", liushu, guests=303, members=404, manager=200),
)
