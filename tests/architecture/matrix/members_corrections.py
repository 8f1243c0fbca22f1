"""Who gets what of corrections that somebody else must make, and of laying a role down."""

from __future__ import annotations

from typing import Any

from tests.architecture.matrix.cases import Case, Things, fixed, get, post
from tests.architecture.matrix.members_admissions import liushu
from tests.village import MANAGER, MENTOR


def wish(things: Things) -> dict[str, Any]:
    told = {"subject": "other", "told": "名字里的字写错了。"}
    return {"organisation": str(things.village.organisation()), **told}


def answered(things: Things) -> dict[str, Any]:
    return {**liushu(things), "wish_id": things.wish}


def asked(things: Things) -> dict[str, Any]:
    return {"wish_id": things.wish}


def mentors_role(things: Things) -> dict[str, Any]:
    return {"role_id": things.village.role(MENTOR)}


def managers_role(things: Things) -> dict[str, Any]:
    return {"role_id": things.village.role(MANAGER)}


CASES: tuple[Case, ...] = (
    get("members.own_corrections", guests=303, members=200),
    post("members.ask_correction", data=wish, guests=401, members=422, farmer=303, manager=303),
    post(
        "members.take_back_correction",
        asked,
        guests=401,
        members=404,
        farmer=303,
    ),
    get("members.corrections", liushu, guests=303, members=404, manager=200),
    post(
        "members.answer_correction",
        answered,
        fixed(outcome="refuse", reason="查过账本，没有错。"),
        guests=401,
        members=404,
        manager=303,
    ),
    get("members.own_role", mentors_role, guests=303, members=404, mentor=200),
    post("members.lay_down_role", mentors_role, guests=401, members=404, mentor=303),
    get("members.own_role", managers_role, whose="last", guests=303, members=404, manager=200),
    post(
        "members.lay_down_role",
        managers_role,
        whose="last",
        again="it is refused to everybody",
        guests=401,
        members=404,
        manager=409,
    ),
)
