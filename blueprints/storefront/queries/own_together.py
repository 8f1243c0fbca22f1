"""What the shop holds about one person in offers and group orders."""

from __future__ import annotations

import uuid

from sqlalchemy import or_, select

from blueprints.core.errors import N_
from blueprints.core.own_data import Asked, Column, Part
from blueprints.storefront.models import GroupOrder, Offer, Order, Product, Share

_TITLE, _PRICE = Column("title", N_("Product")), Column("price_minor", N_("Price"))
_OUTCOMES = {
    "happened": N_("It happened"),
    "missed": N_("It did not happen"),
    "called_off": N_("It was called off"),
}
_OUTCOME = Column("outcome", N_("How it ended"), _OUTCOMES)


def _offers(person_id: uuid.UUID) -> Asked:
    return (
        select(
            Product.title,
            Offer.price_minor,
            Product.currency,
            Offer.most_per_person,
            Offer.starts_at,
            Offer.ends_at,
            Offer.ended_at,
        )
        .join(Product, Product.id == Offer.product_id)
        .where(or_(Offer.made_by == person_id, Offer.ended_by == person_id))
        .order_by(Offer.id.desc())
    )


def _led(person_id: uuid.UUID) -> Asked:
    """Led, or closed or called off."""
    return (
        select(
            GroupOrder.title,
            GroupOrder.price_minor,
            GroupOrder.least,
            GroupOrder.words,
            GroupOrder.handed_out,
            GroupOrder.opened_at,
            GroupOrder.closes_at,
            GroupOrder.outcome,
            GroupOrder.reason,
        )
        .where(or_(GroupOrder.leader_id == person_id, GroupOrder.settled_by == person_id))
        .order_by(GroupOrder.id.desc())
    )


def _shares(person_id: uuid.UUID) -> Asked:
    return (
        select(
            GroupOrder.title,
            Share.quantity,
            GroupOrder.price_minor,
            Share.name,
            Share.phone,
            Share.joined_at,
            Share.taken_back_at,
            GroupOrder.outcome,
            Order.number,
        )
        .join(GroupOrder, GroupOrder.id == Share.group_order_id)
        .outerjoin(Order, Order.id == Share.order_id)
        .where(Share.buyer_id == person_id)
        .order_by(Share.id.desc())
    )


OWN_TOGETHER = (
    Part(
        "offers",
        N_("Offers you made or ended"),
        (
            _TITLE,
            _PRICE,
            Column("currency", N_("Currency")),
            Column("most_per_person", N_("For each person at most")),
            Column("starts_at", N_("Since")),
            Column("ends_at", N_("Until")),
            Column("ended_at", N_("Ended early")),
        ),
        _offers,
    ),
    Part(
        "group_orders",
        N_("Group orders you opened or ended"),
        (
            _TITLE,
            _PRICE,
            Column("least", N_("How many at least")),
            Column("words", N_("Words")),
            Column("handed_out", N_("Handed out at")),
            Column("opened_at", N_("Opened")),
            Column("closes_at", N_("Until")),
            _OUTCOME,
            Column("reason", N_("Reason")),
        ),
        _led,
    ),
    Part(
        "group_shares",
        N_("Your part in group orders"),
        (
            _TITLE,
            Column("quantity", N_("How many")),
            _PRICE,
            Column("name", N_("Name")),
            Column("phone", N_("Phone")),
            Column("joined_at", N_("Joined")),
            Column("taken_back_at", N_("Left again")),
            _OUTCOME,
            Column("number", N_("Order number")),
        ),
        _shares,
    ),
)
