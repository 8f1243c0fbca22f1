"""The phone's end of one connection, at the pace and in the moods of its line."""

from __future__ import annotations

import select
import socket
import struct
import threading
from contextlib import suppress
from typing import Protocol

from tests.browser.offline.http1 import Broken

PIECE = 8 * 1024
# Even with unread bytes before it; elsewhere than on Linux a little later.
_LEFT = getattr(select, "POLLRDHUP", 0) | select.POLLHUP | select.POLLERR
_RESET = struct.pack("ii", 1, 0)


class Terms(Protocol):
    """What a line says of all its connections."""

    ends: bool
    flows: threading.Event

    def paced(self, way: str, size: int) -> None: ...


class Wire:
    """The phone's end of one connection. `left`: bytes until it breaks, or None."""

    def __init__(self, line: Terms, phone: socket.socket, left: int | None) -> None:
        self.line, self.phone, self.left = line, phone, left

    def read(self) -> bytes:
        piece = self.phone.recv(PIECE)
        self._wait()
        self.line.paced("up", len(piece))
        if len(self._spent(piece)) < len(piece):
            raise Broken
        return piece

    def write(self, whole: bytes) -> None:
        for start in range(0, len(whole), PIECE):
            self._wait()
            piece = whole[start : start + PIECE]
            self.line.paced("down", len(piece))
            arrives = self._spent(piece)
            self.phone.sendall(arrives)
            if len(arrives) < len(piece):
                raise Broken

    def gone(self) -> bool:
        if self.phone.fileno() < 0:
            return True
        with suppress(OSError, ValueError):
            asked = select.poll()
            asked.register(self.phone, _LEFT)
            return bool(asked.poll(0))
        return True

    def _wait(self) -> None:
        """While the line is stalled; whoever gave up meanwhile sent nothing that ever arrives."""
        while not self.line.flows.wait(0.05):
            if self.gone():
                raise Broken
        if self.line.ends:
            raise Broken

    def _spent(self, piece: bytes) -> bytes:
        if self.left is None:
            return piece
        arrives = piece[: self.left]
        self.left -= len(arrives)
        return arrives


def reset(one: socket.socket) -> None:
    with suppress(OSError):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    with suppress(OSError):
        one.shutdown(socket.SHUT_RD)  # wakes whoever reads
    one.close()
