"""What a passed decision may switch on.

A room registers an effect under a name; whoever decides names it with its payload, without
importing the room. Effects run inside the decision's transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Effect:
    """`describe` says in one sentence (a msgid) what will happen; `apply` makes it happen."""

    name: str
    describe: str
    apply: Callable[[Mapping[str, Any]], None]


_effects: dict[str, Effect] = {}


def register(effect: Effect) -> None:
    known = _effects.setdefault(effect.name, effect)
    if known is not effect and known != effect:
        raise ValueError(f"two effects are called {effect.name}")


def named(name: str) -> Effect:
    """Raises KeyError for an effect that no room offers."""
    return _effects[name]


def offered() -> tuple[Effect, ...]:
    return tuple(_effects[name] for name in sorted(_effects))
