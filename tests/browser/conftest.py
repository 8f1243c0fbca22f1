"""A real server and a real Chromium, shut off from every other host."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    StorageState,
    ViewportSize,
    sync_playwright,
)

from tests.browser.patience import MARK, patience
from tests.browser.steps import sign_in
from tests.browser.walls import hear, shut_off
from tests.setup_browser import chromium

if TYPE_CHECKING:
    from tests.browser.places import Places

HOUSE = Path(__file__).parents[2]
PHONE: ViewportSize = {"width": 360, "height": 640}
STARTS_WITHIN_S = 120
FLAGS = [
    MARK,
    "--no-sandbox",  # the suite may run as root in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The second wall, for what no page asked: no name leads anywhere.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@dataclass
class Server:
    """The product as `make run` starts it, in a folder of its own."""

    instance: Path
    port: int
    env: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        env = {**os.environ, "PORT": str(self.port), "COMMONFIELD_INSTANCE": str(self.instance)}
        command = [sys.executable, "-m", "flask", "--app", "app", "serve"]
        self.process = subprocess.Popen(command, cwd=HOUSE, env={**env, **self.env})
        deadline = time.monotonic() + STARTS_WITHIN_S
        while not self.answers():
            assert self.process.poll() is None, "the server ended; its last words stand above"
            assert time.monotonic() < deadline, f"the server did not answer at {self.url}"
            time.sleep(0.1)

    def answers(self) -> bool:
        with suppress(URLError, OSError), urllib.request.urlopen(f"{self.url}/healthz") as answer:
            return bool(answer.status == 200)
        return False

    def end(self) -> int:
        """As Ctrl-C or an init system does; the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def kill(self) -> None:
        """As a power cut does. The children are told by the kernel (core.serve)."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(30)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all journeys; each makes things of its own and counts on nobody else's."""
    made = Server(tmp_path_factory.mktemp("served"), free_port())
    made.start()
    yield made
    assert made.end() == 0, "the server did not end cleanly"


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """For a journey that kills it. Not started yet."""
    made = Server(tmp_path / "instance", free_port())
    yield made
    if made.process is not None and made.process.poll() is None:
        made.end()


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    with patience():
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield found
        found.close()


@dataclass
class Phone:
    """One person's phone. `asked` lists what was wanted from other hosts, and refused."""

    context: BrowserContext
    page: Page
    url: str
    asked: list[str]
    complaints: list[str]

    def open(self, path: str) -> Page:
        self.page.goto(self.url + path)
        return self.page


Phones = Callable[..., Phone]
SignedIn = Callable[[str], StorageState]


@pytest.fixture
def phone(browser: Browser, server: Server, signed_in: SignedIn) -> Iterator[Phones]:
    """`phone(locale="zh-CN", script=False)`: each call is another phone, of another person."""
    with ExitStack() as stack:

        def take(
            locale: str = "zh-CN",
            *,
            script: bool = True,
            who: str = "",
            size: str = "normal",
            url: str = "",
        ) -> Phone:
            cookies = signed_in(who) if who else None
            made = new_phone(browser, url or server.url, locale, script=script, cookies=cookies)
            if size != "normal":
                made.context.add_cookies([{"name": "size", "value": size, "url": made.url}])
            stack.callback(made.context.close)
            return made

        yield take


@pytest.fixture(scope="session")
def signed_in(browser: Browser, server: Server) -> SignedIn:
    """What the browser of somebody holds who went through the gate: once a session and person."""
    known: dict[str, StorageState] = {}

    def cookies_of(number: str) -> StorageState:
        if number not in known:
            known[number] = signed_in_cookies(browser, server, number)
        return known[number]

    return cookies_of


def signed_in_cookies(browser: Browser, server: Server, number: str) -> StorageState:
    made = new_phone(browser, server.url, script=False)
    sign_in(made, number)
    cookies = made.context.storage_state()
    made.context.close()
    return cookies


def new_phone(
    browser: Browser,
    url: str,
    locale: str = "zh-CN",
    *,
    script: bool = True,
    shut: bool = True,
    worker: bool = True,
    cookies: StorageState | None = None,
    viewport: ViewportSize = PHONE,
) -> Phone:
    """Not `shut`: nothing is intercepted, since Chromium keeps no HTTP cache where something is."""
    context = browser.new_context(
        viewport=viewport,
        locale=locale,
        java_script_enabled=script,
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
        storage_state=cookies,
        service_workers="allow" if worker else "block",
    )
    asked = shut_off(context) if shut else []
    made = Phone(context, context.new_page(), url, asked, [])
    made.page.on("console", lambda said: hear(said, made.complaints))
    return made


@pytest.fixture(scope="session")
def places(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """On a server of their own: the village as it is seeded, whatever journeys went before."""
    from tests.browser.places import survey  # which needs this module whole

    made = Server(tmp_path_factory.mktemp("looked_at"), free_port())
    made.start()
    try:
        yield survey(browser, made, tmp_path_factory.mktemp("map"))
    finally:
        assert made.end() == 0, "the server did not end cleanly"
