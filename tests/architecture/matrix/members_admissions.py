"""Who gets what of joining and leaving: everybody asks for themselves, leaders answer."""

from __future__ import annotations

from typing import Any

from tests.architecture.matrix.cases import Case, Things, get, post

ASKS = "13800000083"  # waits for Liushu's leaders in the demo


def liushu(things: Things) -> dict[str, Any]:
    return {"organisation_id": things.village.organisation()}


def admitted(things: Things) -> dict[str, Any]:
    return {"member": str(things.village.person(ASKS)), "outcome": "admit"}


def leaving(_things: Things) -> dict[str, Any]:
    return {"leave": "yes"}


MEMBERS_OF_LIUSHU = {"farmer": 409, "manager": 409}

CASES: tuple[Case, ...] = (
    get("members.membership", liushu, guests=303, members=200),
    post("members.change_membership", liushu, guests=401, members=303, **MEMBERS_OF_LIUSHU),
    post(
        "members.change_membership",
        liushu,
        leaving,
        whose="leaving",
        guests=401,
        members=409,
        farmer=303,
        manager=422,
    ),
    get("members.admissions", liushu, guests=303, members=404, manager=200),
    post("members.decide_admission", liushu, admitted, guests=401, members=404, manager=303),
)
