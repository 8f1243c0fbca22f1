"""What the shop holds about one person's points, ways, windows and delays."""

from __future__ import annotations

import uuid

from sqlalchemy import or_, select

from blueprints.core.errors import N_
from blueprints.core.own_data import Asked, Column, Part
from blueprints.storefront import rules
from blueprints.storefront.models import Delay, Order, Point, Way, Window


def _points(person_id: uuid.UUID) -> Asked:
    return (
        select(Point.name, Point.hours, Point.ask)
        .where(Point.seller_id == person_id)
        .order_by(Point.id.desc())
    )


def _ways(person_id: uuid.UUID) -> Asked:
    """Their own shop's, and what they set for a cooperative."""
    return (
        select(
            Way.kind,
            Way.words,
            Way.base_minor,
            Way.step_grams,
            Way.step_minor,
            Way.free_from_minor,
            Way.set_at,
            Way.ended_at,
        )
        .where(or_(Way.seller_id == person_id, Way.set_by == person_id))
        .order_by(Way.id.desc())
    )


def _windows(person_id: uuid.UUID) -> Asked:
    return (
        select(Window.opens_at, Window.closes_at, Window.collect_on, Window.words, Window.set_at)
        .where(or_(Window.seller_id == person_id, Window.set_by == person_id))
        .order_by(Window.id.desc())
    )


def _delays(person_id: uuid.UUID) -> Asked:
    return (
        select(Order.number, Delay.new_day_on, Delay.reason, Delay.said_at)
        .outerjoin(Order, Order.id == Delay.order_id)
        .where(Delay.said_by == person_id)
        .order_by(Delay.id.desc())
    )


_WORDS, _SET = Column("words", N_("In words")), Column("set_at", N_("Set"))

OWN_DELIVERY = (
    Part(
        "delivery_points",
        N_("Where buyers collect from you"),
        (
            Column("name", N_("Where exactly")),
            Column("hours", N_("When")),
            Column("ask", N_("Who to ask")),
        ),
        _points,
    ),
    Part(
        "delivery_ways",
        N_("How buyers get what you sell"),
        (
            Column("kind", N_("Kind"), rules.WAYS),
            _WORDS,
            Column("base_minor", N_("Fee for an order")),
            Column("step_grams", N_("Weight step, in grams")),
            Column("step_minor", N_("Fee for a step")),
            Column("free_from_minor", N_("Free from")),
            _SET,
            Column("ended_at", N_("Until")),
        ),
        _ways,
    ),
    Part(
        "order_windows",
        N_("Order windows you set"),
        (
            Column("opens_at", N_("Orders from")),
            Column("closes_at", N_("Orders until")),
            Column("collect_on", N_("Collected on")),
            _WORDS,
            _SET,
        ),
        _windows,
    ),
    Part(
        "order_delays",
        N_("Delays you told of"),
        (
            Column("number", N_("Order number")),
            Column("new_day_on", N_("New day")),
            Column("reason", N_("Reason")),
            Column("said_at", N_("When")),
        ),
        _delays,
    ),
)
