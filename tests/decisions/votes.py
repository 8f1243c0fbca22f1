"""A vote from the proposal to the count, in few words."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from blueprints.core import clock, ids, jobs
from blueprints.core.db import writing
from blueprints.decisions import services
from blueprints.decisions.models import Outcome
from blueprints.decisions.services import Draft
from blueprints.members import queries as members
from tests.village import FARMER, MANAGER, NEIGHBOUR, TREASURER

LIUSHU = "Liushu Cooperative"
SEVEN = (FARMER, MANAGER, TREASURER, NEIGHBOUR, "13800000005", "13800000006", "13800000007")


def who(phone: str) -> uuid.UUID:
    return members.person_with(phone)


def draft(**other: Any) -> Draft:
    words = {
        "organisation_id": members.organisation_with(LIUSHU),
        "title": "Buy a second scale",
        "body": "The old one is slow on market days.",
        "threshold": "ordinary",
        "ballot": "secret",
        "closes_at": clock.now() + timedelta(hours=1),
    }
    return Draft(**{**words, **other})


def propose(by: str = FARMER, **other: Any) -> uuid.UUID:
    with writing():
        return services.propose(by=who(by), draft=draft(**other), key=ids.uuid7()).id


def opened(by: str = FARMER, **other: Any) -> uuid.UUID:
    """Proposed, and opened by the manager at once, as the demo's rules allow."""
    proposal_id = propose(by, **other)
    with writing():
        services.open_voting(by=who(MANAGER), proposal_id=proposal_id, key=ids.uuid7())
    return proposal_id


def cast(proposal_id: uuid.UUID, votes: Mapping[str, str | list[str]]) -> None:
    for phone, choice in votes.items():
        given = [choice] if isinstance(choice, str) else choice
        with writing():
            services.cast(by=who(phone), proposal_id=proposal_id, choice=given)


def all_vote(proposal_id: uuid.UUID, choices: str) -> None:
    """`yyn-a..`: what the seven members say, in their order; `-` says nothing."""
    words = {"y": "yes", "n": "no", "a": "abstain"}
    pairs = zip(SEVEN, choices, strict=False)
    cast(proposal_id, {phone: words[sign] for phone, sign in pairs if sign != "-"})


def count(proposal_id: uuid.UUID, at: datetime | None = None) -> Outcome:
    """An hour later."""
    with clock.stopped_at(at or clock.now() + timedelta(hours=1, seconds=1)), writing():
        return services.close_voting(by=who(FARMER), proposal_id=proposal_id)


def run_jobs() -> None:
    """Two hours later."""
    with clock.stopped_at(clock.now() + timedelta(hours=2)):
        jobs.run_due()
