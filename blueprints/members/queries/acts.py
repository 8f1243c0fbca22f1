"""What was done for somebody else."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from blueprints.core import acting
from blueprints.core.db import session
from blueprints.core.errors import N_, NotFound
from blueprints.members.models import (
    Act,
    Mandate,
    MandateRefusal,
    Person,
)
from blueprints.members.queries.mandates import MandateView, mandate_seen_by, mandates_where

_MOST_FOUND, _MOST_ACTS = 20, 50
TAKEN_BACK = N_("It was taken back.")


@dataclass(frozen=True)
class ActView:
    """`final`: a msgid that says why it cannot be undone; empty where it can."""

    id: uuid.UUID
    mandate_id: uuid.UUID
    member: str
    helper: str
    sentence: str
    params: dict[str, Any]
    location: str
    at: datetime
    receipt: str
    undone_at: datetime | None
    final: str = ""


@dataclass(frozen=True)
class RefusalView:
    helper: str
    why: str
    at: datetime


@dataclass(frozen=True)
class Helped:
    """What others did, or tried to do, for one person."""

    mandates: tuple[MandateView, ...] = ()
    acts: tuple[ActView, ...] = ()
    refusals: tuple[RefusalView, ...] = field(default=())


def helped(member_id: uuid.UUID) -> Helped:
    helper = aliased(Person)
    tried = session.execute(
        select(helper.name, MandateRefusal.why, MandateRefusal.at)
        .join(helper, helper.id == MandateRefusal.helper_id)
        .where(MandateRefusal.member_id == member_id, MandateRefusal.helper_id != member_id)
        .order_by(MandateRefusal.at.desc())
        .limit(_MOST_FOUND)
    )
    return Helped(
        mandates_where(Mandate.member_id == member_id),
        _acts(Act.member_id == member_id),
        tuple(RefusalView(*row) for row in tried),
    )


def acts_under(mandate_id: uuid.UUID) -> tuple[ActView, ...]:
    return _acts(Act.mandate_id == mandate_id)


def act_seen_by(act_id: uuid.UUID, person_id: uuid.UUID) -> ActView:
    """NotFound for everybody but the member, the helper, and the cooperative's managers."""
    found = _acts(Act.id == act_id)
    if not found:
        raise NotFound
    mandate_seen_by(found[0].mandate_id, person_id)
    return found[0]


def helpers_behind(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Of rows with these marks, those that somebody made for somebody else: the helper's name."""
    asked = (
        select(Act.key, Person.name)
        .join(Person, Person.id == Act.helper_id)
        .where(Act.key.in_(list(keys)))
    )
    return {row.key: row.name for row in session.execute(asked)}


def _acts(which: ColumnElement[bool]) -> tuple[ActView, ...]:
    member, helper = aliased(Person), aliased(Person)
    asked = (
        select(Act, member.name, helper.name)
        .join(member, member.id == Act.member_id)
        .join(helper, helper.id == Act.helper_id)
        .where(which)
        .order_by(Act.at.desc(), Act.id.desc())
        .limit(_MOST_ACTS)
    )
    rows = session.execute(asked).all()
    final = acting.why_final((act.kind, act.subject_id) for act, _, _ in rows)
    return tuple(
        ActView(
            id=act.id,
            mandate_id=act.mandate_id,
            member=theirs,
            helper=ours,
            sentence=act.sentence,
            params=act.params,
            location=act.location,
            at=act.at,
            receipt=act.receipt,
            undone_at=act.undone_at,
            final=TAKEN_BACK if act.undone_at else final.get((act.kind, act.subject_id), ""),
        )
        for act, theirs, ours in rows
    )
