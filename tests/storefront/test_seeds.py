"""The demo village's shop: what the surface promises of it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from blueprints.core import pictures
from blueprints.core.db import writing
from blueprints.core.storage import storage
from blueprints.storefront import queries, rules, services
from blueprints.storefront.models import Order, Photo, Product
from blueprints.storefront.rules import State


def test_forty_products_stand_in_the_shop_in_both_languages(live: Session) -> None:
    products = live.scalars(select(Product)).all()
    assert len(products) == 40
    for product in products:
        zh, en = (queries.product(product.id, locale) for locale in ("zh", "en"))
        assert zh.card.title != en.card.title
        assert zh.description != en.description
        assert product.category in rules.CATEGORIES
        assert product.unit in rules.UNITS
        assert product.stock > 0
    assert {product.category for product in products} == set(rules.CATEGORIES)


def test_every_picture_of_the_village_is_there(live: Session, app: object) -> None:
    photos = live.scalars(select(Photo)).all()
    assert len({photo.product_id for photo in photos}) == 40
    for photo in photos:
        assert storage().exists(pictures.path_of(photo.name, 480))


def test_there_are_orders_in_every_state_and_their_steps_were_possible(live: Session) -> None:
    orders = live.scalars(
        select(Order).options(selectinload(Order.steps), selectinload(Order.lines))
    ).all()
    assert set(Counter(order.state for order in orders)) == set(State)
    for order in orders:
        steps = sorted(order.steps, key=lambda step: step.at)
        assert steps[0].to == State.PLACED
        assert steps[-1].to == order.state
        for one, following in pairwise(steps):
            assert rules.may_step(State(one.to), State(following.to), rules.Side(following.side))
        assert order.total_minor == sum(n.quantity * n.price_minor for n in order.lines)
        assert order.buyer_id != order.seller_id


def test_nothing_in_the_village_is_due_on_its_first_day(live: Session) -> None:
    with writing():
        assert services.settle_due_orders() == 0
