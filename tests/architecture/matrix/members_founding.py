"""Who gets what of vouchers, roles and the founding."""

from __future__ import annotations

import io
from typing import Any

from tests.architecture.matrix.cases import Case, Things, fixed, get, post
from tests.village import NEIGHBOUR


def liushu(things: Things) -> dict[str, Any]:
    return {"organisation_id": things.village.organisation()}


def sheet(things: Things) -> dict[str, Any]:
    return {**liushu(things), "sheet_id": things.sheet}


def printed(things: Things) -> dict[str, Any]:
    return {"token": things.token}


def voucher(things: Things) -> dict[str, Any]:
    return {**liushu(things), "voucher_id": things.village.voucher()}


def seen(things: Things) -> dict[str, Any]:
    return {"import_id": things.places_list}


def offered(things: Things) -> dict[str, Any]:
    return {"offer_id": things.offer}


def own_offer(things: Things) -> dict[str, Any]:
    return {
        "organisation_id": things.village.organisation("Shiqiao Cooperative"),
        "offer_id": things.offer,
    }


def place(things: Things) -> dict[str, Any]:
    return {"name": "南坡村", "parent": str(things.village.place("Liuhe"))}


def places(things: Things) -> dict[str, Any]:
    body = Again("990101101203,南坡村\n".encode())
    return {"county": str(things.village.place("Qinghe")), "list": (body, "places.csv")}


class Again(io.BytesIO):
    """A file that can be sent twice: closing it only goes back to its beginning."""

    def close(self) -> None:
        self.seek(0)


def cooperative(things: Things) -> dict[str, Any]:
    at = str(things.village.place("Hewan"))
    return {"kind": "cooperative", "name": "河湾合作社", "place": at, "founded_on": "2026-11-01"}


FOUNDED = "founded once for all: every sending is told so"
NEWCOMER = fixed(phone="13900000078", name="王秀英", pin="739154")
ONCE = "works once by itself: the second sending is told that it was used"
LEADS = {"manager": 200, "officer": 200}  # the manager, and the officer of the county

CASES: tuple[Case, ...] = (
    # members: vouchers
    get("members.vouchers", liushu, guests=303, members=404, **LEADS),
    post(
        "members.make_vouchers",
        liushu,
        fixed(kind="member", count="8"),
        guests=401,
        members=404,
        manager=303,
        officer=422,  # who names leaders, and admits nobody
    ),
    get("members.voucher_sheet", sheet, guests=303, members=404, manager=200),
    post("members.take_back_voucher", voucher, guests=401, members=404, manager=303, officer=303),
    get("members.invitation", printed, everyone=200),
    post("members.use_voucher", printed, NEWCOMER, again=ONCE, everyone=303),
    # members: roles
    get("members.roles", liushu, guests=303, members=404, **LEADS),
    post(
        "members.offer_role",
        liushu,
        fixed(role="manager", phone=NEIGHBOUR),
        guests=401,
        members=404,
        manager=303,
        officer=409,  # somebody is manager already
    ),
    post("members.take_back_offer", own_offer, guests=401, members=404, shiqiao_manager=303),
    get("members.offer", offered, guests=303, members=404, shiqiao_farmer=200),
    post(
        "members.answer_offer",
        offered,
        fixed(outcome="accept"),
        guests=401,
        members=404,
        shiqiao_farmer=303,
    ),
    # members: the founding, which is long past in the demo
    get("members.founding", fixed(token="x"), everyone=410),
    post("members.found", fixed(token="x"), everyone=410, again=FOUNDED),
    # members: what an officer looks after
    get("members.places", guests=303, members=403, officer=200),
    post("members.add_place", data=place, guests=401, members=403, officer=303),
    get("members.places_list", guests=303, members=403, officer=200),
    post("members.send_places_list", data=places, guests=401, members=403, officer=303),
    get("members.places_list_seen", seen, guests=303, members=404, officer=200),
    post("members.confirm_places_list", seen, guests=401, members=404, officer=303),
    get("members.organisations_overseen", guests=303, members=403, officer=200),
    get("members.new_organisation", guests=303, members=403, officer=200),
    post("members.register_organisation", data=cooperative, guests=401, members=403, officer=303),
)
