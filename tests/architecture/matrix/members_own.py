"""Who gets what of their own data."""

from __future__ import annotations

from typing import Any

from tests.architecture.matrix.cases import CHOICE, Case, Things, fixed, get, post
from tests.village import NEIGHBOUR


def invitation(things: Things) -> dict[str, Any]:
    return {"invitation_id": things.invitation}


OWN = {"guests": 303, "members": 200}

CASES: tuple[Case, ...] = (
    get("members.privacy", everyone=200),
    get("members.own_data_page", **OWN),
    get("members.own_data_part", fixed(part="person"), **OWN),
    get("members.own_data_part", fixed(part="lines_bought"), whose="orders", **OWN),
    get("members.own_data_json", **OWN),
    get("members.own_data_zip", **OWN),
    get("members.correct_me", **OWN),
    get("members.closing", **OWN),
    get("members.closed", everyone=200),
    post(
        "members.close_account",
        data=fixed(pin="246810"),
        again="its answer takes the session away; a tap that has it: test_routes_closing",
        guests=401,
        members=303,
        # Orders are under way, or nobody else leads what they lead.
        farmer=409,
        buyer=409,
        manager=409,
        shiqiao_manager=409,
        officer=409,
    ),
    post("members.correct_me_sent", data=fixed(name="田新", place=""), guests=401, members=303),
    get("members.household", **OWN),
    post("members.state_household", data=fixed(kind="ordinary"), guests=401, members=303),
    post(
        "members.ask_housemate",
        data=fixed(phone="13900000088", kinship="child"),
        guests=401,
        members=404,
        manager=303,
    ),
    post(
        "members.answer_invitation",
        invitation,
        fixed(outcome="accept"),
        guests=401,
        members=404,
        farmer=303,
    ),
    post("members.leave_household", again=CHOICE, guests=401, members=303),
    get("members.consents", **OWN),
    post(
        "members.change_consent",
        fixed(purpose="subsidy"),
        fixed(outcome="give"),
        guests=401,
        members=303,
    ),
    get("members.lookup", guests=303, members=403, officer=200),
    post(
        "members.look_up_household",
        data=fixed(phone=NEIGHBOUR),
        guests=401,
        members=403,
        officer=303,
    ),
    get(
        "members.looked_up",
        fixed(lookup_id="00000000-0000-7000-8000-000000000000"),
        guests=303,
        members=404,
    ),
)
