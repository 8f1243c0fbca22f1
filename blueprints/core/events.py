"""How a lower room tells a higher one that something happened.

Listeners run at once, inside the announcer's transaction: either both are true or neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

Listener = Callable[..., None]

_listeners: dict[str, list[Listener]] = defaultdict(list)


def on(name: str) -> Callable[[Listener], Listener]:
    """Register a listener for `room.past_tense`; it gets the facts as keyword arguments."""

    def register(listener: Listener) -> Listener:
        if listener not in _listeners[name]:
            _listeners[name].append(listener)
        return listener

    return register


def announce(name: str, **facts: Any) -> None:
    for listener in _listeners[name]:
        listener(**facts)
