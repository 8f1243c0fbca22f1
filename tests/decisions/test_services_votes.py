"""A vote from proposal to count, on a real database."""

from __future__ import annotations

import pytest

from blueprints.decisions import queries
from tests.decisions.votes import SEVEN, all_vote, count, opened, who

pytestmark = pytest.mark.usefixtures("live")


def test_four_of_seven_pass_it_and_the_paper_can_be_counted_again() -> None:
    one = opened()
    all_vote(one, "yyyyn--")
    outcome = count(one)
    assert (outcome.state, outcome.present, outcome.roll) == ("passed", 5, 7)
    assert outcome.counts == {"yes": 4, "no": 1, "abstain": 0}
    assert len(queries.ballots_csv(one, None).splitlines()) == 6
    assert queries.receipt_of(who(SEVEN[0]), one) is None
