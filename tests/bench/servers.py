"""What is measured, started as it is in use; everything ends by its own process id."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from blueprints.core.serve import web_command

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
WORKERS = 2
START_WITHIN_S = 120


class DidNotStart(RuntimeError):
    """The message says what, and where its last words stand."""


@contextmanager
def product(instance: Path) -> Iterator[str]:
    """The whole house as `make run` starts it; yields its address."""
    port = free_port()
    env = {**_clean_environment(), **instance_env(instance), "PORT": str(port), "HOST": HOST}
    command = [sys.executable, "-m", "flask", "--app", "app", "serve"]
    with running(command, instance.with_suffix(".log"), port, env):
        yield f"http://{HOST}:{port}"


@contextmanager
def bare(pages: Mapping[str, bytes], folder: Path) -> Iterator[str]:
    """A Flask app with nothing in it but these pages, under the same server and settings."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in pages.items():
        (folder / name).write_bytes(body)
    port = free_port()
    command = [*web_command(HOST, port, WORKERS)[:-1], "tests.bench.bare:create_app"]
    env = {**_clean_environment(), "BARE_PAGES": str(folder)}
    with running(command, folder.with_suffix(".log"), port, env):
        yield f"http://{HOST}:{port}"


def run_module(module: str, *words: str, instance: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env={**_clean_environment(), **instance_env(instance)},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def instance_env(instance: Path) -> dict[str, str]:
    return {
        "COMMONFIELD_INSTANCE": str(instance),
        "COMMONFIELD_DEMO": "1",
        "COMMONFIELD_WORKERS": str(WORKERS),
    }


@contextmanager
def running(
    command: list[str], log: Path, port: int, env: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as words:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=words, stderr=words)
        try:
            _wait_for(process, port, log)
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    with socket.create_server((HOST, 0)) as trial:
        return int(trial.getsockname()[1])


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with socket.create_connection((HOST, port), timeout=1) as line:
                line.settimeout(5)
                line.sendall(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
                if re.match(rb"HTTP/1\.\d [234]", line.recv(100)):
                    return
        except OSError:
            time.sleep(0.05)
    tail = log.read_text(errors="replace")[-2000:]
    raise DidNotStart(f"{' '.join(process.args if isinstance(process.args, list) else [])}\n{tail}")


def _clean_environment() -> dict[str, str]:
    """Ours without what somebody may have set for their own instance."""
    return {name: text for name, text in os.environ.items() if not name.startswith("COMMONFIELD_")}
