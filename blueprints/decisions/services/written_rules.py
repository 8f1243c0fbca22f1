"""Rules that a decision puts into words: in force until another decision replaces them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from blueprints.core import clock, ids
from blueprints.core.db import session
from blueprints.core.effects import Effect, Field, Plan
from blueprints.core.errors import N_, DomainError
from blueprints.decisions import queries, rules
from blueprints.decisions.models import WrittenRule


class NoSuchRule(DomainError):
    field = "replaces"
    sentence = N_("The rule that this replaces is not in force.")


class BadRule(DomainError):
    field = "text"
    sentence = N_("Please give the rule a name and its words.")


def put_in_force(plan: Plan) -> None:
    fields = plan.fields
    if fields.get("replaces"):
        before = _in_force(plan.organisation_id, fields)
        before.ended_at, before.ended_by = clock.now(), plan.decision_id
    session.add(
        WrittenRule(
            organisation_id=plan.organisation_id,
            proposal_id=plan.decision_id,
            kind=fields["kind"],
            title=fields["title"].strip(),
            text=fields["text"].strip(),
            since=clock.now(),
        )
    )
    session.flush()


def check_rule(organisation_id: uuid.UUID, fields: Mapping[str, Any]) -> None:
    """BadRule, NoSuchRule."""
    title, text = (str(fields.get(name, "")).strip() for name in ("title", "text"))
    if not 1 <= len(title) <= rules.LONGEST_TITLE or not 1 <= len(text) <= rules.LONGEST_BODY:
        raise BadRule
    if fields.get("replaces"):
        _in_force(organisation_id, fields)


def _before(organisation_id: uuid.UUID, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    if not fields.get("replaces"):
        return {}
    found = _in_force(organisation_id, fields)
    return {"title": found.title, "text": found.text, "replaces": str(found.id)}


def _in_force(organisation_id: uuid.UUID, fields: Mapping[str, Any]) -> WrittenRule:
    asked = select(WrittenRule).where(
        WrittenRule.id == ids.as_uuid(str(fields.get("replaces"))),
        WrittenRule.organisation_id == organisation_id,
        WrittenRule.kind == fields.get("kind"),
        WrittenRule.ended_at.is_(None),
    )
    found = session.scalar(asked.with_for_update())
    if found is None:
        raise NoSuchRule
    return found


def _choices(organisation_id: uuid.UUID, _locale: str) -> list[tuple[str, str]]:
    return [(str(one.id), one.title) for one in queries.written_rules_of(organisation_id)]


WRITTEN_RULE = Effect(
    name="decisions.rule",
    describe=N_("These words are in force from their day on."),
    apply=put_in_force,
    fields=(
        Field("title", N_("Name of the rule"), "text"),
        Field("text", N_("Its words"), "long_text"),
        Field("replaces", N_("In place of"), "choice", _choices, optional=True),
    ),
    check=check_rule,
    before=_before,
    subject=lambda fields: str(fields.get("title", "")),
)
