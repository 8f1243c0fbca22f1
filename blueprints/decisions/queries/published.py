"""What anybody needs to count again, and what a voter keeps: ballots, roll, receipts, minutes."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Subquery, func, select

from blueprints.core import ids, vault
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.decisions import rules
from blueprints.decisions.models import (
    Ballot,
    Minutes,
    Opening,
    Outcome,
    Proposal,
    Signature,
    Voter,
)
from blueprints.decisions.queries.courses import (
    election_key,
    envelope_of,
    last_opening,
    may_see,
    seen_by,
    voter_of,
)
from blueprints.members import queries as members

PAGE = 50
# A row a ballot. From `election` on, what is the same of all stands in the first row alone.
COLUMNS = ("commitment", "choice", "number", "nonce", "link", "name")
OF_ALL = (
    "election", "method", "options", "roll", "fingerprint", "quorum", "needed", "ballots",
    "counts", "state", "winners", "head",
)  # fmt: skip


@dataclass(frozen=True)
class Receipt:
    """`short` is what a person compares; `marks` are the choice's parts."""

    short: str
    commitment: str
    number: str
    nonce: str
    choice: str
    marks: tuple[str, ...]
    election: str


@dataclass(frozen=True)
class RollRow:
    person_id: uuid.UUID
    name: str
    voted: bool
    on_paper: bool
    number: int


@dataclass(frozen=True)
class RollPage:
    rows: tuple[RollRow, ...]
    after: str | None


@dataclass(frozen=True)
class MinutesView:
    """`facts` of number 1, `words` of a correction; names of whoever signed."""

    id: uuid.UUID
    number: int
    facts: dict[str, Any]
    words: str
    written_by: str | None
    written_at: datetime
    signatures: tuple[tuple[str, datetime], ...]
    signed_by_me: bool


def receipt_of(person_id: uuid.UUID, proposal_id: uuid.UUID) -> Receipt | None:
    """Out of the envelope, while it is sealed; None before a vote and after the count."""
    opening, voter = last_opening(proposal_id), voter_of(proposal_id, person_id)
    if opening is None or voter is None or voter.sealed is None:
        return None
    key = election_key(opening)
    if key is None:
        return None
    about = envelope_of(proposal_id, opening.round, person_id)
    body = vault.unseal(vault.derived(key, "envelopes"), voter.sealed, about)
    filled = rules.Filled.unpacked(body)
    election = rules.election_of(proposal_id, opening.round)
    commitment = rules.commitment(election, filled)
    method = session.get_one(Proposal, proposal_id).method
    return Receipt(
        short=rules.receipt(commitment),
        commitment=commitment,
        number=filled.number,
        nonce=filled.nonce,
        choice=filled.choice,
        marks=tuple(rules.marks_of(method, filled.choice)),
        election=election,
    )


def ballots_csv(proposal_id: uuid.UUID, viewer_id: uuid.UUID | None) -> str:
    """After the count. NotFound before it, and of an open ballot for whoever is no member."""
    proposal = session.get(Proposal, proposal_id)
    outcome = session.get(Outcome, proposal_id) if proposal else None
    opening = last_opening(proposal_id)
    if proposal is None or outcome is None or opening is None:
        raise NotFound
    if proposal.ballot == "open" and not (viewer_id and may_see(viewer_id, proposal)):
        raise NotFound
    asked = select(Ballot).where(Ballot.proposal_id == proposal_id).order_by(Ballot.commitment)
    ballots = session.scalars(asked).all()
    theirs = select(Voter.person_id).where(Voter.proposal_id == proposal_id)
    names = members.names_among(theirs) if proposal.ballot == "open" else {}
    of_all = _of_all(proposal, opening, outcome)
    return _table(
        (*COLUMNS, *OF_ALL),
        [
            (
                one.commitment, one.choice, one.number, one.nonce, one.link,
                names.get(one.person_id, "") if one.person_id else "",
                *(of_all if n == 0 else [""] * len(OF_ALL)),
            )
            for n, one in enumerate(ballots)
        ],
    )  # fmt: skip


def roll_csv(person_id: uuid.UUID, proposal_id: uuid.UUID) -> str:
    """For members: who was on the roll, and whether they voted. Not how, and not when."""
    seen_by(person_id, proposal_id)
    asked = select(Voter).where(Voter.proposal_id == proposal_id).order_by(Voter.person_id)
    voters = session.scalars(asked).all()
    names = members.names_among(select(Voter.person_id).where(Voter.proposal_id == proposal_id))
    rows = [
        (str(one.person_id), names[one.person_id], "yes" if one.voted else "no") for one in voters
    ]
    return _table(("person", "name", "voted"), sorted(rows))


def roll_of(person_id: uuid.UUID, proposal_id: uuid.UUID, after: str = "") -> RollPage:
    seen_by(person_id, proposal_id)
    asked = select(Voter).where(Voter.proposal_id == proposal_id).order_by(Voter.person_id)
    if (edge := ids.as_uuid(after)) is not None:
        asked = asked.where(Voter.person_id > edge)
    voters = session.scalars(asked.limit(PAGE + 1)).all()
    names = members.names_of(one.person_id for one in voters)
    first = 1 if edge is None else 1 + _before(proposal_id, edge)
    rows = tuple(
        RollRow(one.person_id, names[one.person_id], one.voted, one.on_paper, number)
        for number, one in enumerate(voters[:PAGE], first)
    )
    return RollPage(rows, str(voters[PAGE - 1].person_id) if len(voters) > PAGE else None)


def numbered(proposal_id: uuid.UUID, numbers: Collection[int]) -> dict[int, uuid.UUID]:
    """Who has these numbers on the roll: it is numbered in its own order, from 1."""
    ranked = _ranked(proposal_id)
    rows = session.execute(select(ranked.c.number, ranked.c.id))
    return {number: person_id for number, person_id in rows if number in numbers}


def numbers_of(proposal_id: uuid.UUID, people: Collection[uuid.UUID]) -> list[int]:
    ranked = _ranked(proposal_id)
    asked = select(ranked.c.number).where(ranked.c.id.in_(people)).order_by(ranked.c.number)
    return list(session.scalars(asked))


def _ranked(proposal_id: uuid.UUID) -> Subquery:
    number = func.row_number().over(order_by=Voter.person_id).label("number")
    asked = select(Voter.person_id.label("id"), number).where(Voter.proposal_id == proposal_id)
    return asked.subquery()


def _before(proposal_id: uuid.UUID, edge: uuid.UUID) -> int:
    asked = select(func.count()).where(Voter.proposal_id == proposal_id, Voter.person_id <= edge)
    return session.scalar(asked) or 0


def minutes_of(person_id: uuid.UUID, proposal_id: uuid.UUID) -> tuple[MinutesView, ...]:
    """Number 1 first, then its corrections."""
    seen_by(person_id, proposal_id)
    asked = select(Minutes).where(Minutes.proposal_id == proposal_id).order_by(Minutes.number)
    found = session.scalars(asked).all()
    signed = session.scalars(
        select(Signature)
        .where(Signature.minutes_id.in_([one.id for one in found]))
        .order_by(Signature.at)
    ).all()
    writers = [one.written_by for one in found if one.written_by]
    names = members.names_of([*writers, *(one.person_id for one in signed)])
    return tuple(
        MinutesView(
            id=one.id,
            number=one.number,
            facts=one.facts,
            words=one.words,
            written_by=names[one.written_by] if one.written_by else None,
            written_at=one.written_at,
            signatures=tuple(
                (names[each.person_id], each.at) for each in signed if each.minutes_id == one.id
            ),
            signed_by_me=any(
                each.person_id == person_id for each in signed if each.minutes_id == one.id
            ),
        )
        for one in found
    )


def _of_all(proposal: Proposal, opening: Opening, outcome: Outcome) -> list[Any]:
    counts = " ".join(f"{one}={times}" for one, times in outcome.counts.items())
    options = [one for one in outcome.counts if proposal.method != "yes_no" and one != "abstain"]
    return [
        rules.election_of(proposal.id, opening.round), proposal.method, " ".join(options),
        outcome.roll, opening.fingerprint, outcome.quorum, outcome.needed, outcome.present,
        counts, outcome.state, " ".join(outcome.winners), outcome.head,
    ]  # fmt: skip


def _table(heads: tuple[str, ...], rows: list[Any]) -> str:
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(heads)
    lines.writerows([_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def _cell(cell: Any) -> str:
    """A name must not be read as a formula by a spreadsheet (OWASP, CSV injection)."""
    text = str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
