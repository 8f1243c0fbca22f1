"""Votes that arrive while the count begins: what was answered “received” is counted, all of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

from flask import Flask
from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.db import session, writing
from blueprints.decisions import rules, services
from blueprints.decisions.models import Ballot, Voter
from tests.decisions.votes import SEVEN, opened, who


def vote(one: uuid.UUID, person: uuid.UUID, received_at: datetime) -> uuid.UUID | None:
    """Whose vote was received; None where it came too late."""
    try:
        with writing():
            services.cast(by=person, proposal_id=one, choice=["yes"], received_at=received_at)
    except rules.VoteOver:
        return None
    return person


def count(one: uuid.UUID) -> str:
    with writing():
        return services.count_now(one).head


def test_whatever_was_received_is_in_the_count_and_nothing_else(app: Flask) -> None:
    with app.app_context():
        one, people = opened(), [who(phone) for phone in SEVEN]
        session.remove()
    closes_at = clock.now() + timedelta(hours=1)
    together = Barrier(len(people) + 2)

    def at_once(act: Callable[[], Any]) -> Any:
        with app.app_context():
            together.wait(30)
            try:
                return act()
            finally:
                session.remove()

    in_time = closes_at - timedelta(seconds=2)
    with clock.stopped_at(closes_at), ThreadPoolExecutor(len(people) + 2) as pool:
        votes = [pool.submit(at_once, lambda p=person: vote(one, p, in_time)) for person in people]
        counts = [pool.submit(at_once, lambda: count(one)) for _ in range(2)]
        assert len({done.result(60) for done in counts}) == 1
        received = {person for done in votes if (person := done.result(60))}
    with app.app_context():
        ballots = session.scalars(select(Ballot.commitment).where(Ballot.proposal_id == one)).all()
        voted = select(Voter.person_id).where(Voter.proposal_id == one, Voter.voted.is_(True))
        assert set(session.scalars(voted)) == received
        assert len(ballots) == len(received)
        session.remove()
