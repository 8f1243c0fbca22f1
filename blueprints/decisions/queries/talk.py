"""The discussion of one proposal."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from blueprints.core.db import session
from blueprints.decisions.models import Amendment, AmendmentSecond, Comment, Nameless, Proposal
from blueprints.decisions.queries.view import DecisionView
from blueprints.members import queries as members

_MOST = 200
_MOST_SILENT = 20


@dataclass(frozen=True)
class CommentRow:
    id: uuid.UUID
    person_id: uuid.UUID
    name: str
    at: datetime
    body: str


@dataclass(frozen=True)
class AmendmentRow:
    """`seconds` of the `seconds_needed`; `outcome` is taken, declined or None."""

    id: uuid.UUID
    name: str
    at: datetime
    body: str
    seconds: int
    seconds_needed: int
    seconded_by_me: bool
    mine: bool
    outcome: str | None


@dataclass(frozen=True)
class Discussion:
    """`nameless` are bodies in no order. `turns` 0 is any number. `silent`: not heard yet."""

    comments: tuple[CommentRow, ...]
    nameless: tuple[str, ...]
    amendments: tuple[AmendmentRow, ...]
    turns_used: int
    turns: int
    silent: tuple[str, ...]
    silent_count: int


def discussion_of(person_id: uuid.UUID, view: DecisionView) -> Discussion:
    """The first 200 of each kind, for whoever may see the decision."""
    proposal, terms = view.proposal, view.terms
    asked = select(Comment).where(Comment.proposal_id == proposal.id).order_by(Comment.id)
    comments = session.scalars(asked.limit(_MOST)).all()
    bodies = select(Nameless.body).where(Nameless.proposal_id == proposal.id)
    amendments = _amendments(person_id, proposal.id)
    silent, silent_count = _silent(proposal) if "comment" in view.can else ((), 0)
    spoken = [one.person_id for one in comments]
    names = members.names_of([*spoken, *silent, *(one[0].moved_by for one in amendments)])
    return Discussion(
        comments=tuple(
            CommentRow(one.id, one.person_id, names[one.person_id], one.at, one.body)
            for one in comments
        ),
        nameless=tuple(session.scalars(bodies.order_by(Nameless.id).limit(_MOST))),
        amendments=tuple(
            AmendmentRow(
                id=one.id,
                name=names[one.moved_by],
                at=one.moved_at,
                body=one.body,
                seconds=seconds,
                seconds_needed=terms.seconds,
                seconded_by_me=bool(by_me),
                mine=one.moved_by == person_id,
                outcome=one.outcome,
            )
            for one, seconds, by_me in amendments
        ),
        turns_used=spoken.count(person_id),
        turns=terms.turns,
        silent=tuple(names[one] for one in silent),
        silent_count=silent_count,
    )


def _amendments(person_id: uuid.UUID, proposal_id: uuid.UUID) -> list[tuple[Amendment, int, int]]:
    here = AmendmentSecond.amendment_id == Amendment.id
    seconds = select(func.count()).where(here).scalar_subquery()
    by_me = select(func.count()).where(here, AmendmentSecond.person_id == person_id)
    asked = (
        select(Amendment, seconds, by_me.scalar_subquery())
        .where(Amendment.proposal_id == proposal_id)
        .order_by(Amendment.id)
        .limit(_MOST)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(asked)]


def _silent(proposal: Proposal) -> tuple[tuple[uuid.UUID, ...], int]:
    """Members who have not spoken with their name: they are asked first."""
    spoken = select(Comment.person_id).where(Comment.proposal_id == proposal.id)
    everybody = members.members_now(proposal.organisation_id).subquery()
    quiet = (
        select(everybody.c.person_id, func.count().over())
        .where(everybody.c.person_id.not_in(spoken))
        .order_by(everybody.c.person_id)
        .limit(_MOST_SILENT)
    )
    found = session.execute(quiet).all()
    return tuple(row[0] for row in found), found[0][1] if found else 0
