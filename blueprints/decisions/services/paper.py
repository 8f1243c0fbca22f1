"""Votes on paper: two scrutineers enter what they read, each alone; a mismatch blocks the count."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Mapping

from sqlalchemy import func, select, update

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.keys import nth
from blueprints.decisions import queries, rules
from blueprints.decisions.models import Outcome, PaperEntry, Proposal, Scrutineer, Voter
from blueprints.members import queries as members


def name_scrutineers(
    *, by: uuid.UUID, proposal_id: uuid.UUID, people: Collection[uuid.UUID], key: uuid.UUID
) -> None:
    """In place of those named before. OnlyLeaders, ScrutineerIsCandidate, TwoScrutineers."""
    proposal = queries.seen_by(by, proposal_id, lock=True)
    if not members.leads(by, proposal.organisation_id):
        raise rules.OnlyLeaders
    must_not_be_counted(proposal_id)
    among = {one for one in people if members.is_member(one, proposal.organisation_id)}
    rules.check_scrutineers(set(people), among, queries.candidates_of(proposal))
    before = (Scrutineer.proposal_id == proposal_id, Scrutineer.until.is_(None))
    session.execute(update(Scrutineer).where(*before).values(until=clock.now()))
    for n, person_id in enumerate(sorted(people)):
        session.add(
            Scrutineer(
                key=nth(key, n),
                proposal_id=proposal_id,
                person_id=person_id,
                named_by=by,
                since=clock.now(),
            )
        )
    session.flush()


def enter_paper(
    *,
    by: uuid.UUID,
    proposal_id: uuid.UUID,
    tally: Mapping[str, int],
    people: Collection[uuid.UUID],
    key: uuid.UUID,
    lines: str = "",
    numbers: str = "",
) -> PaperEntry:
    """`tally`: choice, as it is counted, → ballots; `people`: who took a paper ballot.

    Or in writing: `lines` (rules.read_lines) and `numbers` on the roll (rules.read_numbers).
    NotAScrutineer, VoteNotOpen, NotOnThePaper, PaperDiffers, NotOnTheRoll.
    """
    proposal = queries.seen_by(by, proposal_id, lock=True)
    opening = queries.last_opening(proposal_id)
    if opening is None:
        raise rules.VoteNotOpen
    must_not_be_counted(proposal_id)
    if by not in queries.scrutineers_of(proposal_id):
        raise rules.NotAScrutineer
    paper = queries.paper_of(proposal)
    read = Counter(tally)
    read.update(rules.read_lines(paper, lines))
    counted = {choice: times for choice, times in read.items() if times}
    people = {*people, *_numbered(proposal_id, rules.read_numbers(numbers, opening.roll))}
    if any(times < 0 or not rules.is_on(paper, choice) for choice, times in counted.items()):
        raise rules.NotOnThePaper
    if sum(counted.values()) != len(people):
        raise rules.PaperDiffers(ballots=sum(counted.values()), people=len(people))
    _must_be_on_the_roll(proposal_id, people)
    entry = PaperEntry(
        key=key,
        proposal_id=proposal_id,
        entered_by=by,
        entered_at=clock.now(),
        tally=counted,
        people=sorted(one.hex for one in people),
    )
    session.add(entry)
    session.flush()
    return entry


def _numbered(proposal_id: uuid.UUID, numbers: Collection[int]) -> Collection[uuid.UUID]:
    return queries.numbered(proposal_id, numbers).values() if numbers else ()


def agreed_paper(proposal: Proposal) -> tuple[dict[str, int], list[uuid.UUID]]:
    """What both read. Nothing where nobody votes on paper. PaperMissing, PaperMismatch."""
    named = queries.scrutineers_of(proposal.id)
    if not named:
        return {}, []
    entries = [queries.newest_entry(proposal.id, one) for one in named]
    first, second = entries[0], entries[-1]
    if first is None or second is None:
        raise rules.PaperMissing
    if (first.tally, first.people) != (second.tally, second.people):
        raise rules.PaperMismatch
    return dict(first.tally), [uuid.UUID(hex=one) for one in first.people]


def must_not_be_counted(proposal_id: uuid.UUID) -> None:
    if session.get(Outcome, proposal_id) is not None:
        raise rules.VoteOver


def _must_be_on_the_roll(proposal_id: uuid.UUID, people: Collection[uuid.UUID]) -> None:
    asked = select(func.count()).where(
        Voter.proposal_id == proposal_id, Voter.person_id.in_(set(people))
    )
    if session.scalar(asked) != len(set(people)):
        raise rules.NotOnTheRoll
