"""Votes on a real database: who may, when, what counts, and what happens when things break."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select

from blueprints.core import clock, ids, vault
from blueprints.core.db import db, session, writing
from blueprints.core.errors import DomainError, NotFound
from blueprints.decisions import jobs, queries, rules, services
from blueprints.decisions.models import Ballot, Outcome, Refused, Voter
from blueprints.decisions.services import counting
from blueprints.members import services as members
from blueprints.members.queries import organisation_with
from tests.decisions.votes import (
    FARMER,
    LIUSHU,
    MANAGER,
    SEVEN,
    all_vote,
    cast,
    count,
    opened,
    propose,
    run_jobs,
    who,
)
from tests.members.crowds import newcomers
from tests.village import BUYER, SHIQIAO_FARMER

pytestmark = pytest.mark.usefixtures("live")


def state(one: uuid.UUID, phone: str = FARMER) -> str:
    return queries.decision_seen_by(who(phone), one, "en").state


def refused(one: uuid.UUID) -> dict[str, int]:
    asked = select(Refused.code, Refused.times).where(Refused.proposal_id == one)
    return {row[0]: row[1] for row in session.execute(asked)}


def tried(one: uuid.UUID, phone: str, *choice: str) -> type[DomainError]:
    """The refusal, recorded as `act` records it."""
    try:
        with writing():
            services.cast(by=who(phone), proposal_id=one, choice=list(choice))
    except DomainError as refusal:
        if refusal.record is not None:
            with writing():
                refusal.record()
        return type(refusal)
    raise AssertionError("it was counted")


def test_four_of_seven_pass_it() -> None:
    one = opened()
    all_vote(one, "yyyyn--")
    outcome = count(one)
    assert (outcome.state, outcome.present, outcome.roll) == ("passed", 5, 7)
    assert outcome.counts == {"yes": 4, "no": 1, "abstain": 0}
    assert state(one) == "passed"


@pytest.mark.parametrize(
    ("choices", "threshold", "expected"),
    [
        ("yyyy---", "ordinary", "no_quorum"),
        ("yyynn--", "ordinary", "failed"),
        ("yyynnn-", "ordinary", "tied"),
        ("yyyynnn", "charter", "failed"),
        ("yyyyynn", "charter", "passed"),
        ("aaaaaaa", "ordinary", "tied"),
        ("-------", "ordinary", "no_quorum"),
    ],
)
def test_each_word_for_an_end(choices: str, threshold: str, expected: str) -> None:
    one = opened(threshold=threshold)
    all_vote(one, choices)
    assert count(one).state == expected


def test_a_vote_can_be_changed_until_the_close_and_counts_once() -> None:
    one = opened()
    all_vote(one, "nnnnnnn")
    before = queries.receipt_of(who(FARMER), one)
    all_vote(one, "yyyyy--")
    after = queries.receipt_of(who(FARMER), one)
    assert before
    assert after
    assert before.commitment != after.commitment
    assert count(one).counts == {"yes": 5, "no": 2, "abstain": 0}
    shown = queries.ballots_csv(one, None)
    assert after.commitment in shown
    assert before.commitment not in shown


def test_the_roll_is_frozen_at_the_opening_whoever_joins_or_leaves() -> None:
    one = opened()
    with writing() as live:
        newcomers(live, members_of(), 1)
        members.leave_organisation(
            person_id=who(SEVEN[6]), organisation_id=members_of(), reason="", key=ids.uuid7()
        )
    opening = queries.last_opening(one)
    assert opening
    assert opening.roll == 7
    roll = session.scalars(select(Voter.person_id).where(Voter.proposal_id == one)).all()
    assert rules.fingerprint(roll) == opening.fingerprint
    cast(one, {SEVEN[6]: "yes"})
    assert count(one).present == 1


def members_of() -> uuid.UUID:
    return organisation_with(LIUSHU)


def test_strangers_and_late_members_are_refused_counted_nowhere_and_recorded() -> None:
    one = opened()
    all_vote(one, "yyyyyy-")
    with writing() as live:
        newcomers(live, members_of(), 1)
    assert tried(one, BUYER, "yes") is rules.NotOnTheRoll
    assert tried(one, SHIQIAO_FARMER, "yes") is rules.NotOnTheRoll
    assert tried(one, "13900000000", "yes") is rules.NotOnTheRoll
    assert tried(one, FARMER, "maybe") is rules.NotOnThePaper
    assert tried(one, FARMER) is rules.NothingChosen
    closes = queries.last_opening(one).closes_at  # type: ignore[union-attr]
    with clock.stopped_at(closes):
        assert tried(one, SEVEN[6], "yes") is rules.VoteOver
    assert refused(one) == {"NotOnTheRoll": 3, "VoteOver": 1}
    outcome = count(one)
    assert (outcome.present, outcome.counts["yes"]) == (6, 6)
    assert queries.minutes_of(who(FARMER), one)[0].facts["refused"] == refused(one)


def test_voting_reads_as_over_from_the_second_it_closes_without_any_job() -> None:
    one = opened()
    closes = queries.last_opening(one).closes_at  # type: ignore[union-attr]
    with clock.stopped_at(closes - timedelta(seconds=1)):
        assert state(one) == "voting"
        cast(one, {FARMER: "yes"})
        with pytest.raises(rules.StillOpen), writing():
            services.close_voting(by=who(FARMER), proposal_id=one)
    with clock.stopped_at(closes):
        assert state(one) == "counting"
        assert queries.votes_waiting_count(who(SEVEN[1])) == seeded_waiting(SEVEN[1])


def seeded_waiting(phone: str) -> int:
    """What the demo village itself leaves open for them."""
    return sum(row.title == "秋收后办一次丰收宴" for row in queries.votes_waiting(who(phone)))


def test_a_vote_that_reached_the_server_in_time_counts_though_the_database_was_busy() -> None:
    one = opened()
    closes = queries.last_opening(one).closes_at  # type: ignore[union-attr]
    with clock.stopped_at(closes + timedelta(seconds=5)), writing():
        services.cast(
            by=who(FARMER),
            proposal_id=one,
            choice=["yes"],
            received_at=closes - timedelta(seconds=1),
        )
    assert one not in services.due_counts()
    assert count(one).present == 1


def test_who_has_not_voted_yet_sees_it_waiting() -> None:
    one = opened()
    before = queries.votes_waiting_count(who(SEVEN[2]))
    assert one in {row.id for row in queries.votes_waiting(who(SEVEN[2]))}
    cast(one, {SEVEN[2]: "no"})
    assert queries.votes_waiting_count(who(SEVEN[2])) == before - 1
    assert queries.votes_waiting_count(who(BUYER)) == 0


def test_counting_twice_is_counting_once() -> None:
    one = opened()
    all_vote(one, "yyyyn--")
    first = count(one)
    assert count(one).head == first.head
    assert len(session.scalars(select(Ballot).where(Ballot.proposal_id == one)).all()) == 5


def test_a_count_that_is_killed_finishes_later_with_the_same_ballots(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = opened()
    all_vote(one, "yyyynn-")
    kept = {queries.receipt_of(who(phone), one).commitment for phone in SEVEN[:6]}  # type: ignore[union-attr]
    for step in ("_write_ballots", "_empty", "_follow"):
        with monkeypatch.context() as patch:
            patch.setattr(counting, step, _killed)
            with pytest.raises(KeyboardInterrupt):
                count(one)
        assert session.get(Outcome, one) is None
        assert queries.receipt_of(who(FARMER), one) is not None
    assert count(one).present == 6
    found = session.scalars(select(Ballot.commitment).where(Ballot.proposal_id == one)).all()
    assert set(found) == kept


def _killed(*_all: object) -> None:
    raise KeyboardInterrupt


def test_a_server_that_dies_before_the_key_is_destroyed_destroys_it_later() -> None:
    one = opened()
    all_vote(one, "yyyyn--")
    count(one)
    name = queries.round_key(one, 1)
    assert name in vault.vault().names()
    services.destroy_all_old_keys()
    assert name not in vault.vault().names()


def test_keys_of_votes_that_are_open_are_never_destroyed() -> None:
    one, talk = opened(), propose()
    services.talk_seal(talk)
    services.destroy_all_old_keys()
    assert {queries.round_key(one, 1), queries.talk_key(talk)} <= set(vault.vault().names())


def test_where_the_key_is_lost_the_members_vote_again() -> None:
    one = opened()
    all_vote(one, "yyyyyyy")
    with pytest.raises(rules.KeyStillThere):
        again(one)
    vault.vault().destroy(queries.round_key(one, 1))
    assert tried(one, FARMER, "yes") is rules.KeyLost
    assert queries.decision_seen_by(who(MANAGER), one, "en").key_lost
    with pytest.raises(rules.KeyLost):
        count(one)
    with pytest.raises(rules.OnlyLeaders):
        again(one, FARMER)
    again(one)
    all_vote(one, "nnnnn--")
    outcome = count(one, clock.now() + timedelta(hours=3))
    assert (outcome.state, outcome.present) == ("failed", 5)
    assert "/2" in queries.ballots_csv(one, None)


def again(one: uuid.UUID, phone: str = MANAGER) -> None:
    with writing():
        services.open_again(
            by=who(phone),
            proposal_id=one,
            closes_at=clock.now() + timedelta(hours=2),
            key=ids.uuid7(),
        )


def test_an_envelope_that_was_tampered_with_is_not_counted_and_said() -> None:
    one = opened()
    all_vote(one, "yyyyyyy")
    with writing():
        mine = queries.voter_of(one, who(FARMER))
        other = queries.voter_of(one, who(MANAGER))
        assert mine
        assert other
        mine.sealed = other.sealed
    outcome = count(one)
    assert outcome.present == 6
    assert refused(one) == {"Spoiled": 1}


def test_open_ballots_name_the_voters_to_members_after_the_count() -> None:
    one = opened(ballot="open")
    all_vote(one, "yyyyn--")
    with pytest.raises(NotFound):
        queries.ballots_csv(one, who(FARMER))
    count(one)
    shown = queries.ballots_csv(one, who(FARMER))
    assert "柳大田" in shown
    for outsider in (None, who(BUYER)):
        with pytest.raises(NotFound):
            queries.ballots_csv(one, outsider)


def test_the_job_counts_what_is_due_and_one_that_is_blocked_holds_up_no_other() -> None:
    lost, fine = opened(), opened()
    vault.vault().destroy(queries.round_key(lost, 1))
    all_vote(fine, "yyyyn--")
    with clock.stopped_at(clock.now() + timedelta(hours=1, minutes=1)):
        jobs.count()
        assert state(fine) == "passed"
        assert state(lost) == "counting"
    run_jobs()
    assert queries.round_key(fine, 1) not in vault.vault().names()


def test_opening_and_counting_ask_no_more_statements_for_more_members(app: Flask) -> None:
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))

    def statements() -> tuple[int, int, int]:
        asked.clear()
        one = opened()
        after_opening = len(asked)
        asked.clear()
        cast(one, {FARMER: "yes"})
        after_cast = len(asked)
        asked.clear()
        count(one)
        return after_opening, after_cast, len(asked)

    few = statements()
    with writing() as live:
        newcomers(live, members_of(), 300)
    assert statements() == few
    assert few[1] <= 10, few
