"""Many buyers for the last one: `python -m tests.bench.race`; ends with 1 where a round differs.

Every buyer is a thread, and all start at one barrier. They share the app's own pool, as requests
do: 15 connections at once on SQLite, 40 on PostgreSQL; the others queue for one.
PostgreSQL is raced too where TEST_POSTGRES_URL names a server.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app import create_app
from blueprints.core import cli, ids
from blueprints.core.db import session, writing
from blueprints.members import queries as members
from blueprints.storefront import services
from blueprints.storefront.models import Line, Order, Product
from blueprints.storefront.rules import Choice, Wanted
from blueprints.storefront.services import Buyer, Listing
from tests.conftest import settings_for
from tests.databases import POSTGRES, database_for, leave
from tests.village import FARMER

PRICE = 480


@dataclass(frozen=True)
class Round:
    """`told` counts the buyers by what they were told; `charged` are losers with an order."""

    told: Counter[str]
    stock: int
    orders: int
    charged: int

    @property
    def winners(self) -> int:
        return self.told["won"]

    @property
    def is_right(self) -> bool:
        losers = self.told.total() - 1
        return (
            (self.winners, self.stock, self.orders, self.charged) == (1, 0, 1, 0)
            and self.told["SoldOut"] == losers
        )  # fmt: skip


def one_round(app: Flask, buyers: int) -> Round:
    """One product with a stock of one, and everybody at once."""
    product, start = _listed(app), threading.Barrier(buyers)
    told: dict[str, str] = {}

    def buy(n: int) -> None:
        with app.app_context():
            start.wait()
            told[f"v:racer-{n}"] = _try_to_buy(product, n)
            session.remove()

    threads = [threading.Thread(target=buy, args=(n,)) for n in range(buyers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return _outcome(app, product, told)


def _listed(app: Flask) -> uuid.UUID:
    with app.app_context():
        with writing():
            seller_id = members.person_with(FARMER)
            last_one = Listing("最后一篮", "", "fruit", PRICE, "CNY", "篮", 1, "zh")
            product = services.list_product(
                seller_id=seller_id, listing=last_one, key=ids.uuid7()
            ).id
        session.remove()
    return product


def _try_to_buy(product: uuid.UUID, n: int) -> str:
    """`won`, or the name of the refusal or fault."""
    who = f"racer-{n}"
    buyer = Buyer(f"v:{who}", None, who, who, "+8613912345678", "", "pickup", "on_delivery")
    try:
        with writing():
            services.place_orders(
                buyer=buyer, wanted={Choice(product): Wanted(1, PRICE)}, key=ids.uuid7()
            )
    except Exception as refusal:
        return type(refusal).__name__
    return "won"


def _outcome(app: Flask, product: uuid.UUID, told: dict[str, str]) -> Round:
    with app.app_context():
        stock = session.scalars(select(Product.stock).where(Product.id == product)).one()
        names = session.scalars(
            select(Order.name)
            .join(Line, Line.order_id == Order.id)
            .where(Line.product_id == product)
        ).all()
        session.remove()
    charged = [name for name in names if told[f"v:{name}"] != "won"]
    return Round(Counter(told.values()), stock, len(names), len(charged))


def race(engine: str, rounds: int, buyers: int, say: Callable[[str], None]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        database = database_for(engine, Path(folder))
        app = create_app(settings_for(Path(folder), COMMONFIELD_DATABASE_URL=database.url))
        try:
            with app.app_context():
                cli.make_ready(app.config["SETTINGS"])
                session.remove()
            begun = time.monotonic()
            run = [one_round(app, buyers) for _ in range(rounds)]
            seconds = time.monotonic() - begun
        finally:
            leave(app)
            database.close()
    told: Counter[str] = sum((one.told for one in run), Counter())
    say(f"{engine} rounds {rounds}")
    say(f"{engine} buyers {buyers}")
    say(f"{engine} winners_per_round {sorted({one.winners for one in run})}")
    say(f"{engine} stock_below_zero {sum(one.stock < 0 for one in run)}")
    say(f"{engine} losers_charged {sum(one.charged for one in run)}")
    say(f"{engine} told {dict(told)}")
    say(f"{engine} rounds_that_differ {sum(not one.is_right for one in run)}")
    say(f"{engine} seconds {seconds:.1f}")
    return all(one.is_right for one in run)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=100)
    asked.add_argument("--buyers", type=int, default=200)
    told = asked.parse_args()
    engines = ["sqlite", *(["postgres"] if POSTGRES else [])]
    results = [race(engine, told.rounds, told.buyers, print) for engine in engines]
    return 0 if all(results) else 1


if __name__ == "__main__":
    raise SystemExit(main())
