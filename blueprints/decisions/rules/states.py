"""What a proposal is at a moment. Nothing need happen for it to change: time alone does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from blueprints.core.errors import N_, Conflict, DomainError, Forbidden, Gone
from blueprints.decisions.rules.terms import LONGEST_VOTE, Terms, discussed_until

PROPOSED, DISCUSSION, VOTING, COUNTING = "proposed", "discussion", "voting", "counting"
WITHDRAWN = "withdrawn"
STATE_WORDS = {
    "proposed": N_("Proposed"),
    "discussion": N_("Under discussion"),
    "voting": N_("Voting is open"),
    "counting": N_("Being counted"),
    "passed": N_("Passed"),
    "failed": N_("No majority"),
    "tied": N_("Tied"),
    "no_quorum": N_("Too few voted"),
    "withdrawn": N_("Withdrawn"),
}


class NotAMember(Forbidden):
    sentence = N_("Only members of the organisation decide here.")


class NotYours(Forbidden):
    sentence = N_("Only the leaders, or whoever proposed it, may do this.")


class OnlyLeaders(Forbidden):
    sentence = N_("Only the leaders may do this here.")


class OwnSecond(DomainError):
    sentence = N_("Somebody else must second it.")


class SecondedAlready(Conflict):
    sentence = N_("You have seconded this already.")


class DiscussionOver(Conflict):
    sentence = N_("The discussion is over.")


class NoTurnLeft(DomainError):
    field = "body"
    sentence = N_("You have used your %(turns)s turns. Now others are asked to speak.")


class NamesNeeded(DomainError):
    sentence = N_("By the rules of this organisation, whoever speaks gives a name.")


class SecondsMissing(Conflict):
    sentence = N_("%(missing)s more must second it before the voting can open.")


class TooEarly(Conflict):
    sentence = N_("The rules give the discussion more time. Voting can open at %(at)s.")


class AlreadyOpen(Conflict):
    sentence = N_("The voting was opened already.")


class VoteNotOpen(Conflict):
    sentence = N_("The voting is not open yet.")


class VoteOver(Gone):
    sentence = N_("The voting has closed. Your vote came too late and was not counted.")


class StillOpen(Conflict):
    sentence = N_("The voting is still open. It closes by itself at its time, not earlier.")


class NotOnTheRoll(Forbidden):
    sentence = N_(
        "You are not on the roll of this vote. It was frozen when the voting opened; nothing was "
        "counted."
    )


class KeyLost(Conflict):
    sentence = N_(
        "The key of this vote was lost. Nobody can read what was voted; the members vote again."
    )


class KeyStillThere(Conflict):
    sentence = N_("The key of this vote is still there, so nobody needs to vote again.")


class ClosesInThePast(DomainError):
    field = "closes_at"
    sentence = N_("The closing time has passed already. Please choose a later one.")


class TooShort(DomainError):
    field = "closes_at"
    sentence = N_("By the rules, a vote stays open for %(hours)s hours at least.")


class TooLongOpen(DomainError):
    field = "closes_at"
    sentence = N_("A vote stays open for 90 days at most.")


class CannotShorten(DomainError):
    field = "closes_at"
    sentence = N_("The closing time was announced. It may be later, not earlier.")


@dataclass(frozen=True)
class Course:
    """What has happened to a proposal so far. `outcome` is its word."""

    proposed_at: datetime
    closes_at: datetime
    seconds: int = 0
    seconded_at: datetime | None = None
    opened: bool = False
    withdrawn: bool = False
    outcome: str | None = None


def state_at(now: datetime, course: Course, terms: Terms) -> str:
    if course.withdrawn:
        return WITHDRAWN
    if course.outcome is not None:
        return course.outcome
    if course.opened:
        return VOTING if now < course.closes_at else COUNTING
    return DISCUSSION if course.seconds >= terms.seconds else PROPOSED


def check_opening(now: datetime, course: Course, terms: Terms, *, leads: bool) -> None:
    """SecondsMissing and TooEarly; a leader may pass both only where the rules say so."""
    if leads and terms.at_once:
        return
    if course.seconds < terms.seconds:
        raise SecondsMissing(missing=terms.seconds - course.seconds)
    until = discussed_until(course.seconded_at or course.proposed_at, terms)
    if now < until:
        raise TooEarly(at=until)


def check_closing_time(now: datetime, closes_at: datetime, terms: Terms) -> None:
    if closes_at <= now:
        raise ClosesInThePast
    if closes_at - now < timedelta(hours=terms.voting_hours):
        raise TooShort(hours=terms.voting_hours)
    if closes_at - now > LONGEST_VOTE:
        raise TooLongOpen


def check_turn(spoken: int, terms: Terms) -> None:
    """Raises NoTurnLeft."""
    if terms.turns and spoken >= terms.turns:
        raise NoTurnLeft(turns=terms.turns)


def discussion_ends(course: Course, terms: Terms) -> datetime | None:
    """None before it was seconded."""
    if course.seconds < terms.seconds:
        return None
    return discussed_until(course.seconded_at or course.proposed_at, terms)
