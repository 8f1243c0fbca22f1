"""A hiding and what was said to it, as its office and its seller see it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from blueprints.core.db import session
from blueprints.members import queries as members
from blueprints.storefront.models import Hiding, Product


@dataclass(frozen=True)
class AppealView:
    at: datetime
    body: str
    answered_at: datetime | None
    answered_by: str
    outcome: str | None
    reason: str


@dataclass(frozen=True)
class HidingView:
    """`stands`: the product is hidden now; `appeal`: one that waits for its answer."""

    at: datetime
    by: str
    as_officer: bool
    reason: str
    stands: bool
    lifted_at: datetime | None
    lifted_by: str
    lifted_why: str
    appeals: tuple[AppealView, ...]

    @property
    def appeal(self) -> AppealView | None:
        return next((one for one in self.appeals if one.outcome is None), None)


def hiding_of(product_id: uuid.UUID, seller_id: uuid.UUID) -> HidingView | None:
    """The one that stands, as its seller sees it; None, at no cost, for what is in the shop."""
    product = session.get(Product, product_id)
    if product is None or product.seller_id != seller_id or product.hidden_at is None:
        return None
    row = newest_hiding(product_id)
    return hiding_view(row, product) if row else None


def newest_hiding(product_id: uuid.UUID) -> Hiding | None:
    return session.scalars(
        select(Hiding)
        .where(Hiding.product_id == product_id)
        .options(selectinload(Hiding.appeals), selectinload(Hiding.lifting))
        .order_by(Hiding.at.desc())
        .limit(1)
    ).first()


def hiding_view(row: Hiding, product: Product) -> HidingView:
    lifting = row.lifting
    who = {row.by, *(one.answered_by for one in row.appeals if one.answered_by)}
    names = members.names_of(who | ({lifting.by} if lifting else set()))
    return HidingView(
        at=row.at,
        by=names.get(row.by, ""),
        as_officer=row.as_officer,
        reason=row.reason,
        stands=product.hidden_at is not None,
        lifted_at=lifting.at if lifting else None,
        lifted_by=names.get(lifting.by, "") if lifting else "",
        lifted_why=lifting.reason if lifting else "",
        appeals=tuple(
            AppealView(
                one.at,
                one.body,
                one.answered_at,
                names.get(one.answered_by, "") if one.answered_by else "",
                one.outcome,
                one.reason,
            )
            for one in row.appeals
        ),
    )
