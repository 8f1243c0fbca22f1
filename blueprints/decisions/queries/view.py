"""One decision, as one person sees it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import aliased

from blueprints.core import clock, effects
from blueprints.core.db import session
from blueprints.core.errors import Conflict, NotFound
from blueprints.decisions import rules
from blueprints.decisions.models import (
    DecidedEffect,
    Opening,
    Outcome,
    PaperEntry,
    Proposal,
    Second,
    Voter,
)
from blueprints.decisions.queries.courses import (
    course_from,
    election_key,
    newest_entry,
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
class Change:
    """One field of the effect: what it is now and what it would be, each as money or words.

    `kind` is that of `effects.Field`; money stays in minor units.
    """

    label: str
    kind: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Roll:
    """`voted`: how many have, which is public; how, nobody knows."""

    size: int
    fingerprint: str
    voted: int
    round: int


@dataclass(frozen=True)
class EffectView:
    """`waits` is a msgid: why it has not happened yet."""

    describe: str
    due_on: date
    applied_at: datetime | None
    waits: str | None


@dataclass(frozen=True)
class PaperState:
    """For a scrutineer. `agree` is None until both have entered."""

    mine: PaperEntry | None
    other_entered: bool
    agree: bool | None


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
    row = session.execute(_whole(person_id).where(Proposal.id == proposal_id)).first()
    if row is None or not (row.is_member or row.Voter):
        raise NotFound
    proposal: Proposal = row[0]
    course, terms = course_from(row), rules.terms_from(proposal.terms)
    state = rules.state_at(clock.now(), course, terms)
    there = members.organisations([proposal.organisation_id])[proposal.organisation_id]
    opening, voter, outcome = row.Opening, row.Voter, row.Outcome
    size = opening.roll if opening else members.count_members(proposal.organisation_id)
    counting = state in (rules.VOTING, rules.COUNTING)
    watching = scrutineers_of(proposal_id) if counting else ()
    named = members.names_of([proposal.proposed_by, *watching])
    asks = _Asks(
        proposal=proposal,
        person_id=person_id,
        state=state,
        course=course,
        terms=terms,
        voter=voter,
        watching=watching,
        lost=counting and election_key(opening) is None,
        is_member=bool(row.is_member),
        seconded=bool(row.seconded),
    )
    return DecisionView(
        proposal=proposal,
        state=state,
        organisation=there,
        proposed_by=named[proposal.proposed_by],
        terms=terms,
        seconds=course.seconds,
        discussed_until=rules.discussion_ends(course, terms),
        options=_options(proposal),
        changes=_changes(proposal, locale),
        quorum=outcome.quorum if outcome else rules.quorum_of(size, terms),
        needed=outcome.needed if outcome else rules.needed_of(size, proposal.threshold, terms),
        roll=_roll(opening, row.has_voted),
        voted=bool(voter and voter.voted),
        on_paper=bool(voter and voter.on_paper),
        scrutineers=tuple(named[one] for one in watching),
        key_lost=asks.lost,
        outcome=outcome,
        effect=_effect(row.DecidedEffect),
        can=_can(asks),
    )


def paper_entries_seen_by(person_id: uuid.UUID, proposal_id: uuid.UUID) -> PaperState:
    """NotFound for whoever is no scrutineer. What the other one read is not shown."""
    named = scrutineers_of(proposal_id)
    if person_id not in named:
        raise NotFound
    mine = newest_entry(proposal_id, person_id)
    other = next(newest_entry(proposal_id, one) for one in named if one != person_id)
    agree = None
    if mine is not None and other is not None:
        agree = (mine.tally, mine.people) == (other.tally, other.people)
    return PaperState(mine, other is not None, agree)


@dataclass(frozen=True)
class _Asks:
    proposal: Proposal
    person_id: uuid.UUID
    state: str
    course: rules.Course
    terms: rules.Terms
    voter: Voter | None
    watching: tuple[uuid.UUID, ...]
    lost: bool
    is_member: bool
    seconded: bool


def _whole(person_id: uuid.UUID) -> Select[Any]:
    """Where it stands, and all there is of it for this person, in one statement."""
    newest, current = aliased(Opening), aliased(Opening, name="Opening")
    last = select(func.max(newest.round)).where(newest.proposal_id == Proposal.id)
    voted = select(func.count()).where(Voter.proposal_id == Proposal.id, Voter.voted.is_(True))
    mine = aliased(Voter, name="Voter")
    belongs = members.is_among(person_id, Proposal.organisation_id)
    seconded = exists().where(Second.proposal_id == Proposal.id, Second.person_id == person_id)
    return (
        with_course()
        .add_columns(
            current,
            mine,
            Outcome,
            DecidedEffect,
            voted.scalar_subquery().label("has_voted"),
            belongs.label("is_member"),
            seconded.label("seconded"),
        )
        .outerjoin(
            current,
            and_(current.proposal_id == Proposal.id, current.round == last.scalar_subquery()),
        )
        .outerjoin(mine, and_(mine.proposal_id == Proposal.id, mine.person_id == person_id))
        .outerjoin(DecidedEffect, DecidedEffect.proposal_id == Proposal.id)
    )


def _can(asks: _Asks) -> frozenset[str]:
    """Which buttons make sense; each service decides for itself."""
    leads = members.leads(asks.person_id, asks.proposal.organisation_id)
    own = asks.person_id == asks.proposal.proposed_by
    can = set()
    if asks.state in (rules.PROPOSED, rules.DISCUSSION) and asks.is_member:
        can |= {"comment", "amend", "withdraw" if own else "second"}
        can |= {"comment_nameless"} if asks.terms.nameless else set()
        can |= {"open"} if (leads or own) and _may_open(asks, leads) else set()
        can -= {"second"} if asks.seconded else set()
    if asks.state == rules.VOTING and asks.voter is not None and not asks.lost:
        can.add("vote")
    if asks.state in (rules.VOTING, rules.COUNTING):
        can |= {"name_scrutineers"} if leads else set()
        can |= {"enter_paper"} if asks.person_id in asks.watching else set()
        can |= {"open_again"} if leads and asks.lost else set()
    if asks.state == rules.COUNTING:
        can.add("close")
    if asks.state in rules.OUTCOMES:
        can |= {"sign"} if asks.voter is not None else set()
        can |= {"correct"} if leads or own else set()
    return frozenset(can)


def _may_open(asks: _Asks, leads: bool) -> bool:
    try:
        rules.check_opening(clock.now(), asks.course, asks.terms, leads=leads)
    except Conflict:
        return False
    return True


def _roll(opening: Opening | None, voted: int) -> Roll | None:
    if opening is None:
        return None
    return Roll(opening.roll, opening.fingerprint, voted, opening.round)


def _options(proposal: Proposal) -> tuple[OptionRow, ...]:
    if proposal.method == "yes_no":
        return ()
    return tuple(OptionRow(str(one.id), one.words) for one in options_of(proposal.id))


def _changes(proposal: Proposal, locale: str) -> tuple[Change, ...]:
    name = rules.template_named(proposal.template).effect
    if not name or not effects.is_offered(name):
        return tuple(
            Change(key, "plain", proposal.before.get(key), value)
            for key, value in proposal.payload.items()
        )
    changes = []
    for field in effects.named(name).fields:
        words: dict[Any, str] = {}
        if field.choices is not None:
            words = dict(field.choices(proposal.organisation_id, locale))
        before, after = (told.get(field.name) for told in (proposal.before, proposal.payload))
        if before or after:
            changes.append(
                Change(field.label, field.kind, words.get(before, before), words.get(after, after))
            )
    return tuple(changes)


def _effect(found: DecidedEffect | None) -> EffectView | None:
    if found is None:
        return None
    describe = effects.named(found.name).describe if effects.is_offered(found.name) else ""
    return EffectView(describe, found.due_on, found.applied_at, found.waits)
