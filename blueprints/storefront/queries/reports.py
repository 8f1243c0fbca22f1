"""What was reported, for the office that looks into it; and a hiding, for the seller it meets."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select

from blueprints.core import ids
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import queries as members
from blueprints.storefront import rules
from blueprints.storefront.models import Appeal, Hiding, Product, Report
from blueprints.storefront.queries.cards import text_of
from blueprints.storefront.queries.hidings import HidingView, hiding_view, newest_hiding
from blueprints.storefront.queries.offices import offices_over

PAGE = 20


@dataclass(frozen=True)
class Reported:
    """A product that somebody should look at: how many reports stand, and whether its seller
    objects to a hiding.
    """

    id: uuid.UUID
    title: str
    seller: str
    reports: int
    hidden: bool
    appealed: bool


@dataclass(frozen=True)
class ReportedList:
    rows: tuple[Reported, ...]
    after: str | None


@dataclass(frozen=True)
class ReportView:
    """Of who sent it only whether it was a member: the name is nobody's business here."""

    id: uuid.UUID
    kind: str
    body: str
    at: datetime
    member: bool
    outcome: str | None
    reason: str


@dataclass(frozen=True)
class ReportedProduct:
    """`may_answer`: this holder of the office may decide about the hiding that stands."""

    id: uuid.UUID
    title: str
    description: str
    seller: str
    hidden: bool
    reports: tuple[ReportView, ...]
    hiding: HidingView | None
    may_answer: bool

    @property
    def open_reports(self) -> tuple[ReportView, ...]:
        return tuple(one for one in self.reports if one.outcome is None)


def to_report(product_id: uuid.UUID, locale: str) -> str:
    """The title of a product that can be reported; raises NotFound."""
    product = session.get(Product, product_id)
    if product is None or not product.is_shown:
        raise NotFound
    return "" if product.hidden_at else text_of(product, "title", locale)


def holds_office(viewer: Viewer | None) -> bool:
    """An officer, or the manager of a cooperative: those whom reports may reach."""
    if viewer is None or viewer.helper_id is not None:
        return False
    return not members.roles_held(viewer.id).isdisjoint({"officer", "manager"})


def reports_for(viewer: Viewer, after: str, locale: str) -> ReportedList:
    """Products with an open report or objection, in this office; the newest product first."""
    if not holds_office(viewer):
        raise NotFound
    asked = _waiting(viewer)
    if (edge := ids.as_uuid(after)) is not None:
        asked = asked.where(Product.id < edge)
    rows = session.execute(asked.order_by(Product.id.desc()).limit(PAGE + 1)).all()
    names = members.names_of({row.Product.seller_id for row in rows})
    found = tuple(
        Reported(
            id=row.Product.id,
            title=text_of(row.Product, "title", locale),
            seller=names.get(row.Product.seller_id, ""),
            reports=row.reports,
            hidden=row.Product.hidden_at is not None,
            appealed=row.appeals > 0,
        )
        for row in rows[:PAGE]
    )
    return ReportedList(found, str(found[-1].id) if len(rows) > PAGE else None)


def reported_product(product_id: uuid.UUID, viewer: Viewer, locale: str) -> ReportedProduct:
    """For its office; NotFound for anybody else, the seller too."""
    product = session.get(Product, product_id)
    if product is None or not (offices := offices_over(product)).holds(viewer):
        raise NotFound
    reports = session.scalars(
        select(Report)
        .where(Report.product_id == product_id)
        .order_by(Report.closed_at.is_not(None), Report.id.desc())
        .limit(PAGE)
    ).all()
    row = newest_hiding(product_id)
    may = False
    if row is not None and product.hidden_at is not None:
        theirs = rules.who_answers(row.by, row.as_officer, offices.officers, offices.managers)
        waits = any(one.outcome is None for one in row.appeals)
        may = viewer.id in theirs or (not waits and viewer.id == row.by)
    return ReportedProduct(
        id=product_id,
        title=text_of(product, "title", locale),
        description=text_of(product, "description", locale),
        seller=members.names_of([product.seller_id]).get(product.seller_id, ""),
        hidden=product.hidden_at is not None,
        reports=tuple(map(_report, reports)),
        hiding=hiding_view(row, product) if row else None,
        may_answer=may,
    )


def _waiting(viewer: Viewer) -> Select[tuple[Product, int, int]]:
    """One statement, whatever the number of reports: the indexes of product and place are used."""
    reports = (
        select(func.count())
        .where(Report.product_id == Product.id, Report.closed_at.is_(None))
        .scalar_subquery()
    )
    appeals = (
        select(func.count())
        .join_from(Appeal, Hiding, Hiding.id == Appeal.hiding_id)
        .where(Hiding.product_id == Product.id, Appeal.answered_at.is_(None))
        .scalar_subquery()
    )
    open_reports = select(Report.product_id).where(Report.closed_at.is_(None))
    open_appeals = (
        select(Hiding.product_id)
        .join(Appeal, Appeal.hiding_id == Hiding.id)
        .where(Appeal.answered_at.is_(None))
    )
    return (
        select(Product, reports.label("reports"), appeals.label("appeals"))
        .where(or_(Product.id.in_(open_reports), Product.id.in_(open_appeals)))
        .where(Product.seller_id != viewer.id, _in_office(viewer))
    )


def _in_office(viewer: Viewer) -> ColumnElement[bool]:
    """Goods of the officer's county, and those of the cooperative one manages."""
    there = [place.id for place in members.places_overseen(viewer.id)]
    managed = [one.id for one in members.desks_of(viewer.id)]
    routed = select(Report.product_id).where(Report.place_id.in_(there))
    hidden = select(Hiding.product_id).where(Hiding.place_id.in_(there))
    return or_(Product.id.in_(routed), Product.id.in_(hidden), Product.organisation_id.in_(managed))


def _report(row: Report) -> ReportView:
    return ReportView(
        row.id, row.kind, row.body, row.at, row.owner.startswith("m:"), row.outcome, row.reason
    )
