"""One election out of a random number: people join and leave, change their mind, send twice, and
the server dies in the middle of the count. What must hold afterwards is checked at the end.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import random
import uuid
from collections import Counter
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from sqlalchemy import insert, select, update

from blueprints.core import clock, ids
from blueprints.core.db import session, writing
from blueprints.core.errors import DomainError
from blueprints.decisions import queries, rules, services
from blueprints.decisions.models import Ballot, Outcome, Voter
from blueprints.decisions.services import Draft, counting
from blueprints.members.models import Membership, Organisation, Person
from blueprints.members.queries import place_with


def _recount() -> ModuleType:
    spec = importlib.util.spec_from_file_location("recount", Path("tools/recount.py"))
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


RECOUNT = _recount()


class Election:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.organisation = ids.uuid7()
        with writing() as live:
            live.add(
                Organisation(
                    id=self.organisation,
                    kind="cooperative",
                    name=f"合作社{seed}",
                    latin_name=f"Cooperative {self.organisation}",
                    place_id=place_with("Liushu"),
                )
            )
            live.flush()
            self.people = self._join(self.chance.randint(2, 9))
        self.method = self.chance.choice(rules.METHODS)
        self.ballot = self.chance.choice(rules.BALLOTS)
        self.votes: dict[uuid.UUID, str] = {}
        self.receipts: dict[uuid.UUID, queries.Receipt] = {}

    def run(self) -> Outcome:
        one = self._opened()
        for _ in range(self.chance.randint(0, 4 * len(self.people))):
            self.chance.choice([self._vote, self._vote, self._vote, self._move, self._stranger])(
                one
            )
        for person in self.votes:
            found = queries.receipt_of(person, one)
            assert found
            self.receipts[person] = found
        with clock.stopped_at(clock.now() + timedelta(hours=1)):
            self._late(one)
            outcome = self._count(one)
        self._check(one, outcome)
        return outcome

    def _opened(self) -> uuid.UUID:
        by = self.chance.choice(self.people)
        options = (
            () if self.method == "yes_no" else ("a", "b", "c", "d")[: self.chance.randint(2, 4)]
        )
        draft = Draft(
            organisation_id=self.organisation,
            title="Simulated",
            body="…",
            threshold=self.chance.choice(rules.THRESHOLDS),
            ballot=self.ballot,
            closes_at=clock.now() + timedelta(hours=1),
            method=self.method,
            options=options,
        )
        with writing():
            one = services.propose(by=by, draft=draft, key=ids.uuid7()).id
            services.open_voting(by=by, proposal_id=one, key=ids.uuid7())
        self.roll = set(self.people)
        self.options = [str(option.id) for option in queries.options_of(one)]
        return one

    def _vote(self, one: uuid.UUID) -> None:
        """Now and then the same sending comes twice."""
        person = self.chance.choice(self.people)
        given = self._choice()
        for _ in range(self.chance.choice([1, 1, 2])):
            try:
                with writing():
                    services.cast(by=person, proposal_id=one, choice=given)
            except rules.NotOnTheRoll:
                assert person not in self.roll
            else:
                assert person in self.roll
                self.votes[person] = "|".join(given)

    def _choice(self) -> list[str]:
        if self.method == "yes_no":
            return [self.chance.choice(["yes", "yes", "no", "abstain"])]
        if self.chance.random() < 0.1:
            return ["abstain"]
        if self.method == "one":
            return [self.chance.choice(self.options)]
        chosen = self.chance.sample(self.options, self.chance.randint(1, len(self.options)))
        return sorted(chosen, key=self.options.index) if self.method == "several" else chosen

    def _move(self, _one: uuid.UUID) -> None:
        with writing() as live:
            if self.chance.random() < 0.5:
                self.people += self._join(1)
            else:
                left = self.chance.choice(self.people)
                mine = (Membership.person_id == left, Membership.until.is_(None))
                live.execute(update(Membership).where(*mine).values(until=clock.now()))

    def _stranger(self, one: uuid.UUID) -> None:
        wrong = [(uuid.uuid4(), ["yes"]), (self.people[0], ["nothing of it"]), (self.people[0], [])]
        person, given = self.chance.choice(wrong)
        self._refused(one, person, given)

    def _late(self, one: uuid.UUID) -> None:
        self._refused(one, self.people[0], self._choice())

    def _refused(self, one: uuid.UUID, person: uuid.UUID, given: list[str]) -> None:
        try:
            with writing():
                services.cast(by=person, proposal_id=one, choice=given)
        except DomainError:
            return
        raise AssertionError("this must not be counted")

    def _count(self, one: uuid.UUID) -> Outcome:
        """In the middle of which the server dies, as often as not."""
        if self.chance.random() < 0.5:
            name = self.chance.choice(["_write_ballots", "_empty", "_follow"])
            kept = getattr(counting, name)
            setattr(counting, name, _die)
            with contextlib.suppress(KeyboardInterrupt), writing():
                services.count_now(one)
            setattr(counting, name, kept)
            assert session.get(Outcome, one) is None
        for _ in range(2):
            with writing():
                outcome = services.count_now(one)
        services.destroy_all_old_keys()
        return outcome

    def _check(self, one: uuid.UUID, outcome: Outcome) -> None:
        ballots = session.scalars(select(Ballot).where(Ballot.proposal_id == one)).all()
        voters = session.scalars(select(Voter).where(Voter.proposal_id == one)).all()
        assert len(ballots) == len(self.votes) <= len(voters) == len(self.roll) == outcome.roll
        assert {voter.person_id for voter in voters if voter.voted} == set(self.votes)
        assert dict(outcome.counts) == self._counted()
        between = {"several": "+", "ranking": ">"}.get(self.method, "")
        sent = Counter(vote.replace("|", between) for vote in self.votes.values())
        assert Counter(ballot.choice for ballot in ballots) == sent
        found = {ballot.commitment: ballot for ballot in ballots}
        for person, receipt in self.receipts.items():
            ballot = found[receipt.commitment]
            assert ballot.choice == receipt.choice
            assert ballot.person_id == (person if self.ballot == "open" else None)
        assert all(voter.sealed is None for voter in voters)
        self._recount(one, outcome)

    def _counted(self) -> dict[str, int]:
        """A counter that knows nothing of ours: only what people meant to say."""
        lines = ["yes", "no"] if self.method == "yes_no" else self.options
        counts = dict.fromkeys([*lines, "abstain"], 0)
        for vote in self.votes.values():
            marks = vote.split("|")
            for mark in marks[:1] if self.method == "ranking" else marks:
                counts[mark] += 1
        return counts

    def _recount(self, one: uuid.UUID, outcome: Outcome) -> None:
        viewer = next(iter(self.roll))
        with TemporaryDirectory() as folder:
            ballots, roll = Path(folder, "ballots.csv"), Path(folder, "roll.csv")
            ballots.write_text(queries.ballots_csv(one, viewer))
            roll.write_text(queries.roll_csv(viewer, one))
            asked: list[Any] = [str(ballots), "--roll", str(roll)]
            asked += ["--head", outcome.head] if outcome.head else []
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                status = RECOUNT.main(asked)
            assert status == 0, said.getvalue()

    def _join(self, how_many: int) -> list[uuid.UUID]:
        made = [ids.uuid7() for _ in range(how_many)]
        session.execute(insert(Person), [{"id": one, "name": "选民"} for one in made])
        session.execute(
            insert(Membership),
            [{"person_id": one, "organisation_id": self.organisation} for one in made],
        )
        return made


def _die(*_all: object) -> None:
    raise KeyboardInterrupt
