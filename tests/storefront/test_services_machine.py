"""Whatever people do, in whatever order: no piece is lost, none is sold twice."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from blueprints.core import clock
from blueprints.core.db import session, writing
from blueprints.core.errors import DomainError
from blueprints.storefront import rules, services
from blueprints.storefront.models import Order
from blueprints.storefront.rules import State
from tests.storefront.conftest import Stall
from tests.village import BUYER, FARMER, NEIGHBOUR, OTHER_BUYER

STEPS: dict[str, Callable[..., Any]] = {
    "accept": services.accept_order,
    "hand over": services.hand_over_order,
    "complete": services.complete_order,
    "cancel": services.cancel_order,
    "open a problem": services.open_problem,
    "close it": services.close_problem,
}
WAY = {
    State.PLACED: {State.ACCEPTED, State.CANCELLED},
    State.ACCEPTED: {State.HANDED_OVER, State.CANCELLED},
    State.HANDED_OVER: {State.COMPLETED},
    State.COMPLETED: set(),
    State.CANCELLED: set(),
}


class Market(RuleBasedStateMachine):
    """`put_in` is what sellers have said they have, summed; nothing else makes or takes a piece."""

    app: Flask
    restore: Callable[[], None]
    products = Bundle("products")

    @initialize()
    def open(self) -> None:
        self.restore()
        self.context = self.app.app_context()
        self.context.push()
        self.stall, self.put_in, self.seen = Stall(), Counter[Any](), {}
        self.here = contextlib.ExitStack()
        self.moment = self._stop(clock.now())

    def teardown(self) -> None:
        if hasattr(self, "context"):
            self.here.close()
            session.remove()
            self.context.pop()

    @rule(target=products, stock=st.integers(0, 6), seller=st.sampled_from([FARMER, NEIGHBOUR]))
    def lists(self, stock: int, seller: str) -> tuple[Any, str]:
        product = self.stall.sells(seller, stock=stock)
        self.put_in[product] = stock
        return product, seller

    @rule(product=products, stock=st.integers(0, 6), price=st.integers(1, 900))
    def edits(self, product: tuple[Any, str], stock: int, price: int) -> None:
        had = self.stall.stock(product[0])
        self.stall.changes(product[0], None, product[1], stock=stock, price_minor=price)
        self.put_in[product[0]] += stock - had

    @rule(
        basket=st.dictionaries(products, st.integers(1, 4), min_size=1, max_size=2),
        buyer=st.sampled_from([BUYER, OTHER_BUYER, NEIGHBOUR]),
    )
    def orders(self, basket: dict[tuple[Any, str], int], buyer: str) -> None:
        before = {product: self.stall.stock(product) for product, _ in basket}
        wanted = {product: quantity for (product, _), quantity in basket.items()}
        try:
            self.stall.orders(wanted, buyer)
        except DomainError:
            after = {product: self.stall.stock(product) for product in before}
            assert after == before, "a refused order took or gave something"

    @rule(
        nth=st.integers(0, 20),
        step=st.sampled_from(sorted(STEPS)),
        who=st.sampled_from([FARMER, NEIGHBOUR, BUYER, OTHER_BUYER]),
    )
    def steps(self, nth: int, step: str, who: str) -> None:
        orders = self._orders()
        more = {"reason": "x"} if step in ("cancel", "open a problem") else {}
        if orders:
            with contextlib.suppress(DomainError):
                self.stall.does(STEPS[step], orders[nth % len(orders)].id, who, **more)

    @rule(days=st.sampled_from([1, 3, 10]), a_job_runs=st.booleans())
    def days_pass(self, days: int, a_job_runs: bool) -> None:
        self.moment = self._stop(self.moment + timedelta(days=days))
        if a_job_runs:
            with writing():
                services.settle_due_orders()

    @invariant()
    def every_piece_is_in_the_shop_or_in_an_order(self) -> None:
        if not hasattr(self, "stall"):
            return
        held = Counter(self.put_in)
        for order in self._orders():
            assert order.total_minor == sum(n.quantity * n.price_minor for n in order.lines)
            held.subtract({n.product_id: n.quantity for n in order.lines if _holds(order)})
        for product in self.put_in:
            assert self.stall.stock(product) == held[product] >= 0

    @invariant()
    def states_follow_the_table(self) -> None:
        if not hasattr(self, "stall"):
            return
        for order in self._orders():
            was, now = self.seen.get(order.id, State.PLACED), State(order.state)
            assert now in _reachable(was), f"{was} became {now}"
            self.seen[order.id] = now

    def _orders(self) -> list[Order]:
        session.rollback()
        session.expire_all()
        listed = select(Order).options(selectinload(Order.lines)).order_by(Order.id)
        mine = set(self.put_in)
        return [o for o in session.scalars(listed) if {n.product_id for n in o.lines} <= mine]

    def _stop(self, moment: datetime) -> datetime:
        return self.here.enter_context(clock.stopped_at(moment))


def _holds(order: Order) -> bool:
    return order.state != State.CANCELLED


def _reachable(state: State) -> set[State]:
    return {state}.union(*map(_reachable, WAY[state]))


@pytest.mark.parametrize("examples", [12])
def test_no_piece_is_lost_or_sold_twice(app: Flask, house: Any, examples: int) -> None:
    Market.app, Market.restore = app, staticmethod(house.begin_again)
    run_state_machine_as_test(
        Market,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_rules_of_the_machine_are_the_rules_of_the_house() -> None:
    for state, following in WAY.items():
        told = {step for side in rules.Side for step in rules.steps_open_to(state, side)}
        assert told == following
