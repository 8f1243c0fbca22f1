"""What exactly changes if it passes, as before and after; and whether it has happened."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from blueprints.core import effects, ids
from blueprints.decisions import rules
from blueprints.decisions.models import DecidedEffect, Proposal


@dataclass(frozen=True)
class Change:
    """One field of the effect: what it is now and what it would be, each as money or words.

    `kind` is that of `effects.Field`; money stays in minor units.
    """

    label: str
    kind: str
    before: Any
    after: Any


@dataclass(frozen=True)
class EffectView:
    """`waits` is a msgid: why it has not happened yet."""

    describe: str
    due_on: date
    applied_at: datetime | None
    waits: str | None


def people_in(proposal: Proposal) -> set[uuid.UUID]:
    """Whom the effect names, now and if it passes."""
    named = (told.get("person_id") for told in (proposal.before, proposal.payload))
    return {found for one in named if one and (found := ids.as_uuid(str(one)))}


def changes_of(proposal: Proposal, people: Mapping[str, str], locale: str) -> tuple[Change, ...]:
    name = rules.template_named(proposal.template).effect
    if not name or not effects.is_offered(name):
        return tuple(
            Change(key, "plain", proposal.before.get(key), value)
            for key, value in proposal.payload.items()
        )
    changes = []
    for field in effects.named(name).fields:
        words: Mapping[Any, str] = people
        if field.choices is not None and field.kind != "person":
            words = dict(field.choices(proposal.organisation_id, locale))
        before, after = (told.get(field.name) for told in (proposal.before, proposal.payload))
        if before or after:
            changes.append(
                Change(field.label, field.kind, words.get(before, before), words.get(after, after))
            )
    return tuple(changes)


def effect_view(found: DecidedEffect | None) -> EffectView | None:
    if found is None:
        return None
    describe = effects.named(found.name).describe if effects.is_offered(found.name) else ""
    return EffectView(describe, found.due_on, found.applied_at, found.waits)
