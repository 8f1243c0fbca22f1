"""What the shop holds about one person's reports, and what they decided in an office."""

from __future__ import annotations

import uuid

from sqlalchemy import or_, select

from blueprints.core.errors import N_
from blueprints.core.own_data import Asked, Column, Part
from blueprints.core.visitors import owner_of
from blueprints.storefront import rules
from blueprints.storefront.models import Appeal, Hiding, Lifting, Product, Report
from blueprints.storefront.queries.own_aftersale import WHEN, WORDS
from blueprints.storefront.queries.own_data import TITLE

_REASON = Column("reason", N_("Reason"))
_OUTCOME = Column("outcome", N_("Outcome"), rules.OUTCOMES)


def _reports(person_id: uuid.UUID) -> Asked:
    return (
        select(Product.title, Report.kind, Report.body, Report.at, Report.outcome)
        .join(Product, Product.id == Report.product_id)
        .where(Report.owner == owner_of(person_id.hex))
        .order_by(Report.id.desc())
    )


def _looked_into(person_id: uuid.UUID) -> Asked:
    """Without the words of who reported: those are theirs."""
    return (
        select(Product.title, Report.outcome, Report.reason, Report.closed_at)
        .join(Product, Product.id == Report.product_id)
        .where(Report.closed_by == person_id)
        .order_by(Report.closed_at.desc())
    )


def _hidings(person_id: uuid.UUID) -> Asked:
    return (
        select(Product.title, Hiding.reason, Hiding.at)
        .join(Product, Product.id == Hiding.product_id)
        .where(Hiding.by == person_id)
        .order_by(Hiding.id.desc())
    )


def _liftings(person_id: uuid.UUID) -> Asked:
    return (
        select(Product.title, Lifting.reason, Lifting.at)
        .join(Hiding, Hiding.id == Lifting.hiding_id)
        .join(Product, Product.id == Hiding.product_id)
        .where(Lifting.by == person_id)
        .order_by(Lifting.at.desc())
    )


def _appeals(person_id: uuid.UUID) -> Asked:
    """Those one made, and those one answered."""
    return (
        select(Product.title, Appeal.body, Appeal.at, Appeal.outcome, Appeal.reason)
        .join(Hiding, Hiding.id == Appeal.hiding_id)
        .join(Product, Product.id == Hiding.product_id)
        .where(or_(Appeal.by == person_id, Appeal.answered_by == person_id))
        .order_by(Appeal.at.desc())
    )


OWN_REPORTS = (
    Part(
        "reports",
        N_("Products you reported"),
        (TITLE, Column("kind", N_("What is wrong"), rules.REPORT_KINDS), WORDS, WHEN, _OUTCOME),
        _reports,
    ),
    Part(
        "reports_looked_into",
        N_("Reports you looked into"),
        (TITLE, _OUTCOME, _REASON, WHEN),
        _looked_into,
    ),
    Part("hidings", N_("Products you hid"), (TITLE, _REASON, WHEN), _hidings),
    Part("liftings", N_("Products you put back"), (TITLE, _REASON, WHEN), _liftings),
    Part(
        "appeals",
        N_("Objections you made or answered"),
        (TITLE, WORDS, WHEN, _OUTCOME, _REASON),
        _appeals,
    ),
)
