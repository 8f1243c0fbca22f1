"""Whatever people do in group orders, in whatever order: for all or for none, and no piece lost."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.errors import DomainError
from blueprints.storefront import jobs, services
from blueprints.storefront.models import GroupOrder, Order, Share
from blueprints.storefront.rules import State
from tests.storefront.together import Circle
from tests.village import BUYER, FARMER, NEIGHBOUR, OTHER_BUYER

STOCK = 12
PEOPLE = (BUYER, OTHER_BUYER, NEIGHBOUR, None)
EXAMPLES = 15


class Square(RuleBasedStateMachine):
    """One product, some group orders of it, and people who also order alone."""

    app: Flask
    restore: Callable[[], None]

    @initialize()
    def open(self) -> None:
        self.restore()
        self.context = self.app.app_context()
        self.context.push()
        self.here = contextlib.ExitStack()
        self.moment = self._stop(clock.now())
        self.circle = Circle()
        self.product = self.circle.sells(stock=STOCK)
        self.groups: list[uuid.UUID] = []
        self.shares: list[tuple[uuid.UUID, uuid.UUID, str | None]] = []

    def teardown(self) -> None:
        if hasattr(self, "context"):
            self.here.close()
            session.remove()
            self.context.pop()

    @rule(least=st.integers(1, 8), hours=st.integers(1, 30))
    def opens(self, least: int, hours: int) -> None:
        closes_at = self.moment + timedelta(hours=hours)
        with contextlib.suppress(DomainError):
            self.groups.append(self.circle.opens(self.product, least=least, closes_at=closes_at))

    @precondition(lambda self: self.groups)
    @rule(nth=st.integers(0, 9), quantity=st.integers(1, 5), who=st.sampled_from(PEOPLE))
    def joins(self, nth: int, quantity: int, who: str | None) -> None:
        group, before = self.groups[nth % len(self.groups)], self._rows()
        try:
            share = self.circle.joins(group, quantity, who)
            self.shares.append((group, share, who))
        except DomainError:
            assert self._rows() == before, "a refused share took something"

    @precondition(lambda self: self.shares)
    @rule(nth=st.integers(0, 20))
    def leaves(self, nth: int) -> None:
        group, share, who = self.shares[nth % len(self.shares)]
        with contextlib.suppress(DomainError):
            self.circle.leaves(group, share, who)

    @rule(quantity=st.integers(1, 4), who=st.sampled_from([BUYER, OTHER_BUYER]))
    def orders(self, quantity: int, who: str) -> None:
        with contextlib.suppress(DomainError):
            self.circle.orders({self.product: quantity}, who)

    @rule(nth=st.integers(0, 20))
    def cancels(self, nth: int) -> None:
        orders = self._orders()
        if orders:
            with contextlib.suppress(DomainError):
                order = orders[nth % len(orders)].id
                self.circle.does(services.cancel_order, order, FARMER, reason="x")

    @precondition(lambda self: self.groups)
    @rule(nth=st.integers(0, 9), how=st.sampled_from(["closes", "calls_off"]))
    def ends(self, nth: int, how: str) -> None:
        with contextlib.suppress(DomainError):
            getattr(self.circle, how)(self.groups[nth % len(self.groups)])

    @rule(hours=st.integers(1, 40), a_job_runs=st.booleans())
    def time_passes(self, hours: int, a_job_runs: bool) -> None:
        self.moment = self._stop(self.moment + timedelta(hours=hours))
        if a_job_runs:
            jobs.settle_due_groups()
            jobs.settle_due_orders()

    @invariant()
    def every_piece_is_in_the_shop_an_order_or_an_open_share(self) -> None:
        if not hasattr(self, "circle"):
            return
        ordered = sum(
            line.quantity for one in self._orders() if one.state != State.CANCELLED
            for line in one.lines
        )  # fmt: skip
        asked = select(Share, GroupOrder).join(GroupOrder).where(GroupOrder.id.in_(self.groups))
        kept = sum(
            share.quantity
            for share, group in session.execute(asked)
            if group.outcome is None and share.taken_back_at is None
        )
        stock = self.circle.stock(self.product)
        assert stock >= 0
        assert stock + ordered + kept == STOCK

    @invariant()
    def it_happened_for_all_or_for_none(self) -> None:
        for one in getattr(self, "groups", ()):
            group = self.circle.kept(one)
            asked = select(Share).where(Share.group_order_id == one, Share.taken_back_at.is_(None))
            shares = session.scalars(asked).all()
            with_order = [share for share in shares if share.order_id]
            assert with_order == (shares if group.outcome == "happened" else [])
            if group.outcome == "happened":
                assert sum(share.quantity for share in shares) >= group.least
            if group.outcome == "missed":
                assert sum(share.quantity for share in shares) < group.least

    def _orders(self) -> list[Order]:
        session.rollback()
        session.expire_all()
        asked = select(Order).options(selectinload(Order.lines)).order_by(Order.id)
        return [one for one in session.scalars(asked) if one.lines[0].product_id == self.product]

    def _rows(self) -> Any:
        return self.circle.stock(self.product), len(session.scalars(select(Share.id)).all())

    def _stop(self, moment: datetime) -> datetime:
        return self.here.enter_context(clock.stopped_at(moment))


def test_it_is_for_all_or_for_none_and_no_piece_is_lost(app: Flask, house: Any) -> None:
    Square.app, Square.restore = app, staticmethod(house.begin_again)
    run_state_machine_as_test(
        Square,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
