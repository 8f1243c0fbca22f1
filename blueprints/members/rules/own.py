"""What is a person's own: what they may put right, who may not leave yet, and how it is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from blueprints.core.errors import N_, Conflict

T = TypeVar("T")

CORRECTABLE = {"name": N_("Name"), "place": N_("Village")}
SIZE_WORDS = {"normal": N_("Normal text"), "large": N_("Large text")}
PROOF_WORDS = {
    "code": N_("A code"),
    "voucher": N_("A voucher"),
    "passkey": N_("A passkey"),
}

# In the place of a name that is gone: read by people of either language.
CLOSED_NAME = "已注销 · closed"
# Without somebody in one of these roles nobody could let others in or name a successor.
KEEPERS = ("manager", "officer")


class LastInRole(Conflict):
    sentence = N_(
        "You are the last who leads %(organisation)s. Please hand the role over instead: "
        "without it nobody could let others in or name a successor."
    )


class LastKeeper(Conflict):
    sentence = N_(
        "You are the last who leads %(organisation)s. "
        "Please hand that role over first; then you can close your account."
    )


def kept_by_nobody_else(mine: Iterable[T], others: Mapping[T, int]) -> list[T]:
    """Of what this person keeps, what would be left alone; `others` counts the other keepers."""
    return [one for one in mine if not others.get(one)]
