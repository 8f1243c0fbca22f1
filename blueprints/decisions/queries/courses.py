"""Where a proposal stands: read from what happened to it, one statement for any number of them."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Select, and_, func, select

from blueprints.core import clock, ids, vault
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.decisions import rules
from blueprints.decisions.models import (
    Opening,
    Option,
    Outcome,
    PaperEntry,
    Proposal,
    RuleSet,
    Scrutineer,
    Second,
    Voter,
    Withdrawal,
)
from blueprints.members import queries as members


def with_course() -> Select[Any]:
    """Proposal, seconds, the last of them, the round of voting, its withdrawal, its outcome."""
    of_it = Second.proposal_id == Proposal.id
    seconds = select(func.count()).where(of_it).correlate(Proposal).scalar_subquery()
    last = select(func.max(Second.at)).where(of_it).correlate(Proposal).scalar_subquery()
    rounds = select(func.max(Opening.round)).where(Opening.proposal_id == Proposal.id)
    round_ = rounds.correlate(Proposal).scalar_subquery()
    return (
        select(Proposal, seconds, last, round_, Withdrawal.proposal_id, Outcome.state)
        .outerjoin(Withdrawal, Withdrawal.proposal_id == Proposal.id)
        .outerjoin(Outcome, Outcome.proposal_id == Proposal.id)
    )


def course_from(row: Any) -> rules.Course:
    proposal, seconds, last, round_, withdrawn, outcome = row[:6]
    return rules.Course(
        proposed_at=proposal.proposed_at,
        closes_at=proposal.closes_at,
        seconds=seconds,
        seconded_at=last,
        opened=round_ is not None,
        withdrawn=withdrawn is not None,
        outcome=outcome,
    )


def state_from(row: Any) -> str:
    return rules.state_at(clock.now(), course_from(row), rules.terms_from(row[0].terms))


def course_of(proposal_id: uuid.UUID) -> rules.Course:
    return course_from(session.execute(with_course().where(Proposal.id == proposal_id)).one())


def last_opening(proposal_id: uuid.UUID) -> Opening | None:
    asked = select(Opening).where(Opening.proposal_id == proposal_id)
    return session.scalar(asked.order_by(Opening.round.desc()).limit(1))


def terms_of(organisation_id: uuid.UUID) -> rules.Terms:
    """The organisation's own rules of order, or the law's."""
    asked = select(RuleSet.terms).where(RuleSet.organisation_id == organisation_id)
    return rules.terms_from(session.scalar(asked.order_by(RuleSet.id.desc()).limit(1)))


def options_of(proposal_id: uuid.UUID) -> tuple[Option, ...]:
    asked = select(Option).where(Option.proposal_id == proposal_id).order_by(Option.place)
    return tuple(session.scalars(asked))


def paper_of(proposal: Proposal) -> rules.Paper:
    if proposal.method == "yes_no":
        return rules.Paper("yes_no")
    return rules.Paper(proposal.method, tuple(str(one.id) for one in options_of(proposal.id)))


def voter_of(proposal_id: uuid.UUID, person_id: uuid.UUID) -> Voter | None:
    asked = select(Voter).where(
        and_(Voter.proposal_id == proposal_id, Voter.person_id == person_id)
    )
    return session.scalar(asked)


def may_see(person_id: uuid.UUID, proposal: Proposal) -> bool:
    """Members, and who was on the roll and has left since."""
    return members.is_member(person_id, proposal.organisation_id) or (
        voter_of(proposal.id, person_id) is not None
    )


def seen_by(person_id: uuid.UUID, proposal_id: uuid.UUID, *, lock: bool = False) -> Proposal:
    """Raises NotFound for whoever has no business here."""
    asked = select(Proposal).where(Proposal.id == proposal_id)
    found = session.scalar(asked.with_for_update() if lock else asked)
    if found is None or not may_see(person_id, found):
        raise NotFound
    return found


def talk_key(proposal_id: uuid.UUID) -> str:
    """Its name in the vault."""
    return f"{proposal_id}.talk"


def round_key(proposal_id: uuid.UUID, round_: int) -> str:
    return f"{proposal_id}.{round_}"


def election_key(opening: Opening) -> bytes | None:
    """None where it was lost, destroyed, or is not the one this round began with."""
    try:
        key = vault.vault().key(round_key(opening.proposal_id, opening.round))
    except vault.KeyIsGone:
        return None
    return key if vault.fingerprint(key) == opening.lock else None


def envelope_of(proposal_id: uuid.UUID, round_: int, person_id: uuid.UUID) -> str:
    """Whose envelope in which election: a ballot opens in no other one."""
    return f"{rules.election_of(proposal_id, round_)}|{person_id}"


def candidates_of(proposal: Proposal) -> set[uuid.UUID]:
    named = ids.as_uuid(str(proposal.payload.get("person_id", "")))
    standing = {one.candidate_id for one in options_of(proposal.id) if one.candidate_id}
    return standing | ({named} if named else set())


def scrutineers_of(proposal_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    asked = select(Scrutineer.person_id).where(
        Scrutineer.proposal_id == proposal_id, Scrutineer.until.is_(None)
    )
    return tuple(session.scalars(asked.order_by(Scrutineer.person_id)))


def newest_entry(proposal_id: uuid.UUID, person_id: uuid.UUID) -> PaperEntry | None:
    asked = select(PaperEntry).where(
        PaperEntry.proposal_id == proposal_id, PaperEntry.entered_by == person_id
    )
    return session.scalar(asked.order_by(PaperEntry.id.desc()).limit(1))
