"""Votes: casts a second, and how the count grows from 1,000 to 100,000 ballots.

python -m tests.bench.casts [--most 100000] [--simulate 1000] [--seed 1]
"""

from __future__ import annotations

import argparse
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import event, insert, select, update

from app import create_app
from blueprints.core import cli, clock, ids, vault
from blueprints.core.db import db, session, writing
from blueprints.decisions import queries, rules, services
from blueprints.decisions.models import RuleSet, Voter
from blueprints.decisions.services import Draft
from blueprints.members.models import Membership, Organisation, Person
from blueprints.members.queries import place_with
from tests.conftest import settings_for
from tests.databases import leave
from tests.decisions.seed_terms import ANY_TIME
from tests.decisions.simulation import Election

_CASTS = 300
_asked = [0]


def main() -> None:
    told = argparse.ArgumentParser()
    told.add_argument("--most", type=int, default=100_000)
    told.add_argument("--simulate", type=int, default=0)
    told.add_argument("--seed", type=int, default=1)
    asked = told.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_for(Path(folder)))
        with app.app_context():
            cli.make_ready(app.config["SETTINGS"])
            event.listen(db.engine, "before_cursor_execute", _count_statement)
            if asked.simulate:
                simulate(asked.simulate, asked.seed)
            else:
                measure(asked.most)
        leave(app)


def measure(most: int) -> None:
    size, seconds = 1_000, {}
    while size <= most:
        seconds[size] = _one_size(size)
        size *= 10
    if len(seconds) > 1:
        first, last = min(seconds), max(seconds)
        print(f"count_growth_{first}_to_{last} {seconds[last] / seconds[first]:.1f}")


def _one_size(size: int) -> float:
    one, people = _opened(size)
    with _told(f"casts_of_{size}", _CASTS):
        for person in people[:_CASTS]:
            with writing():
                services.cast(by=person, proposal_id=one, choice=["yes"])
    _fill(one)
    with clock.stopped_at(clock.now() + timedelta(hours=1)):
        began = time.perf_counter()
        with _told(f"count_of_{size}"), writing():
            outcome = services.count_now(one)
        took = time.perf_counter() - began
    assert (outcome.present, outcome.state) == (size, "passed")
    with _told(f"list_of_{size}"):
        queries.ballots_csv(one, None)
    return took


def simulate(how_many: int, seed: int) -> None:
    queries.terms_of = lambda _organisation_id: ANY_TIME  # type: ignore[assignment]
    began, states = time.perf_counter(), dict.fromkeys(rules.OUTCOMES, 0)
    for number in range(how_many):
        states[Election(seed * 1_000_003 + number).run().state] += 1
    print(f"elections {how_many}", *(f"{name} {times}" for name, times in states.items()))
    print(f"disagreements 0 seconds {time.perf_counter() - began:.0f}")


def _opened(size: int) -> tuple[uuid.UUID, list[uuid.UUID]]:
    there, people = ids.uuid7(), [ids.uuid7() for _ in range(size)]
    with writing() as live:
        live.add(
            Organisation(
                id=there,
                kind="cooperative",
                name=f"合作社{size}",
                latin_name=f"Cooperative {size}",
                place_id=place_with("Liushu"),
            )
        )
        live.flush()
        live.execute(insert(Person), [{"id": one, "name": "选民"} for one in people])
        members = [{"person_id": one, "organisation_id": there} for one in people]
        live.execute(insert(Membership), members)
        live.add(_any_time(there, people[0]))
        draft = Draft(
            there, "Bench", "…", "ordinary", "secret", clock.now() + timedelta(minutes=59)
        )
        live.flush()
        one = services.propose(by=people[0], draft=draft, key=ids.uuid7()).id
    with _told(f"opening_of_{size}"), writing():
        services.open_voting(by=people[0], proposal_id=one, key=ids.uuid7())
    return one, people


def _any_time(there: uuid.UUID, by: uuid.UUID) -> RuleSet:
    return RuleSet(
        key=ids.uuid7(),
        organisation_id=there,
        terms=ANY_TIME.as_json(),
        set_by=by,
        set_at=clock.now(),
    )


def _fill(one: uuid.UUID) -> None:
    """Everybody else's ballot, sealed as `cast` seals it, without a hundred thousand requests."""
    opening = queries.last_opening(one)
    assert opening
    key = vault.derived(queries.election_key(opening) or b"", "envelopes")
    asked = select(Voter.person_id).where(Voter.proposal_id == one, Voter.voted.is_(False))
    rows = []
    for person in session.scalars(asked).all():
        filled = rules.Filled(uuid.uuid4().hex, "yes", uuid.uuid4().hex * 2)
        about = queries.envelope_of(one, opening.round, person)
        sealed = vault.seal(key, filled.packed(7), about)
        rows.append({"proposal_id": one, "person_id": person, "sealed": sealed, "voted": True})
    with writing() as live:
        live.execute(update(Voter), rows)


@contextmanager
def _told(name: str, times: int = 1) -> Iterator[None]:
    _asked[0], began = 0, time.perf_counter()
    yield
    took = time.perf_counter() - began
    rate = f" per_second {times / took:.0f}" if times > 1 else ""
    print(f"{name} seconds {took:.2f}{rate} statements {_asked[0] / times:.0f}")


def _count_statement(*_all: object) -> None:
    _asked[0] += 1


if __name__ == "__main__":
    main()
