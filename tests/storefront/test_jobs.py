"""What the storefront does by itself, while nobody looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.storefront import jobs, rules, services
from blueprints.storefront.models import LookupTry, Order, Product
from blueprints.storefront.rules import State
from tests.storefront.conftest import Stall


def test_the_round_writes_down_every_lapse_and_gives_the_stock_back(
    stall: Stall, clock_at: Callable[[datetime], datetime]
) -> None:
    product = stall.sells(stock=9)
    placed = clock_at(clock.now())
    orders = [stall.orders({product: 2})[0] for _ in range(3)]
    clock_at(placed + rules.ACCEPT_WITHIN + timedelta(seconds=1))
    jobs.settle_due_orders()
    session.rollback()
    assert {session.get_one(Order, order).state for order in orders} == {State.CANCELLED}
    assert session.get_one(Product, product).stock == 9


def test_wrong_guesses_are_forgotten_after_their_hour(
    live: Session, clock_at: Callable[[datetime], datetime]
) -> None:
    live.add(LookupTry(who="x", at=clock.now()))
    live.commit()
    jobs.forget_guesses()
    assert live.scalar(select(func.count()).select_from(LookupTry)) == 1
    clock_at(clock.now() + services.orders.LOOKUP_WINDOW + timedelta(minutes=1))
    jobs.forget_guesses()
    assert live.scalar(select(func.count()).select_from(LookupTry)) == 0
