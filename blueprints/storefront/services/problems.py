"""Something is wrong with an order: told, answered, passed on, settled. Each is a record."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from blueprints.core import clock, events, keys
from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.core.photo_field import KeptPhoto
from blueprints.storefront import rules
from blueprints.storefront.models import (
    Answer,
    Mediation,
    Order,
    Problem,
    ProblemFile,
    Product,
    Step,
)
from blueprints.storefront.queries.offices import home_of_goods
from blueprints.storefront.queries.problems import stage_of, told
from blueprints.storefront.queries.sides import state_now
from blueprints.storefront.rules import Side, Stage, State
from blueprints.storefront.services.evidence import keep_photos
from blueprints.storefront.services.steps import locked_order, write_down_due


@dataclass(frozen=True)
class Complaint:
    """What a buyer says is wrong, and wishes. `sender` owns the files that follow."""

    reason: str
    wish: str = rules.Wish.TALK
    photos: Sequence[KeptPhoto] = ()
    awaited: Sequence[str] = ()
    sender: str = ""


def open_problem(
    *,
    order_id: uuid.UUID,
    viewer: Viewer | None,
    visitor: str | None,
    reason: str = "",
    complaint: Complaint | None = None,
    key: uuid.UUID,
) -> Order:
    """The buyer says what is wrong; the order waits. In words alone, `reason` is enough."""
    said = complaint or Complaint(reason)
    order, side = locked_order(order_id, viewer, visitor)
    write_down_due(order_id)
    if side is not Side.BUYER:
        raise rules.StepNotPossible
    _check_time(order)
    if not said.reason:
        raise rules.ReasonMissing
    if standing_problem(order) is not None:
        raise rules.ProblemAlreadyOpen
    problem = _told(order, said, key)
    if order.state == State.HANDED_OVER and order.due_at is not None:
        order.due_at = rules.order_waits_until(problem.opened_at, order.due_at)
    _keep(problem, said)
    events.announce("storefront.problem_opened", order_id=order.id, problem_id=problem.id)
    return order


def close_problem(*, order_id: uuid.UUID, viewer: Viewer | None, visitor: str | None) -> Order:
    """Only the buyer closes it. The days until the order completes by itself begin again."""
    order, side = locked_order(order_id, viewer, visitor)
    write_down_due(order_id)
    problem = standing_problem(order)
    if side is not Side.BUYER:
        raise rules.StepNotPossible
    if problem is not None:
        problem.closed_at = clock.now()
        if order.state == State.HANDED_OVER:
            order.due_at = clock.now() + rules.COMPLETES_AFTER
        events.announce("storefront.problem_settled", order_id=order.id, problem_id=problem.id)
    return order


def answer_problem(
    *,
    order_id: uuid.UUID,
    viewer: Viewer | None,
    visitor: str | None,
    words: str,
    offer: str | None,
    key: uuid.UUID,
) -> Order:
    """Either side; only the seller's side offers something, and must say what."""
    order, side = locked_order(order_id, viewer, visitor)
    problem = _standing(order)
    sells = side is Side.SELLER
    if not words:
        raise rules.WordsMissing
    if sells and offer not in rules.OFFERS:
        raise rules.OfferMissing
    if len(problem.answers) >= rules.MOST_ANSWERS:
        raise rules.EnoughSaid(most=rules.MOST_ANSWERS)
    _pass_on_by_itself(problem)
    now = clock.now()
    session.add(
        Answer(
            problem_id=problem.id,
            key=key,
            at=now,
            side=side,
            by=viewer.id if viewer else None,
            words=words,
            offer=offer if sells else None,
        )
    )
    problem.heard_at = now
    if sells and problem.answered_at is None:
        problem.answered_at = now
    session.flush()
    events.announce("storefront.problem_answered", problem_id=problem.id, side=side)
    return order


def pass_on_problem(
    *,
    order_id: uuid.UUID,
    viewer: Viewer | None,
    visitor: str | None,
    reason: str,
    key: uuid.UUID,
) -> Order:
    """To mediation, where it waits until that room is there."""
    order, side = locked_order(order_id, viewer, visitor)
    problem = _standing(order)
    if side is not Side.BUYER:
        raise rules.StepNotPossible
    if stage_of(problem) is Stage.WITH_MEDIATION:
        raise rules.WithMediationAlready
    if not rules.may_pass_on(told(problem, None), side, clock.now()):
        raise rules.AnswerFirst
    if not reason:
        raise rules.ReasonMissing
    by = viewer.id if viewer else None
    session.add(Mediation(problem_id=problem.id, key=key, at=clock.now(), by=by, reason=reason))
    session.flush()
    events.announce("storefront.problem_passed_on", order_id=order.id, problem_id=problem.id)
    return order


def standing_problem(order: Order) -> Problem | None:
    """Of a locked order, whose problems are loaded."""
    for problem in order.problems:
        if stage_of(problem) is not Stage.SETTLED:
            return problem
    return None


def _standing(order: Order) -> Problem:
    problem = standing_problem(order)
    if problem is None:
        raise rules.ProblemOver if order.problems else rules.NoProblem
    session.refresh(problem, ["answers"])
    return problem


def _check_time(order: Order) -> None:
    """Raises StepNotPossible before the hand-over, TooLateToTell after the days."""
    state = state_now(order)
    ended = select(Step.at).where(Step.order_id == order.id, Step.to == State.COMPLETED)
    if rules.may_tell(state, session.scalar(ended), clock.now()):
        return
    if state is State.COMPLETED:
        raise rules.TooLateToTell(days=rules.TELL_WITHIN.days)
    raise rules.StepNotPossible


def _told(order: Order, said: Complaint, key: uuid.UUID) -> Problem:
    now = clock.now()
    problem = Problem(
        order_id=order.id,
        key=key,
        opened_at=now,
        heard_at=now,
        reason=said.reason,
        wish=said.wish if said.wish in rules.WISHES else rules.Wish.TALK,
        place_id=_place_of(order),
    )
    session.add(problem)
    session.flush()
    return problem


def _keep(problem: Problem, said: Complaint) -> None:
    keep_photos(problem.id, said.photos)
    session.add_all(
        ProblemFile(problem_id=problem.id, sha256=sha256, owner=said.sender)
        for sha256 in dict.fromkeys(said.awaited)
    )
    session.flush()


def _place_of(order: Order) -> uuid.UUID | None:
    """Where the goods come from: the county there answers for it."""
    return home_of_goods(session.get_one(Product, order.lines[0].product_id))


def _pass_on_by_itself(problem: Problem) -> None:
    """The seller was silent for too long: written down before their late answer is."""
    happened = told(problem, None)
    now = clock.now()
    at = rules.passed_on_at(happened, now)
    if at is not None and session.get(Mediation, problem.id) is None:
        mark = keys.mark_of("passed on by itself", problem.id.hex)
        session.add(Mediation(problem_id=problem.id, key=mark, at=at, by=None, reason=""))
