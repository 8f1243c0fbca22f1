"""What the gate does by itself: forget."""

from __future__ import annotations

from datetime import timedelta

from blueprints.core import clock, jobs
from blueprints.core.db import writing
from blueprints.members import services

# Longer than a day, within which sent codes and wrong PINs are counted.
_KEPT = timedelta(days=2)


@jobs.every(timedelta(hours=6), "members.forget_entries")
def forget_entries() -> None:
    with writing():
        services.forget_entries_before(clock.now() - _KEPT)
        services.forget_imports_before(clock.now() - _KEPT)


@jobs.every(timedelta(hours=6), "members.make_findable")
def make_findable() -> None:
    more = True
    while more:
        with writing():
            more = services.make_all_findable() > 0
