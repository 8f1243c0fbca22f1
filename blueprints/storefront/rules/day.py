"""What a seller looks back on in the morning, and a leader once a month."""

from __future__ import annotations

import re
from datetime import date, timedelta

from blueprints.core.errors import N_

WEEK = timedelta(days=7)
# How long it is kept how many looked at a product.
SEEN_FOR = timedelta(days=400)
# Rows of one spreadsheet file: some 2 MB, and a year of a large cooperative.
MOST_IN_A_FILE = 5_000
# Looking through page after page is one look.
LOOK_LASTS = timedelta(minutes=15)
LOOK_WORDS = {
    "page": N_("Read on a page"),
    "xlsx": N_("Taken along as a file (Excel)"),
}
STATES = {
    "placed": N_("Placed"),
    "accepted": N_("Accepted"),
    "handed_over": N_("Handed over"),
    "completed": N_("Completed"),
    "cancelled": N_("Cancelled"),
}
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)
_MONTHS_BACK = 13


def month_of(text: str) -> tuple[date, date] | None:
    """The first day of a month written 2026-11, and that of the month after it."""
    if (found := _MONTH.fullmatch(text)) is None:
        return None
    first = date(int(found[1]), int(found[2]), 1)
    return first, _next(first)


def months_until(day: date) -> tuple[date, ...]:
    """First days: this month, and the twelve before it."""
    months = [day.replace(day=1)]
    while len(months) < _MONTHS_BACK:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return tuple(months)


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
