"""Who gets what of decisions: members of the organisation, and nobody else."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.decisions.models import Proposal
from tests.architecture.matrix.cases import Case, Fill, Things, fixed, get, post
from tests.architecture.matrix.members_admissions import liushu

ONCE = "nobody of these may: tests/decisions/test_routes_once.py sends it twice"
NEVER = "00000000-0000-7000-8000-000000000000"
LIUSHU = {"farmer": 200, "manager": 200}


def titled(title: str) -> Fill:
    """A decision of the village, by the words it was seeded with."""

    def find(things: Things) -> dict[str, Any]:
        with things.village.app.app_context():
            found = session.scalars(select(Proposal.id).where(Proposal.title == title)).one()
            session.remove()
        return {"proposal_id": found}

    return find


def amendment(things: Things) -> dict[str, Any]:
    return {**PROPOSED(things), "amendment_id": uuid.UUID(NEVER)}


def minutes(things: Things) -> dict[str, Any]:
    return {**PASSED(things), "minutes_id": uuid.UUID(NEVER)}


def draft(things: Things) -> dict[str, Any]:
    closes_at = clock.local(clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    organisation = str(things.village.organisation())
    words = {"title": "买一台新秤", "body": "旧的太慢。", "closes_at": closes_at}
    return {**words, "organisation": organisation, "threshold": "ordinary", "ballot": "open"}


PROPOSED = titled("河湾仓库的屋顶要修")
OPEN_SECRET = titled("秋收后办一次丰收宴")
PASSED = titled("蜜桔分级标准")
SECRET_COUNTED = titled("买一台自动选果机")
SAID = fixed(body="说得好。")
FRACTIONS = {"quorum": "2/3", "ordinary": "1/2", "charter": "2/3", "proposers": "members"}
TERMS = fixed(seconds="1", discussion_hours="0", voting_hours="0", turns="0", **FRACTIONS)

CASES: tuple[Case, ...] = (
    get("decisions.index", guests=303, members=200),
    get("decisions.new_proposal", guests=303, members=200),
    post("decisions.propose", data=draft, guests=401, members=403, farmer=303, manager=303),
    get("decisions.show", PROPOSED, whose="proposed", guests=303, members=404, **LIUSHU),
    get("decisions.show", OPEN_SECRET, whose="voting", guests=303, members=404, **LIUSHU),
    get("decisions.show", PASSED, whose="passed", guests=303, members=404, **LIUSHU),
    post("decisions.second", PROPOSED, guests=401, members=404, farmer=303, manager=303),
    post(
        "decisions.withdraw",
        PROPOSED,
        fixed(reason="再想想。"),
        again=ONCE,
        guests=401,
        members=404,
        farmer=403,
        manager=403,
    ),
    post("decisions.comment", PROPOSED, SAID, guests=401, members=404, farmer=303, manager=303),
    post("decisions.amend", PROPOSED, SAID, guests=401, members=404, farmer=303, manager=303),
    post("decisions.second_amendment", amendment, again=ONCE, guests=401, members=404),
    post("decisions.answer_amendment", amendment, again=ONCE, guests=401, members=404),
    post("decisions.open_voting", PROPOSED, guests=401, members=404, farmer=403, manager=303),
    post(
        "decisions.open_again",
        OPEN_SECRET,
        lambda things: {"closes_at": draft(things)["closes_at"]},
        again=ONCE,
        guests=401,
        members=404,
        farmer=403,
        manager=409,
    ),
    post(
        "decisions.cast",
        OPEN_SECRET,
        fixed(choice="yes"),
        guests=401,
        members=403,
        farmer=303,
        manager=303,
    ),
    get("decisions.show_receipt", OPEN_SECRET, guests=303, members=404, **LIUSHU),
    post(
        "decisions.close_voting",
        OPEN_SECRET,
        again=ONCE,
        guests=401,
        members=404,
        farmer=409,
        manager=409,
    ),
    get("decisions.ballots_csv", PASSED, whose="open", everyone=404, **LIUSHU),
    get("decisions.ballots_csv", SECRET_COUNTED, whose="secret", everyone=200),
    get("decisions.recount", PASSED, whose="open", everyone=404, **LIUSHU),
    get("decisions.recount", SECRET_COUNTED, whose="secret", everyone=200),
    get("decisions.show_roll", OPEN_SECRET, guests=303, members=404, **LIUSHU),
    get("decisions.roll_csv", OPEN_SECRET, guests=303, members=404, **LIUSHU),
    get("decisions.show_minutes", PASSED, guests=303, members=404, **LIUSHU),
    post(
        "decisions.correct_minutes",
        PASSED,
        fixed(words="少写了一句。"),
        guests=401,
        members=404,
        farmer=303,
        manager=303,
    ),
    post("decisions.sign_minutes", minutes, again=ONCE, guests=401, members=404),
    # Only the two who were named; nobody is, here.
    get("decisions.show_paper", OPEN_SECRET, guests=303, members=404),
    post(
        "decisions.enter_paper",
        OPEN_SECRET,
        again=ONCE,
        guests=401,
        members=404,
        farmer=422,
        manager=422,
    ),
    get("decisions.show_scrutineers", OPEN_SECRET, guests=303, members=404, **LIUSHU),
    post(
        "decisions.name_scrutineers",
        OPEN_SECRET,
        lambda things: {"person": [str(one) for one in _two(things)]},
        guests=401,
        members=404,
        farmer=403,
        manager=303,
    ),
    get("decisions.show_booth", OPEN_SECRET, guests=303, members=404, **LIUSHU),
    # Without a PIN, so that only the knocking is looked at.
    post(
        "decisions.cast_in_booth",
        OPEN_SECRET,
        fixed(choice="yes"),
        again=ONCE,
        guests=401,
        members=404,
        farmer=422,
        manager=422,
    ),
    get("decisions.show_rules", liushu, guests=303, members=404, **LIUSHU),
    post(
        "decisions.set_terms",
        liushu,
        TERMS,
        again=ONCE,
        guests=401,
        members=404,
        farmer=403,
        manager=409,
    ),
)


def _two(things: Things) -> tuple[uuid.UUID, uuid.UUID]:
    return things.village.person("13800000003"), things.village.person("13800000004")
