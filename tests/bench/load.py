"""Load and latency: wrk where it is installed, else a small generator; the same for both sides."""

import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote, urlsplit

CONNECTIONS = 8
# As phones ask; both sides then send the same number of bytes.
ASKED = {"Accept-Encoding": "br", "Accept-Language": "zh-CN,zh;q=0.9"}
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
_VARYING = """
local place, words, n = "", {}, 0
function init(args)
  place = args[1]
  for i = 2, #args do words[i - 1] = args[i] end
end
function request()
  n = n + 1
  local path = place:gsub("WORD", words[n % #words + 1]):gsub("TURN", n)
  return wrk.format("GET", path)
end
"""


@dataclass(frozen=True)
class Pace:
    """Requests a second, and the time that 99 of 100 of them stay under."""

    per_second: float
    p99_ms: float


@dataclass(frozen=True)
class Target:
    """`path` may hold WORD and TURN: each request then gets the next word and its own number."""

    base: str
    path: str
    words: tuple[str, ...] = ("",)

    def turn(self, n: int) -> str:
        word = quote(self.words[n % len(self.words)])
        return self.path.replace("WORD", word).replace("TURN", str(n))

    def in_round(self, n: int) -> "Target":
        return Target(self.base, self.path.replace("TURN", f"{n}-TURN"), self.words)


class Refused(RuntimeError):
    """A target answered with something else than its page: its figures would mean nothing."""


def load(target: Target, seconds: int) -> Pace:
    return _wrk(target, seconds) if shutil.which("wrk") else _threads(target, seconds)


def latencies(target: Target, count: int) -> list[float]:
    """Milliseconds of one patient client on one kept connection."""
    client = Client(target.base)
    try:
        client.get(target.turn(0))
        return [client.get(target.turn(n)).ms for n in range(1, count + 1)]
    finally:
        client.close()


def arrivals(target: Target, seconds: float, every_s: float = 0.01) -> list[float]:
    """Milliseconds of people who arrive one after the other, each on a new connection."""
    found: list[float] = []
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        begin = time.perf_counter()
        client = Client(target.base)
        client.get(target.turn(len(found)))
        client.close()
        found.append((time.perf_counter() - begin) * 1000)
        time.sleep(every_s)
    return found


def p99(times: list[float]) -> float:
    return quantiles(times, n=100, method="inclusive")[98]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    ms: float


class Client:
    """HTTP/1.1 on a raw socket: cheap enough that the server is what is measured."""

    def __init__(self, base: str) -> None:
        where = urlsplit(base)
        self._host = where.netloc
        self._line = socket.create_connection((where.hostname, where.port), timeout=30)
        self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str, asked: dict[str, str] | None = None) -> Answer:
        headers = "".join(f"{k}: {v}\r\n" for k, v in (ASKED | (asked or {})).items())
        begin = time.perf_counter()
        self._line.sendall(f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\n{headers}\r\n".encode())
        status, told, body = _read(self._line)
        spent = (time.perf_counter() - begin) * 1000
        if status != 200:
            raise Refused(f"{self._host}{path} answered {status}")
        return Answer(status, told, body, spent)

    def close(self) -> None:
        self._line.close()


def _read(line: socket.socket) -> tuple[int, dict[str, str], bytes]:
    held = b""
    while b"\r\n\r\n" not in held:
        held += _more(line)
    head, _, body = held.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    told = {name.lower(): value.strip() for name, _, value in (h.partition(":") for h in rest)}
    while len(body) < int(told.get("content-length", "0")):
        body += _more(line)
    return int(first.split()[1]), told, body


def _more(line: socket.socket) -> bytes:
    got = line.recv(262_144)
    if not got:
        raise Refused("the server hung up")
    return got


def _wrk(target: Target, seconds: int) -> Pace:
    asked = [word for k, v in ASKED.items() for word in ("-H", f"{k}: {v}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", *asked]
    with tempfile.TemporaryDirectory() as folder:
        if target.path == target.turn(1):
            command += [target.base + target.path]
        else:
            script = Path(folder) / "varying.lua"
            script.write_text(_VARYING)
            words = [quote(word).replace("%", "%%") for word in target.words]
            command += ["-s", str(script), target.base, "--", target.path, *words]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if trouble := re.search(r"Socket errors.*|Non-2xx.*", said):
        raise Refused(f"{target.path}: {trouble[0]}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    late = re.search(r"99%\s+([\d.]+)([a-z]+)", said)
    if rate is None or late is None:
        raise Refused(said)
    return Pace(float(rate[1]), float(late[1]) * _UNITS[late[2]])


def _threads(target: Target, seconds: float) -> Pace:
    """Rough: it takes a core itself, so its ratios come out nearer to 1 than wrk's."""
    spent: list[float] = []
    turns = _turns()
    deadline = time.monotonic() + seconds
    workers = [
        threading.Thread(target=_ask_until, args=(target, deadline, spent, turns))
        for _ in range(CONNECTIONS)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if not spent:
        raise Refused(f"{target.base}{target.path} gave no answer")
    return Pace(len(spent) / seconds, p99(spent))


def _ask_until(
    target: Target, deadline: float, spent: list[float], turn: Callable[[], int]
) -> None:
    client = Client(target.base)
    while time.monotonic() < deadline:
        spent.append(client.get(target.turn(turn())).ms)
    client.close()


def _turns() -> Callable[[], int]:
    counter: Iterator[int] = iter(range(1, 10**9))
    lock = threading.Lock()

    def turn() -> int:
        with lock:
            return next(counter)

    return turn


def typical(paces: list[Pace]) -> Pace:
    """The median of the rounds, each figure by itself."""
    return Pace(median(p.per_second for p in paces), median(p.p99_ms for p in paces))
