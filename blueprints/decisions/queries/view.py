"""One decision, as one person sees it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, exists, func, literal, select
from sqlalchemy.orm import aliased

from blueprints.core import clock, effects, ids
from blueprints.core.db import session
from blueprints.core.errors import NotFound
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
from blueprints.decisions.queries.permitted import Asks, Seen, can_do
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
    row = _read(person_id, proposal_id)
    proposal, seen = row[0], Seen(*row[6:])
    course, terms = course_from(row), rules.terms_from(proposal.terms)
    state = rules.state_at(clock.now(), course, terms)
    there = members.organisations([proposal.organisation_id])[proposal.organisation_id]
    watching = scrutineers_of(proposal_id) if seen.opening else ()
    named = members.names_of([proposal.proposed_by, *watching, *_people_in(proposal)])
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
        changes=_changes(proposal, {str(one): name for one, name in named.items()}, locale),
        quorum=rules.quorum_of(size, terms),
        needed=rules.needed_of(size, proposal.threshold, terms),
        roll=_roll(seen),
        voted=bool(seen.voter and seen.voter.voted),
        on_paper=bool(seen.voter and seen.voter.on_paper),
        scrutineers=tuple(named[one] for one in watching),
        key_lost=lost,
        outcome=seen.outcome,
        effect=_effect(seen.effect),
        can=can_do(Asks(person_id, proposal, state, course, terms, seen, watching, lost)),
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


def _lost(opening: Opening | None) -> bool:
    return opening is not None and election_key(opening) is None


def _roll(seen: Seen) -> Roll | None:
    if seen.opening is None:
        return None
    opening = seen.opening
    return Roll(opening.roll, opening.fingerprint, seen.voted, opening.round)


def _people_in(proposal: Proposal) -> set[uuid.UUID]:
    """Whom the effect names, now and if it passes."""
    named = (told.get("person_id") for told in (proposal.before, proposal.payload))
    return {found for one in named if one and (found := ids.as_uuid(str(one)))}


def _changes(proposal: Proposal, people: Mapping[str, str], locale: str) -> tuple[Change, ...]:
    name = rules.template_named(proposal.template).effect
    if not name or not effects.is_offered(name):
        return tuple(
            Change(key, "plain", proposal.before.get(key), value)
            for key, value in proposal.payload.items()
        )
    changes = []
    for field in effects.named(name).fields:
        words: Mapping[Any, str] = people
        if field.choices is not None and field.kind != "person":
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
