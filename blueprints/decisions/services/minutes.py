"""The minutes: they write themselves, are signed, and corrected only by another record."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import func, select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.errors import N_, Conflict, NotFound
from blueprints.core.keys import mark_of
from blueprints.decisions import queries, rules
from blueprints.decisions.models import (
    Amendment,
    DecidedEffect,
    Minutes,
    Opening,
    Outcome,
    Proposal,
    Refused,
    Second,
    Signature,
)
from blueprints.members import queries as members


class SignedAlready(Conflict):
    sentence = N_("You have signed these minutes already.")


class NotCounted(Conflict):
    sentence = N_("There are no minutes before the count.")


def write_minutes(
    proposal: Proposal, opening: Opening, outcome: Outcome, effect: DecidedEffect | None
) -> None:
    """Facts, not sentences: each reader reads them in their own language."""
    session.add(
        Minutes(
            key=mark_of("decisions.minutes", proposal.id.hex),
            proposal_id=proposal.id,
            number=1,
            facts=_facts(proposal, opening, outcome, effect),
            words="",
            written_at=clock.now(),
        )
    )
    session.flush()


def correct_minutes(
    *, by: uuid.UUID, proposal_id: uuid.UUID, words: str, key: uuid.UUID
) -> Minutes:
    """By a leader, or whoever proposed it; what was written stays. NotYours, BadBody."""
    proposal = queries.seen_by(by, proposal_id, lock=True)
    if by != proposal.proposed_by and not members.leads(by, proposal.organisation_id):
        raise rules.NotYours
    asked = select(func.max(Minutes.number)).where(Minutes.proposal_id == proposal_id)
    last = session.scalar(asked)
    if last is None:
        raise NotCounted
    found = Minutes(
        key=key,
        proposal_id=proposal_id,
        number=last + 1,
        facts={},
        words=rules.read_words(words, rules.LONGEST_BODY),
        written_by=by,
        written_at=clock.now(),
    )
    session.add(found)
    session.flush()
    return found


def sign_minutes(*, by: uuid.UUID, minutes_id: uuid.UUID, key: uuid.UUID) -> Signature:
    """By whoever was on the roll. NotOnTheRoll, SignedAlready."""
    minutes = session.get(Minutes, minutes_id)
    if minutes is None:
        raise NotFound
    queries.seen_by(by, minutes.proposal_id)
    if queries.voter_of(minutes.proposal_id, by) is None:
        raise rules.NotOnTheRoll
    if session.get(Signature, (minutes_id, by)) is not None:
        raise SignedAlready
    found = Signature(minutes_id=minutes_id, person_id=by, key=key, at=clock.now())
    session.add(found)
    session.flush()
    return found


def _facts(
    proposal: Proposal, opening: Opening, outcome: Outcome, effect: DecidedEffect | None
) -> dict[str, Any]:
    seconded = select(Second.person_id).where(Second.proposal_id == proposal.id)
    seconders = session.scalars(seconded.order_by(Second.at)).all()
    names = members.names_of([proposal.proposed_by, opening.opened_by, *seconders])
    where = members.organisation(proposal.organisation_id)
    return {
        "organisation": [where.name, where.latin_name] if where else [],
        "title": proposal.title,
        "body": proposal.body,
        "template": proposal.template,
        "method": proposal.method,
        "threshold": proposal.threshold,
        "ballot": proposal.ballot,
        "proposed_by": names[proposal.proposed_by],
        "proposed_at": proposal.proposed_at.isoformat(),
        "seconded_by": [names[one] for one in seconders],
        "amendments": _amendments(proposal.id),
        "opened_by": names[opening.opened_by],
        "opened_at": opening.opened_at.isoformat(),
        "closed_at": opening.closes_at.isoformat(),
        "round": opening.round,
        "fingerprint": opening.fingerprint,
        "effect_on": effect.due_on.isoformat() if effect else None,
        **_counted(outcome),
    }


def _counted(outcome: Outcome) -> dict[str, Any]:
    refused = select(Refused.code, Refused.times).where(Refused.proposal_id == outcome.proposal_id)
    words = {str(one.id): one.words for one in queries.options_of(outcome.proposal_id)}
    return {
        "roll": outcome.roll,
        "present": outcome.present,
        "on_paper": outcome.on_paper,
        "quorum": outcome.quorum,
        "needed": outcome.needed,
        "counts": [[words.get(one, one), times] for one, times in outcome.counts.items()],
        "rounds": [
            [[words[one], times] for one, times in round_.items()] for round_ in outcome.rounds
        ],
        "state": outcome.state,
        "winners": [words.get(one, one) for one in outcome.winners],
        "head": outcome.head,
        "refused": {row[0]: row[1] for row in session.execute(refused)},
    }


def _amendments(proposal_id: uuid.UUID) -> dict[str, int]:
    """How many were taken in, declined, or never answered."""
    asked = (
        select(func.coalesce(Amendment.outcome, "open"), func.count())
        .where(Amendment.proposal_id == proposal_id)
        .group_by(Amendment.outcome)
    )
    return {row[0]: row[1] for row in session.execute(asked)}
