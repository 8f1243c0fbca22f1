"""What happens by itself is safe to happen twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from blueprints.core import clock, vault
from blueprints.decisions import jobs, queries
from tests.decisions.votes import FARMER, all_vote, opened, who

pytestmark = pytest.mark.usefixtures("live")


def test_every_round_twice_changes_nothing_more() -> None:
    one = opened()
    all_vote(one, "yyyyn--")
    with clock.stopped_at(clock.now() + timedelta(hours=2)):
        for _ in range(2):
            for round_ in (jobs.count, jobs.switch_on, jobs.remind, jobs.destroy_all_old_keys):
                round_()
        assert queries.decision_seen_by(who(FARMER), one, "en").state == "passed"
    assert queries.round_key(one, 1) not in vault.vault().names()
    jobs.destroy_keys([queries.round_key(one, 1), "nothing.of.it"])
