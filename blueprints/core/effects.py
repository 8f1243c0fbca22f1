"""What a passed decision may switch on.

A room registers an effect under a name; whoever decides names it with its fields, without
importing the room. Effects run inside the transaction of whoever switches them on, once.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Field:
    """What one must say. `kind`: choice, person, money (minor units), text or long_text.

    `label` is a msgid; `choices(organisation_id, locale)` gives (value, words), where there are.
    An `optional` one may be left empty.
    """

    name: str
    label: str
    kind: str
    choices: Callable[[uuid.UUID, str], Sequence[tuple[str, str]]] | None = None
    optional: bool = False


@dataclass(frozen=True)
class Plan:
    """What is to be switched on. `key` is the mark of its happening, once it happens."""

    organisation_id: uuid.UUID
    decision_id: uuid.UUID
    by: uuid.UUID
    fields: Mapping[str, Any]
    key: uuid.UUID


def _anything(_organisation_id: uuid.UUID, _fields: Mapping[str, Any]) -> None:
    return None


def _nothing(_organisation_id: uuid.UUID, _fields: Mapping[str, Any]) -> Mapping[str, Any]:
    return {}


def _no_subject(_fields: Mapping[str, Any]) -> str:
    return ""


@dataclass(frozen=True)
class Effect:
    """`describe` says in one sentence (a msgid) what will happen; `apply` makes it happen.

    `check` raises a DomainError for fields that make no sense, on the day of the proposal and
    again on the day it happens. `before` tells what the fields are now, by the same names.
    `subject` names what it acts on.
    """

    name: str
    describe: str
    apply: Callable[[Any], None]
    fields: tuple[Field, ...] = ()
    check: Callable[[uuid.UUID, Mapping[str, Any]], None] = _anything
    before: Callable[[uuid.UUID, Mapping[str, Any]], Mapping[str, Any]] = _nothing
    subject: Callable[[Mapping[str, Any]], str] = _no_subject


_effects: dict[str, Effect] = {}


def register(effect: Effect) -> None:
    known = _effects.setdefault(effect.name, effect)
    if known is not effect and known != effect:
        raise ValueError(f"two effects are called {effect.name}")


def named(name: str) -> Effect:
    """Raises KeyError for an effect that no room offers."""
    return _effects[name]


def is_offered(name: str) -> bool:
    return name in _effects


def offered() -> tuple[Effect, ...]:
    return tuple(_effects[name] for name in sorted(_effects))
