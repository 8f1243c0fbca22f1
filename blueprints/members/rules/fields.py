"""Who may see what of a person, and what for: the one table, asked by every query that shows it.

What does not stand here nobody sees but the person. A higher room says by `also` what only it
knows: that somebody is the other side of an order.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum


class Purpose(StrEnum):
    OWN = "own"
    PUBLIC = "public"
    ORDER = "order"
    REGISTER = "register"
    HOUSEHOLD = "household"
    SUBSIDY = "subsidy"


class Stand(StrEnum):
    """How somebody stands to the person looked at."""

    SELF = "self"
    ANYBODY = "anybody"
    OTHER_SIDE = "other_side"
    FELLOW = "fellow"
    LEADER = "leader"
    HOUSEMATE = "housemate"
    OFFICER = "officer"


_HOME = {Purpose.HOUSEHOLD: {Stand.HOUSEMATE}, Purpose.SUBSIDY: {Stand.OFFICER}}

FIELDS: Mapping[str, Mapping[Purpose, Collection[Stand]]] = {
    "name": {Purpose.PUBLIC: {Stand.ANYBODY}},
    "phone": {Purpose.ORDER: {Stand.OTHER_SIDE}, Purpose.REGISTER: {Stand.LEADER}},
    "place": {Purpose.REGISTER: {Stand.LEADER}, Purpose.SUBSIDY: {Stand.OFFICER}},
    "joined": {Purpose.REGISTER: {Stand.FELLOW, Stand.LEADER}},
    "household": _HOME,
    "household_kind": _HOME,
    "kinship": _HOME,
}
# Seen by others only after a look-up is on record, and their owner is told who it was.
SENSITIVE = frozenset({"household", "household_kind", "kinship"})
# Purposes that the law or decency asks a consent for.
ASKED_FIRST = frozenset({Purpose.SUBSIDY})


def stands_for(field: str, purpose: Purpose) -> frozenset[Stand]:
    """Whoever stands so to the person may see the field for this purpose."""
    if purpose is Purpose.OWN:
        return frozenset({Stand.SELF})
    return frozenset(FIELDS[field].get(purpose, ()))


def may_see(
    field: str, purpose: Purpose, stands: Collection[Stand], consents: Collection[str]
) -> bool:
    """`consents`: the purposes that the person has agreed to, as of now."""
    agreed = purpose not in ASKED_FIRST or purpose in consents
    return agreed and not stands_for(field, purpose).isdisjoint(stands)
