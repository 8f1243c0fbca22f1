"""Joining and leaving an organisation: who may, and what is never left without a leader."""

from __future__ import annotations

from collections.abc import Collection

from blueprints.core.errors import N_, Conflict, DomainError

# Only these take members in; in the others people act by a role.
TAKING_MEMBERS = ("cooperative",)
ADMIT, DECLINE, WITHDRAW = "admit", "decline", "withdraw"
OUTCOME_WORDS = {
    ADMIT: N_("Admitted"),
    DECLINE: N_("Declined"),
    WITHDRAW: N_("Taken back"),
}
OUTCOMES_OF_ASKING = tuple(OUTCOME_WORDS)


class TakesNoMembers(DomainError):
    sentence = N_("Only cooperatives take members in. Nothing was sent.")


class AlreadyMember(Conflict):
    sentence = N_("You are a member already. Nothing was changed.")


class AlreadyAsked(Conflict):
    sentence = N_("You have asked already, and the leaders will answer. Nothing was changed.")


class NothingAsked(Conflict):
    sentence = N_("Nothing is waiting for an answer any more. Please look again.")


class NoMember(Conflict):
    sentence = N_("You are no member here, so there is nothing to leave.")


class NoSuchOutcome(DomainError):
    field = "outcome"
    sentence = N_("Please choose: admit or decline.")


class ReasonNeeded(DomainError):
    field = "reason"
    sentence = N_("Please write why. The person reads it.")


class LastLeader(DomainError):
    sentence = N_(
        "You are its last manager. Please hand that over to somebody first, then you can leave."
    )


def check_decision(outcome: str, reason: str) -> None:
    """A leader says yes, or no with a reason. Raises NoSuchOutcome and ReasonNeeded."""
    if outcome not in (ADMIT, DECLINE):
        raise NoSuchOutcome
    if outcome == DECLINE and not reason:
        raise ReasonNeeded


def check_leaving(own: Collection[str], of_others: Collection[str]) -> None:
    """The leading roles of who leaves, and of all others together. Raises LastLeader."""
    only_manager = "manager" in own and "manager" not in of_others
    if only_manager or (own and not of_others):
        raise LastLeader
