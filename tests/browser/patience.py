"""A browser that never answers again fails the test that asked it, and holds up no suite."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer

# In the command line of every browser of this run, and of no other.
MARK = f"--started-by={os.getpid()}"
# Five times what the longest walk over all pages takes.
MOST_S = 900


@contextmanager
def patience(most_s: float = MOST_S, mark: str = MARK) -> Iterator[None]:
    """The plain way of waiting has no end: ended browsers make it fail with a stack."""
    watch = Timer(most_s, end_browsers, [mark])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def end_browsers(mark: str) -> None:
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if mark.encode() in process.read_bytes().split(b"\0"):
                os.kill(int(process.parent.name), signal.SIGKILL)
