"""Who lives together: each states it for themselves, nobody for another."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import TypeVar

from blueprints.core.errors import N_, Conflict, DomainError

T = TypeVar("T")

# Three generations and their guests; more is a hamlet, or a mistake.
MOST_HOUSEMATES = 20
LOOKUP_OPEN_FOR = timedelta(minutes=15)

HOUSEHOLD_KINDS = {
    "ordinary": N_("Ordinary household"),
    "demonstration": N_("Demonstration household"),
    "poverty_edge": N_("Household at the edge of poverty"),
}
# What the invited person is to the one who invites.
KINSHIP_WORDS = {
    "spouse": N_("Husband or wife"),
    "parent": N_("Father or mother"),
    "child": N_("Son or daughter"),
    "grandparent": N_("Grandparent"),
    "grandchild": N_("Grandchild"),
    "sibling": N_("Brother or sister"),
    "other": N_("Other relative, or none"),
}
_ELDER, _YOUNGER = ("parent", "grandparent"), ("child", "grandchild")

CONSENT_WORDS = {
    "household": (
        N_("Your household"),
        N_("Kept here: who lives with you, how you are related, what kind of household you are."),
    ),
    "subsidy": (
        N_("Subsidies"),
        N_(
            "An officer of your county may look at your household when subsidies are given out. "
            "Each look is written down, and you see who it was."
        ),
    ),
    "help": (
        N_("Help by a leader or mentor"),
        N_("Somebody you know acts for you, for what you asked and no longer than you said."),
    ),
}
CONSENTS = tuple(CONSENT_WORDS)
# `own`: on their own account. The others: somebody else wrote it down, with this for proof.
CONSENT_HOW = ("own", "pin", "voice", "paper")


class HouseholdFull(Conflict):
    sentence = N_("A household has room for %(most)s people here. Please ask fewer.")


class OwnKin(DomainError):
    field = "phone"
    sentence = N_("This is your own number: nobody is their own relative.")


class KinInACircle(Conflict):
    sentence = N_(
        "That does not fit: somebody would be their own forebear. "
        "Please look again at who is whose father or mother."
    )


class AlreadyHome(Conflict):
    sentence = N_("You live in a household already. Please leave that one first.")


class AlreadyInvited(Conflict):
    field = "phone"
    sentence = N_("This number is asked already, or lives with you.")


def elder_first(invited: T, inviter: T, kinship: str) -> tuple[T, T] | None:
    """(forebear, descendant), where the kinship makes one."""
    if kinship in _ELDER:
        return invited, inviter
    return (inviter, invited) if kinship in _YOUNGER else None


def check_line(pairs: Collection[tuple[T, T]], new: tuple[T, T] | None) -> None:
    """Nobody comes before themselves. Raises KinInACircle."""
    if new is None:
        return
    elder, younger = new
    reached, edge = {younger}, {younger}
    while edge:
        edge = {below for above, below in pairs if above in edge} - reached
        reached |= edge
    if elder in reached:
        raise KinInACircle
