"""Who gets what of acting for somebody: the two of them, and the manager of their cooperative."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from blueprints.core.db import session
from blueprints.members.models import Act, Mandate
from tests.architecture.matrix.cases import BY_ITSELF, CHOICE, Case, Things, fixed, get, post
from tests.architecture.matrix.members_admissions import liushu
from tests.village import NEIGHBOUR


def _first(things: Things, table: Any) -> Any:
    with things.village.app.app_context():
        found = session.scalars(select(table.id).order_by(table.id)).first()
        session.remove()
    return found


def mandate(things: Things) -> dict[str, Any]:
    """The village's own: the manager of Shiqiao acts for a member without a phone."""
    return {"mandate_id": _first(things, Mandate)}


def deed(things: Things) -> dict[str, Any]:
    return {"act_id": _first(things, Act)}


def neighbour(things: Things) -> dict[str, Any]:
    return {"member_id": things.village.person(NEIGHBOUR)}


LEAVE = {"scope": ["sell"], "days": "7", "how": "pin", "pin": "246810"}
HELPERS = {"guests": 303, "members": 403, "manager": 200, "shiqiao_manager": 200, "mentor": 200}
THEIRS = {"guests": 303, "members": 404, "shiqiao_manager": 200}

CASES: tuple[Case, ...] = (
    get("members.helping", **HELPERS),
    get("members.new_mandate", neighbour, guests=303, members=404, manager=200, mentor=200),
    post(
        "members.take_mandate",
        neighbour,
        fixed(**LEAVE),
        # Refused, at the field of the PIN; and that somebody tried is written down.
        again="the PIN is looked at each time: tests/members/test_routes_acting.py sends it twice",
        guests=401,
        members=422,
        manager=303,
        mentor=303,
    ),
    post(
        "members.start_acting",
        mandate,
        again="it sets a cookie, and nothing else: harmless to repeat",
        guests=401,
        members=404,
        shiqiao_manager=303,
    ),
    post("members.stop_acting", again=CHOICE, guests=401, members=303),
    get("members.acting_now", guests=303, members=303),
    get("members.helped", guests=303, members=200),
    get("members.show_mandate", mandate, **THEIRS),
    get("members.mandate_paper", mandate, **THEIRS),
    get("members.mandate_evidence", mandate, **THEIRS),
    post("members.end_mandate", mandate, guests=401, members=404, shiqiao_manager=303),
    get("members.act_receipt", deed, **THEIRS),
    post(
        "members.undo_act",
        deed,
        again="what is taken back already is taken back: " + BY_ITSELF,
        guests=401,
        members=404,
        shiqiao_manager=303,
    ),
    get("members.new_newcomer", liushu, guests=303, members=404, manager=200),
    post(
        "members.enter_member",
        liushu,
        fixed(name="柳婆婆", place=""),
        guests=401,
        members=404,
        manager=303,
    ),
)
