"""What somebody may do about a decision as it stands: which buttons make sense."""

from __future__ import annotations

import uuid
from typing import NamedTuple

from blueprints.core import clock
from blueprints.core.errors import Conflict
from blueprints.decisions import rules
from blueprints.decisions.models import DecidedEffect, Opening, Outcome, Proposal, Voter


class Seen(NamedTuple):
    """What one question tells besides the course."""

    opening: Opening | None
    outcome: Outcome | None
    effect: DecidedEffect | None
    voter: Voter | None
    voted: int
    seconded: bool
    is_member: bool
    leads: bool
    members: int


class Asks(NamedTuple):
    """Who looks at it, and how it stands."""

    person_id: uuid.UUID
    proposal: Proposal
    state: str
    course: rules.Course
    terms: rules.Terms
    seen: Seen
    watching: tuple[uuid.UUID, ...]
    lost: bool


def can_do(asks: Asks) -> frozenset[str]:
    """Which buttons make sense; each service decides for itself."""
    own, leads = asks.person_id == asks.proposal.proposed_by, asks.seen.leads
    can: set[str] = set()
    if asks.state in (rules.PROPOSED, rules.DISCUSSION) and asks.seen.is_member:
        can |= {"comment", "amend"} | ({"withdraw"} if own else set())
        can |= {"second"} if not own and not asks.seen.seconded else set()
        can |= {"comment_nameless"} if asks.terms.nameless else set()
        can |= {"open"} if (leads or own) and _may_open(asks, leads) else set()
    if asks.state == rules.VOTING and asks.seen.voter is not None and not asks.lost:
        can.add("vote")
    if asks.state in (rules.VOTING, rules.COUNTING):
        can |= {"name_scrutineers"} if leads else set()
        can |= {"enter_paper"} if asks.person_id in asks.watching else set()
        can |= {"open_again"} if leads and asks.lost else set()
    if asks.state == rules.COUNTING:
        can.add("close")
    if asks.state in rules.OUTCOMES:
        can |= {"sign"} if asks.seen.voter is not None else set()
        can |= {"correct"} if leads or own else set()
    return frozenset(can)


def _may_open(asks: Asks, leads: bool) -> bool:
    try:
        rules.check_opening(clock.now(), asks.course, asks.terms, leads=leads)
    except Conflict:
        return False
    return True
