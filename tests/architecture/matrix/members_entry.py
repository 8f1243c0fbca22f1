"""Who gets what at the gate's other doors: forgotten and asked-for PINs, switching."""

from __future__ import annotations

from typing import Any

from tests.architecture.matrix.cases import BY_ITSELF, Case, Things, fixed, get, post
from tests.village import BUYER, FARMER


def farmer(things: Things) -> dict[str, Any]:
    """Their own phone lets them back in; on anybody else's they are not known."""
    return {"person": str(things.village.person(FARMER)), "pin": "246810"}


NO_PASSKEY = fixed(passkey_id="00000000-0000-7000-8000-000000000000")
BY_PHONE = "what is sent is signed by a phone, for one challenge that is used up"

CASES: tuple[Case, ...] = (
    get("members.new_pin", everyone=200),
    post("members.new_pin_sent", data=fixed(phone=BUYER), again=BY_ITSELF, everyone=303),
    get("members.own_pin", guests=303, members=200),
    post(
        "members.own_pin_sent",
        data=fixed(pin="246810", next="/storefront/"),
        again=BY_ITSELF,
        guests=401,
        members=303,
    ),
    get("members.passkeys", guests=303, members=200),
    post("members.passkey_options", again=BY_ITSELF, guests=401, members=200),
    # Only a phone can fill it in (tests/browser/test_passkeys.py); first it asks for the PIN.
    post("members.create_passkey", again=BY_PHONE, guests=401, members=422),
    post("members.end_passkey", NO_PASSKEY, again=BY_PHONE, guests=401, members=404),
    post("members.passkey_sign_in_options", again=BY_ITSELF, everyone=200),
    post("members.passkey_sign_in", again=BY_PHONE, everyone=422),
    get("members.switch", everyone=200),
    post("members.switch_sent", data=farmer, again=BY_ITSELF, everyone=403, farmer=303),
)
