"""Anybody can say that a product should not be in the shop; an office looks into it."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import func, select, update

from blueprints.core import clock, events
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.storefront import rules
from blueprints.storefront.models import Product, Report
from blueprints.storefront.queries.offices import home_of_goods, offices_over


def report_product(
    *, product_id: uuid.UUID, owner: str, kind: str, body: str, key: uuid.UUID
) -> Report:
    """`owner` is a member or a visitor; one report at a time about one product."""
    product = session.scalar(select(Product).where(Product.id == product_id).with_for_update())
    if product is None or not product.is_shown:
        raise NotFound
    stands = select(Report.id).where(
        Report.product_id == product_id, Report.owner == owner, Report.closed_at.is_(None)
    )
    if session.scalar(stands.limit(1)) is not None:
        raise rules.ReportedAlready
    _slow_down(product_id, owner)
    report = Report(
        key=key,
        product_id=product_id,
        place_id=home_of_goods(product),
        owner=owner,
        at=clock.now(),
        kind=kind,
        body=body,
    )
    session.add(report)
    session.flush()
    events.announce("storefront.product_reported", product_id=product_id, report_id=report.id)
    return report


def dismiss_reports(
    *,
    product_id: uuid.UUID,
    viewer: Viewer,
    report_ids: Collection[uuid.UUID],
    reason: str,
) -> Product:
    """The office has looked, and the product stays in the shop."""
    product = product_in_office(product_id, viewer)
    if not reason:
        raise rules.ReasonMissing
    if not close_reports(product_id, report_ids, viewer, "kept", reason):
        raise rules.NoReport
    events.announce("storefront.reports_dismissed", product_id=product_id)
    return product


def product_in_office(product_id: uuid.UUID, viewer: Viewer) -> Product:
    """Locked, for an officer of its county or its cooperative's manager. NotFound for others."""
    product = session.scalar(
        select(Product)
        .where(Product.id == product_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if product is None or not offices_over(product).holds(viewer):
        raise NotFound
    return product


def close_reports(
    product_id: uuid.UUID,
    report_ids: Collection[uuid.UUID],
    viewer: Viewer,
    outcome: str,
    reason: str,
    hiding_id: uuid.UUID | None = None,
) -> int:
    """Those that the office saw, and none that came meanwhile. How many."""
    seen = (
        select(Report.id)
        .where(Report.product_id == product_id, Report.id.in_(report_ids))
        .where(Report.closed_at.is_(None))
    )
    found = session.scalars(seen).all()
    session.execute(
        update(Report)
        .where(Report.id.in_(found))
        .values(
            closed_at=clock.now(),
            closed_by=viewer.id,
            outcome=outcome,
            reason=reason,
            hiding_id=hiding_id,
        )
    )
    return len(found)


def _slow_down(product_id: uuid.UUID, owner: str) -> None:
    """Counted for one sender, and for all visitors together: a new cookie is soon made."""
    today = Report.at > clock.now() - rules.A_DAY
    theirs = _count(today, Report.owner == owner)
    about = _count(today, Report.product_id == product_id, Report.owner.startswith("v:"))
    flooded = owner.startswith("v:") and about >= rules.MOST_BY_VISITORS_A_DAY
    if theirs >= rules.MOST_REPORTS_A_DAY or flooded:
        raise rules.TooManyReports(int(rules.A_DAY.total_seconds()))


def _count(*which: object) -> int:
    return session.scalar(select(func.count()).select_from(Report).where(*which)) or 0  # type: ignore[arg-type]
