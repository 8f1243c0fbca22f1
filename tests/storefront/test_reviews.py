"""Reviews on real databases: who may write one, that it stays, and the seller's one answer."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from blueprints.core import ids
from blueprints.core.db import session, writing
from blueprints.core.errors import NeedsSignIn, NotFound
from blueprints.core.photo_field import KeptPhoto
from blueprints.storefront import queries, routes, rules, services
from blueprints.storefront.models import Order, Review
from blueprints.storefront.services.closing_aftersale import forget_after_sale
from tests.storefront.conftest import Client_, Rows, Stall, viewer_of
from tests.village import (
    BUYER,
    FARMER,
    MANAGER,
    NEIGHBOUR,
    OTHER_BUYER,
    SHIQIAO_MANAGER,
    Village,
)


def completed(
    stall: Stall, product: uuid.UUID, buyer: str | None = BUYER, visitor: str | None = None
) -> uuid.UUID:
    [order] = stall.orders({product: 1}, buyer, visitor)
    stall.does(services.accept_order, order)
    stall.does(services.hand_over_order, order)
    stall.does(services.complete_order, order, buyer, visitor)
    return order


def say(
    stall: Stall,
    order: uuid.UUID,
    who: str | None = BUYER,
    visitor: str | None = None,
    **told: Any,
) -> None:
    verdict = services.Verdict(**{"line": 0, "stars": 5, "words": "好", **told})
    stall.does(services.write_review, order, who, visitor, verdict=verdict)


def the_review(order: uuid.UUID) -> Review:
    session.rollback()
    return session.scalars(select(Review).where(Review.order_id == order)).one()


def test_a_buyer_says_how_it_was_and_everybody_reads_it(stall: Stall) -> None:
    product = stall.sells()
    say(stall, completed(stall, product))
    say(stall, completed(stall, product, OTHER_BUYER), OTHER_BUYER, stars=2, words="一般")
    session.rollback()
    shown = queries.reviews_of(product)
    assert (shown.count, shown.tenths) == (2, 35)
    assert [(one.called, one.stars, one.words) for one in shown.rows] == [
        ("李**", 2, "一般"),
        ("李**", 5, "好"),
    ]


def test_a_guest_with_a_pass_says_it_too_and_another_visitor_does_not(stall: Stall) -> None:
    product = stall.sells()
    order = completed(stall, product, None, "visitor")
    with pytest.raises(NeedsSignIn):
        say(stall, order, None, "somebody")
    say(stall, order, None, "visitor")
    assert the_review(order).by is None


@pytest.mark.parametrize("who", [OTHER_BUYER, NEIGHBOUR, MANAGER, SHIQIAO_MANAGER])
def test_a_review_of_an_order_that_is_not_yours_is_refused_and_nothing_is_written(
    stall: Stall, rows: Callable[[], Rows], who: str
) -> None:
    order = completed(stall, stall.sells())
    before = rows()
    with pytest.raises(NotFound):
        say(stall, order, who)
    assert rows() == before


def test_the_seller_reviews_nothing_of_their_own(stall: Stall, rows: Callable[[], Rows]) -> None:
    order = completed(stall, stall.sells())
    signed_out = completed(stall, stall.sells(), None, "the seller's phone")
    with writing():
        session.get_one(Order, signed_out).phone = f"+86{FARMER}"
    before = rows()
    with pytest.raises(rules.NotBought):
        say(stall, order, FARMER)
    with pytest.raises(rules.OwnGoods):
        say(stall, signed_out, None, "the seller's phone")
    assert rows() == before


def test_only_a_completed_order_is_reviewed(stall: Stall, rows: Callable[[], Rows]) -> None:
    product = stall.sells()
    placed, cancelled, handed = (stall.orders({product: 1})[0] for _ in range(3))
    stall.does(services.cancel_order, cancelled, BUYER, reason="下雨")
    stall.does(services.accept_order, handed)
    stall.does(services.hand_over_order, handed)
    before = rows()
    for order in (placed, cancelled, handed):
        with pytest.raises(rules.NotBought):
            say(stall, order)
    assert rows() == before


def test_each_line_is_reviewed_once(stall: Stall) -> None:
    one, other = stall.sells(), stall.sells()
    [order] = stall.orders({one: 1, other: 1})
    for verb, who in (
        (services.accept_order, FARMER),
        (services.hand_over_order, FARMER),
        (services.complete_order, BUYER),
    ):
        stall.does(verb, order, who)
    say(stall, order, line=0)
    say(stall, order, line=1, stars=1)
    for line in (0, 1):
        with pytest.raises(rules.ReviewedAlready):
            say(stall, order, line=line)
    with pytest.raises(NotFound):
        say(stall, order, line=2)
    assert {queries.reviews_of(product).tenths for product in (one, other)} == {10, 50}


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_stars_are_one_to_five(stall: Stall, stars: int) -> None:
    order = completed(stall, stall.sells())
    with pytest.raises(rules.StarsMissing):
        say(stall, order, stars=stars)


def test_the_seller_answers_once_and_nobody_else_does(stall: Stall, village: Village) -> None:
    product = stall.sells(organisation_id=village.organisation())
    order = completed(stall, product)
    say(stall, order)
    review = the_review(order).id

    def answers(who: str, words: str = "谢谢") -> None:
        with writing():
            services.answer_review(
                review_id=review, viewer=viewer_of(who), words=words, key=ids.uuid7()
            )

    for stranger in (BUYER, NEIGHBOUR, SHIQIAO_MANAGER):
        with pytest.raises(NotFound):
            answers(stranger)
    with pytest.raises(rules.WordsMissing):
        answers(FARMER, "")
    answers(MANAGER)
    with pytest.raises(rules.AnsweredAlready):
        answers(FARMER)
    session.rollback()
    assert queries.reviews_of(product).rows[0].answer == "谢谢"


def test_nothing_in_the_house_takes_a_review_away() -> None:
    """No service of that name, and no address."""
    verbs = [name for name in services.__all__ if "review" in name.lower()]
    assert sorted(verbs) == ["answer_review", "attach_review_photo", "write_review"]
    assert routes.reviews.__doc__


def test_no_address_of_reviews_takes_anything_but_words(client: Client_) -> None:
    rules_ = client().application.url_map.iter_rules()
    writing_ = {rule.rule for rule in rules_ if "review" in rule.rule and "POST" in rule.methods}
    assert writing_ == {
        "/storefront/orders/<uuid:order_id>/reviews",
        "/storefront/reviews/<uuid:review_id>/answer",
    }


def test_closing_the_account_takes_the_name_and_nothing_else(
    stall: Stall, village: Village
) -> None:
    product = stall.sells()
    order = completed(stall, product)
    say(stall, order, photos=[KeptPhoto("ab" * 32, 10, 10)])
    with writing():
        forget_after_sale(village.person(BUYER))
    session.rollback()
    [left] = queries.reviews_of(product).rows
    assert (left.called, left.stars, left.words, len(left.pictures)) == ("", 5, "好", 1)


def test_reviews_page_by_key(stall: Stall) -> None:
    product = stall.sells(stock=50)
    for _ in range(queries.reviews.PAGE + 1):
        say(stall, completed(stall, product))
    session.rollback()
    first = queries.reviews_of(product)
    assert first.after is not None
    second = queries.reviews_of(product, first.after)
    assert (len(first.rows), len(second.rows), second.after) == (queries.reviews.PAGE, 1, None)
    assert not {one.id for one in first.rows} & {one.id for one in second.rows}
