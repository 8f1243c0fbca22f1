"""Random elections: one vote each, counted as an independent counter does, recounted, unlinked.

A thousand of them: `make casts SIMULATE=1000`.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blueprints.decisions import queries
from tests.decisions.seed_terms import ANY_TIME
from tests.decisions.simulation import Election

pytestmark = pytest.mark.usefixtures("live")


@pytest.fixture(autouse=True)
def _any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """No waiting between proposal and vote."""
    monkeypatch.setattr(queries, "terms_of", lambda _organisation_id: ANY_TIME)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.integers(0, 10**9))
def test_whatever_happens_each_vote_counts_once_and_can_be_counted_again(seed: int) -> None:
    Election(seed).run()
