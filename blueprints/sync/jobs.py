"""Work of sync that nobody waits for."""

from __future__ import annotations

from datetime import timedelta

from blueprints.core import jobs
from blueprints.core.db import writing
from blueprints.sync import services


@jobs.every(timedelta(days=1), "sync.forget_unfinished")
def forget_unfinished() -> None:
    with writing() as live:
        services.forget_unfinished(live)
