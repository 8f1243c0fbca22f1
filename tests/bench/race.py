"""Many buyers for the last one: `python -m tests.bench.race`; ends with 1 where a round differs.

Every buyer is a thread, and all start at one barrier. They share the app's own pool, as requests
do: 15 connections at once on SQLite, 40 on PostgreSQL; the others queue for one.
PostgreSQL is raced too where TEST_POSTGRES_URL names a server.
What is raced for stands in tests/bench/races.py.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from app import create_app
from blueprints.core import cli
from blueprints.core.db import session
from tests.bench.races import RACES, LastOne, Left
from tests.conftest import settings_for
from tests.databases import POSTGRES, database_for, leave


@dataclass(frozen=True)
class Round:
    """`told` counts the buyers by what they were told; `is_right` where all is as it must be."""

    told: Counter[str]
    left: Left
    is_right: bool

    @property
    def winners(self) -> int:
        return self.told["won"]


def one_round(app: Flask, buyers: int, name: str = "last_one") -> Round:
    """Laid out afresh, and everybody at once."""
    raced, start = RACES[name](), threading.Barrier(buyers)
    told: dict[str, str] = {}
    with app.app_context():
        raced.lay_out(buyers)
        session.remove()

    def buy(n: int) -> None:
        with app.app_context():
            start.wait()
            told[f"racer-{n}"] = _try(raced, n)
            session.remove()

    threads = [threading.Thread(target=buy, args=(n,)) for n in range(buyers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        left = raced.left(told)
        session.remove()
    said = Counter(told.values())
    return Round(said, left, (said, left) == raced.expected(buyers))


def _try(raced: LastOne, n: int) -> str:
    """`won`, or the name of the refusal or fault."""
    try:
        raced.attempt(n)
    except Exception as refusal:
        return type(refusal).__name__
    return "won"


def race(
    engine: str, names: Iterable[str], rounds: int, buyers: int, say: Callable[[str], None]
) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        database = database_for(engine, Path(folder))
        app = create_app(settings_for(Path(folder), COMMONFIELD_DATABASE_URL=database.url))
        try:
            with app.app_context():
                cli.make_ready(app.config["SETTINGS"])
                session.remove()
            # Every one is run, also after one that went wrong.
            went = {name: _race(app, engine, name, rounds, buyers, say) for name in names}
            return all(went.values())
        finally:
            leave(app)
            database.close()


def _race(
    app: Flask, engine: str, name: str, rounds: int, buyers: int, say: Callable[[str], None]
) -> bool:
    said = f"{engine} {name}"
    begun = time.monotonic()
    run = [one_round(app, buyers, name) for _ in range(rounds)]
    seconds = time.monotonic() - begun
    told: Counter[str] = sum((one.told for one in run), Counter())
    say(f"{said} rounds {rounds}")
    say(f"{said} buyers {buyers}")
    say(f"{said} winners_per_round {sorted({one.winners for one in run})}")
    say(f"{said} stock_below_zero {sum(one.left.stock < 0 for one in run)}")
    say(f"{said} losers_charged {sum(one.left.charged for one in run)}")
    say(f"{said} told {dict(told)}")
    say(f"{said} rounds_that_differ {sum(not one.is_right for one in run)}")
    say(f"{said} seconds {seconds:.1f}")
    return all(one.is_right for one in run)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=100)
    asked.add_argument("--buyers", type=int, default=200)
    asked.add_argument("--only", choices=RACES, action="append")
    told = asked.parse_args()
    engines = ["sqlite", *(["postgres"] if POSTGRES else [])]
    names = told.only or list(RACES)
    results = [race(engine, names, told.rounds, told.buyers, print) for engine in engines]
    return 0 if all(results) else 1


if __name__ == "__main__":
    raise SystemExit(main())
