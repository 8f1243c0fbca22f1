"""Who acted for whom, as `core.own_data` shows it to both of them."""

from __future__ import annotations

import uuid

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from blueprints.core.errors import N_
from blueprints.core.own_data import Asked, Column, Part
from blueprints.members.models import Act, Mandate, MandateRefusal, Person
from blueprints.members.rules import mandates

_Helper, _Member = aliased(Person), aliased(Person)
_MEMBER, _HELPER, _WHEN = N_("For whom"), N_("By whom"), N_("When")


def _mandates(person_id: uuid.UUID) -> Asked:
    concerned = or_(
        Mandate.member_id == person_id,
        Mandate.helper_id == person_id,
        Mandate.ended_by == person_id,
    )
    return (
        select(
            _Member.name,
            _Helper.name,
            Mandate.scope,
            Mandate.how,
            Mandate.since,
            Mandate.until,
            Mandate.ended_at,
        )
        .join(_Member, _Member.id == Mandate.member_id)
        .join(_Helper, _Helper.id == Mandate.helper_id)
        .where(concerned)
        .order_by(Mandate.since.desc())
    )


def _acts(person_id: uuid.UUID) -> Asked:
    concerned = or_(
        Act.member_id == person_id, Act.helper_id == person_id, Act.undone_by == person_id
    )
    return (
        select(_Member.name, _Helper.name, Act.sentence, Act.params, Act.at, Act.undone_at)
        .join(_Member, _Member.id == Act.member_id)
        .join(_Helper, _Helper.id == Act.helper_id)
        .where(concerned)
        .order_by(Act.at.desc())
    )


def _refusals(person_id: uuid.UUID) -> Asked:
    tried = or_(MandateRefusal.helper_id == person_id, MandateRefusal.member_id == person_id)
    return (
        select(_Member.name, _Helper.name, MandateRefusal.why, MandateRefusal.at)
        .join(_Member, _Member.id == MandateRefusal.member_id)
        .join(_Helper, _Helper.id == MandateRefusal.helper_id)
        .where(tried)
        .order_by(MandateRefusal.at.desc())
    )


OWN_ACTING = (
    Part(
        "mandates",
        N_("Who may act, or might, for whom"),
        (
            Column("member", _MEMBER),
            Column("helper", _HELPER),
            Column("scope", N_("What for")),
            Column("how", N_("How it was agreed"), mandates.MANDATE_HOW),
            Column("since", N_("Since")),
            Column("until", N_("Until")),
            Column("ended_at", N_("Ended")),
        ),
        _mandates,
    ),
    Part(
        "acts",
        N_("What was done for somebody else"),
        (
            Column("member", _MEMBER),
            Column("helper", _HELPER),
            Column("what", N_("What")),
            Column("details", N_("Details")),
            Column("at", _WHEN),
            Column("undone_at", N_("Taken back")),
        ),
        _acts,
    ),
    Part(
        "mandate_refusals",
        N_("Tries to act for somebody, refused"),
        (
            Column("member", _MEMBER),
            Column("helper", _HELPER),
            Column("why", N_("Why it was refused"), mandates.REFUSED_WORDS),
            Column("at", _WHEN),
        ),
        _refusals,
    ),
)
