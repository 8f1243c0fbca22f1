"""Somebody closes their account: what was said stays, without their name and their photos."""

from __future__ import annotations

import uuid

from sqlalchemy import delete, select, update

from blueprints.core import clock, jobs
from blueprints.core.db import session
from blueprints.core.visitors import owner_of
from blueprints.storefront.models import (
    Order,
    Problem,
    ProblemFile,
    ProblemPhoto,
    Report,
    Review,
    ReviewFile,
)

GONE = "m:"


def forget_after_sale(member_id: uuid.UUID) -> None:
    """Reviews lose the name and nothing else; nobody is left to pursue the buyer's problems."""
    owner = owner_of(member_id.hex)
    session.execute(update(Review).where(Review.by == member_id).values(called=""))
    for table in (ProblemFile, ReviewFile):
        session.execute(delete(table).where(table.owner == owner))
    _forget_reports(owner)
    bought = select(Order.id).where(Order.buyer_id == member_id)
    theirs = select(Problem.id).where(Problem.order_id.in_(bought))
    pursued = update(Problem).where(Problem.id.in_(theirs), Problem.closed_at.is_(None))
    session.execute(pursued.values(closed_at=clock.now()))
    photos = ProblemPhoto.problem_id.in_(theirs)
    names = session.scalars(select(ProblemPhoto.name).where(photos)).all()
    session.execute(delete(ProblemPhoto).where(photos))
    if names:
        jobs.enqueue("storefront.delete_evidence", {"names": sorted(set(names))})


def _forget_reports(owner: str) -> None:
    """What they reported is still looked into; who it was is nobody's any more."""
    for report in session.scalars(select(Report).where(Report.owner == owner)):
        report.owner = f"{GONE}{report.id.hex}"
