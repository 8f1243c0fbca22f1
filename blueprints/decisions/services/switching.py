"""A passed decision takes effect: once, at its day, or it waits and says why."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from blueprints.core import clock, effects
from blueprints.core.db import session
from blueprints.core.effects import Plan
from blueprints.core.errors import N_, DomainError
from blueprints.core.keys import mark_of
from blueprints.decisions import rules
from blueprints.decisions.models import DecidedEffect, Option, Outcome, Proposal

AS_THINGS_STAND = N_("It cannot take effect as things stand now. The decision stands.")


def prepare_effect(proposal: Proposal, outcome: Outcome) -> DecidedEffect | None:
    """What was decided, with whoever was elected. None where nothing happens by itself."""
    name = rules.template_named(proposal.template).effect
    if not name or outcome.state != rules.PASSED:
        return None
    fields = _with_elected(proposal, outcome)
    subject = ""
    if effects.is_offered(name):
        subject = effects.named(name).subject(fields)[:120]
    today = clock.local(clock.now()).date()
    found = DecidedEffect(
        proposal_id=proposal.id,
        name=name,
        subject=subject,
        payload=fields,
        due_on=proposal.effective_on or today,
    )
    session.add(found)
    session.flush()
    return found


def due_effects() -> tuple[uuid.UUID, ...]:
    """Decisions whose day has come and whose effect has not."""
    today = clock.local(clock.now()).date()
    asked = select(DecidedEffect.proposal_id).where(
        DecidedEffect.applied_at.is_(None), DecidedEffect.due_on <= today
    )
    return tuple(session.scalars(asked.order_by(DecidedEffect.due_on)))


def switch_on_due(proposal_id: uuid.UUID) -> bool:
    effect = session.scalar(
        select(DecidedEffect).where(DecidedEffect.proposal_id == proposal_id).with_for_update()
    )
    if effect is None:
        return False
    return switch_on(effect, session.get_one(Proposal, proposal_id))


def switch_on(effect: DecidedEffect, proposal: Proposal) -> bool:
    """Once. True where it has taken effect now."""
    if effect.applied_at is not None or effect.due_on > clock.local(clock.now()).date():
        return False
    if not effects.is_offered(effect.name):
        effect.waits = rules.NO_ROOM_YET
        session.flush()
        return False
    offered = effects.named(effect.name)
    plan = Plan(
        organisation_id=proposal.organisation_id,
        decision_id=proposal.id,
        by=proposal.proposed_by,
        fields=effect.payload,
        key=mark_of("decisions.effect", proposal.id.hex),
    )
    try:
        with session.begin_nested():
            offered.check(proposal.organisation_id, effect.payload)
            offered.apply(plan)
    except DomainError as refusal:
        effect.waits = refusal.sentence if not refusal.params else AS_THINGS_STAND
        session.flush()
        return False
    effect.applied_at, effect.waits = clock.now(), None
    effect.subject = offered.subject(effect.payload)[:120]
    session.flush()
    return True


def _with_elected(proposal: Proposal, outcome: Outcome) -> Mapping[str, Any]:
    if proposal.method == "yes_no" or not outcome.winners:
        return dict(proposal.payload)
    elected = session.get_one(Option, uuid.UUID(outcome.winners[0])).candidate_id
    return {**proposal.payload, "person_id": str(elected)}
