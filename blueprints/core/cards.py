"""How a higher room's things are shown or counted on a lower room's page, many at once."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from blueprints.core.access import Viewer

ShowMany = Callable[[Iterable[uuid.UUID]], Mapping[uuid.UUID, Markup]]
Count = Callable[[Viewer | None, str | None], int]


@dataclass(frozen=True)
class Link:
    """`label` may be lazy: it is read while the page is made, in the person's language."""

    label: str
    icon: str
    url: str


_links: dict[str, list[tuple[int, Link]]] = {}
_shows: dict[str, ShowMany] = {}
_counts: dict[str, Count] = {}


def shows(kind: str, show_many: ShowMany) -> None:
    _shows[kind] = show_many


def counts(kind: str, count: Count) -> None:
    """`count(viewer, visitor)` tells how many of this kind wait for that person."""
    _counts[kind] = count


def show(kind: str, ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Markup]:
    """Nothing for a kind whose room is not there: a page must not break for want of a room."""
    return _shows[kind](ids) if kind in _shows else {}


def count_all(viewer: Viewer | None, visitor: str | None) -> dict[str, int]:
    return {kind: count(viewer, visitor) for kind, count in sorted(_counts.items())}


def link(page: str, order: int, label: str, icon: str, url: str) -> None:
    """Put a link onto a lower room's page, like `me`; registering it again changes nothing."""
    known = _links.setdefault(page, [])
    if all(one.url != url for _, one in known):
        known.append((order, Link(label, icon, url)))


def links(page: str) -> tuple[Link, ...]:
    return tuple(one for _, one in sorted(_links.get(page, ()), key=lambda pair: pair[0]))
