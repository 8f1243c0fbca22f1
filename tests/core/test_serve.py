"""The supervisor, with real processes and signals; its web server and jobs are stand-ins."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from blueprints.core.serve import PortError, address, refuse_taken_port, web_command

ROOT = Path(__file__).parents[2]

WEB = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()
    def log_message(self, *words): pass

import os
with open("web.pids", "a") as pids:
    print(os.getpid(), file=pids)
HTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
"""

JOBS = """
import os, signal, time
if os.path.exists("stubborn"):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
with open("jobs.pids", "a") as pids:
    print(os.getpid(), file=pids)
while True:
    time.sleep(0.05)
"""

SUPERVISOR = """
import sys
from blueprints.core.serve import Pace, serve
port = int(sys.argv[1])
pace = Pace(answer_within=20, grace=1.5, first_wait=0.1, longest_wait=0.2)
web = [sys.executable, sys.argv[2], str(port)]
sys.exit(serve("127.0.0.1", port, web=web, jobs=[sys.executable, "jobs.py"], pace=pace))
"""


class Supervised:
    """A running supervisor and what it leaves behind in its folder."""

    def __init__(self, folder: Path, web: str = "web.py") -> None:
        self.folder = folder
        self.port = free_port()
        for name, text in {"web.py": WEB, "jobs.py": JOBS, "run.py": SUPERVISOR}.items():
            (folder / name).write_text(text)
        self.process = subprocess.Popen(
            [sys.executable, "run.py", str(self.port), web],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def first_line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def pids(self, name: str) -> list[int]:
        written = self.folder / f"{name}.pids"
        return [int(line) for line in written.read_text().split()] if written.exists() else []

    def started(self) -> "Supervised":
        assert self.first_line() == f"http://127.0.0.1:{self.port}"
        assert until(lambda: bool(self.pids("jobs")))
        return self

    def nothing_left(self) -> bool:
        return until(lambda: not any(map(alive, self.pids("web") + self.pids("jobs"))))

    def end(self) -> None:
        for pid in [self.process.pid, *self.pids("web"), *self.pids("jobs")]:
            if alive(pid):
                os.kill(pid, signal.SIGKILL)
        self.process.communicate()


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[Supervised]:
    running = Supervised(tmp_path)
    yield running
    running.end()


def test_the_address_is_printed_once_it_answers(supervised: Supervised) -> None:
    supervised.started()
    with socket.create_connection(("127.0.0.1", supervised.port), timeout=5) as line:
        line.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.0 200")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_stop_signal_ends_everything_with_zero(supervised: Supervised, number: int) -> None:
    supervised.started().process.send_signal(number)
    assert supervised.process.wait(timeout=30) == 0
    assert supervised.nothing_left()


def test_the_signal_of_a_group_arriving_twice_is_still_a_clean_end(supervised: Supervised) -> None:
    supervised.started()
    for _ in range(2):
        supervised.process.send_signal(signal.SIGTERM)
    assert supervised.process.wait(timeout=30) == 0
    assert supervised.nothing_left()


@pytest.mark.parametrize("name", ["web", "jobs"])
def test_a_child_that_died_is_started_again(supervised: Supervised, name: str) -> None:
    first = supervised.started().pids(name)
    os.kill(first[0], signal.SIGKILL)
    assert until(lambda: len(supervised.pids(name)) > 1)
    assert supervised.process.poll() is None


def test_a_child_that_will_not_end_is_killed(tmp_path: Path) -> None:
    (tmp_path / "stubborn").touch()
    running = Supervised(tmp_path).started()
    running.process.terminate()
    assert running.process.wait(timeout=30) == 0
    assert running.nothing_left()
    running.end()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_children_of_a_killed_supervisor_end_too(supervised: Supervised) -> None:
    supervised.started().process.kill()
    assert supervised.nothing_left()


def test_a_web_server_that_cannot_start_ends_the_whole_with_one(tmp_path: Path) -> None:
    running = Supervised(tmp_path, web="absent.py")
    assert "did not start" in running.first_line()
    assert running.process.wait(timeout=30) == 1
    assert running.nothing_left()
    running.end()


def test_a_taken_port_is_refused_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        with pytest.raises(PortError, match=f"port {port}.*PORT=") as refusal:
            refuse_taken_port("127.0.0.1", port)
    assert refusal.value.exit_code == 1
    refuse_taken_port("127.0.0.1", port)


def test_an_address_that_is_not_ours_is_refused_too() -> None:
    with pytest.raises(PortError, match=r"203\.0\.113\.1"):
        refuse_taken_port("203.0.113.1", 8000)


@pytest.mark.parametrize(
    ("host", "printed"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),  # noqa: S104
        ("::1", "http://[::1]:8000"),
        ("::", "http://[::1]:8000"),
    ],
)
def test_the_printed_address_can_be_opened(host: str, printed: str) -> None:
    assert address(host, 8000) == printed


def test_the_server_is_told_where_and_how_many() -> None:
    command = web_command("0.0.0.0", 8123, 3)  # noqa: S104
    pairs = dict(pairwise(command))
    assert (pairs["--host"], pairs["--port"], pairs["--workers"]) == ("0.0.0.0", "8123", "3")  # noqa: S104


def until(true: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether it came true before the deadline, which is only there to end a failing test."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def alive(pid: int) -> bool:
    """Whether the process runs; a zombie does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])
