"""What pages ask, and that they ask no more statements for more rows."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import event

from blueprints.core import ids
from blueprints.core.db import db, session, writing
from blueprints.core.errors import NotFound
from blueprints.decisions import queries, rules, services
from blueprints.members.models import Person
from blueprints.members.queries import organisation_with
from tests.decisions.votes import FARMER, LIUSHU, MANAGER, SEVEN, all_vote, count, opened, who
from tests.members.crowds import newcomers
from tests.village import BUYER

pytestmark = pytest.mark.usefixtures("live")
Asked = Callable[[Callable[[], object]], int]


@pytest.fixture
def asked() -> Iterator[Asked]:
    """How many statements a question takes."""
    seen: list[object] = []

    def note(*all_: object) -> None:
        seen.append(all_)

    def statements(question: Callable[[], object]) -> int:
        session.remove()
        seen.clear()
        question()
        return len(seen)

    event.listen(db.engine, "before_cursor_execute", note)
    yield statements
    event.remove(db.engine, "before_cursor_execute", note)


def questions(one: uuid.UUID) -> list[Callable[[], object]]:
    me = who(FARMER)
    return [
        lambda: queries.decisions_of(me),
        lambda: queries.votes_waiting(me),
        lambda: queries.decision_seen_by(me, one, "en"),
        lambda: queries.discussion_of(me, one),
        lambda: queries.roll_of(me, one),
        lambda: queries.minutes_of(me, one),
        lambda: queries.ballots_csv(one, me),
    ]


def grown(how_many: int) -> uuid.UUID:
    with writing() as live:
        newcomers(live, organisation_with(LIUSHU), how_many)
    one = opened(ballot="open")
    for phone in SEVEN[:how_many]:
        other = opened(title=f"One more {phone}")
        all_vote(other, "y")
    all_vote(one, "yyyyyyy")
    count(one)
    return one


def test_no_page_asks_more_for_more(asked: Asked) -> None:
    one = opened(ballot="open")
    all_vote(one, "y------")
    count(one)
    few = [asked(question) for question in questions(one)]
    many = [asked(question) for question in questions(grown(6))]
    assert many == few
    # One page asks the view and the discussion, and who is asking.
    assert few[2] + few[3] <= 10, few


def test_a_person_sees_only_what_is_theirs() -> None:
    one = opened()
    stranger = who(BUYER)
    for question in (
        lambda: queries.decision_seen_by(stranger, one, "en"),
        lambda: queries.discussion_of(stranger, one),
        lambda: queries.roll_of(stranger, one),
        lambda: queries.roll_csv(stranger, one),
        lambda: queries.minutes_of(stranger, one),
        lambda: queries.decision_seen_by(who(FARMER), ids.uuid7(), "en"),
    ):
        with pytest.raises(NotFound):
            question()
    assert queries.receipt_of(stranger, one) is None


def test_a_page_of_the_roll_goes_on_where_it_ended() -> None:
    with writing() as live:
        newcomers(live, organisation_with(LIUSHU), 60)
    one = opened()
    first = queries.roll_of(who(FARMER), one)
    rest = queries.roll_of(who(FARMER), one, first.after or "")
    assert len({row.person_id for row in (*first.rows, *rest.rows)}) == 67
    assert rest.after is None


def test_a_name_is_no_formula_in_the_published_list() -> None:
    one = opened(ballot="open")
    with writing() as live:
        live.get_one(Person, who(FARMER)).name = "=1+1"
    all_vote(one, "yyyyy--")
    count(one)
    assert ",'=1+1" in queries.ballots_csv(one, who(FARMER))


def test_what_one_may_do_changes_with_the_state() -> None:
    one = opened()
    assert queries.decision_seen_by(who(MANAGER), one, "en").can == {"vote", "name_scrutineers"}
    all_vote(one, "yyyyn--")
    count(one)
    assert queries.decision_seen_by(who(MANAGER), one, "en").can == {"sign", "correct"}
    assert queries.decision_seen_by(who(SEVEN[3]), one, "en").can == {"sign"}


def test_the_fields_of_a_template_come_from_the_room_that_offers_its_effect() -> None:
    assert [field.name for field in queries.fields_for("price")] == ["product_id", "price_minor"]
    assert queries.fields_for("words") == queries.fields_for("split") == ()
    field = queries.fields_for("price")[0]
    assert field.choices
    assert field.choices(organisation_with(LIUSHU), "zh")
    with pytest.raises(rules.NoSuchTemplate):
        queries.fields_for("weather")
    assert services.WRITTEN_RULE.fields[2].choices
