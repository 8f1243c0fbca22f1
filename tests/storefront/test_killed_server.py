"""A killed server loses no acknowledged order: real processes, SIGKILL at random moments."""

from __future__ import annotations

import http.client
import json
import logging
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlencode

import pysqlite3.dbapi2 as sqlite
import pytest

from blueprints.storefront.rules import MOST_STOCK
from tests.storefront.conftest import GUEST

ROOT = Path(__file__).parents[2]
log = logging.getLogger(__name__)

KILLS, CLIENTS = 5, 4


class Server:
    """`flask serve` as `make run` starts it, on a database that outlives its processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.up = threading.Event()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self) -> None:
        told = {"COMMONFIELD_INSTANCE": str(self.folder), "PORT": str(self.port)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", "serve"],
            cwd=ROOT,
            env={**os.environ, **told, "COMMONFIELD_DATABASE_URL": "", "HOST": "127.0.0.1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while not self.is_up():
            assert self._process.poll() is None, "the server did not start"
            time.sleep(0.05)
        self.up.set()

    def is_up(self) -> bool:
        with suppress(OSError, http.client.HTTPException):
            return self.ask("GET", "/healthz")[0] == 200
        return False

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as line:
            line.request(method, path, body or None, headers)
            answer = line.getresponse()
            return answer.status, answer.read().decode()

    def kill(self) -> None:
        """Every process of it at once: no chance to finish, to roll back or to say goodbye."""
        doomed = [self._process.pid, *_below(self._process.pid)]
        for pid in doomed:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.up.clear()
        self._process.wait()
        while any(Path(f"/proc/{pid}/exe").exists() for pid in doomed):
            time.sleep(0.01)


def _below(parent: int) -> list[int]:
    """All descendants, by /proc."""
    children = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name in brackets may hold anything; the parent is the second field after it.
            if int(stat.read_text().rpartition(")")[2].split()[1]) == parent:
                children.append(int(stat.parent.name))
    return children + [one for child in children for one in _below(child)]


class Phone(threading.Thread):
    """An outbox that orders one after another; what was not answered is sent again later."""

    def __init__(self, server: Server, product: str, price: int) -> None:
        super().__init__(daemon=True)
        self.visitor = f"phone-{uuid.uuid4().hex}"
        self.acknowledged: dict[str, str] = {}
        self.unanswered: list[str] = []
        self.enough = threading.Event()
        self._server = server
        self._body = urlencode({**GUEST, "line": f"{product}:1:{price}"})

    def run(self) -> None:
        while not self.enough.is_set():
            self._server.up.wait()
            self.order(str(uuid.uuid4()))

    def order(self, key: str) -> None:
        try:
            status, body = self._server.ask(
                "POST",
                "/storefront/checkout",
                self._body,
                **{"Content-Type": "application/x-www-form-urlencoded"},
                **{"Accept": "application/json", "Idempotency-Key": key},
                Cookie=f"visitor={self.visitor}",
            )
        except (OSError, http.client.HTTPException):
            self.unanswered.append(key)
            return
        answer = json.loads(body)
        if status == 200 and answer["state"] == "received":
            self.acknowledged[key] = answer["location"].rpartition("/")[2]
        else:
            self.unanswered.append(key)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    if sys.platform != "linux":
        pytest.skip("finds the server's processes in /proc")
    made = Server(tmp_path)
    made.start()
    yield made
    made.kill()


def ask(folder: Path, question: str, *given: object) -> list[tuple[str, ...]]:
    with closing(sqlite.connect(folder / "commonfield.db")) as connection:
        return connection.execute(question, given).fetchall()


def test_a_killed_server_loses_and_doubles_no_acknowledged_order(server: Server) -> None:
    product, price = _endless_product(server.folder)
    phones = [Phone(server, product, price) for _ in range(CLIENTS)]
    for phone in phones:
        phone.start()
    _kill_again_and_again(server)
    for phone in phones:
        phone.enough.set()
        phone.join()
    _none_is_missing(server, phones)
    again = [(phone, key) for phone in phones for key in phone.unanswered]
    assert again, "no kill met an order: the test proves nothing"
    for phone, key in again:
        phone.order(key)
        assert key in phone.acknowledged
    orders = _none_is_missing(server, phones)
    keys = sum(len(phone.acknowledged) for phone in phones)
    assert orders == keys, "a key sent again made a second order"
    [(left,)] = ask(server.folder, "SELECT stock FROM storefront_product WHERE price_minor = 7")
    assert MOST_STOCK - int(left) == orders
    log.info("%d kills, %d orders acknowledged, %d sent again", KILLS, keys, len(again))


def _endless_product(folder: Path) -> tuple[str, int]:
    with closing(sqlite.connect(folder / "commonfield.db")) as connection, connection:
        [(product,)] = connection.execute(
            "UPDATE storefront_product SET stock = ?, price_minor = 7 WHERE id ="
            " (SELECT min(id) FROM storefront_product WHERE id NOT IN"
            " (SELECT product_id FROM storefront_variant)) RETURNING id",
            [MOST_STOCK],
        ).fetchall()
    return str(uuid.UUID(product)), 7


def _kill_again_and_again(server: Server) -> None:
    chance = random.Random(20260701)
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.2, 1.0))
        server.kill()
        assert ask(server.folder, "PRAGMA integrity_check") == [("ok",)]
        server.start()
    time.sleep(0.3)


def _none_is_missing(server: Server, phones: list[Phone]) -> int:
    """Every acknowledged order is there, whole; how many orders there are of these phones."""
    rows = ask(
        server.folder,
        "SELECT o.id, count(l.place), sum(l.quantity) FROM storefront_order o"
        " LEFT JOIN storefront_line l ON l.order_id = o.id WHERE o.phone = ? GROUP BY o.id",
        f"+86{GUEST['phone']}",
    )
    told = [order for phone in phones for order in phone.acknowledged.values()]
    assert len(set(told)) == len(told), "two keys were answered with one order"
    assert {uuid.UUID(order).hex for order in told} <= {order for order, *_ in rows}
    assert {(lines, pieces) for _, lines, pieces in rows} == {(1, 1)}
    return len(rows)
