"""What a leader may look for in the register."""

from __future__ import annotations

from datetime import date, datetime, time

from werkzeug.datastructures import MultiDict

from blueprints.core import clock, ids
from blueprints.core.forms import tidy
from blueprints.members import rules
from blueprints.members.queries import Wanted

_LONGEST = 50


def wanted_from(args: MultiDict[str, str]) -> Wanted:
    """From the address: what cannot be read is not looked for."""
    role = args.get("role", "")
    return Wanted(
        words=(tidy(args.get("q", "")) or "")[:_LONGEST],
        role=role if role in rules.LEADERS else "",
        place_id=ids.as_uuid(args.get("place", "")),
        since=_beginning_of(args.get("since", "")),
    )


def _beginning_of(text: str) -> datetime | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime.combine(day, time(), clock.local(clock.now()).tzinfo)
