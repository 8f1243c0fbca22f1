"""Who gets what at the gate."""

from __future__ import annotations

from tests.architecture.matrix.cases import (
    BY_ITSELF,
    CHOICE,
    Case,
    Fill,
    fixed,
    get,
    post,
)
from tests.village import BUYER, FARMER


def device(phone: str) -> Fill:
    """Their other one: signing out the one in hand ends the session that asks."""
    return lambda things: {"device_id": things.village.device(phone)}


SIGN_IN = fixed(phone=BUYER, pin="246810")
JOIN = fixed(phone="13900000077", name="王秀英", pin="739154")

CASES: tuple[Case, ...] = (
    get("members.join", everyone=200),
    post("members.join_sent", data=JOIN, again=BY_ITSELF, everyone=303),
    get("members.sign_in", everyone=200),
    post("members.sign_in_sent", data=SIGN_IN, again=BY_ITSELF, everyone=303),
    post("members.sign_out", again=CHOICE, everyone=303),
    get("members.me", guests=303, members=200),
    post("members.preferences", data=fixed(text_size="large"), again=CHOICE, everyone=303),
    get(
        "members.organisation",
        lambda things: {"organisation_id": things.village.organisation()},
        everyone=200,
    ),
    post("members.sign_out_device", device(FARMER), guests=401, members=404, farmer=303),
)
