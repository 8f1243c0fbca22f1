"""Problems with orders: as their two sides see them, and what waits for mediation."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import selectinload

from blueprints.core import clock, ids
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import queries as members
from blueprints.storefront import rules
from blueprints.storefront.models import Mediation, Order, Problem, ProblemFile, ProblemPhoto
from blueprints.storefront.queries.sides import side_of
from blueprints.storefront.rules import Side, Stage

PAGE = 20


@dataclass(frozen=True)
class AnswerView:
    side: Side
    at: datetime
    words: str
    offer: str | None
    through: str


@dataclass(frozen=True)
class ProblemView:
    """`answer_by` is when the seller has to have answered; `ends_at` when the buyer's silence
    settles it. `passed_why` is empty where it passed on by itself.
    """

    id: uuid.UUID
    stage: Stage
    reason: str
    wish: str
    opened_at: datetime
    photos: int
    awaited: int
    answers: tuple[AnswerView, ...]
    answer_by: datetime
    overdue: bool
    ends_at: datetime
    passed_at: datetime | None
    passed_why: str
    may_pass_on: bool
    promised: str | None


@dataclass(frozen=True)
class Waiting:
    """One that waits for mediation. The two sides are named; what they wrote stays with them."""

    id: uuid.UUID
    number: str
    buyer: str
    seller: str
    wish: str
    opened_at: datetime
    passed_at: datetime
    why: str


@dataclass(frozen=True)
class WaitingList:
    rows: tuple[Waiting, ...]
    after: str | None


def told(problem: Problem, passed_at: datetime | None) -> rules.Told:
    return rules.Told(
        problem.opened_at, problem.answered_at, problem.heard_at, passed_at, problem.closed_at
    )


def stage_of(problem: Problem) -> Stage:
    return rules.stage_at(told(problem, _passed(problem)), clock.now())


def is_open(now: datetime) -> ColumnElement[bool]:
    """In SQL what `rules.stage_at` says is not settled."""
    passed = select(Mediation.problem_id).where(Mediation.problem_id == Problem.id).exists()
    talked = Problem.heard_at > now - rules.QUIET_AFTER
    return and_(Problem.closed_at.is_(None), or_(Problem.answered_at.is_(None), talked, passed))


def orders_in_trouble(order_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    asked = select(Problem.order_id).where(Problem.order_id.in_(list(order_ids)))
    return set(session.scalars(asked.where(is_open(clock.now()))))


def problem_of(order: Order, side: Side) -> ProblemView | None:
    """The newest problem of an order whose problems are loaded."""
    if not order.problems:
        return None
    newest = session.scalars(
        select(Problem)
        .where(Problem.id == order.problems[-1].id)
        .options(
            selectinload(Problem.photos),
            selectinload(Problem.answers),
            selectinload(Problem.mediation),
        )
        .execution_options(populate_existing=True)
    ).one()
    return _view(newest, side)


def photo_of(order_id: uuid.UUID, place: int, viewer: Viewer | None, visitor: str | None) -> str:
    """Of the order's newest problem; its two sides only. Raises NotFound."""
    order = session.get(Order, order_id)
    if order is None or side_of(order, viewer, visitor) is None:
        raise NotFound
    of_it = select(Problem.id).where(Problem.order_id == order_id)
    newest = of_it.order_by(Problem.opened_at.desc()).limit(1).scalar_subquery()
    asked = select(ProblemPhoto.name).where(
        ProblemPhoto.problem_id == newest, ProblemPhoto.place == place
    )
    name = session.scalar(asked)
    if name is None:
        raise NotFound
    return name


def waiting_for_mediation(viewer: Viewer, after: str) -> WaitingList:
    """For the officers of the county; the newest first. Raises NotFound for anybody else."""
    if "officer" not in members.roles_held(viewer.id):
        raise NotFound
    now = clock.now()
    there = [place.id for place in members.places_overseen(viewer.id)]
    silent = and_(Problem.answered_at.is_(None), Problem.opened_at <= now - rules.QUIET_AFTER)
    asked = (
        select(Problem, Order, Mediation)
        .join(Order, Order.id == Problem.order_id)
        .outerjoin(Mediation, Mediation.problem_id == Problem.id)
        .where(Problem.closed_at.is_(None), or_(Mediation.problem_id.is_not(None), silent))
        .where(or_(Problem.place_id.in_(there), Problem.place_id.is_(None)))
    )
    if (edge := ids.as_uuid(after)) is not None:
        asked = asked.where(Problem.id < edge)
    rows = session.execute(asked.order_by(Problem.id.desc()).limit(PAGE + 1)).all()
    names = members.names_of({row.Order.seller_id for row in rows})
    found = tuple(_waiting(row.Problem, row.Order, row.Mediation, names) for row in rows[:PAGE])
    return WaitingList(found, str(found[-1].id) if len(rows) > PAGE else None)


def _waiting(
    problem: Problem, order: Order, mediation: Mediation | None, names: dict[uuid.UUID, str]
) -> Waiting:
    return Waiting(
        id=problem.id,
        number=order.number,
        buyer=order.name,
        seller=names.get(order.seller_id, ""),
        wish=problem.wish,
        opened_at=problem.opened_at,
        passed_at=mediation.at if mediation else problem.opened_at + rules.QUIET_AFTER,
        why=mediation.reason if mediation else "",
    )


def _passed(problem: Problem) -> datetime | None:
    found = session.get(Mediation, problem.id)
    return found.at if found else None


def _view(problem: Problem, side: Side) -> ProblemView:
    now = clock.now()
    mediation = problem.mediation
    happened = told(problem, mediation.at if mediation else None)
    answers = _answers(problem)
    promises = [one.offer for one in answers if one.offer]
    return ProblemView(
        id=problem.id,
        stage=rules.stage_at(happened, now),
        reason=problem.reason,
        wish=problem.wish,
        opened_at=problem.opened_at,
        photos=len(problem.photos),
        awaited=_awaited(problem),
        answers=answers,
        answer_by=rules.answer_by(happened),
        overdue=rules.is_overdue(happened, now),
        ends_at=rules.ends_quietly_at(happened),
        passed_at=rules.passed_on_at(happened, now),
        passed_why=mediation.reason if mediation else "",
        may_pass_on=rules.may_pass_on(happened, side, now),
        promised=promises[-1] if promises else None,
    )


def _answers(problem: Problem) -> tuple[AnswerView, ...]:
    behind = members.helpers_behind([one.key for one in problem.answers])
    return tuple(
        AnswerView(Side(one.side), one.at, one.words, one.offer, behind.get(one.key, ""))
        for one in problem.answers
    )


def _awaited(problem: Problem) -> int:
    asked = select(ProblemFile.sha256).where(ProblemFile.problem_id == problem.id)
    return len(session.scalars(asked).all())
