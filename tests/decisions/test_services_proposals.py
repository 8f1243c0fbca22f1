"""Proposing and talking it over, on a real database."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from blueprints.core import clock, ids, vault
from blueprints.core.db import session, writing
from blueprints.core.errors import NotFound
from blueprints.decisions import queries, rules, services
from blueprints.decisions.models import Proposal
from blueprints.decisions.seeds import TERMS
from blueprints.members import queries as members
from tests.decisions.votes import FARMER, LIUSHU, MANAGER, NEIGHBOUR, SEVEN, draft, propose, who
from tests.village import BUYER, SHIQIAO_FARMER, TREASURER

pytestmark = pytest.mark.usefixtures("live")


def seen(one: uuid.UUID, phone: str = FARMER) -> queries.DecisionView:
    return queries.decision_seen_by(who(phone), one, "en")


def second(one: uuid.UUID, phone: str = NEIGHBOUR, key: uuid.UUID | None = None) -> None:
    with writing():
        services.second(by=who(phone), proposal_id=one, key=key or ids.uuid7())


def open_(one: uuid.UUID, phone: str = MANAGER, **other: Any) -> None:
    with writing():
        services.open_voting(by=who(phone), proposal_id=one, key=ids.uuid7(), **other)


def say(one: uuid.UUID, phone: str, body: str = "Let us.", key: uuid.UUID | None = None) -> None:
    with writing():
        services.comment(by=who(phone), proposal_id=one, body=body, key=key or ids.uuid7())


def strict(**other: Any) -> rules.Terms:
    return rules.Terms(**{**TERMS.as_json(), "at_once": False, **other})


@pytest.fixture
def terms(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """The organisation's rules, changed for what is proposed from now on."""

    def change(**other: Any) -> None:
        monkeypatch.setattr(queries, "terms_of", lambda _organisation_id: strict(**other))

    return change


def test_a_proposal_is_seconded_then_discussed_then_voted_on() -> None:
    one = propose()
    assert seen(one).state == "proposed"
    second(one)
    view = seen(one)
    assert (view.state, view.seconds) == ("discussion", 1)
    assert {"comment", "withdraw", "open"} <= view.can
    open_(one)
    view = seen(one)
    assert (view.state, view.can) == ("voting", {"vote"})
    assert view.roll
    assert (view.roll.size, view.roll.voted) == (7, 0)


@pytest.mark.parametrize(
    ("other", "refusal"),
    [
        ({"title": " "}, rules.BadTitle),
        ({"title": "x" * 121}, rules.BadTitle),
        ({"body": ""}, rules.BadBody),
        ({"template": "weather"}, rules.NoSuchTemplate),
        ({"method": "dice"}, rules.NoSuchMethod),
        ({"threshold": "loudest"}, rules.CharterThreshold),
        ({"template": "charter", "fields": {"title": "t", "text": "x"}}, rules.CharterThreshold),
        ({"ballot": "whispered"}, rules.BallotByRules),
        ({"method": "one", "options": ("a",)}, rules.BadOptions),
        ({"method": "one", "options": ("a", "a ")}, rules.BadOptions),
        ({"method": "one", "options": tuple("abcdefghijklm")}, rules.BadOptions),
        ({"options": ("a", "b")}, rules.BadOptions),
        ({"template": "split", "method": "one", "options": ("a", "b"),
          "fields": {"shares": [{"who": "x", "percent": 100}]}}, rules.YesOrNoOnly),
        ({"template": "split", "fields": {"shares": [
            {"who": "farmer", "percent": 70}, {"who": "cooperative", "percent": 20}]}},
         rules.SharesNotWhole),
        ({"template": "split"}, rules.BadShares),
        ({"template": "spending", "fields": {"amount_minor": 0}}, rules.BadAmount),
        ({"template": "quality", "fields": {"title": "Size"}}, services.BadRule),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(
    other: dict[str, Any], refusal: type[Exception]
) -> None:
    before = len(session.scalars(select(Proposal.id)).all())
    with pytest.raises(refusal):
        propose(**other)
    assert len(session.scalars(select(Proposal.id)).all()) == before


def test_a_closing_time_in_the_past_is_refused() -> None:
    with pytest.raises(rules.ClosesInThePast):
        propose(closes_at=clock.now() - timedelta(seconds=1))


def test_only_members_propose_second_and_look() -> None:
    with pytest.raises(rules.NotAMember):
        propose(BUYER)
    with pytest.raises(rules.NotAMember):
        propose(SHIQIAO_FARMER)
    with pytest.raises(NotFound):
        propose(organisation_id=uuid.uuid4())
    one = propose()
    for act in (second, seen, say):
        with pytest.raises(NotFound):
            act(one, BUYER)


def test_where_leaders_propose_others_do_not(terms: Callable[..., None]) -> None:
    terms(proposers="leaders")
    with pytest.raises(rules.OnlyLeaders):
        propose()
    assert propose(MANAGER)


def test_the_same_mark_twice_cannot_make_two() -> None:
    key = ids.uuid7()
    with writing():
        services.propose(by=who(FARMER), draft=draft(), key=key)
    with pytest.raises(IntegrityError), writing():
        services.propose(by=who(FARMER), draft=draft(), key=key)


def test_one_seconds_what_somebody_else_proposed_once() -> None:
    one = propose()
    with pytest.raises(rules.OwnSecond):
        second(one, FARMER)
    second(one)
    with pytest.raises(rules.SecondedAlready):
        second(one)


def test_the_chair_cannot_shorten_discussion_or_vote(terms: Callable[..., None]) -> None:
    terms(discussion_hours=24, voting_hours=24)
    closes_at = clock.now() + timedelta(days=3)
    one = propose(closes_at=closes_at)
    with pytest.raises(rules.SecondsMissing):
        open_(one)
    second(one)
    with pytest.raises(rules.TooEarly):
        open_(one)
    with clock.stopped_at(clock.now() + timedelta(hours=25)):
        with pytest.raises(rules.CannotShorten):
            open_(one, closes_at=closes_at - timedelta(hours=1))
        open_(one, closes_at=closes_at + timedelta(days=1))
        assert seen(one).proposal.closes_at == closes_at + timedelta(days=1)
        with pytest.raises(rules.AlreadyOpen):
            open_(one)


def test_who_neither_leads_nor_proposed_does_not_open() -> None:
    one = propose()
    second(one)
    with pytest.raises(rules.NotYours):
        open_(one, NEIGHBOUR)
    open_(one, FARMER)


def test_only_who_proposed_takes_it_back_and_only_before_the_vote() -> None:
    one, other = propose(), propose()
    with pytest.raises(services.OnlyProposer), writing():
        services.withdraw(by=who(MANAGER), proposal_id=one, reason="No.", key=ids.uuid7())
    with writing():
        services.withdraw(by=who(FARMER), proposal_id=one, reason="Rain.", key=ids.uuid7())
    assert seen(one).state == "withdrawn"
    for act in (second, say):
        with pytest.raises(rules.DiscussionOver):
            act(one, NEIGHBOUR)
    with pytest.raises(rules.AlreadyOpen):
        open_(one)
    open_(other)
    with pytest.raises(rules.AlreadyOpen), writing():
        services.withdraw(by=who(FARMER), proposal_id=other, reason="Late.", key=ids.uuid7())


def test_turns_are_counted_and_those_not_heard_are_named(terms: Callable[..., None]) -> None:
    terms(turns=2)
    one = propose()
    say(one, FARMER)
    say(one, FARMER)
    with pytest.raises(rules.NoTurnLeft):
        say(one, FARMER)
    talk = queries.discussion_of(who(FARMER), one)
    assert (talk.turns_used, talk.turns, talk.silent_count) == (2, 2, 6)
    assert "柳大田" not in talk.silent
    with pytest.raises(rules.BadBody):
        say(one, NEIGHBOUR, " ")


def test_words_without_a_name_are_counted_too_and_only_where_the_rules_allow(
    terms: Callable[..., None],
) -> None:
    terms(turns=1)
    one = propose()
    nameless(one, "Honestly, no.")
    with pytest.raises(rules.NoTurnLeft):
        nameless(one, "And again.")
    nameless(one, "I agree.", NEIGHBOUR)
    talk = queries.discussion_of(who(MANAGER), one)
    assert set(talk.nameless) == {"Honestly, no.", "I agree."}
    assert talk.comments == ()
    terms(nameless=False)
    other = propose()
    assert services.talk_seal(other).secret is None
    with pytest.raises(rules.NamesNeeded):
        nameless(other, "Who is it?")


def nameless(one: uuid.UUID, body: str, phone: str = FARMER) -> None:
    with writing():
        services.comment_nameless(by=who(phone), proposal_id=one, body=body)


def test_no_key_is_made_for_what_is_not_there() -> None:
    before = vault.vault().names()
    assert services.talk_seal(uuid.uuid4()).secret is None
    assert vault.vault().names() == before


def test_an_amendment_is_seconded_and_taken_in_by_who_proposed() -> None:
    one = propose(template="spending", fields={"amount_minor": 500})
    with writing():
        two = services.move_amendment(
            by=who(NEIGHBOUR), proposal_id=one, body="A smaller one.",
            fields={"amount_minor": 300}, key=ids.uuid7(),
        ).id  # fmt: skip
    with pytest.raises(rules.SecondsMissing):
        answer(two)
    with pytest.raises(rules.OwnSecond), writing():
        services.second_amendment(by=who(NEIGHBOUR), amendment_id=two, key=ids.uuid7())
    with writing():
        services.second_amendment(by=who(TREASURER), amendment_id=two, key=ids.uuid7())
    with pytest.raises(services.OnlyProposer):
        answer(two, MANAGER)
    answer(two)
    proposal = seen(one).proposal
    assert (proposal.body, proposal.payload) == ("A smaller one.", {"amount_minor": 300})
    with pytest.raises(services.Answered):
        answer(two)
    row = queries.discussion_of(who(FARMER), one).amendments[0]
    assert (row.seconds, row.outcome) == (1, "taken")
    with pytest.raises(rules.BadAmount), writing():
        services.move_amendment(
            by=who(SEVEN[4]), proposal_id=one, body="Nothing.", fields={"amount_minor": 0},
            key=ids.uuid7(),
        )  # fmt: skip


def answer(amendment_id: uuid.UUID, phone: str = FARMER) -> None:
    with writing():
        services.answer_amendment(by=who(phone), amendment_id=amendment_id, take=True)


def test_rules_of_order_are_set_once_by_a_leader_and_never_below_the_law() -> None:
    there = members.organisation_with("Tianwei Foods")
    assert queries.terms_of(there) == rules.THE_LAWS
    assert queries.terms_of(members.organisation_with(LIUSHU)).at_once
    with pytest.raises(services.TermsByDecision):
        set_terms(members.organisation_with(LIUSHU), MANAGER)
    with pytest.raises(rules.OnlyLeaders):
        set_terms(members.organisation_with(LIUSHU), FARMER)


def set_terms(organisation_id: uuid.UUID, phone: str) -> None:
    with writing():
        services.set_terms(
            by=who(phone), organisation_id=organisation_id, terms=TERMS, key=ids.uuid7()
        )


def test_a_list_goes_on_where_its_page_ended() -> None:
    made = [propose(title=f"Number {n}") for n in range(25)]
    first = queries.decisions_of(who(FARMER))
    rest = queries.decisions_of(who(FARMER), first.after or "")
    shown = [row.id for row in (*first.rows, *rest.rows)]
    assert shown[:25] == list(reversed(made))
    assert len(shown) == len(set(shown)) > 25
    assert queries.decisions_of(who(BUYER)).rows == ()
