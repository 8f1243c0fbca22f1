"""What somebody else must put right: asked, answered with a reason or done, and on record."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from blueprints.core import clock, ids
from blueprints.core.db import session, writing
from blueprints.core.errors import DomainError, NotFound
from blueprints.members import queries, rules, services
from blueprints.members.models import CorrectionRequest, Membership
from tests.village import (
    BUYER,
    FARMER,
    MANAGER,
    OFFICER,
    SHIQIAO_FARMER,
    SHIQIAO_MANAGER,
    TREASURER,
)

DAY = date(2019, 3, 1)


def liushu() -> uuid.UUID:
    return queries.organisation_with("Liushu Cooperative")


def county() -> uuid.UUID:
    return queries.organisation_with("Qinghe County Government")


def ask(
    phone: str = FARMER,
    at: uuid.UUID | None = None,
    subject: str = "joined",
    day: date | None = DAY,
    words: str = "",
) -> uuid.UUID:
    with writing():
        return services.ask_correction(
            member_id=queries.person_with(phone),
            organisation_id=at or liushu(),
            subject=subject,
            day=day,
            words=words,
            key=ids.uuid7(),
        ).id


def answer(
    wish: uuid.UUID,
    outcome: str = "done",
    reason: str = "",
    *,
    by: str = MANAGER,
    at: uuid.UUID | None = None,
) -> None:
    with writing():
        services.answer_correction(
            by=queries.person_with(by),
            organisation_id=at or liushu(),
            wish_id=wish,
            outcome=outcome,
            reason=reason,
        )


def since() -> date:
    farmer = queries.person_with(FARMER)
    asked = select(Membership.since).where(Membership.person_id == farmer)
    return clock.local(session.scalars(asked).one()).date()


@pytest.mark.usefixtures("live")
def test_the_day_changes_with_the_yes_and_what_stood_there_is_kept() -> None:
    before = since()
    answer(ask(), by=TREASURER)
    row = session.scalars(select(CorrectionRequest)).one()
    assert since() == DAY
    assert (row.was, row.day, row.outcome) == (before, DAY, "done")
    assert row.decided_by == queries.person_with(TREASURER)


@pytest.mark.usefixtures("live")
def test_a_no_needs_a_reason_and_changes_nothing() -> None:
    before, wish = since(), ask()
    with pytest.raises(rules.ReasonNeeded):
        answer(wish, "refuse")
    answer(wish, "refuse", "查过账本。")
    assert since() == before
    [(row, there)] = queries.corrections_of(queries.person_with(FARMER)).rows
    assert (row.outcome, row.reason, there.id) == ("refuse", "查过账本。", liushu())


@pytest.mark.usefixtures("live")
def test_it_waits_on_both_leaders_desks_until_one_answers() -> None:
    def waits(phone: str) -> list[int]:
        return [place.corrections for place in queries.desk(queries.person_with(phone))]

    wish = ask()
    assert waits(MANAGER) == waits(TREASURER) == [1]
    assert waits(SHIQIAO_MANAGER) == [0]
    answer(wish)
    assert waits(MANAGER) == [0]
    with pytest.raises(rules.CorrectionAnswered):
        answer(wish, "refuse", "晚了。")


@pytest.mark.usefixtures("live")
def test_what_the_county_holds_waits_for_its_officer() -> None:
    wish = ask(at=county(), subject="other", day=None, words="村名写错了。")
    [place] = queries.desk(queries.person_with(OFFICER))
    assert (place.organisation.id, place.corrections) == (county(), 1)
    with pytest.raises(NotFound):
        answer(wish, by=MANAGER, at=county())
    answer(wish, by=OFFICER, at=county())


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"phone": BUYER}, rules.NotHeldThere),
        ({"subject": "pin"}, rules.NoSuchSubject),
        ({"day": None}, rules.DayNeeded),
        ({"day": date(2999, 1, 1)}, rules.DayNeeded),
        ({"day": date(1, 1, 1)}, rules.DayNeeded),
        ({"subject": "other", "day": None}, rules.WordsNeeded),
    ],
)
def test_what_makes_no_sense_is_not_asked(
    told: dict[str, object], refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        ask(**told)  # type: ignore[arg-type]
    assert session.scalars(select(CorrectionRequest)).all() == []


@pytest.mark.usefixtures("live")
def test_one_question_at_a_time_and_only_its_asker_takes_it_back() -> None:
    wish = ask()
    with pytest.raises(rules.CorrectionWaits):
        ask()
    with pytest.raises(NotFound), writing():
        services.take_back_correction(member_id=queries.person_with(BUYER), wish_id=wish)
    with writing():
        services.take_back_correction(member_id=queries.person_with(FARMER), wish_id=wish)
    with pytest.raises(rules.CorrectionAnswered):
        answer(wish)
    ask()


@pytest.mark.usefixtures("live")
def test_other_organisations_and_others_do_not_answer() -> None:
    wish = ask()
    for by, at in ((SHIQIAO_MANAGER, liushu()), (FARMER, liushu()), (OFFICER, county())):
        with pytest.raises(NotFound):
            answer(wish, by=by, at=at)
    assert session.scalars(select(CorrectionRequest.outcome)).all() == [None]


@pytest.mark.usefixtures("live")
def test_who_left_has_no_day_to_change() -> None:
    wish = ask()
    with writing():
        services.leave_organisation(
            person_id=queries.person_with(FARMER),
            organisation_id=liushu(),
            reason="",
            key=ids.uuid7(),
        )
    with pytest.raises(rules.NoLongerMember):
        answer(wish)
    answer(wish, "refuse", "已经退社。")


@pytest.mark.usefixtures("live")
def test_an_election_of_a_day_between_counts_by_the_new_day(
    clock_at: Callable[[datetime], datetime],
) -> None:
    clock_at(datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    moment, farmer = datetime(2020, 1, 1, tzinfo=UTC), queries.person_with(FARMER)
    assert farmer not in {row.person_id for row in queries.members_on(liushu(), moment)}
    answer(ask())
    assert farmer in {row.person_id for row in queries.members_on(liushu(), moment)}


@pytest.mark.usefixtures("live")
def test_whoever_closes_the_account_asks_no_more_and_leaves_no_words() -> None:
    gone = queries.person_with(SHIQIAO_FARMER)
    there = queries.organisation_with("Shiqiao Cooperative")
    ask(SHIQIAO_FARMER, there, "other", None, "我叫云长庚。")
    with writing():
        services.close_account(member_id=gone, farewell="", key=ids.uuid7())
    row = session.scalars(select(CorrectionRequest)).one()
    assert (row.words, row.reason, row.outcome) == ("", "", "take_back")
    [place] = queries.desk(queries.person_with(SHIQIAO_MANAGER))
    assert place.corrections == 0
