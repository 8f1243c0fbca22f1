"""What the pages ask beside the rest."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import exists, select

from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.decisions.models import Outcome, Proposal, RuleSet
from blueprints.decisions.queries.courses import may_see


@dataclass(frozen=True)
class PublishedList:
    """A list of ballots that this reader may count again; `own`: they may see the decision."""

    proposal_id: uuid.UUID
    title: str
    own: bool


def published_to(person_id: uuid.UUID | None, proposal_id: uuid.UUID) -> PublishedList:
    """NotFound before the count, and of an open ballot for whoever is no member."""
    asked = select(Proposal).join(Outcome, Outcome.proposal_id == Proposal.id)
    proposal = session.scalar(asked.where(Proposal.id == proposal_id))
    if proposal is None:
        raise NotFound
    own = person_id is not None and may_see(person_id, proposal)
    if proposal.ballot == "open" and not own:
        raise NotFound
    return PublishedList(proposal.id, proposal.title if own else "", own)


def has_own_terms(organisation_id: uuid.UUID) -> bool:
    """Whether its leaders have set rules of order; otherwise the law's hold."""
    asked = exists().where(RuleSet.organisation_id == organisation_id)
    return bool(session.scalar(select(asked)))


def vote_on_terms(organisation_id: uuid.UUID) -> uuid.UUID | None:
    """Which decision made the rules of order in force; None for those a leader set at first."""
    asked = select(RuleSet.proposal_id).where(RuleSet.organisation_id == organisation_id)
    return session.scalar(asked.order_by(RuleSet.id.desc()).limit(1))
