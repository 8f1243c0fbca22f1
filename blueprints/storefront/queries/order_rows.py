"""Orders as rows: what a page shows, frozen."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from blueprints.storefront.queries.problems import ProblemView
from blueprints.storefront.queries.windows import DelayView
from blueprints.storefront.rules import Side, State


@dataclass(frozen=True)
class OrderCard:
    id: uuid.UUID
    number: str
    state: State
    side: Side
    other: str
    what: str
    more: int
    total_minor: int
    currency: str
    placed_at: datetime
    problem: bool = False


@dataclass(frozen=True)
class OrderList:
    cards: tuple[OrderCard, ...]
    after: str | None


@dataclass(frozen=True)
class LineView:
    product_id: uuid.UUID
    title: str
    variant: str
    unit: str
    quantity: int
    price_minor: int
    amount_minor: int
    promised_on: date | None
    starts_at: datetime | None
    meeting: str


@dataclass(frozen=True)
class StepView:
    to: State
    at: datetime
    reason: str
    by_itself: bool
    side: Side | None
    through: str = ""


@dataclass(frozen=True)
class OrderView:
    """`may` are the steps open to this viewer now; `due_at` is when the order moves by itself;
    `may_tell`: the buyer may say now that something is wrong."""

    card: OrderCard
    lines: tuple[LineView, ...]
    steps: tuple[StepView, ...]
    may: tuple[State, ...]
    name: str
    phone: str
    address: str
    delivery: str
    payment: str
    seller: str
    seller_phone: str
    due_at: datetime | None
    problem: ProblemView | None
    fee_minor: int
    way: str | None
    way_words: str
    collect_on: date | None
    delays: tuple[DelayView, ...]
    may_tell: bool

    @property
    def times(self) -> dict[State, datetime]:
        return {step.to: step.at for step in self.steps}
