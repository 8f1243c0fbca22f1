"""The line between a phone and the server, which can be cut, slow, or lie.

    line = Line(server.port)
    line.start()
    one = phone(url=line.url)
    line.fault("reset_after", path="/storefront/products/new")

A fault that needs the server's answer lets the request through; the others never reach it.
"""

from __future__ import annotations

import random
import select
import socket
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from tests.browser.offline.http1 import Answer, Broken, Request, canned, read_answer, read_request
from tests.browser.offline.wire import PIECE, Wire, reset

CUT_WITHIN = 60_000  # bytes of a connection that is going to be lost

# What never reaches the server. None: the connection is reset.
IN_ITS_PLACE: dict[str, Answer | None] = {
    "reset_before": None,
    "503": canned("503 Service Unavailable", "<h1>Busy</h1>", "Retry-After: 1"),
    "500": canned("500 Internal Server Error", "<h1>Oops</h1>"),
    "portal": canned("200 OK", "<h1>Welcome to the free network. Please accept our terms.</h1>"),
    "sign_in": canned("302 Found", "", "Location: /sign-in"),
}
ON_THE_WAY_BACK = frozenset({"reset_after", "slow_after", "truncated", "other_key"})

Seen = tuple[str, str, str, str]
Choose = Callable[[Request], str | None]


@dataclass
class Fault:
    name: str
    method: str
    path: str
    times: int

    def meets(self, one: Request) -> bool:
        return self.times > 0 and one.method == self.method and one.path.startswith(self.path)


class Line:
    """`arrivals` reached the line, `passed` the server: (method, path, key, uid) of each."""

    def __init__(self, server_port: int, seed: int = 4711) -> None:
        self.server_port = server_port
        self.hold = 3.0  # seconds, for slow_after
        self.rate: float | None = None  # bytes a second, each way, for all connections together
        self.loss = 0.0  # share of connections that break at a random byte
        self.choose: Choose = lambda one: None  # asked where no `fault` waits
        self.rng = random.Random(seed)
        self.arrivals: list[Seen] = []
        self.passed: list[Seen] = []
        self.most_at_once = 0
        self._under_way: set[int] = set()
        self._faults: list[Fault] = []
        self._lock = threading.RLock()
        self.flows = threading.Event()
        self.flows.set()
        self.ends = False
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._clocks = {"up": 0.0, "down": 0.0}
        self._listener: socket.socket | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._listen()

    def stop(self) -> None:
        self.ends = True
        self.cut()
        self.flows.set()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive(), "a connection outlives its line"

    def cut(self) -> None:
        """No network at all: refused, and what is open is reset."""
        with self._lock:
            listener, self._listener = self._listener, None
            gone, self._open = self._open, set()
            self._under_way.clear()
        if listener is not None:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)  # wakes whoever accepts
            listener.close()
        for one in gone:
            reset(one)

    def stall(self) -> None:
        """Connects, and nothing ever comes back."""
        self.flows.clear()

    def mend(self) -> None:
        self.flows.set()
        if self._listener is None:
            self._listen()

    def fault(self, name: str, method: str = "POST", path: str = "", times: int = 1) -> None:
        """The next `times` requests of this method, on paths that begin so, meet it."""
        assert name in IN_ITS_PLACE or name in ON_THE_WAY_BACK, name
        with self._lock:
            self._faults.append(Fault(name, method, path, times))

    def _listen(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(64)
        self.port = listener.getsockname()[1]
        self._listener = listener
        self._spawn(partial(self._accept, listener))

    def _spawn(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        with self._lock:
            self._threads = [one for one in self._threads if one.is_alive() or not one.ident]
            self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                phone, _ = listener.accept()
                phone.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                with self._lock:
                    if self._listener is not listener:
                        reset(phone)
                        return
                    self._open.add(phone)
                    left = self.rng.randrange(CUT_WITHIN) if self.rng.random() < self.loss else None
                self._spawn(partial(self._serve, Wire(self, phone, left)))

    def _serve(self, wire: Wire) -> None:
        try:
            while (one := read_request(wire.read)) is not None:
                if self._pass(wire, one) == "truncated":
                    wire.phone.close()  # an orderly end, so that what was written arrives
        except OSError:
            pass
        finally:
            with self._lock:
                self._open.discard(wire.phone)
                self._under_way.discard(id(wire))
            reset(wire.phone)

    def _pass(self, wire: Wire, one: Request) -> str:
        """One request and what comes back; the name of the fault it met."""
        seen = (one.method, one.path, one.key, one.uid)
        with self._lock:
            self.arrivals.append(seen)
            name = self._chosen(one)
            if one.method == "POST" and one.key:
                self._under_way.add(id(wire))
                self.most_at_once = max(self.most_at_once, len(self._under_way))
        if name in IN_ITS_PLACE:
            answer = IN_ITS_PLACE[name]
        else:
            answer = self._changed(name, one, self._asked(wire, one, seen), wire)
        with self._lock:
            self._under_way.discard(id(wire))  # before the phone can know
        if answer is None:
            raise Broken
        wire.write(answer.head + answer.body)
        return name

    def _chosen(self, one: Request) -> str:
        for fault in self._faults:
            if fault.meets(one):
                fault.times -= 1
                return fault.name
        return self.choose(one) or ""

    def _asked(self, wire: Wire, one: Request, seen: Seen) -> Answer:
        """The server's own answer. Should the phone leave meanwhile, the server still finishes."""
        with socket.create_connection(("127.0.0.1", self.server_port)) as server:
            server.sendall(one.raw)
            with self._lock:
                self.passed.append(seen)
            while not select.select([server], [], [], 0.05)[0]:
                self._forget_if_gone(wire)
            return read_answer(lambda: server.recv(PIECE * 8), one.method)

    def _changed(self, name: str, one: Request, answer: Answer, wire: Wire) -> Answer | None:
        if name == "reset_after":
            return None
        if name == "slow_after":
            until = time.monotonic() + self.hold
            while time.monotonic() < until and not self.ends and not self._forget_if_gone(wire):
                time.sleep(0.02)
        if name == "truncated":
            return Answer(answer.head, answer.body[: len(answer.body) // 2])
        if name == "other_key" and one.key:
            own, other = one.key.encode(), str(uuid.UUID(int=self.rng.getrandbits(128))).encode()
            return Answer(answer.head.replace(own, other), answer.body.replace(own, other))
        return answer

    def _forget_if_gone(self, wire: Wire) -> bool:
        """A phone that gave up has nothing under way any more, whatever the server still does."""
        if not wire.gone():
            return False
        with self._lock:
            self._under_way.discard(id(wire))
        return True

    def paced(self, way: str, size: int) -> None:
        """Waits for its turn: all connections share the line."""
        if self.rate is None:
            self._clocks[way] = 0.0
            return
        with self._lock:
            due = max(time.monotonic(), self._clocks[way]) + size / self.rate
            self._clocks[way] = due
        while self.rate and not self.ends and (left := due - time.monotonic()) > 0:
            time.sleep(min(left, 0.05))
