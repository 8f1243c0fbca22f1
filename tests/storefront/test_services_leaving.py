"""Somebody with group orders closes their account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from blueprints.core import clock
from blueprints.core.db import session, writing
from blueprints.members import queries as members
from blueprints.storefront import services
from blueprints.storefront.models import GroupOrder, Order, Share
from blueprints.storefront.rules.together import GroupUnderWay
from tests.storefront.together import A_DAY, Circle
from tests.village import BUYER, FARMER, NEIGHBOUR


@pytest.fixture
def circle(live: Session) -> Circle:
    """Nothing else of the village is under way."""
    with writing():
        live.execute(update(Order).values(state="completed", due_at=None))
        live.execute(update(GroupOrder).values(outcome="missed", settled_at=clock.now()))
    return Circle()


def forget(phone: str) -> None:
    with writing():
        services.forget_member(members.person_with(phone))


@pytest.mark.parametrize("phone", [NEIGHBOUR, FARMER])
def test_leader_and_seller_finish_first_what_others_rely_on(circle: Circle, phone: str) -> None:
    group = circle.opens(circle.sells(), NEIGHBOUR)
    with pytest.raises(GroupUnderWay):
        forget(phone)
    circle.calls_off(group)
    forget(phone)


def test_an_open_share_goes_back_to_the_shop_and_the_name_goes(circle: Circle) -> None:
    product = circle.sells(stock=9)
    group = circle.opens(product)
    share = circle.joins(group, 4)
    forget(BUYER)
    assert circle.stock(product) == 9
    left = session.get_one(Share, share)
    assert (left.name, left.phone, left.taken_back_at is None) == ("–", "", False)


def test_what_is_being_settled_comes_first(
    circle: Circle, clock_at: Callable[[datetime], datetime]
) -> None:
    now = clock_at(clock.now())
    group = circle.opens(circle.sells(), least=2)
    circle.joins(group, 4)
    clock_at(now + A_DAY)
    with pytest.raises(GroupUnderWay):
        forget(BUYER)
