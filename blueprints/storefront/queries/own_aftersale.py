"""What the shop holds about one person after a sale, as `core.own_data` shows it to them."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from blueprints.core.errors import N_
from blueprints.core.own_data import Asked, Column, Part
from blueprints.core.visitors import owner_of
from blueprints.storefront import rules
from blueprints.storefront.models import (
    Answer,
    Mediation,
    Order,
    Problem,
    ProblemFile,
    ProblemPhoto,
    Product,
    Review,
    ReviewAnswer,
    ReviewFile,
    ReviewPhoto,
)
from blueprints.storefront.queries.own_data import NUMBER, TITLE

WORDS, WHEN = Column("words", N_("Words")), Column("at", N_("When"))
FILE = Column("file", N_("File"))


def _problems(person_id: uuid.UUID) -> Asked:
    """A problem is opened by the buyer alone."""
    return (
        select(Order.number, Problem.reason, Problem.wish, Problem.opened_at, Problem.closed_at)
        .join(Order, Order.id == Problem.order_id)
        .where(Order.buyer_id == person_id)
        .order_by(Problem.opened_at.desc())
    )


def _problem_photos(person_id: uuid.UUID) -> Asked:
    return (
        select(Order.number, ProblemPhoto.name)
        .join(Problem, Problem.id == ProblemPhoto.problem_id)
        .join(Order, Order.id == Problem.order_id)
        .where(Order.buyer_id == person_id)
        .order_by(ProblemPhoto.problem_id.desc(), ProblemPhoto.place)
    )


def _answers(person_id: uuid.UUID) -> Asked:
    return (
        select(Order.number, Answer.words, Answer.offer, Answer.at)
        .join(Problem, Problem.id == Answer.problem_id)
        .join(Order, Order.id == Problem.order_id)
        .where(Answer.by == person_id)
        .order_by(Answer.id.desc())
    )


def _passed_on(person_id: uuid.UUID) -> Asked:
    return (
        select(Order.number, Mediation.reason, Mediation.at)
        .join(Problem, Problem.id == Mediation.problem_id)
        .join(Order, Order.id == Problem.order_id)
        .where(Mediation.by == person_id)
        .order_by(Mediation.at.desc())
    )


def _reviews(person_id: uuid.UUID) -> Asked:
    return (
        select(Product.title, Review.stars, Review.words, Review.called, Review.at)
        .join(Product, Product.id == Review.product_id)
        .where(Review.by == person_id)
        .order_by(Review.id.desc())
    )


def _review_photos(person_id: uuid.UUID) -> Asked:
    return (
        select(Product.title, ReviewPhoto.name)
        .join(Review, Review.id == ReviewPhoto.review_id)
        .join(Product, Product.id == Review.product_id)
        .where(Review.by == person_id)
        .order_by(ReviewPhoto.review_id.desc(), ReviewPhoto.place)
    )


def _review_answers(person_id: uuid.UUID) -> Asked:
    return (
        select(Product.title, ReviewAnswer.words, ReviewAnswer.at)
        .join(Review, Review.id == ReviewAnswer.review_id)
        .join(Product, Product.id == Review.product_id)
        .where(ReviewAnswer.by == person_id)
        .order_by(ReviewAnswer.at.desc())
    )


def _problem_files(person_id: uuid.UUID) -> Asked:
    return (
        select(Order.number, ProblemFile.sha256)
        .join(Problem, Problem.id == ProblemFile.problem_id)
        .join(Order, Order.id == Problem.order_id)
        .where(ProblemFile.owner == owner_of(person_id.hex))
    )


def _review_files(person_id: uuid.UUID) -> Asked:
    return (
        select(Product.title, ReviewFile.sha256)
        .join(Review, Review.id == ReviewFile.review_id)
        .join(Product, Product.id == Review.product_id)
        .where(ReviewFile.owner == owner_of(person_id.hex))
    )


OWN_AFTER_SALE = (
    Part(
        "order_problems",
        N_("Problems you told of"),
        (
            NUMBER,
            Column("reason", N_("Reason")),
            Column("wish", N_("What you wished"), rules.WISHES),
            Column("opened_at", N_("Since")),
            Column("closed_at", N_("Until")),
        ),
        _problems,
    ),
    Part("problem_photos", N_("Photos of problems"), (NUMBER, FILE), _problem_photos),
    Part("problem_files", N_("Photos of problems on their way"), (NUMBER, FILE), _problem_files),
    Part(
        "problem_answers",
        N_("What you said about problems"),
        (NUMBER, WORDS, Column("offer", N_("What you offered"), rules.OFFERS), WHEN),
        _answers,
    ),
    Part(
        "problems_passed_on",
        N_("Problems you passed on to mediation"),
        (NUMBER, Column("reason", N_("Reason")), WHEN),
        _passed_on,
    ),
    Part(
        "reviews",
        N_("What you said of products"),
        (
            TITLE,
            Column("stars", N_("Stars")),
            WORDS,
            Column("called", N_("Under the name")),
            WHEN,
        ),
        _reviews,
    ),
    Part("review_photos", N_("Photos beside what you said"), (TITLE, FILE), _review_photos),
    Part("review_files", N_("Such photos on their way"), (TITLE, FILE), _review_files),
    Part(
        "review_answers",
        N_("What you answered to buyers"),
        (TITLE, WORDS, WHEN),
        _review_answers,
    ),
)
