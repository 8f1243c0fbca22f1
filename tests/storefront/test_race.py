"""The last one, wanted by many at the same moment: `make race` does the same in full size."""

from __future__ import annotations

import threading
import uuid

from flask import Flask

from blueprints.core import ids
from blueprints.core.db import session, writing
from blueprints.storefront import services
from blueprints.storefront.rules import Choice, Wanted
from tests.bench.race import one_round
from tests.storefront.conftest import Stall, buyer_of

BUYERS, ROUNDS = 20, 5


def test_the_last_one_goes_to_one_buyer_and_all_others_are_told(app: Flask) -> None:
    for _ in range(ROUNDS):
        met = one_round(app, BUYERS)
        assert met.told == {"won": 1, "SoldOut": BUYERS - 1}
        assert (met.stock, met.orders, met.charged) == (0, 1, 0)


def test_buyers_of_two_things_in_opposite_order_never_wait_in_a_ring(app: Flask) -> None:
    """Half of them name the one thing first, the others the other."""
    with app.app_context():
        pair = [Stall().sells(title=title, stock=BUYERS) for title in ("蜜桔", "柚子")]
        session.remove()
    told = _all_at_once(app, pair)
    assert told == ["done"] * BUYERS
    with app.app_context():
        assert [Stall().stock(product) for product in pair] == [0, 0]
        session.remove()


def _all_at_once(app: Flask, pair: list[uuid.UUID]) -> list[str]:
    told: list[str] = []
    start = threading.Barrier(BUYERS)

    def buy(n: int) -> None:
        with app.app_context():
            start.wait()
            wanted = {Choice(product): Wanted(1, 480) for product in pair[:: 1 if n % 2 else -1]}
            try:
                with writing():
                    services.place_orders(
                        buyer=buyer_of(None, f"racer-{n}"), wanted=wanted, key=ids.uuid7()
                    )
                told.append("done")
            except Exception as fault:
                told.append(repr(fault))
            session.remove()

    threads = [threading.Thread(target=buy, args=(n,)) for n in range(BUYERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told
