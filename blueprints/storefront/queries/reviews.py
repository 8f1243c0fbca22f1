"""What buyers said of a product: in public, and where it can be said or answered."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from blueprints.core import ids
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.storefront import rules
from blueprints.storefront.models import Product, Review
from blueprints.storefront.queries.cards import Picture, picture_of
from blueprints.storefront.queries.products import ProductView
from blueprints.storefront.queries.sides import sells

PAGE = 10
NEWEST = 3


@dataclass(frozen=True)
class ReviewView:
    id: uuid.UUID
    product_id: uuid.UUID
    line: int
    called: str
    stars: int
    words: str
    at: datetime
    pictures: tuple[Picture, ...]
    answer: str | None
    answered_at: datetime | None


@dataclass(frozen=True)
class Reviews:
    """`tenths` of a star on average, None before the first; `after` leads to the next page."""

    count: int
    tenths: int | None
    rows: tuple[ReviewView, ...]
    after: str | None


def reviews_of(product_id: uuid.UUID, after: str = "", page: int = PAGE) -> Reviews:
    """Also of a product that is no longer sold: what was said stays. NotFound for none at all."""
    product = session.get(Product, product_id)
    if product is None or product.hidden_at is not None:
        raise NotFound
    return _reviews(product_id, product.reviews, product.stars, after, page)


def newest_reviews(product: ProductView) -> Reviews:
    return _reviews(product.card.id, product.reviews, product.stars, "", NEWEST)


def _reviews(product_id: uuid.UUID, count: int, stars: int, after: str, page: int) -> Reviews:
    if not count:
        return Reviews(0, None, (), None)
    asked = _whole().where(Review.product_id == product_id)
    if (edge := ids.as_uuid(after)) is not None:
        asked = asked.where(Review.id < edge)
    rows = session.scalars(asked.order_by(Review.id.desc()).limit(page + 1)).all()
    return Reviews(
        count=count,
        tenths=rules.average_tenths(stars, count),
        rows=tuple(map(_view, rows[:page])),
        after=str(rows[page - 1].id) if len(rows) > page else None,
    )


def reviews_in(order_id: uuid.UUID) -> dict[int, ReviewView]:
    """Line → what was said of it."""
    rows = session.scalars(_whole().where(Review.order_id == order_id))
    return {row.line: _view(row) for row in rows}


def review_to_answer(review_id: uuid.UUID, viewer: Viewer) -> ReviewView:
    """For the seller, and who keeps the cooperative's shop; NotFound for everybody else."""
    row = session.scalar(_whole().where(Review.id == review_id))
    if row is None or not sells(session.get_one(Product, row.product_id), viewer):
        raise NotFound
    return _view(row)


def _whole() -> Select[Review]:
    return select(Review).options(selectinload(Review.photos), selectinload(Review.answer))


def _view(row: Review) -> ReviewView:
    return ReviewView(
        id=row.id,
        product_id=row.product_id,
        line=row.line,
        called=row.called,
        stars=row.stars,
        words=row.words,
        at=row.at,
        pictures=tuple(map(picture_of, row.photos)),
        answer=row.answer.words if row.answer else None,
        answered_at=row.answer.at if row.answer else None,
    )
