"""Who may knock: every route wears exactly one mark, or the app does not start.

A mark is not a permission: what someone may do is a rule, and the service asks it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, g, request

from blueprints.core.db import let_go
from blueprints.core.errors import Forbidden, NeedsSignIn

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True)
class Viewer:
    """The member behind this request, as far as the ground needs to know. `roles` as of now."""

    id: uuid.UUID
    name: str
    session_id: uuid.UUID
    device_id: uuid.UUID
    roles: frozenset[str]


@dataclass(frozen=True)
class Mark:
    kind: str
    roles: frozenset[str] = frozenset()


Identify = Callable[[str], Viewer | None]
_identify: list[Identify] = []

SESSION_COOKIE = "session"


def public(view: View) -> View:
    return _wear(view, Mark("public"))


def signed_in(view: View) -> View:
    return _wear(view, Mark("signed_in"))


def role(*names: str) -> Callable[[View], View]:
    return lambda view: _wear(view, Mark("role", frozenset(names)))


def _wear(view: View, mark: Mark) -> View:
    if hasattr(view, "access"):
        raise TypeError(f"{view.__name__} wears two access marks")
    view.access = mark  # type: ignore[attr-defined]
    return view


def mark_of(app: Flask, endpoint: str) -> Mark | None:
    return getattr(app.view_functions[endpoint], "access", None)


def check_sender() -> None:
    """An outbox says whose item it sends; anybody else's session must not answer for them.

    Before every other check, because those may answer with a refusal, which is for good.
    """
    told = request.headers.get("X-Uid")
    if told is None or request.method in ("GET", "HEAD", "OPTIONS"):
        return
    known = viewer()
    if told != (known.id.hex if known else ""):
        raise NeedsSignIn


def refuse_unmarked(app: Flask) -> None:
    bare = sorted(
        rule.endpoint for rule in app.url_map.iter_rules() if mark_of(app, rule.endpoint) is None
    )
    if bare:
        raise RuntimeError(f"routes without an access mark: {', '.join(bare)}")


def identified_by(identify: Identify) -> None:
    """The members' room says how a session token becomes a Viewer."""
    _identify[:] = [identify]


def viewer() -> Viewer | None:
    """Looked up once a request, and only if somebody asks: public pages never do."""
    if "viewer" not in g:
        token = request.cookies.get(SESSION_COOKIE)
        g.viewer = _identify[0](token) if token and _identify else None
        let_go()
    known: Viewer | None = g.viewer
    return known


def member() -> Viewer:
    """The viewer of a page that only members reach."""
    known = viewer()
    if known is None:
        raise NeedsSignIn
    return known


def check_mark(app: Flask) -> None:
    """Before every request: may this person knock here?"""
    if request.endpoint is None:
        return
    mark = mark_of(app, request.endpoint)
    if mark is None or mark.kind == "public":
        return
    known = member()
    if mark.roles and not mark.roles & known.roles:
        raise Forbidden
