"""Problems on real databases: told, answered, passed on, settled, and what is refused whole."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from blueprints.core import clock, events, ids, jobs, pictures
from blueprints.core.db import session, writing
from blueprints.core.errors import NeedsSignIn, NotFound
from blueprints.core.photo_field import KeptPhoto
from blueprints.core.storage import storage
from blueprints.storefront import queries, rules, services
from blueprints.storefront.models import Answer, Mediation, Problem, ProblemPhoto
from blueprints.storefront.services.closing_aftersale import forget_after_sale
from tests.photos import camera_jpeg
from tests.storefront.conftest import Rows, Stall, viewer_of
from tests.village import (
    BUYER,
    FARMER,
    MANAGER,
    NEIGHBOUR,
    OFFICER,
    OTHER_BUYER,
    SHIQIAO_MANAGER,
    Village,
)

Stop = Callable[[datetime], datetime]
A_MINUTE = timedelta(minutes=1)


def handed_over(stall: Stall, **told: Any) -> uuid.UUID:
    [order] = stall.orders({stall.sells(**told): 2})
    stall.does(services.accept_order, order)
    stall.does(services.hand_over_order, order)
    return order


def tell(stall: Stall, order: uuid.UUID, who: str = BUYER, **said: Any) -> None:
    complaint = services.Complaint(**{"reason": "坏了", "wish": "refund", **said})
    stall.does(services.open_problem, order, who, complaint=complaint)


def answer(stall: Stall, order: uuid.UUID, who: str = FARMER, offer: str | None = "refund") -> None:
    stall.does(services.answer_problem, order, who, words="我退钱", offer=offer)


def problem(order: uuid.UUID, who: str = BUYER) -> queries.ProblemView:
    session.rollback()
    session.expire_all()
    found = queries.order_seen_by(order, viewer_of(who), None).problem
    assert found is not None
    return found


def test_a_problem_is_told_answered_and_settled_and_each_word_is_a_record(stall: Stall) -> None:
    order = handed_over(stall)
    tell(stall, order)
    assert (problem(order).stage, problem(order).wish) == ("open", "refund")
    answer(stall, order)
    stall.does(services.answer_problem, order, BUYER, words="好的", offer="decline")
    seen = problem(order)
    assert (seen.stage, seen.promised) == ("answered", "refund")
    assert [(one.side, one.offer) for one in seen.answers] == [
        ("seller", "refund"),
        ("buyer", None),
    ], "a buyer offers nothing"
    stall.does(services.close_problem, order, BUYER)
    assert problem(order).stage == "settled"
    with pytest.raises(rules.ProblemOver):
        answer(stall, order)


def test_words_alone_are_enough_and_wish_to_talk(stall: Stall) -> None:
    order = handed_over(stall)
    stall.does(services.open_problem, order, BUYER, reason="坏了")
    assert problem(order).wish == "talk"


@pytest.mark.parametrize("who", [OTHER_BUYER, NEIGHBOUR, SHIQIAO_MANAGER])
def test_a_stranger_tells_answers_passes_on_and_closes_nothing(
    stall: Stall, rows: Callable[[], Rows], who: str
) -> None:
    order = handed_over(stall)
    tell(stall, order)
    before = rows()
    verbs: list[tuple[Callable[..., Any], dict[str, str]]] = [
        (services.open_problem, {"reason": "x"}),
        (services.answer_problem, {"words": "x", "offer": "talk"}),
        (services.pass_on_problem, {"reason": "x"}),
        (services.close_problem, {}),
    ]
    for verb, said in verbs:
        with pytest.raises(NotFound):
            stall.does(verb, order, who, **said)
        with pytest.raises(NeedsSignIn):
            stall.does(verb, order, None, visitor="nobody", **said)
    assert rows() == before


def test_the_seller_neither_tells_nor_closes_nor_passes_on(
    stall: Stall, rows: Callable[[], Rows]
) -> None:
    order = handed_over(stall)
    with pytest.raises(rules.StepNotPossible):
        tell(stall, order, FARMER)
    tell(stall, order)
    answer(stall, order)
    before = rows()
    with pytest.raises(rules.StepNotPossible):
        stall.does(services.close_problem, order, FARMER)
    with pytest.raises(rules.StepNotPossible):
        stall.does(services.pass_on_problem, order, FARMER, reason="x")
    assert rows() == before


def test_the_cooperatives_manager_answers_beside_the_seller_and_only_there(
    stall: Stall, village: Village
) -> None:
    through = handed_over(stall, organisation_id=village.organisation())
    own = handed_over(stall)
    for order in (through, own):
        tell(stall, order)
    answer(stall, through, MANAGER)
    assert problem(through).stage == "answered"
    with pytest.raises(NotFound):
        answer(stall, own, MANAGER)


def test_it_is_told_until_a_week_after_the_end_and_the_order_stays_completed(
    stall: Stall, clock_at: Stop
) -> None:
    first, second = handed_over(stall), handed_over(stall)
    for order in (first, second):
        stall.does(services.complete_order, order, BUYER)
    done = clock.now()
    clock_at(done + rules.TELL_WITHIN - A_MINUTE)
    tell(stall, first)
    assert (stall.state(first), problem(first).stage) == ("completed", "open")
    clock_at(done + rules.TELL_WITHIN + A_MINUTE)
    with pytest.raises(rules.TooLateToTell):
        tell(stall, second)
    stall.does(services.close_problem, first, BUYER)
    assert stall.state(first) == "completed"


def test_an_order_that_completed_by_itself_counts_from_that_day(
    stall: Stall, clock_at: Stop
) -> None:
    order = handed_over(stall)
    handed = clock.now()
    clock_at(handed + rules.COMPLETES_AFTER + rules.TELL_WITHIN + A_MINUTE)
    with pytest.raises(rules.TooLateToTell):
        tell(stall, order)
    clock_at(handed + rules.COMPLETES_AFTER + timedelta(days=1))
    tell(stall, order)
    assert stall.state(order) == "completed"


def test_passing_on_waits_for_an_answer_or_for_the_sellers_days(
    stall: Stall, clock_at: Stop
) -> None:
    told = clock_at(clock.now())
    silent, answered = handed_over(stall), handed_over(stall)
    for order in (silent, answered):
        tell(stall, order)
        with pytest.raises(rules.AnswerFirst):
            stall.does(services.pass_on_problem, order, BUYER, reason="没谈拢")
    answer(stall, answered, offer="decline")
    stall.does(services.pass_on_problem, answered, BUYER, reason="没谈拢")
    assert problem(answered, FARMER).stage == "with_mediation"
    with pytest.raises(rules.WithMediationAlready):
        stall.does(services.pass_on_problem, answered, BUYER, reason="没谈拢")
    clock_at(told + rules.ANSWER_WITHIN)
    assert problem(silent).overdue
    stall.does(services.pass_on_problem, silent, BUYER, reason="没人回")
    assert problem(silent).stage == "with_mediation"


def test_silence_of_the_seller_passes_on_by_itself_and_a_late_answer_does_not_undo_it(
    stall: Stall, clock_at: Stop
) -> None:
    told = clock_at(clock.now())
    order = handed_over(stall)
    tell(stall, order)
    clock_at(told + rules.QUIET_AFTER)
    assert problem(order).stage == "with_mediation"
    clock_at(told + rules.QUIET_AFTER + timedelta(days=2))
    answer(stall, order)
    assert problem(order).stage == "with_mediation"
    kept = session.scalars(select(Mediation)).one()
    assert (kept.at, kept.by) == (told + rules.QUIET_AFTER, None)


def test_silence_of_the_buyer_after_an_answer_settles_it(stall: Stall, clock_at: Stop) -> None:
    told = clock_at(clock.now())
    order = handed_over(stall)
    tell(stall, order)
    answer(stall, order)
    clock_at(told + rules.QUIET_AFTER)
    assert problem(order).stage == "settled"
    assert not queries.orders_of(viewer_of(BUYER), None, "").cards[0].problem


def test_nothing_hangs_for_ever_the_order_completes_and_the_problem_stays(
    stall: Stall, clock_at: Stop
) -> None:
    told = clock_at(clock.now())
    order = handed_over(stall)
    tell(stall, order)
    clock_at(told + rules.ORDER_WAITS - A_MINUTE)
    assert stall.state(order) == "handed_over"
    clock_at(told + rules.ORDER_WAITS)
    assert stall.state(order) == "completed"
    with writing():
        services.settle_due_orders()
    assert problem(order).stage == "with_mediation"
    stall.does(services.close_problem, order, BUYER)
    assert (stall.state(order), problem(order).stage) == ("completed", "settled")


def test_only_the_officer_of_the_county_sees_what_waits(stall: Stall, village: Village) -> None:
    order = handed_over(stall, place_id=village.place())
    tell(stall, order)
    assert queries.waiting_for_mediation(viewer_of(OFFICER), "").rows == ()
    answer(stall, order, offer="decline")
    stall.does(services.pass_on_problem, order, BUYER, reason="没谈拢")
    [waiting] = queries.waiting_for_mediation(viewer_of(OFFICER), "").rows
    assert (waiting.number, waiting.why) == (village.number(order), "没谈拢")
    for who in (BUYER, FARMER, MANAGER):
        with pytest.raises(NotFound):
            queries.waiting_for_mediation(viewer_of(who), "")


def test_answers_have_a_bound_and_need_words_and_the_sellers_an_offer(stall: Stall) -> None:
    order = handed_over(stall)
    with pytest.raises(rules.NoProblem):
        answer(stall, order)
    tell(stall, order)
    for offer in (None, "gold"):
        with pytest.raises(rules.OfferMissing):
            answer(stall, order, offer=offer)
    with pytest.raises(rules.WordsMissing):
        stall.does(services.answer_problem, order, FARMER, words="", offer="talk")
    for _ in range(rules.MOST_ANSWERS):
        answer(stall, order)
    with pytest.raises(rules.EnoughSaid):
        answer(stall, order)
    assert session.scalar(select(func.count()).select_from(Answer)) == rules.MOST_ANSWERS + 1


def test_a_problem_waits_for_its_seller_until_they_answer(stall: Stall) -> None:
    order = handed_over(stall)
    before = queries.orders_to_answer(viewer_of(FARMER))
    tell(stall, order)
    assert queries.orders_to_answer(viewer_of(FARMER)) == before + 1
    answer(stall, order)
    assert queries.orders_to_answer(viewer_of(FARMER)) == before


def kept() -> KeptPhoto:
    picture = pictures.accept(io.BytesIO(camera_jpeg()))
    pictures.store(picture, storage())
    return KeptPhoto(picture.sha256, picture.width, picture.height)


def test_its_photos_leave_the_public_pictures_and_only_the_two_sides_find_them(
    stall: Stall,
) -> None:
    order, photo = handed_over(stall), kept()
    tell(stall, order, photos=[photo])
    session.rollback()
    jobs.run_due()
    for width in pictures.WIDTHS:
        assert not storage().exists(pictures.path_of(photo.name, width))
    for who in (BUYER, FARMER):
        assert queries.photo_of(order, 0, viewer_of(who), None) == photo.name
    assert services.photo_body(photo.name, services.FULL)[:4] == b"RIFF"
    for who in (OTHER_BUYER, OFFICER, MANAGER):
        with pytest.raises(NotFound):
            queries.photo_of(order, 0, viewer_of(who), None)
    with pytest.raises(NotFound):
        queries.photo_of(order, 1, viewer_of(BUYER), None)


def test_a_photo_that_a_product_shows_too_stays_where_everybody_sees_it(stall: Stall) -> None:
    photo = kept()
    order = handed_over(stall, photos=[photo])
    tell(stall, order, photos=[photo])
    session.rollback()
    jobs.run_due()
    assert storage().exists(pictures.path_of(photo.name, services.SMALL))


def test_a_photo_that_follows_its_words_is_attached_once(stall: Stall) -> None:
    order, photo = handed_over(stall), kept()
    tell(stall, order, awaited=["ab" * 32], sender="m:me")
    assert (problem(order).photos, problem(order).awaited) == (0, 1)
    for owner in ("m:other", "m:me", "m:me"):
        with writing():
            events.announce("sync.file_received", owner=owner, sha256="ab" * 32, photo=photo)
    assert (problem(order).photos, problem(order).awaited) == (1, 0)
    session.rollback()
    jobs.run_due()
    assert not storage().exists(pictures.path_of(photo.name, services.FULL))


def test_closing_the_account_takes_the_photos_and_leaves_the_words(
    stall: Stall, village: Village
) -> None:
    order, photo = handed_over(stall), kept()
    tell(stall, order, photos=[photo])
    session.rollback()
    jobs.run_due()
    with writing():
        forget_after_sale(village.person(BUYER))
    session.rollback()
    jobs.run_due()
    assert session.scalars(select(ProblemPhoto).where(ProblemPhoto.name == photo.name)).all() == []
    left = session.scalars(select(Problem).where(Problem.order_id == order)).one()
    assert left.reason == "坏了"
    assert left.closed_at is not None
    with pytest.raises(NotFound):
        services.photo_body(photo.name, services.FULL)


def test_one_key_tells_once(stall: Stall) -> None:
    order, key = handed_over(stall), ids.uuid7()
    stall.does(services.open_problem, order, BUYER, reason="坏了", key=key)
    with pytest.raises(rules.ProblemAlreadyOpen):
        stall.does(services.open_problem, order, BUYER, reason="坏了", key=key)
