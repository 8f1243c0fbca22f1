"""Guessing PINs: `python -m tests.bench.guess`; ends with 1 where too many were looked at.

Guessers in several processes send PINs to the whole app (WSGI, the real pages and tables), each
address in turn, half of them with a browser of their own, all for accounts that exist. Meanwhile
their owners sign in on the phones that know them. `looked_at` are answers about the PIN, right or
wrong; all others are told to wait.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from blueprints.core import cli
from blueprints.core.db import session
from tests.conftest import settings_for
from tests.databases import POSTGRES, database_for, leave
from tests.members.gate import NEW_PIN, enter, join

MOST_LOOKED_AT = 10  # an account and day: NIST 800-63B-4, ux-ecosystem-security C-10
LOOKED_AT = frozenset({200, 303, 422})


@dataclass(frozen=True)
class Plan:
    guesses: int
    addresses: int
    accounts: int
    workers: int

    def phone(self, account: int) -> str:
        return f"139{account:08}"


@dataclass(frozen=True)
class Outcome:
    """`answers` counts (account, status); `let_in` of `owners` who came while it went on."""

    answers: Counter[tuple[int, int]]
    let_in: int
    owners: int

    def most(self) -> int:
        looked_at = Counter[int]()
        for (account, status), times in self.answers.items():
            looked_at[account] += times if status in LOOKED_AT else 0
        return max(looked_at.values(), default=0)

    @property
    def is_right(self) -> bool:
        known = {status for _, status in self.answers} <= LOOKED_AT | {429}
        return known and self.most() <= MOST_LOOKED_AT and self.let_in == self.owners


def run(app: Flask, folder: Path, url: str, plan: Plan) -> Outcome:
    """The owners first, each on a phone of their own; then everybody at once."""
    known = [_owner(app, plan.phone(account)) for account in range(plan.accounts)]
    spawn = multiprocessing.get_context("spawn")
    let_in = owners = 0
    with spawn.Pool(plan.workers) as pool:
        asked = [(str(folder), url, plan, worker) for worker in range(plan.workers)]
        under_way = pool.starmap_async(_guess, asked)
        while not under_way.ready() or owners < plan.accounts:
            account = owners % plan.accounts
            let_in += _signs_in(app, plan.phone(account), known[account])
            owners += 1
            time.sleep(1)
        told = under_way.get()
    return Outcome(sum(told, Counter()), let_in, owners)


def _owner(app: Flask, phone: str) -> str:
    """The token of the browser on which they joined."""
    with app.app_context():
        token = join(phone, pin=NEW_PIN)
        enter("join", token)
        session.remove()
    return token


def _signs_in(app: Flask, phone: str, token: str) -> bool:
    client = app.test_client()
    client.set_cookie("device", token)
    answer = client.post("/sign-in", data={"phone": phone, "pin": NEW_PIN})
    return answer.status_code == 303 and client.get_cookie("session") is not None


def _guess(folder: str, url: str, plan: Plan, worker: int) -> Counter[tuple[int, int]]:
    """One process's share: every so-many-th guess, in an order of its own."""
    app = create_app(settings_for(Path(folder), COMMONFIELD_DATABASE_URL=url))
    rng, answers = random.Random(worker), Counter[tuple[int, int]]()
    clients = [_client(app, n) for n in range(worker, plan.addresses, plan.workers)]
    for n in range(worker, plan.guesses, plan.workers):
        account = rng.randrange(plan.accounts)
        client = clients[n // plan.workers % len(clients)]
        words = {"phone": plan.phone(account), "pin": f"{rng.randrange(10**6):06}"}
        answer = client.post("/sign-in", data=words, headers={"Accept": "application/json"})
        answers[account, answer.status_code] += 1
    leave(app)
    return answers


def _client(app: Flask, address: int) -> FlaskClient:
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = f"10.0.{address // 250}.{address % 250 + 1}"
    if address % 2:  # a browser that has been here: joining gives it its cookie
        words = {"phone": f"138999{address:05}", "name": "田某", "pin": NEW_PIN}
        client.post("/join", data=words)
    return client


@contextmanager
def village(engine: str) -> Iterator[tuple[Flask, Path, str]]:
    with tempfile.TemporaryDirectory() as name:
        folder, database = Path(name), database_for(engine, Path(name))
        app = create_app(settings_for(folder, COMMONFIELD_DATABASE_URL=database.url))
        try:
            with app.app_context():
                cli.make_ready(app.config["SETTINGS"])
                session.remove()
            yield app, folder, database.url
        finally:
            leave(app)
            database.close()


def report(engine: str, plan: Plan, found: Outcome, say: Callable[[str], Any]) -> None:
    by_status = Counter[int]()
    for (_, status), times in found.answers.items():
        by_status[status] += times
    say(f"{engine} guesses {by_status.total()}")
    say(f"{engine} addresses {plan.addresses}")
    say(f"{engine} accounts {plan.accounts}")
    say(f"{engine} workers {plan.workers}")
    say(f"{engine} answers {dict(sorted(by_status.items()))}")
    say(f"{engine} looked_at {sum(by_status[status] for status in LOOKED_AT)}")
    say(f"{engine} most_looked_at_of_one_account {found.most()}")
    say(f"{engine} owners_let_in {found.let_in} of {found.owners}")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    for name, default in (("guesses", 100_000), ("addresses", 1_000), ("accounts", 100)):
        asked.add_argument(f"--{name}", type=int, default=default)
    asked.add_argument("--workers", type=int, default=os.cpu_count() or 2)
    plan, right = Plan(**vars(asked.parse_args())), True
    for engine in ["sqlite", *(["postgres"] if POSTGRES else [])]:
        with village(engine) as (app, folder, url):
            begun = time.monotonic()
            found = run(app, folder, url, plan)
            report(engine, plan, found, print)
            print(f"{engine} seconds {time.monotonic() - begun:.0f}")
        right = right and found.is_right
    return 0 if right else 1


if __name__ == "__main__":
    raise SystemExit(main())
