"""`make soak N=1000 SEED=1`: random writes of every kind through random faults, counted at the end.

Real phones (Chromium), the real server as `make run` starts it, and a line between them that cuts
and lies. Ends with 1 unless every intent became exactly one row, or was refused with a reason, and
no phone ever showed as sent what the server did not have. The seed decides what is written and
which faults are drawn; when they meet is up to the machine.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench.soak_fates import Report
from tests.bench.soak_run import Soak
from tests.browser.conftest import FLAGS, Server, free_port
from tests.setup_browser import chromium


def soak(browser: Browser, folder: Path, writes: int, seed: int) -> Report:
    """On a fresh instance in this folder."""
    with ExitStack() as stack:
        server = Server(folder / "instance", free_port(), {"COMMONFIELD_ALPINE_URL": "/alpine.js"})
        stack.callback(_end, server)
        server.start()
        run = Soak(browser, server, writes, seed, stack)
        run.write()
        run.rest()
        return run.report()


def _end(server: Server) -> None:
    if server.process is not None and server.process.poll() is None:
        server.end()


def main() -> int:
    asked = argparse.ArgumentParser(description="Random writes through random faults.")
    asked.add_argument("--writes", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    told = asked.parse_args()
    # What the server prints goes where errors go, so that only figures stand on the output.
    with os.fdopen(os.dup(1), "w") as output:
        os.dup2(2, 1)
        with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            report = soak(browser, Path(folder), told.writes, told.seed)
            browser.close()
        print("\n".join(report.lines()), file=output)
    for wrong in report.wrong:
        print(wrong, file=sys.stderr)
    return 0 if report.is_right else 1


if __name__ == "__main__":
    raise SystemExit(main())
