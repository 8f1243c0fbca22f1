"""Lists of decisions, as one person sees them; what waits for their vote; what is in force."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select

from blueprints.core import clock, effects, ids
from blueprints.core.db import session
from blueprints.decisions import rules
from blueprints.decisions.models import (
    DecidedEffect,
    Opening,
    Outcome,
    Proposal,
    Voter,
    WrittenRule,
)
from blueprints.decisions.queries.courses import state_from, with_course
from blueprints.members import queries as members

PAGE = 20


@dataclass(frozen=True)
class DecisionRow:
    """`organisation` is the name as its people write it, `organisation_latin` in Latin letters."""

    id: uuid.UUID
    title: str
    state: str
    organisation_id: uuid.UUID
    organisation: str
    organisation_latin: str
    template: str
    ballot: str
    closes_at: datetime
    may_vote: bool
    voted: bool

    def at(self, locale: str) -> str:
        return self.organisation if locale == "zh" else self.organisation_latin


@dataclass(frozen=True)
class DecisionList:
    rows: tuple[DecisionRow, ...]
    after: str | None


@dataclass(frozen=True)
class RuleInForce:
    id: uuid.UUID
    kind: str
    title: str
    text: str
    since: datetime
    proposal_id: uuid.UUID


@dataclass(frozen=True)
class Decided:
    """The vote behind something in force."""

    proposal_id: uuid.UUID
    title: str
    applied_at: datetime


def decisions_of(person_id: uuid.UUID, after: str = "") -> DecisionList:
    """Of the organisations they belong to, and votes they may take part in; newest first."""
    mine = [one.id for one in members.organisations_of(person_id)]
    theirs = or_(Proposal.organisation_id.in_(mine), Voter.person_id.is_not(None))
    asked = _for(person_id).where(theirs).order_by(Proposal.id.desc()).limit(PAGE + 1)
    if (edge := ids.as_uuid(after)) is not None:
        asked = asked.where(Proposal.id < edge)
    found = session.execute(asked).all()
    following = str(found[PAGE - 1][0].id) if len(found) > PAGE else None
    return DecisionList(_rows(found[:PAGE]), following)


def votes_waiting(person_id: uuid.UUID) -> tuple[DecisionRow, ...]:
    """What they may still vote on, the soonest close first."""
    asked = _for(person_id).where(*_still_open(), Voter.voted.is_(False))
    return _rows(session.execute(asked.order_by(Proposal.closes_at).limit(PAGE)).all())


def votes_waiting_count(person_id: uuid.UUID) -> int:
    asked = (
        select(func.count())
        .select_from(Voter)
        .join(Proposal, Proposal.id == Voter.proposal_id)
        .where(Voter.person_id == person_id, Voter.voted.is_(False), *_still_open())
    )
    return session.scalar(asked) or 0


def organisations_to_decide_in(person_id: uuid.UUID) -> tuple[members.OrganisationRow, ...]:
    return members.organisations_of(person_id)


def written_rules_of(organisation_id: uuid.UUID) -> tuple[RuleInForce, ...]:
    asked = select(WrittenRule).where(
        WrittenRule.organisation_id == organisation_id, WrittenRule.ended_at.is_(None)
    )
    return tuple(
        RuleInForce(one.id, one.kind, one.title, one.text, one.since, one.proposal_id)
        for one in session.scalars(asked.order_by(WrittenRule.id))
    )


def decided_on(name: str, subject: str) -> Decided | None:
    """The last decision of this effect about this thing that is in force."""
    asked = (
        select(Proposal.id, Proposal.title, DecidedEffect.applied_at)
        .join(DecidedEffect, DecidedEffect.proposal_id == Proposal.id)
        .where(DecidedEffect.name == name, DecidedEffect.subject == subject)
        .where(DecidedEffect.applied_at.is_not(None))
        .order_by(DecidedEffect.applied_at.desc())
        .limit(1)
    )
    row = session.execute(asked).first()
    return Decided(row[0], row[1], row[2]) if row and row[2] else None


def fields_for(template: str) -> tuple[effects.Field, ...]:
    """What the template's form asks; nothing where no room offers the effect yet."""
    name = rules.template_named(template).effect
    return effects.named(name).fields if name and effects.is_offered(name) else ()


def _for(person_id: uuid.UUID) -> Any:
    mine = and_(Voter.proposal_id == Proposal.id, Voter.person_id == person_id)
    return with_course().add_columns(Voter.voted).outerjoin(Voter, mine)


def _still_open() -> tuple[Any, ...]:
    """Opened, its time not over, and not counted."""
    opened = exists().where(Opening.proposal_id == Proposal.id).correlate(Proposal)
    counted = exists().where(Outcome.proposal_id == Proposal.id).correlate(Proposal)
    return Proposal.closes_at > clock.now(), opened, ~counted


def _rows(found: Iterable[Any]) -> tuple[DecisionRow, ...]:
    found = list(found)
    where = members.organisations({row[0].organisation_id for row in found})
    rows = []
    for row in found:
        proposal, voted = row[0], row[6]
        state, there = state_from(row), where[proposal.organisation_id]
        rows.append(
            DecisionRow(
                id=proposal.id,
                title=proposal.title,
                state=state,
                organisation_id=there.id,
                organisation=there.name,
                organisation_latin=there.latin_name,
                template=proposal.template,
                ballot=proposal.ballot,
                closes_at=proposal.closes_at,
                may_vote=state == rules.VOTING and voted is False,
                voted=bool(voted),
            )
        )
    return tuple(rows)
