"""`make run` as the person at the machine meets it: it starts, says where, keeps, and ends."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.browser.conftest import HOUSE, STARTS_WITHIN_S, Phones, Server, free_port
from tests.browser.steps import sell, sign_in
from tests.village import FARMER

pytestmark = pytest.mark.browser

ENDS_WITHIN_S = 10
FLASK_SERVE = [sys.executable, "-m", "flask", "--app", "app", "serve"]


class Started:
    """One start in a folder; what it printed goes to a file, as in a terminal."""

    def __init__(self, folder: Path, command: list[str], **env: str) -> None:
        self.said_in = folder / f"said-{time.monotonic_ns()}"
        self.instance = folder / "instance"
        chosen = {"PORT": str(free_port()), "COMMONFIELD_INSTANCE": str(self.instance), **env}
        with self.said_in.open("wb") as out:
            self.process = subprocess.Popen(
                command,
                cwd=HOUSE,
                env={**os.environ, **chosen},
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.said_in.read_text()

    def address(self) -> str:
        """What it prints once it serves."""
        deadline = time.monotonic() + STARTS_WITHIN_S
        while not (found := re.search(r"^http://\S+$", self.said, re.MULTILINE)):
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)
        return found[0]

    def ends(self, number: int, *, whole_group: bool = False) -> int:
        """Ctrl-C reaches everybody in the terminal, SIGTERM only the one."""
        send = os.killpg if whole_group else os.kill
        send(self.process.pid, number)
        return self.process.wait(ENDS_WITHIN_S)

    def left_over(self) -> list[str]:
        """Processes that still carry this instance in their environment."""
        mark = f"COMMONFIELD_INSTANCE={self.instance}".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found.append((folder / "cmdline").read_text().replace("\0", " "))
        return found

    def refusal(self) -> str:
        """What it said instead of serving; one sentence, and no traceback."""
        try:
            assert self.process.wait(STARTS_WITHIN_S) != 0
        except subprocess.TimeoutExpired:
            self.ends(signal.SIGKILL, whole_group=True)
            raise
        assert "Traceback" not in self.said
        lines = [line for line in self.said.splitlines() if line.strip()]
        assert len(lines) == 1, self.said
        return lines[0]


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder whose instance holds the demo, made by a first start that was ended by Ctrl-C."""
    folder = tmp_path_factory.mktemp("house")
    started = Started(folder, FLASK_SERVE)
    started.address()
    assert started.ends(signal.SIGINT, whole_group=True) == 0
    yield folder
    assert started.left_over() == []


def test_an_empty_machine_serves_at_the_address_it_prints(tmp_path: Path) -> None:
    port = free_port()
    started = Started(tmp_path, FLASK_SERVE, PORT=str(port))
    address = started.address()
    assert address == f"http://127.0.0.1:{port}"
    with urllib.request.urlopen(f"{address}/storefront/") as page:
        assert page.status == 200
        assert page.read().count(b"/storefront/products/0") >= 10
    assert len(started.left_over()) >= 3
    assert started.ends(signal.SIGTERM) == 0
    assert started.left_over() == []
    assert "Traceback" not in started.said


def test_a_second_start_keeps_what_was_listed(own_server: Server, phone: Phones) -> None:
    own_server.start()
    farmer = phone(url=own_server.url, script=False)
    sign_in(farmer, FARMER)
    product = sell(farmer, title="开机前的蜜桔")
    assert own_server.end() == 0
    own_server.start()
    assert farmer.open(f"/storefront/products/{product}").inner_text("h1") == "开机前的蜜桔"
    assert farmer.page.goto(f"{own_server.url}/members/me").status == 200  # type: ignore[union-attr]


def test_ctrl_c_ends_everything_cleanly(village: Path) -> None:
    started = Started(village, FLASK_SERVE)
    started.address()
    assert started.ends(signal.SIGINT, whole_group=True) == 0
    assert started.left_over() == []
    assert "Traceback" not in started.said


def test_make_run_starts_and_leaves_nothing_behind(village: Path) -> None:
    make = shutil.which("make")
    if not make or subprocess.run([make, "-q", ".venv/.installed"], cwd=HOUSE).returncode:
        pytest.skip("make is not there, or would first install packages")
    started = Started(village, [make, "run"])
    with urllib.request.urlopen(f"{started.address()}/healthz") as answer:
        assert answer.status == 200
    started.ends(signal.SIGTERM)
    deadline = time.monotonic() + ENDS_WITHIN_S
    while started.left_over() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert started.left_over() == []


def test_a_taken_port_is_said_in_one_sentence(village: Path) -> None:
    with closing(socket.socket()) as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        assert f"port {port}" in Started(village, FLASK_SERVE, PORT=str(port)).refusal()


def test_real_use_refuses_a_database_that_holds_the_demo(village: Path) -> None:
    real = {"COMMONFIELD_DEMO": "0", "COMMONFIELD_SMS_GATEWAY": "http://127.0.0.1:9"}
    assert "demo village" in Started(village, FLASK_SERVE, **real).refusal()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("COMMONFIELD_TIMEZONE", "Mars/Olympus"),
        ("COMMONFIELD_CURRENCY", "POTATO"),
        ("COMMONFIELD_DATABASE_URL", "mysql://x"),
        ("COMMONFIELD_DEMO", "maybe"),
    ],
)
def test_a_bad_setting_is_named_in_one_sentence(tmp_path: Path, name: str, value: str) -> None:
    assert name in Started(tmp_path, FLASK_SERVE, **{name: value}).refusal()
