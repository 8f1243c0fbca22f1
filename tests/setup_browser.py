"""Finds a Chromium for the browser tests, or gets one, or says in one line what to install.

`python -m tests.setup_browser` is what `make test` calls first.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without it Chinese is drawn as boxes, and pages are measured wrongly.
CHINESE_FONT = "fonts-noto-cjk"
WHAT_TO_INSTALL = (
    "The browser tests need Chromium: install the package 'chromium' "
    f"and, for Chinese, '{CHINESE_FONT}'."
)


def chromium() -> str | None:
    """The system's, or None for the one that Playwright keeps itself."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def main() -> int:
    if chromium() or _playwright_has_one():
        return 0
    ways = (
        [_by_apt]
        if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
        else []
    )
    for get in (*ways, _by_playwright):
        if get():
            return 0
    print(WHAT_TO_INSTALL, file=sys.stderr)  # noqa: T201  a command's last word
    return 1


def _playwright_has_one() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def _by_apt() -> bool:
    print(f"Installing chromium and {CHINESE_FONT} with apt-get …")  # noqa: T201
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [
        "apt-get",
        "install",
        "-y",
        "-q",
        "--no-install-recommends",
        "chromium",
        CHINESE_FONT,
    ]
    if not _runs(install, env):
        return _runs(["apt-get", "update", "-q"], env) and _runs(install, env)
    return chromium() is not None


def _by_playwright() -> bool:
    print("Fetching Playwright's own chromium …")  # noqa: T201
    return _runs([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ))


def _runs(command: list[str], env: dict[str, str]) -> bool:
    return subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=False).returncode == 0


if __name__ == "__main__":
    raise SystemExit(main())
