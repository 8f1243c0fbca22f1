"""What came after some of the village's sales: what buyers say, and one problem."""

from __future__ import annotations

import uuid
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from blueprints.core import clock
from blueprints.core.access import Viewer
from blueprints.core.keys import mark_of
from blueprints.core.photo_field import KeptPhoto
from blueprints.core.visitors import owner_of
from blueprints.members import seeds as members
from blueprints.storefront import services
from blueprints.storefront.models import Order, Photo
from blueprints.storefront.rules import Offer, State, Wish

_SAID = (
    (5, "编得密实，提手也结实，买菜用了半个月，一点没松。", "谢谢您！淋了雨晾干就好，能用好多年。"),
    (4, "味道好，就是路上多走了两天。", ""),
)
_WRONG = "有一半压裂了，还有几颗发软，照片里看得见。"
_REPORTED = "照片上个头大，收到的小了一圈。"
_OFFERED = "对不起，是我装得太满。坏的我退钱，后天去镇上时带给您。"


def plant(live: Session) -> None:
    for order, said in zip(_orders(live, State.COMPLETED), _SAID, strict=False):
        with clock.stopped_at(order.placed_at + timedelta(days=3)):
            _review(order, *said)
    _problem(live, next(o for o in _orders(live, State.HANDED_OVER) if o.buyer_id == _buyer("11")))
    services.report_product(
        product_id=_orders(live, State.HANDED_OVER)[-1].lines[0].product_id,
        owner=owner_of(_buyer("12").hex),
        kind="not_as_described",
        body=_REPORTED,
        key=mark_of("demo report"),
    )


def _review(order: Order, stars: int, words: str, answer: str) -> None:
    review = services.write_review(
        order_id=order.id,
        viewer=_as_viewer(order.buyer_id or order.seller_id),
        visitor=None,
        verdict=services.Verdict(line=0, stars=stars, words=words),
        key=mark_of("demo review", order.number),
    )
    if answer:
        services.answer_review(
            review_id=review.id,
            viewer=_as_viewer(order.seller_id),
            words=answer,
            key=mark_of("demo review answer", order.number),
        )


def _problem(live: Session, order: Order) -> None:
    """Told the day before yesterday, answered yesterday; the buyer has not said more."""
    now = clock.now()
    with clock.stopped_at(now - timedelta(days=2)):
        services.open_problem(
            order_id=order.id,
            visitor=None,
            viewer=_as_viewer(order.buyer_id or order.seller_id),
            complaint=services.Complaint(_WRONG, wish=Wish.REFUND, photos=_photos(live, order)),
            key=mark_of("demo problem", order.number),
        )
    with clock.stopped_at(now - timedelta(days=1)):
        services.answer_problem(
            order_id=order.id,
            visitor=None,
            viewer=_as_viewer(order.seller_id),
            words=_OFFERED,
            offer=Offer.REFUND,
            key=mark_of("demo problem answer", order.number),
        )


def _photos(live: Session, order: Order) -> list[KeptPhoto]:
    """The goods as they are drawn: nobody has taken a photo in a village that is not there."""
    shown = live.scalars(select(Photo).where(Photo.product_id == order.lines[0].product_id))
    return [KeptPhoto(one.name, one.width, one.height) for one in shown]


def _buyer(last_two: str) -> uuid.UUID:
    return members.person_with(f"138000000{last_two}")


def _orders(live: Session, state: State) -> list[Order]:
    """The oldest first. Nothing of the village is due yet, so the row says the state."""
    asked = (
        select(Order)
        .options(selectinload(Order.lines))
        .where(Order.state == state)
        .order_by(Order.placed_at)
    )
    return list(live.scalars(asked))


def _as_viewer(person_id: uuid.UUID) -> Viewer:
    return Viewer(person_id, "", person_id, person_id, frozenset())
