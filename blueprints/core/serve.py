"""The supervisor behind `make run`: a web server and one job runner, started, watched, ended."""

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass

import click

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
TICK = 0.1
GRANIAN = """--factory --interface wsgi --http 1 --no-ws --log-level error
 --blocking-threads 64 --backpressure 512 --http1-header-read-timeout 10000
 --respawn-failed-workers --respawn-interval 0.5 --workers-kill-timeout 5"""
# Loaded here, since a child between fork and exec must not import.
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class PortError(click.ClickException):
    """The address cannot be listened on: a command that meets it says why, and ends with 1."""


@dataclass(frozen=True)
class Pace:
    """Seconds: for the first answer, for ending, and the waits before a restart."""

    answer_within: float = 120.0
    grace: float = 8.0
    first_wait: float = 1.0
    longest_wait: float = 30.0
    healthy_after: float = 60.0  # having lived so long, the next wait is the first again


def web_command(host: str, port: int, workers: int) -> list[str]:
    """Granian's command line; reasons and figures: docs/decisions/0003-server.md."""
    where = ["--host", host, "--port", str(port), "--workers", str(workers)]
    return [sys.executable, "-m", "granian", *GRANIAN.split(), *where, "app:create_app"]


def jobs_command() -> list[str]:
    """The job runner's command line."""
    return [sys.executable, "-m", "flask", "--app", "app", "jobs"]


def refuse_taken_port(host: str, port: int) -> None:
    """Raise PortError when nobody could listen there now; ask before any slow preparation."""
    try:
        family, kind, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            # Without it a port stays refused for a minute after an ordinary stop (TIME_WAIT).
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(where)
            trial.listen(1)
    except socket.gaierror as unknown:
        raise PortError(
            f"HOST={host!r} is not usable: it takes an address of this machine."
        ) from unknown
    except OSError as refusal:
        raise PortError(
            f"Cannot serve on {host}, port {port} ({refusal.strerror}): "
            "stop the program that holds it, or choose another port, for example PORT=8001."
        ) from refusal


def address(host: str, port: int) -> str:
    """The address to print: one that a browser on this machine can open."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (only read)
    return f"http://[{reachable}]:{port}" if ":" in reachable else f"http://{reachable}:{port}"


def serve(
    host: str,
    port: int,
    *,
    web: Sequence[str],
    jobs: Sequence[str],
    health: str = "/healthz",
    pace: Pace | None = None,
    say: Callable[[str], None] = click.echo,
) -> int:
    """Run both until a stop signal; the exit code: 0 after a signal, 1 when it never answered."""
    refuse_taken_port(host, port)
    pace = pace or Pace()
    children = [_Child("web server", web, pace, say), _Child("job runner", jobs, pace, say)]
    signals = _arriving_signals()
    try:
        for child in children:
            child.start()
        if not _answered(children[0], address(host, port), health, signals):
            return 0 if signals else 1
        while not signals:
            for child in children:
                child.keep_alive()
            time.sleep(TICK)
        return 0
    finally:
        _end(children, pace.grace)


def _arriving_signals() -> list[int]:
    """The stop signals from now on, as a list that grows."""
    arrived: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: arrived.append(number))
    return arrived


def _answered(server: "_Child", where: str, health: str, signals: list[int]) -> bool:
    deadline = time.monotonic() + server.pace.answer_within
    while not signals:
        if not server.running() or time.monotonic() > deadline:
            server.say("The web server did not start; its last words stand above.")
            return False
        if _answers(where, health):
            server.say(where)
            return True
        time.sleep(TICK)
    return False


def _answers(where: str, health: str) -> bool:
    connection = http.client.HTTPConnection(where.removeprefix("http://"), timeout=2)
    with closing(connection), suppress(OSError, http.client.HTTPException):
        connection.request("GET", health)
        return connection.getresponse().status == 200
    return False


def _end(children: list["_Child"], grace: float) -> None:
    deadline = time.monotonic() + grace
    for child in children:
        child.ask_to_end()
    while any(child.running() for child in children) and time.monotonic() < deadline:
        time.sleep(TICK / 2)
    for child in children:
        child.sweep()


@dataclass
class _Child:
    name: str
    command: Sequence[str]
    pace: Pace
    say: Callable[[str], None]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    wait: float = 0.0
    due_at: float | None = None

    def start(self) -> None:
        """Start it as leader of its own group, so that Ctrl-C reaches only the supervisor."""
        parent = os.getpid()
        self.process = subprocess.Popen(  # noqa: S603 (the command lines are ours)
            self.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=lambda: _die_with(parent),
        )
        self.started_at, self.due_at = time.monotonic(), None

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def keep_alive(self) -> None:
        """Start it again when it has died, after waits that grow while it keeps dying young."""
        moment = time.monotonic()
        if self.running():
            return
        if self.due_at is None:
            self.sweep()
            if moment - self.started_at > self.pace.healthy_after:
                self.wait = 0.0
            self.wait = min(max(self.wait * 2, self.pace.first_wait), self.pace.longest_wait)
            self.due_at = moment + self.wait
            self.say(f"The {self.name} ended; starting it again in {self.wait:g} s.")
        elif moment >= self.due_at:
            self.start()

    def ask_to_end(self) -> None:
        if self.process is not None and self.running():
            self.process.terminate()

    def sweep(self) -> None:
        """Kill what is left of its group: a worker outlives a leader that was killed."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def _die_with(parent: int) -> None:
    """Linux ends a child whose supervisor is killed outright; elsewhere that is done by hand."""
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before the wish was heard
            os._exit(1)
