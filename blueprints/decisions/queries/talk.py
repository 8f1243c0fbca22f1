"""The discussion of one proposal."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Uuid, distinct, exists, func, literal, null, select, union_all

from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.decisions import rules
from blueprints.decisions.models import (
    Amendment,
    AmendmentSecond,
    Comment,
    Nameless,
    Proposal,
    Voter,
)
from blueprints.members import queries as members

_MOST = 200
_MOST_SILENT = 20
_SAID, _NAMELESS, _SILENT = "said", "nameless", "silent"


@dataclass(frozen=True)
class CommentRow:
    id: uuid.UUID
    person_id: uuid.UUID
    name: str
    at: datetime
    body: str


@dataclass(frozen=True)
class AmendmentRow:
    """`seconds` of the `seconds_needed`; `outcome` is taken, declined or None.

    `fields` are those of the effect that are to be otherwise.
    """

    id: uuid.UUID
    name: str
    at: datetime
    body: str
    fields: Mapping[str, Any]
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


def discussion_of(person_id: uuid.UUID, proposal_id: uuid.UUID) -> Discussion:
    """The first 200 of each kind. NotFound for whoever has no business here."""
    head = _head(person_id, proposal_id)
    terms, said = rules.terms_from(head.terms), _said(head.organisation_id, proposal_id)
    amendments = _amendments(person_id, proposal_id)
    heard = [one for one in said if one.kind != _NAMELESS]
    names = members.names_of(
        [*(one.person_id for one in heard), *(one[0].moved_by for one in amendments)]
    )
    return Discussion(
        comments=tuple(
            CommentRow(one.id, one.person_id, names[one.person_id], one.at, one.body)
            for one in said
            if one.kind == _SAID
        ),
        nameless=tuple(one.body for one in said if one.kind == _NAMELESS),
        amendments=tuple(_amendment_row(row, names, terms, person_id) for row in amendments),
        turns_used=head.turns_used,
        turns=terms.turns,
        silent=tuple(names[one.person_id] for one in said if one.kind == _SILENT),
        silent_count=max(0, head.members - head.speakers),
    )


def _head(person_id: uuid.UUID, proposal_id: uuid.UUID) -> Any:
    here = Comment.proposal_id == proposal_id
    among = members.members_now(Proposal.organisation_id).correlate(Proposal)
    spoken = select(func.count(distinct(Comment.person_id))).where(
        here, Comment.person_id.in_(members.members_now(Proposal.organisation_id))
    )
    used = select(func.count()).where(here, Comment.person_id == person_id)
    row = session.execute(
        select(
            Proposal.organisation_id,
            Proposal.terms,
            literal(person_id, Proposal.proposed_by.type).in_(among).label("is_member"),
            exists()
            .where(Voter.proposal_id == proposal_id, Voter.person_id == person_id)
            .label("on_roll"),
            among.with_only_columns(func.count()).scalar_subquery().label("members"),
            spoken.correlate(Proposal).scalar_subquery().label("speakers"),
            used.scalar_subquery().label("turns_used"),
        ).where(Proposal.id == proposal_id)
    ).first()
    if row is None or not (row.is_member or row.on_roll):
        raise NotFound
    return row


def _said(organisation_id: uuid.UUID, proposal_id: uuid.UUID) -> list[Any]:
    """Comments in their order, nameless ones in none, and who is still silent: one question."""
    here = Comment.proposal_id == proposal_id
    never = null().cast(Comment.at.type).label("at")
    named = select(
        literal(_SAID).label("kind"), Comment.id, Comment.person_id, Comment.at, Comment.body
    ).where(here)
    nameless = select(
        literal(_NAMELESS).label("kind"),
        Nameless.id,
        null().cast(Uuid).label("person_id"),
        never,
        Nameless.body,
    ).where(Nameless.proposal_id == proposal_id)
    everybody = members.members_now(organisation_id).subquery().c.person_id
    quiet = select(
        literal(_SILENT).label("kind"),
        everybody.label("id"),
        everybody.label("person_id"),
        never,
        literal("").label("body"),
    ).where(everybody.not_in(select(Comment.person_id).where(here)))
    parts: list[Any] = [
        named.order_by(Comment.id).limit(_MOST),
        nameless.order_by(Nameless.id).limit(_MOST),
        quiet.order_by(everybody).limit(_MOST_SILENT),
    ]
    rows = session.execute(union_all(*(select(part.subquery()) for part in parts)))
    return sorted(rows, key=lambda row: (row.kind, row.id))


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


def _amendment_row(
    row: tuple[Amendment, int, int],
    names: Mapping[uuid.UUID, str],
    terms: rules.Terms,
    person_id: uuid.UUID,
) -> AmendmentRow:
    one, seconds, by_me = row
    return AmendmentRow(
        id=one.id,
        name=names[one.moved_by],
        at=one.moved_at,
        body=one.body,
        fields=one.payload or {},
        seconds=seconds,
        seconds_needed=terms.seconds,
        seconded_by_me=bool(by_me),
        mine=one.moved_by == person_id,
        outcome=one.outcome,
    )
