"""The count: envelopes are opened, ballots written in the order of commitments, the key destroyed.

All of it is one commit, and the key goes after it. Killed before the commit, nothing has happened
and the next one counts the same envelopes; killed after it, the job still destroys the key.
"""

from __future__ import annotations

import secrets
import uuid
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import delete, insert, select, update

from blueprints.core import clock, events, jobs, vault
from blueprints.core.db import session
from blueprints.core.errors import DomainError
from blueprints.decisions import queries, rules
from blueprints.decisions.models import (
    Ballot,
    NamelessTurn,
    Opening,
    Outcome,
    PaperEntry,
    Proposal,
    Refused,
    Voter,
)
from blueprints.decisions.services.minutes import write_minutes
from blueprints.decisions.services.paper import agreed_paper
from blueprints.decisions.services.switching import prepare_effect, switch_on
from blueprints.decisions.services.voting import DESTROY_KEYS

# A vote that reached the server in the last second may still wait for the database.
_GRACE = timedelta(seconds=10)
SPOILED = "Spoiled"


class _Opened(NamedTuple):
    """One ballot out of its envelope, and whose it was where the ballot is open."""

    commitment: str
    filled: rules.Filled
    person_id: uuid.UUID | None


def close_voting(*, by: uuid.UUID, proposal_id: uuid.UUID) -> Outcome:
    """StillOpen, VoteNotOpen, PaperMissing, PaperMismatch, KeyLost; counted already: that."""
    queries.seen_by(by, proposal_id)
    return count_now(proposal_id)


def count_now(proposal_id: uuid.UUID) -> Outcome:
    proposal = session.scalars(
        select(Proposal).where(Proposal.id == proposal_id).with_for_update()
    ).one()
    known = session.get(Outcome, proposal_id)
    if known is not None:
        return known
    opening = queries.last_opening(proposal_id)
    if opening is None:
        raise rules.VoteNotOpen
    if clock.now() < opening.closes_at:
        raise rules.StillOpen
    return _count(proposal, opening)


def due_counts() -> tuple[uuid.UUID, ...]:
    """What is over and not counted, the oldest first."""
    asked = (
        select(Opening.proposal_id)
        .outerjoin(Outcome, Outcome.proposal_id == Opening.proposal_id)
        .join(Proposal, Proposal.id == Opening.proposal_id)
        .where(Outcome.proposal_id.is_(None), Proposal.closes_at <= clock.now() - _GRACE)
        .distinct()
    )
    return tuple(session.scalars(asked))


def count_if_possible(proposal_id: uuid.UUID) -> bool:
    """False where something blocks: paper that differs, a lost key."""
    try:
        with session.begin_nested():
            count_now(proposal_id)
    except DomainError:
        return False
    return True


def _count(proposal: Proposal, opening: Opening) -> Outcome:
    tally, on_paper = agreed_paper(proposal)
    paper, terms = queries.paper_of(proposal), rules.terms_from(proposal.terms)
    election = rules.election_of(proposal.id, opening.round)
    opened = _open_envelopes(proposal, opening, set(on_paper))
    opened += [_from_paper(election, choice) for choice, n in tally.items() for _ in range(n)]
    opened.sort(key=lambda one: one.commitment)
    head = _write_ballots(proposal, election, opened)
    counted = Counter(one.filled.choice for one in opened)
    quorum = rules.quorum_of(opening.roll, terms)
    needed = rules.needed_of(opening.roll, proposal.threshold, terms)
    result = rules.count(paper, counted, quorum=quorum, needed=needed)
    _empty(proposal.id, on_paper)
    outcome = Outcome(
        proposal_id=proposal.id,
        state=result.state,
        roll=opening.roll,
        present=result.present,
        on_paper=len(on_paper),
        quorum=quorum,
        needed=needed,
        counts=dict(result.counts),
        rounds=list(result.rounds),
        winners=list(result.winners),
        head=head,
        counted_at=clock.now(),
    )
    session.add(outcome)
    session.flush()
    _follow(proposal, opening, outcome)
    return outcome


def _open_envelopes(
    proposal: Proposal, opening: Opening, on_paper: set[uuid.UUID]
) -> list[_Opened]:
    """Of whoever voted on paper too, the envelope stays shut. Raises KeyLost."""
    key = queries.election_key(opening)
    if key is None:
        raise rules.KeyLost
    inner, election = vault.derived(key, "envelopes"), rules.election_of(proposal.id, opening.round)
    asked = select(Voter.person_id, Voter.sealed).where(
        Voter.proposal_id == proposal.id, Voter.sealed.is_not(None)
    )
    opened, spoiled = [], 0
    for person_id, sealed in session.execute(asked):
        if person_id in on_paper:
            continue
        about = queries.envelope_of(proposal.id, opening.round, person_id)
        try:
            filled = rules.Filled.unpacked(vault.unseal(inner, sealed or b"", about))
        except vault.KeyIsGone:  # somebody changed the row itself
            spoiled += 1
            continue
        shown = person_id if proposal.ballot == "open" else None
        opened.append(_Opened(rules.commitment(election, filled), filled, shown))
    if spoiled:
        session.add(Refused(proposal_id=proposal.id, code=SPOILED, times=spoiled))
    return opened


def _from_paper(election: str, choice: str) -> _Opened:
    filled = rules.Filled(secrets.token_hex(16), choice, secrets.token_hex(32))
    return _Opened(rules.commitment(election, filled), filled, None)


def _write_ballots(proposal: Proposal, election: str, opened: list[_Opened]) -> str:
    links = rules.chained(election, (one.commitment for one in opened))
    rows: list[Mapping[str, object]] = [
        {
            "proposal_id": proposal.id,
            "commitment": one.commitment,
            "number": one.filled.number,
            "choice": one.filled.choice,
            "nonce": one.filled.nonce,
            "link": link,
            "person_id": one.person_id,
        }
        for one, link in zip(opened, links, strict=True)
    ]
    if rows:
        session.execute(insert(Ballot), rows)
    return links[-1] if links else ""


def _empty(proposal_id: uuid.UUID, on_paper: list[uuid.UUID]) -> None:
    """Nothing that says how somebody voted is left; that they did is public."""
    theirs = Voter.proposal_id == proposal_id
    session.execute(update(Voter).where(theirs).values(sealed=None))
    if on_paper:
        here = update(Voter).where(theirs, Voter.person_id.in_(on_paper))
        session.execute(here.values(on_paper=True, voted=True))
    emptied = update(PaperEntry).where(PaperEntry.proposal_id == proposal_id)
    session.execute(emptied.values(people=[]))
    session.execute(delete(NamelessTurn).where(NamelessTurn.proposal_id == proposal_id))


def _follow(proposal: Proposal, opening: Opening, outcome: Outcome) -> None:
    """Minutes, effect, the word to others, and the end of the key."""
    effect = prepare_effect(proposal, outcome)
    write_minutes(proposal, opening, outcome, effect)
    if effect is not None:
        switch_on(effect, proposal)
    jobs.enqueue(DESTROY_KEYS, {"names": [queries.round_key(proposal.id, opening.round)]})
    events.announce(
        "decisions.counted",
        decision_id=proposal.id,
        organisation_id=proposal.organisation_id,
        title=proposal.title,
        state=outcome.state,
    )
