"""The law's boundary table, ways of counting, and the arithmetic of envelopes."""

from __future__ import annotations

import itertools
import uuid
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprints.decisions import rules
from blueprints.decisions.rules import Course, Filled, Paper, Terms

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
ABC = Paper("ranking", ("a", "b", "c"))


# members, quorum, more than half of all, two thirds of all: standards.md 3.1, without added votes
@pytest.mark.parametrize(
    ("members", "quorum", "ordinary", "charter"),
    [(5, 4, 3, 4), (20, 14, 11, 14), (100, 67, 51, 67), (150, 100, 76, 100), (151, 101, 76, 101)],
)
def test_the_laws_boundaries_hold(members: int, quorum: int, ordinary: int, charter: int) -> None:
    assert rules.quorum_of(members) == quorum
    assert rules.needed_of(members, "ordinary") == ordinary
    assert rules.needed_of(members, "charter") == charter


def law(members: int, threshold: str = "ordinary", **votes: int) -> str:
    quorum, needed = rules.quorum_of(members), rules.needed_of(members, threshold)
    return rules.count(Paper("yes_no"), votes, quorum=quorum, needed=needed).state


def test_sixty_seven_of_a_hundred_with_fifty_yes_fail() -> None:
    assert law(100, yes=50, no=17) == "failed"
    assert law(100, yes=51, no=16) == "passed"
    assert law(100, yes=50, no=16) == "no_quorum"


def test_abstentions_are_present_and_a_tie_is_called_a_tie() -> None:
    assert law(100, yes=10, no=9, abstain=48) == "failed"
    assert law(100, yes=50, no=50) == "tied"
    assert law(100, abstain=67) == "tied"
    assert law(100, "charter", yes=66, no=34) == "failed"
    assert law(100, "charter", yes=67, no=33) == "passed"


@given(st.integers(1, 2000), st.integers(0, 2000), st.integers(0, 2000), st.integers(0, 2000))
def test_nothing_passes_without_more_than_half_of_all(
    members: int, yes: int, no: int, abstain: int
) -> None:
    state = law(members, yes=yes, no=no, abstain=abstain)
    if state == "passed":
        assert 2 * yes > members
        assert 3 * (yes + no + abstain) >= 2 * members
    assert (state == "no_quorum") == (3 * (yes + no + abstain) < 2 * members)


@pytest.mark.parametrize(
    "terms",
    [Terms(quorum="1/2"), Terms(ordinary="1/3"), Terms(charter="3/5")],
)
def test_less_than_the_law_asks_for_is_refused(terms: Terms) -> None:
    with pytest.raises(rules.BelowTheLaw):
        rules.check_terms(terms)


@pytest.mark.parametrize(
    "terms",
    [Terms(quorum="two"), Terms(quorum="1/0"), Terms(seconds=-1), Terms(kinds={"price": "loud"}),
     Terms(proposers="elders"), Terms(ordinary="1")],
)  # fmt: skip
def test_rules_that_make_no_sense_are_refused(terms: Terms) -> None:
    with pytest.raises(rules.BadTerms):
        rules.check_terms(terms)


def test_an_organisation_may_ask_for_more() -> None:
    strict = Terms(quorum="3/4", ordinary="3/5", charter="3/4")
    rules.check_terms(strict)
    assert rules.quorum_of(10, strict) == 8
    assert rules.needed_of(10, "ordinary", strict) == 7
    assert Terms(**strict.as_json()) == strict


# ---- one, several, ranking


def counted(paper: Paper, ballots: dict[str, int], members: int) -> rules.Result:
    quorum, needed = rules.quorum_of(members), rules.needed_of(members, "ordinary")
    return rules.count(paper, ballots, quorum=quorum, needed=needed)


def test_one_of_several_needs_half_of_all_and_knows_ties() -> None:
    paper = Paper("one", ("a", "b", "c"))
    assert counted(paper, {"a": 6, "b": 4}, 10).winners == ("a",)
    assert counted(paper, {"a": 5, "b": 4}, 10).state == "failed"
    tied = counted(paper, {"a": 4, "b": 4, "abstain": 2}, 10)
    assert (tied.state, tied.winners) == ("tied", ("a", "b"))
    assert counted(paper, {"abstain": 10}, 10).state == "failed"


def test_several_of_several_pass_each_for_itself() -> None:
    paper = Paper("several", ("a", "b", "c"))
    found = counted(paper, {"a+b": 6, "b+c": 3, "abstain": 1}, 10)
    assert (found.state, found.winners) == ("passed", ("a", "b"))
    assert found.counts == {"a": 6, "b": 9, "c": 3, "abstain": 1}


def test_a_ranking_hands_on_the_papers_of_who_drops_out() -> None:
    found = counted(ABC, {"a>b": 4, "b>a": 4, "c>b>a": 3}, 11)
    assert (found.state, found.winners) == ("passed", ("b",))
    assert found.rounds == ({"a": 4, "b": 4, "c": 3}, {"a": 4, "b": 7})


def test_a_ranking_whose_ways_end_differently_is_a_tie() -> None:
    # b and c have the fewest; whoever drops, the other wins.
    found = counted(ABC, {"a": 4, "b>c": 3, "c>b": 3}, 10)
    assert (found.state, set(found.winners)) == ("tied", {"b", "c"})


def test_a_ranking_that_leaves_two_without_enough_fails() -> None:
    assert counted(ABC, {"a": 4, "b": 3, "c": 2}, 9).state == "failed"
    assert counted(ABC, {"a": 3, "b": 3, "abstain": 1}, 7).state == "tied"
    assert counted(ABC, {"abstain": 7}, 7).state == "failed"


@given(st.lists(st.permutations(["a", "b", "c"]), min_size=1, max_size=15), st.randoms())
def test_the_order_of_papers_changes_nothing(papers: list[list[str]], chance: object) -> None:
    ballots = [">".join(one) for one in papers]
    again = [*ballots]
    chance.shuffle(again)  # type: ignore[attr-defined]
    members = len(ballots)
    assert counted(ABC, Counter(ballots), members) == counted(ABC, Counter(again), members)


@given(st.lists(st.permutations(["a", "b", "c"]), min_size=1, max_size=15))
def test_the_names_of_options_change_nothing_in_a_ranking(papers: list[list[str]]) -> None:
    there = dict(zip("abc", "cab", strict=True))
    found = counted(ABC, Counter(">".join(one) for one in papers), len(papers))
    turned = counted(
        ABC, Counter(">".join(there[sign] for sign in one) for one in papers), len(papers)
    )
    assert turned.state == found.state
    assert {there[one] for one in found.winners} == set(turned.winners)


# ---- papers


@pytest.mark.parametrize(
    ("paper", "given_", "refusal"),
    [
        (Paper("yes_no"), ["maybe"], rules.NotOnThePaper),
        (Paper("yes_no"), [], rules.NothingChosen),
        (Paper("yes_no"), ["yes", "no"], rules.NotOnThePaper),
        (Paper("one", ("a", "b")), ["yes"], rules.NotOnThePaper),
        (Paper("one", ("a", "b")), ["a", "b"], rules.NotOnThePaper),
        (Paper("several", ("a", "b")), ["a", "abstain"], rules.NotOnThePaper),
        (Paper("several", ("a", "b")), ["a+b"], rules.NotOnThePaper),
        (ABC, ["a", "a"], rules.ChosenTwice),
        (ABC, ["a", "d"], rules.NotOnThePaper),
    ],
)
def test_what_is_not_on_the_paper_is_refused(
    paper: Paper, given_: list[str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        rules.read_choice(paper, given_)


def test_choices_are_written_the_same_however_they_were_sent() -> None:
    assert rules.read_choice(Paper("several", ("a", "b")), ["b", " a "]) == "a+b"
    assert rules.read_choice(ABC, ["c", "a"]) == "c>a"
    assert rules.read_choice(ABC, ["abstain"]) == "abstain"


@pytest.mark.parametrize(
    ("choice", "known"),
    [
        ("yes", "2dce10e3ea8b0c395d3accba7f588b8f49a90bb03dc3c4299e15c41b3bff252f"),
        ("no", "9c57c2053af279b48d66a06597c1461031b6162337baee983efd69228451c4d4"),
    ],
)
def test_commitments_are_the_published_ones(choice: str, known: str) -> None:
    filled = Filled("000017", choice, "00" * 31 + "2a")
    assert rules.commitment("E2025-07", filled) == known


@pytest.mark.parametrize("method", ["yes_no", "one", "several", "ranking"])
def test_every_envelope_of_a_vote_has_one_size(method: str) -> None:
    options = () if method == "yes_no" else tuple(str(uuid.uuid4()) for _ in range(12))
    paper = Paper(method, options)
    given_ = [[one] for one in paper.choices]
    if method in ("several", "ranking"):
        given_ += [list(options[:n]) for n in range(1, 13)]
    sizes = {
        len(Filled("0" * 32, rules.read_choice(paper, one), "0" * 64).packed(paper.longest))
        for one in given_
    }
    assert len(sizes) == 1
    filled = Filled("0" * 32, rules.read_choice(paper, given_[-1]), "0" * 64)
    assert Filled.unpacked(filled.packed(paper.longest)) == filled
    assert len(filled.choice) <= 600


def test_the_chain_tells_order_election_and_content() -> None:
    one, two = "aa" * 32, "bb" * 32
    heads = {
        rules.chained(election, links)[-1]
        for election, links in itertools.product(("e1", "e2"), ([one], [one, two], [two, one]))
    }
    assert len(heads) == 6


def test_a_rolls_fingerprint_does_not_depend_on_its_order() -> None:
    people = [uuid.uuid4() for _ in range(9)]
    assert rules.fingerprint(people) == rules.fingerprint(reversed(people))
    assert rules.fingerprint(people) != rules.fingerprint(people[1:])


# ---- the course of a proposal


def test_time_alone_turns_voting_into_counting() -> None:
    course = Course(NOW, closes_at=NOW + timedelta(hours=1), opened=True)
    at = NOW + timedelta(hours=1)
    assert rules.state_at(at - timedelta(microseconds=1), course, Terms()) == "voting"
    assert rules.state_at(at, course, Terms()) == "counting"


def test_the_chair_cannot_shorten_what_the_rules_give() -> None:
    terms, closes = Terms(), NOW + timedelta(days=9)
    with pytest.raises(rules.SecondsMissing):
        rules.check_opening(NOW, Course(NOW, closes), terms, leads=True)
    seconded = Course(NOW, closes, seconds=1, seconded_at=NOW)
    with pytest.raises(rules.TooEarly):
        rules.check_opening(NOW + timedelta(hours=71), seconded, terms, leads=True)
    rules.check_opening(NOW + timedelta(hours=72), seconded, terms, leads=True)
    at_once = Terms(at_once=True)
    rules.check_opening(NOW, Course(NOW, closes), at_once, leads=True)
    with pytest.raises(rules.SecondsMissing):
        rules.check_opening(NOW, Course(NOW, closes), at_once, leads=False)


@pytest.mark.parametrize(
    ("after", "refusal"),
    [(-1, rules.ClosesInThePast), (0, rules.ClosesInThePast), (23, rules.TooShort),
     (24 * 91, rules.TooLongOpen)],
)  # fmt: skip
def test_a_vote_closes_neither_in_the_past_nor_too_soon_nor_never(
    after: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        rules.check_closing_time(NOW, NOW + timedelta(hours=after), Terms())


@settings(max_examples=50)
@given(st.lists(st.integers(-5, 120), max_size=6))
def test_shares_add_up_to_the_whole_or_are_refused(parts: list[int]) -> None:
    shares = [{"who": "somebody", "percent": part} for part in parts]
    if parts and sum(parts) == 100 and min(parts) > 0:
        rules.check_shares(shares)
    else:
        with pytest.raises((rules.SharesNotWhole, rules.BadShares)):
            rules.check_shares(shares)


def test_scrutineers_are_two_members_and_no_candidates() -> None:
    rules.check_scrutineers({1, 2}, {1, 2}, {3})
    with pytest.raises(rules.ScrutineerIsCandidate):
        rules.check_scrutineers({1, 3}, {1, 3}, {3})
    for people, among in (({1}, {1}), ({1, 2}, {1}), ({1, 2, 4}, {1, 2, 4})):
        with pytest.raises(rules.TwoScrutineers):
            rules.check_scrutineers(people, among, set())


PAPER = rules.Paper("ranking", ("plum", "pear", "quince"))


def test_ballots_with_several_marks_are_written_a_line_a_kind() -> None:
    read = rules.read_lines(PAPER, "2 1 3: 4\n3，1：2\n\n 0: 1\n2 1 3: 1")
    assert read == {"pear>plum>quince": 5, "quince>plum": 2, "abstain": 1}
    assert rules.read_lines(PAPER, rules.written_lines(PAPER, read)) == read


@pytest.mark.parametrize("line", ["2 1 3", "4: 1", "1 1: 2", "0 1: 2", ": 3", "1: many", "-1: 2"])
def test_a_line_that_is_not_on_the_paper_is_named(line: str) -> None:
    with pytest.raises(rules.LineUnreadable) as refused:
        rules.read_lines(PAPER, f"1: 2\n{line}")
    assert refused.value.params["line"] == line


def test_numbers_on_the_roll_are_read_as_people_write_them() -> None:
    assert rules.read_numbers("3, 17、21-23 5", 30) == {3, 5, 17, 21, 22, 23}
    assert rules.read_numbers("", 30) == set()


@pytest.mark.parametrize("text", ["0", "31", "9-3", "three", "1-99999999", "1--3"])
def test_a_number_beyond_the_roll_is_named(text: str) -> None:
    with pytest.raises(rules.NumbersUnreadable):
        rules.read_numbers(text, 30)
