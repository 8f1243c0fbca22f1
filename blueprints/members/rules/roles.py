"""Who may name whom: roles, where they exist, and how many may hold one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from blueprints.core.errors import N_, Conflict, DomainError

# Which roles an organisation of a kind has; the first is that of its leader.
ROLES_IN: dict[str, tuple[str, ...]] = {
    "cooperative": ("manager", "treasurer"),
    "government": ("officer",),
    "platform": ("platform_staff",),
    "social": ("mentor",),
    "lender": ("loan_officer",),
    "insurer": ("claims_officer",),
    "buyer": ("manager",),
}
# Held by one person at a time: a second one takes it over, with the consent of the first.
SOLE = ("manager", "treasurer")
HANDOVER_WORDS = {
    "accepted": N_("Accepted"),
    "declined": N_("Declined"),
    "taken_back": N_("Taken back"),
}
HANDOVER_OUTCOMES = tuple(HANDOVER_WORDS)


class RoleTaken(Conflict):
    sentence = N_("Somebody holds this role already. They can hand it over on the page of roles.")


class RoleHeld(Conflict):
    sentence = N_("This person holds the role already.")


class OfferOpen(Conflict):
    sentence = N_("This role has been offered to somebody already. Their answer comes first.")


class OfferOver(Conflict):
    sentence = N_("This offer no longer stands.")


class NotAmongUs(DomainError):
    field = "phone"
    sentence = N_("Nobody else here has this number. First they become a member.")


class NotAnOfficer(DomainError):
    sentence = N_("No officer has this number. Others get a new PIN by an officer's voucher.")


class NoSuchRole(DomainError):
    field = "role"
    sentence = N_("There is no such role here, or it is not yours to give.")


@dataclass(frozen=True)
class Standing:
    """What somebody is to an organisation: its manager, the officer of its county, or neither."""

    manager: bool = False
    officer: bool = False

    def __bool__(self) -> bool:
        return self.manager or self.officer


def roles_to_give(standing: Standing, kind: str) -> tuple[str, ...]:
    """A manager names who keeps the books; everybody else who leads is named by the officer."""
    there = ROLES_IN[kind]
    given = [role for role in there if _names(standing, role)]
    return tuple(given)


def _names(standing: Standing, role: str) -> bool:
    return standing.manager if role == "treasurer" else standing.officer


def is_free(role: str, holders: int) -> bool:
    return role not in SOLE or holders == 0


def belongs_by_role(kind: str) -> bool:
    """Who leads a cooperative is one of its members; staff elsewhere are not."""
    return kind == "cooperative"


def roles_to_offer(standing: Standing, kind: str, held: Collection[str]) -> tuple[str, ...]:
    """What somebody may hand over, and what they may name somebody for."""
    given = roles_to_give(standing, kind)
    return tuple(role for role in ROLES_IN[kind] if role in held or role in given)
