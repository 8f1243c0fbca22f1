"""What the demo village has decided, and what it is deciding."""

from __future__ import annotations

from collections import Counter

import pytest

from blueprints.core import vault
from blueprints.decisions import queries
from blueprints.members import queries as members
from tests.decisions.votes import FARMER, LIUSHU, MANAGER, who
from tests.village import SHIQIAO_FARMER

pytestmark = pytest.mark.usefixtures("live")


def test_each_state_worth_seeing_is_there_by_the_clock_of_today() -> None:
    states = Counter(row.state for row in queries.decisions_of(who(FARMER)).rows)
    assert states == {"passed": 1, "failed": 1, "voting": 1, "proposed": 1}
    theirs = queries.decisions_of(who(SHIQIAO_FARMER)).rows
    assert [(row.state, row.may_vote) for row in theirs] == [("voting", True)]
    assert queries.votes_waiting_count(who(FARMER)) == 1


def test_what_passed_is_in_force_and_links_to_its_vote() -> None:
    rule = queries.written_rules_of(members.organisation_with(LIUSHU))[0]
    view = queries.decision_seen_by(who(MANAGER), rule.proposal_id, "zh")
    assert view.state == "passed"
    assert view.effect
    assert view.effect.applied_at
    assert queries.minutes_of(who(FARMER), rule.proposal_id)


def test_both_cooperatives_vote_as_long_as_they_like_and_the_manager_opens_at_once() -> None:
    for name in (LIUSHU, "Shiqiao Cooperative"):
        terms = queries.terms_of(members.organisation_with(name))
        assert (terms.voting_hours, terms.discussion_hours, terms.at_once) == (0, 0, True)


def test_the_votes_that_are_open_have_their_keys() -> None:
    for person in (FARMER, SHIQIAO_FARMER):
        for row in queries.votes_waiting(who(person)):
            assert queries.round_key(row.id, 1) in vault.vault().names()
