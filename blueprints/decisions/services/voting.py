"""Opening a vote, and voting: the roll is frozen, each ballot lies in its voter's envelope."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import exists, false, insert, literal, null, select, update
from sqlalchemy.exc import IntegrityError

from blueprints.core import clock, events, jobs, vault
from blueprints.core.db import session
from blueprints.core.errors import DomainError, NotFound
from blueprints.core.keys import Seal
from blueprints.decisions import queries, rules
from blueprints.decisions.models import Opening, Outcome, Proposal, Refused, Voter
from blueprints.members import queries as members

DESTROY_KEYS = "decisions.destroy_keys"

R = TypeVar("R", bound=DomainError)


def open_voting(
    *,
    by: uuid.UUID,
    proposal_id: uuid.UUID,
    key: uuid.UUID,
    closes_at: datetime | None = None,
) -> Opening:
    """NotYours, SecondsMissing, TooEarly, AlreadyOpen, CannotShorten and the closing time's own."""
    proposal = queries.seen_by(by, proposal_id, lock=True)
    terms, leads = rules.terms_from(proposal.terms), members.leads(by, proposal.organisation_id)
    if not leads and by != proposal.proposed_by:
        raise rules.NotYours
    course = queries.course_of(proposal_id)
    if course.opened or course.withdrawn:
        raise rules.AlreadyOpen
    rules.check_opening(clock.now(), course, terms, leads=leads)
    closes_at = closes_at or proposal.closes_at
    if closes_at < proposal.closes_at:
        raise rules.CannotShorten
    rules.check_closing_time(clock.now(), closes_at, terms)
    _freeze_roll(proposal)
    jobs.enqueue(DESTROY_KEYS, {"names": [queries.talk_key(proposal_id)]})
    return _begin_round(proposal, 1, by, closes_at, key)


def open_again(
    *, by: uuid.UUID, proposal_id: uuid.UUID, closes_at: datetime, key: uuid.UUID
) -> Opening:
    """Only where the key was lost: on the same roll, everybody votes anew."""
    proposal = queries.seen_by(by, proposal_id, lock=True)
    if not members.leads(by, proposal.organisation_id):
        raise rules.OnlyLeaders
    before = queries.last_opening(proposal_id)
    if before is None:
        raise rules.VoteNotOpen
    if session.get(Outcome, proposal_id) is not None:
        raise rules.VoteOver
    if queries.election_key(before) is not None:
        raise rules.KeyStillThere
    rules.check_closing_time(clock.now(), closes_at, rules.terms_from(proposal.terms))
    empty = update(Voter).where(Voter.proposal_id == proposal_id)
    session.execute(empty.values(sealed=None, voted=False))
    return _begin_round(proposal, before.round + 1, by, closes_at, key)


def ballot_seal(proposal_id: uuid.UUID) -> Seal:
    """What `act` is given with a vote, so that its key row never tells the choice."""
    opening = queries.last_opening(proposal_id)
    secret = queries.election_key(opening) if opening else None
    return Seal(vault.derived(secret, "answers") if secret else None, renewable=True)


def cast(
    *,
    by: uuid.UUID,
    proposal_id: uuid.UUID,
    choice: Sequence[str],
    received_at: datetime | None = None,
) -> None:
    """Into the envelope, over what lay in it. `received_at`: when the server was reached.

    NotOnTheRoll, VoteNotOpen, VoteOver, NothingChosen, NotOnThePaper, ChosenTwice, KeyLost.
    """
    received_at = received_at or clock.now()
    proposal = session.scalar(
        # The count waits for every vote that was begun in time, and none begins after it.
        select(Proposal).where(Proposal.id == proposal_id).with_for_update(read=True)
    )
    if proposal is None:
        raise NotFound
    opening = queries.last_opening(proposal_id)
    if opening is None:
        raise rules.NotAMember if not queries.may_see(by, proposal) else rules.VoteNotOpen
    counted = session.scalar(select(exists().where(Outcome.proposal_id == proposal_id)))
    if counted or received_at >= opening.closes_at:
        raise _recorded(rules.VoteOver(), proposal_id)
    sealed = _seal(proposal, opening, by, choice)
    here = (Voter.proposal_id == proposal_id, Voter.person_id == by)
    done = session.execute(update(Voter).where(*here).values(sealed=sealed, voted=True))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise _recorded(rules.NotOnTheRoll(), proposal_id)


def _seal(proposal: Proposal, opening: Opening, by: uuid.UUID, choice: Sequence[str]) -> bytes:
    """A number of its own and 256 random bits go in with the choice."""
    key = queries.election_key(opening)
    if key is None:
        raise rules.KeyLost
    paper = queries.paper_of(proposal)
    chosen = rules.read_choice(paper, choice)
    filled = rules.Filled(secrets.token_hex(16), chosen, secrets.token_hex(32))
    about = queries.envelope_of(proposal.id, opening.round, by)
    return vault.seal(vault.derived(key, "envelopes"), filled.packed(paper.longest), about)


def _freeze_roll(proposal: Proposal) -> None:
    """One statement, however many members there are."""
    everybody = members.members_now(proposal.organisation_id).subquery()
    here = literal(proposal.id, Voter.proposal_id.type)
    copied = select(here, everybody.c.person_id, false(), false(), null())
    copied = copied.order_by(everybody.c.person_id)
    columns = ["proposal_id", "person_id", "voted", "on_paper", "sealed"]
    session.execute(insert(Voter).from_select(columns, copied))


def _begin_round(
    proposal: Proposal, round_: int, by: uuid.UUID, closes_at: datetime, key: uuid.UUID
) -> Opening:
    """The key is on the disc before anybody can vote; one that is never used does no harm."""
    secret = vault.vault().make(queries.round_key(proposal.id, round_))
    roll = session.scalars(select(Voter.person_id).where(Voter.proposal_id == proposal.id)).all()
    opening = Opening(
        key=key,
        proposal_id=proposal.id,
        round=round_,
        opened_by=by,
        opened_at=clock.now(),
        closes_at=closes_at,
        roll=len(roll),
        fingerprint=rules.fingerprint(roll),
        lock=vault.fingerprint(secret),
    )
    proposal.closes_at = closes_at
    session.add(opening)
    session.flush()
    events.announce(
        "decisions.voting_opened",
        decision_id=proposal.id,
        organisation_id=proposal.organisation_id,
        title=proposal.title,
        closes_at=closes_at,
    )
    return opening


def _recorded(refusal: R, proposal_id: uuid.UUID) -> R:
    refusal.record = _counter(proposal_id, refusal.code)
    return refusal


def _counter(proposal_id: uuid.UUID, code: str) -> Callable[[], None]:
    def record() -> None:
        one = (Refused.proposal_id == proposal_id, Refused.code == code)
        more = update(Refused).where(*one).values(times=Refused.times + 1)
        if session.execute(more).rowcount:  # type: ignore[attr-defined]
            return
        try:
            with session.begin_nested():
                session.add(Refused(proposal_id=proposal_id, code=code, times=1))
        except IntegrityError:  # another one was refused at the same moment
            session.execute(more)

    return record
