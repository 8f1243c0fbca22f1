"""Offers on real databases: what they cost, whom they are for, and when they are over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from blueprints.core import clock
from blueprints.core.db import session, writing
from blueprints.core.errors import NotFound
from blueprints.members import queries as members
from blueprints.storefront import queries, rules, services
from blueprints.storefront.models import Line, Order
from blueprints.storefront.rules.offers import (
    LONGEST_OFFER,
    LimitPassed,
    OfferEndsFirst,
    OfferIsPast,
    OfferNotLower,
    OffersOverlap,
    OfferTooLong,
)
from tests.storefront.together import A_DAY, Circle
from tests.village import BUYER, MANAGER, NEIGHBOUR, OTHER_BUYER, SHIQIAO_MANAGER

Stop = Callable[[datetime], datetime]
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def circle(live: Session) -> Circle:
    return Circle()


def test_it_costs_less_from_the_first_moment_to_before_the_last(
    circle: Circle, clock_at: Stop
) -> None:
    now, product = clock_at(clock.now()), circle.sells()
    circle.offers(product, 400, starts_at=now + AN_HOUR, ends_at=now + 2 * AN_HOUR)
    seen = []
    for minutes in (0, 60, 119, 120):
        clock_at(now + timedelta(minutes=minutes))
        seen.append(circle.price(product))
    assert seen == [480, 400, 400, 480]


def test_an_order_is_at_the_price_of_the_offer_and_remembers_it(circle: Circle) -> None:
    product = circle.sells()
    offer = circle.offers(product, 400)
    [order] = circle.orders({product: 3}, seen=400)
    assert session.get_one(Order, order).total_minor == 1200
    [line] = session.scalars(select(Line).where(Line.order_id == order))
    assert (line.price_minor, line.offer_id) == (400, offer)


@pytest.mark.parametrize("seen", [480, 390])
def test_whoever_saw_another_price_is_asked(circle: Circle, seen: int) -> None:
    product = circle.sells()
    circle.offers(product, 400)
    with pytest.raises(rules.PriceChanged):
        circle.orders({product: 1}, seen=seen)


@pytest.mark.parametrize("how", ["its last moment", "its seller"])
def test_whoever_saw_an_offer_that_ended_is_asked(circle: Circle, clock_at: Stop, how: str) -> None:
    now, product = clock_at(clock.now()), circle.sells()
    offer = circle.offers(product, 400)
    with writing():
        services.put_in_basket(owner="v:x", product_id=product, quantity=1)
    if how == "its seller":
        circle.ends(product, offer)
    else:
        clock_at(now + A_DAY)
    with pytest.raises(rules.PriceChanged) as refused:
        circle.orders({product: 1}, seen=400)
    assert (refused.value.params["seen"], refused.value.params["now"]) == (400, 480)
    basket = queries.basket_of("v:x", "zh")
    assert (basket.changed, basket.total_minor, basket.rows[0].seen_minor) == (True, 480, 400)


def test_an_offer_never_makes_anything_dearer(circle: Circle) -> None:
    product = circle.sells()
    circle.offers(product, 400)
    circle.changes(product, None, price_minor=350)
    assert circle.price(product) == 350
    circle.orders({product: 1}, seen=350)


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"price": 480}, OfferNotLower),
        ({"price": 0}, OfferNotLower),
        ({"ends_at": timedelta()}, OfferEndsFirst),
        ({"starts_at": -2 * A_DAY, "ends_at": -A_DAY}, OfferIsPast),
        ({"ends_at": LONGEST_OFFER + AN_HOUR}, OfferTooLong),
    ],
)
def test_an_offer_that_makes_no_sense_says_why(
    circle: Circle, clock_at: Stop, told: dict[str, object], refusal: type[Exception]
) -> None:
    now, product = clock_at(clock.now()), circle.sells()
    moments = {name: now + left for name, left in told.items() if name != "price"}
    with pytest.raises(refusal):
        circle.offers(product, told.get("price", 400), **moments)


def test_two_offers_for_one_thing_do_not_overlap_and_may_follow_one_another(
    circle: Circle, clock_at: Stop
) -> None:
    now, product = clock_at(clock.now()), circle.sells()
    first = circle.offers(product, 400)
    for start, end in ((-AN_HOUR, AN_HOUR), (AN_HOUR, 2 * AN_HOUR), (-AN_HOUR, 2 * A_DAY)):
        with pytest.raises(OffersOverlap):
            circle.offers(product, 300, starts_at=now + start, ends_at=now + end)
    circle.offers(product, 300, starts_at=now + A_DAY, ends_at=now + 2 * A_DAY)
    circle.ends(product, first)
    circle.offers(product, 350)
    assert circle.price(product) == 350


@pytest.mark.parametrize("who", [NEIGHBOUR, BUYER, SHIQIAO_MANAGER])
def test_only_who_keeps_the_goods_makes_and_ends_offers(circle: Circle, who: str) -> None:
    liushu = members.organisation_with("Liushu Cooperative")
    product = circle.sells(organisation_id=liushu)
    with pytest.raises(NotFound):
        circle.offers(product, 400, who)
    offer = circle.offers(product, 400, MANAGER)
    with pytest.raises(NotFound):
        circle.ends(product, offer, who)
    with pytest.raises(NotFound):
        circle.ends(circle.sells(), offer)
    circle.ends(product, offer, MANAGER)


def test_each_person_gets_so_many_whatever_account_or_phone_they_use(circle: Circle) -> None:
    product = circle.sells()
    circle.offers(product, 400, most_per_person=3)
    circle.orders({product: 2}, None, "one", seen=400)
    for visitor in ("one", "another"):
        with pytest.raises(LimitPassed):
            circle.orders({product: 2}, None, visitor, seen=400)
    with pytest.raises(LimitPassed):
        circle.orders({product: 2}, BUYER, seen=400)
    circle.orders({product: 1}, None, "another", seen=400)
    with pytest.raises(LimitPassed):
        circle.orders({product: 4}, OTHER_BUYER, seen=400)


def test_what_was_cancelled_or_lapsed_can_be_had_again(circle: Circle, clock_at: Stop) -> None:
    now, product = clock_at(clock.now()), circle.sells()
    circle.offers(product, 400, most_per_person=3, ends_at=now + 9 * A_DAY)
    [order] = circle.orders({product: 3}, seen=400)
    circle.does(services.cancel_order, order, BUYER, reason="改天")
    circle.orders({product: 3}, seen=400)
    with pytest.raises(LimitPassed):
        circle.orders({product: 1}, seen=400)
    clock_at(now + rules.ACCEPT_WITHIN)
    circle.orders({product: 3}, seen=400)


def test_a_new_offer_counts_anew(circle: Circle) -> None:
    product = circle.sells()
    offer = circle.offers(product, 400, most_per_person=1)
    circle.orders({product: 1}, seen=400)
    circle.ends(product, offer)
    circle.offers(product, 350, most_per_person=1)
    circle.orders({product: 1}, seen=350)


def test_a_kind_has_an_offer_of_its_own(circle: Circle) -> None:
    product = circle.sells()
    big, small = (circle.adds(product, name, price) for name, price in (("大", 900), ("小", 500)))
    with pytest.raises(rules.VariantMissing):
        circle.offers(product, 400)
    circle.offers(product, 700, variant_id=big.variant_id)
    circle.orders({big: 1}, seen=700)
    circle.orders({small: 1}, seen=500)
    with pytest.raises(rules.PriceChanged):
        circle.orders({big: 1}, seen=900)
    assert circle.price(product) == 500
    circle.offers(product, 300, variant_id=small.variant_id)
    assert circle.price(product) == 300
