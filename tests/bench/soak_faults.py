"""What goes wrong in the soak: on each line by chance, and to the house by a shuffled deck."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from tests.browser.conftest import Server
from tests.browser.offline.http1 import Request

# name → its share among the faults that a write may meet on its way
OF_A_WRITE = {
    "reset_before": 4,
    "reset_after": 5,
    "slow_after": 1,
    "503": 1,
    "500": 1,
    "portal": 3,
    "sign_in": 1,
    "truncated": 3,
    "other_key": 2,
}
OF_A_PIECE = {name: share for name, share in OF_A_WRITE.items() if name != "other_key"}
OF_A_VISIT = {"reset_before": 2, "503": 1, "portal": 2, "truncated": 1}

# What happens around one visit, and how many in a hundred visits meet it.
EVENTS = {
    "nothing": 24,
    "two_tabs": 16,
    "page_closed": 14,
    "line_cut": 13,
    "worker_killed": 13,
    "session_lost": 7,
    "line_stalled": 4,
    "server_killed": 6,
    "release_changed": 3,
}


class Chance:
    """Decides for each request of every phone; `counted` tells what it did."""

    def __init__(self, seed: int, share: float = 0.3) -> None:
        self.share = share
        self.quiet = False
        self.counted: Counter[str] = Counter()
        self._rng = random.Random(f"faults {seed}")
        self._lock = threading.Lock()

    def __call__(self, one: Request) -> str | None:
        head = one.raw.split(b"\r\n\r\n", 1)[0].lower()
        names, share = OF_A_WRITE, self.share
        if one.method == "PUT":
            names = OF_A_PIECE
        elif one.method == "GET" and b"\r\naccept: text/html" in head:
            names, share = OF_A_VISIT, self.share / 6
        elif b"\r\nidempotency-key:" not in head:
            return None
        with self._lock:
            if self.quiet or self._rng.random() > share:
                return None
            name = self._rng.choices(list(names), list(names.values()))[0]
            self.counted[name] += 1
        return name


def deck(seed: int) -> Iterator[str]:
    """Each event once at first, so that the smallest soak meets them all; then by their shares."""
    rng = random.Random(f"events {seed}")
    first = [name for name in EVENTS if name != "nothing"]
    rng.shuffle(first)
    yield from first
    while True:
        yield rng.choices(list(EVENTS), list(EVENTS.values()))[0]


def kill(server: Server) -> None:
    """As a power cut does, and until nobody listens any more: the kernel ends the children."""
    server.kill()
    for _ in range(200):
        with suppress(OSError), socket.create_connection(("127.0.0.1", server.port), 1):
            time.sleep(0.05)
            continue
        return


def change_release(server: Server, n: int) -> None:
    """A new release is a restart that names other assets."""
    server.end()
    server.env["COMMONFIELD_ALPINE_URL"] = f"/alpine.js?n={n}"
    server.start()
