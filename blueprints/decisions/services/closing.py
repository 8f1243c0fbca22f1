"""What happens by itself: reminders, and the end of keys that are needed no longer."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import exists, select

from blueprints.core import clock, events, ids, vault
from blueprints.core.db import session
from blueprints.decisions import queries
from blueprints.decisions.models import Opening, Outcome, Proposal, Reminder, Withdrawal

_SOON = timedelta(hours=24)


def remind(at_most: int = 100) -> int:
    """Announce, once each, the votes that close within a day; how many."""
    now = clock.now()
    opened = exists().where(Opening.proposal_id == Proposal.id)
    asked = (
        select(Proposal)
        .outerjoin(Outcome, Outcome.proposal_id == Proposal.id)
        .outerjoin(Reminder, Reminder.proposal_id == Proposal.id)
        .where(Proposal.closes_at > now, Proposal.closes_at <= now + _SOON, opened)
        .where(Outcome.proposal_id.is_(None), Reminder.proposal_id.is_(None))
        .limit(at_most)
    )
    found = session.scalars(asked).all()
    for proposal in found:
        session.add(Reminder(proposal_id=proposal.id, at=now))
        events.announce(
            "decisions.closing_soon",
            decision_id=proposal.id,
            organisation_id=proposal.organisation_id,
            title=proposal.title,
            closes_at=proposal.closes_at,
        )
    session.flush()
    return len(found)


def destroy_keys(names: Collection[str]) -> None:
    """Of these, the ones that nothing needs any longer."""
    for name in names:
        if _is_over(name):
            vault.vault().destroy(name)


def destroy_all_old_keys() -> None:
    """Whatever a killed server left behind."""
    destroy_keys(vault.vault().names())


def _is_over(name: str) -> bool:
    """Decided by what is committed: a key just made for an opening is not known yet, and stays."""
    whose, _, which = name.rpartition(".")
    proposal_id = ids.as_uuid(whose)
    if proposal_id is None:
        return False
    opening = queries.last_opening(proposal_id)
    ended = _there(Outcome, proposal_id) or _there(Withdrawal, proposal_id)
    if which == "talk":
        return ended or opening is not None
    return ended or (opening is not None and opening.round > int(which))


def _there(table: type[Outcome] | type[Withdrawal], proposal_id: uuid.UUID) -> bool:
    asked = select(table.proposal_id).where(table.proposal_id == proposal_id)
    return session.scalar(asked) is not None
