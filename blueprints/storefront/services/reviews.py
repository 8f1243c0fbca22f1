"""What buyers say of a product. There is no verb here that takes a review away."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from blueprints.core import clock, events
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.core.photo_field import KeptPhoto
from blueprints.members import queries as members
from blueprints.storefront import rules
from blueprints.storefront.models import (
    Line,
    Order,
    Product,
    Review,
    ReviewAnswer,
    ReviewFile,
    ReviewPhoto,
)
from blueprints.storefront.queries.sides import sells, state_now
from blueprints.storefront.services.steps import locked_order, write_down_due


@dataclass(frozen=True)
class Verdict:
    """`line` is the place in the order; `sender` owns the files that follow."""

    line: int
    stars: int
    words: str
    photos: Sequence[KeptPhoto] = ()
    awaited: Sequence[str] = ()
    sender: str = ""


def write_review(
    *,
    order_id: uuid.UUID,
    viewer: Viewer | None,
    visitor: str | None,
    verdict: Verdict,
    key: uuid.UUID,
) -> Review:
    """Of one line of one's own completed order, once. The order's lock keeps it at once."""
    order, side = locked_order(order_id, viewer, visitor)
    write_down_due(order_id)
    if not rules.may_review(state_now(order), side):
        raise rules.NotBought
    if _is_sellers_own(order):
        raise rules.OwnGoods
    line = next((one for one in order.lines if one.place == verdict.line), None)
    if line is None:
        raise NotFound
    if not 1 <= verdict.stars <= rules.MOST_STARS:
        raise rules.StarsMissing
    said = select(Review.id).where(Review.order_id == order.id, Review.line == line.place)
    if session.scalar(said) is not None:
        raise rules.ReviewedAlready
    review = _write(order, line, viewer, verdict, key)
    events.announce("storefront.review_written", review_id=review.id, product_id=line.product_id)
    return review


def answer_review(
    *, review_id: uuid.UUID, viewer: Viewer, words: str, key: uuid.UUID
) -> ReviewAnswer:
    """Once, by the seller or who keeps the cooperative's shop. NotFound for everybody else."""
    review = session.scalar(select(Review).where(Review.id == review_id).with_for_update())
    if review is None or not sells(session.get_one(Product, review.product_id), viewer):
        raise NotFound
    if session.get(ReviewAnswer, review_id) is not None:
        raise rules.AnsweredAlready
    if not words:
        raise rules.WordsMissing
    answer = ReviewAnswer(review_id=review_id, key=key, at=clock.now(), by=viewer.id, words=words)
    session.add(answer)
    session.flush()
    events.announce("storefront.review_answered", review_id=review_id)
    return answer


def attach_review_photo(*, owner: str, sha256: str, photo: KeptPhoto | None) -> None:
    """A file has come for the reviews that wait for it; None for one that is no picture."""
    waiting = (ReviewFile.owner == owner, ReviewFile.sha256 == sha256)
    review_ids = session.scalars(select(ReviewFile.review_id).where(*waiting)).all()
    session.execute(delete(ReviewFile).where(*waiting))
    for review_id in review_ids if photo else ():
        session.scalar(select(Review.id).where(Review.id == review_id).with_for_update())
        _show(review_id, [photo] if photo else [])


def _write(
    order: Order, line: Line, viewer: Viewer | None, verdict: Verdict, key: uuid.UUID
) -> Review:
    review = Review(
        key=key,
        order_id=order.id,
        line=line.place,
        product_id=line.product_id,
        at=clock.now(),
        by=viewer.id if viewer else None,
        called=rules.masked(order.name),
        stars=verdict.stars,
        words=verdict.words,
    )
    session.add(review)
    # The product is locked with its order (steps), so no other review counts at the same time.
    product = session.get_one(Product, line.product_id)
    product.reviews += 1
    product.stars += verdict.stars
    session.flush()
    _show(review.id, verdict.photos)
    session.add_all(
        ReviewFile(review_id=review.id, sha256=sha256, owner=verdict.sender)
        for sha256 in dict.fromkeys(verdict.awaited)
    )
    session.flush()
    return review


def _show(review_id: uuid.UUID, photos: Sequence[KeptPhoto]) -> None:
    of_it = ReviewPhoto.review_id == review_id
    known = list(session.scalars(select(ReviewPhoto.name).where(of_it)))
    last = session.scalar(select(func.max(ReviewPhoto.place)).where(of_it))
    place = 0 if last is None else last + 1
    for photo in photos:
        if photo.name not in known and len(known) < rules.MOST_REVIEW_PHOTOS:
            session.add(
                ReviewPhoto(
                    review_id=review_id,
                    place=place,
                    name=photo.name,
                    width=photo.width,
                    height=photo.height,
                )
            )
            known.append(photo.name)
            place += 1
    session.flush()


def _is_sellers_own(order: Order) -> bool:
    """Ordered by the seller while signed out: the number on the order tells."""
    seller = members.contact_of(order.seller_id, by=order.seller_id, purpose=members.Purpose.OWN)
    return order.buyer_id == order.seller_id or (
        seller is not None and bool(seller.phone) and seller.phone == order.phone
    )
