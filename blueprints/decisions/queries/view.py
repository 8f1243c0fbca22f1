"""One decision, as one person sees it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, exists, func, literal, select
from sqlalchemy.orm import aliased

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.errors import Conflict, NotFound
from blueprints.decisions import rules
from blueprints.decisions.models import (
    DecidedEffect,
    Opening,
    Outcome,
    Proposal,
    Second,
    Voter,
)
from blueprints.decisions.queries.changes import (
    Change,
    EffectView,
    changes_of,
    effect_view,
    people_in,
)
from blueprints.decisions.queries.courses import (
    course_from,
    election_key,
    options_of,
    scrutineers_of,
    with_course,
)
from blueprints.members import queries as members


@dataclass(frozen=True)
class OptionRow:
    id: str
    words: str


@dataclass(frozen=True)
class Roll:
    """`voted`: how many have, which is public; how, nobody knows."""

    size: int
    fingerprint: str
    voted: int
    round: int


@dataclass(frozen=True)
class DecisionView:
    proposal: Proposal
    state: str
    organisation: members.OrganisationRow
    proposed_by: str
    terms: rules.Terms
    seconds: int
    discussed_until: datetime | None
    options: tuple[OptionRow, ...]
    changes: tuple[Change, ...]
    quorum: int
    needed: int
    roll: Roll | None
    voted: bool
    on_paper: bool
    scrutineers: tuple[str, ...]
    key_lost: bool
    outcome: Outcome | None
    effect: EffectView | None
    can: frozenset[str]


def decision_seen_by(person_id: uuid.UUID, proposal_id: uuid.UUID, locale: str) -> DecisionView:
    """NotFound for whoever is neither a member nor on the roll."""
    row = _read(person_id, proposal_id)
    proposal, seen = row[0], _Seen(*row[6:])
    course, terms = course_from(row), rules.terms_from(proposal.terms)
    state = rules.state_at(clock.now(), course, terms)
    there = members.organisations([proposal.organisation_id])[proposal.organisation_id]
    watching = scrutineers_of(proposal_id) if seen.opening else ()
    named = members.names_of([proposal.proposed_by, *watching, *people_in(proposal)])
    size = seen.opening.roll if seen.opening else seen.members
    lost = state in (rules.VOTING, rules.COUNTING) and _lost(seen.opening)
    options = options_of(proposal_id) if proposal.method != "yes_no" else ()
    return DecisionView(
        proposal=proposal,
        state=state,
        organisation=there,
        proposed_by=named[proposal.proposed_by],
        terms=terms,
        seconds=course.seconds,
        discussed_until=rules.discussion_ends(course, terms),
        options=tuple(OptionRow(str(one.id), one.words) for one in options),
        changes=changes_of(proposal, {str(one): name for one, name in named.items()}, locale),
        quorum=rules.quorum_of(size, terms),
        needed=rules.needed_of(size, proposal.threshold, terms),
        roll=_roll(seen),
        voted=bool(seen.voter and seen.voter.voted),
        on_paper=bool(seen.voter and seen.voter.on_paper),
        scrutineers=tuple(named[one] for one in watching),
        key_lost=lost,
        outcome=seen.outcome,
        effect=effect_view(seen.effect),
        can=_can(_Asks(person_id, proposal, state, course, terms, seen, watching, lost)),
    )


class _Seen(NamedTuple):
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


class _Asks(NamedTuple):
    person_id: uuid.UUID
    proposal: Proposal
    state: str
    course: rules.Course
    terms: rules.Terms
    seen: _Seen
    watching: tuple[uuid.UUID, ...]
    lost: bool


def _read(person_id: uuid.UUID, proposal_id: uuid.UUID) -> Any:
    me = literal(person_id, Proposal.proposed_by.type)
    among = members.members_now(Proposal.organisation_id).correlate(Proposal)
    leading = members.leaders_now(Proposal.organisation_id).correlate(Proposal)
    voted = select(func.count()).where(Voter.proposal_id == proposal_id, Voter.voted.is_(True))
    mine = aliased(Voter)
    row = session.execute(
        with_course()
        .add_columns(
            Opening,
            Outcome,
            DecidedEffect,
            mine,
            voted.scalar_subquery(),
            exists().where(Second.proposal_id == proposal_id, Second.person_id == person_id),
            me.in_(among),
            me.in_(leading),
            among.with_only_columns(func.count()).scalar_subquery(),
        )
        .outerjoin(Opening, Opening.proposal_id == Proposal.id)
        .outerjoin(DecidedEffect, DecidedEffect.proposal_id == Proposal.id)
        .outerjoin(mine, and_(mine.proposal_id == Proposal.id, mine.person_id == person_id))
        .where(Proposal.id == proposal_id)
        .order_by(Opening.round.desc())
        .limit(1)
    ).first()
    if row is None or not (row[9] or row[12]):
        raise NotFound
    return row


def _can(asks: _Asks) -> frozenset[str]:
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


def _may_open(asks: _Asks, leads: bool) -> bool:
    try:
        rules.check_opening(clock.now(), asks.course, asks.terms, leads=leads)
    except Conflict:
        return False
    return True


def _lost(opening: Opening | None) -> bool:
    return opening is not None and election_key(opening) is None


def _roll(seen: _Seen) -> Roll | None:
    if seen.opening is None:
        return None
    opening = seen.opening
    return Roll(opening.roll, opening.fingerprint, seen.voted, opening.round)
