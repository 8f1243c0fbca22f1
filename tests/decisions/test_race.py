"""Votes that arrive while the count begins: what was answered “received” is counted, all of it."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from flask import Flask
from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.db import session, writing
from blueprints.core.errors import DomainError
from blueprints.decisions import rules, services
from blueprints.decisions.models import Ballot, Voter
from tests.decisions.votes import SEVEN, opened, who


def test_whatever_was_received_is_in_the_count_and_nothing_else(app: Flask) -> None:
    with app.app_context():
        one = opened()
        people = [who(phone) for phone in SEVEN]
        closes_at = clock.now() + timedelta(hours=1)
        session.remove()
    together = Barrier(len(people) + 2)

    def vote(person: uuid.UUID) -> uuid.UUID | None:
        with app.app_context():
            together.wait(30)
            try:
                with writing():
                    services.cast(
                        by=person,
                        proposal_id=one,
                        choice=["yes"],
                        received_at=closes_at - timedelta(seconds=2),
                    )
            except rules.VoteOver:
                return None
            finally:
                session.remove()
            return person

    def count() -> str:
        with app.app_context():
            together.wait(30)
            try:
                with writing():
                    return services.count_now(one).head
            except DomainError as refusal:
                return refusal.code
            finally:
                session.remove()

    with clock.stopped_at(closes_at), ThreadPoolExecutor(len(people) + 2) as pool:
        votes = [pool.submit(vote, person) for person in people]
        heads = {done.result(60) for done in [pool.submit(count), pool.submit(count)]}
        received = {person for done in votes if (person := done.result(60))}
    assert len(heads) == 1
    with app.app_context():
        ballots = session.scalars(select(Ballot.commitment).where(Ballot.proposal_id == one)).all()
        voted = select(Voter.person_id).where(Voter.proposal_id == one, Voter.voted.is_(True))
        assert set(session.scalars(voted)) == received
        assert len(ballots) == len(received)
        session.remove()
