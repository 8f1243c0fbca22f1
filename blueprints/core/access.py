"""Who may knock: every route wears exactly one mark, or the app does not start.

A mark is not a permission: what someone may do is a rule, and the service asks it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from flask import Flask, g, request

from blueprints.core.db import let_go
from blueprints.core.errors import Forbidden, NeedsSignIn

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True)
class Viewer:
    """The member behind this request, as far as the ground needs to know. `roles` as of now.

    Where somebody acts for them, `helper_id` is that person and `scope` what they may do.
    """

    id: uuid.UUID
    name: str
    session_id: uuid.UUID
    device_id: uuid.UUID
    roles: frozenset[str]
    scope: frozenset[str] = frozenset()
    helper_id: uuid.UUID | None = None

    def may(self, word: str) -> bool:
        """Everything is one's own to do; for somebody else, what they asked for."""
        return self.helper_id is None or word in self.scope


@dataclass(frozen=True)
class Mark:
    """`for_others`: in which scopes somebody may come here for somebody else; never, if empty."""

    kind: str
    roles: frozenset[str] = frozenset()
    for_others: frozenset[str] = frozenset()


# Where it makes no difference for whom one acts: it is the phone's holder who comes.
EITHER_WAY = "*"
Identify = Callable[[str], Viewer | None]
_identify: list[Identify] = []

SESSION_COOKIE = "session"


@overload
def public(view: View, /) -> View: ...
@overload
def public(*, for_others: str) -> Callable[[View], View]: ...
def public(view: View | None = None, /, *, for_others: str = "") -> Any:
    """`for_others="sell order"`: also for somebody who has asked for one of these (core.acting)."""
    return _worn("public", view, for_others)


@overload
def signed_in(view: View, /) -> View: ...
@overload
def signed_in(*, for_others: str) -> Callable[[View], View]: ...
def signed_in(view: View | None = None, /, *, for_others: str = "") -> Any:
    return _worn("signed_in", view, for_others)


def role(*names: str) -> Callable[[View], View]:
    return lambda view: _wear(view, Mark("role", frozenset(names)))


def _worn(kind: str, view: View | None, for_others: str) -> Any:
    mark = Mark(kind, for_others=frozenset(for_others.split()))
    return _wear(view, mark) if view else lambda one: _wear(one, mark)


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
    known = holder()
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
    """For whom this request is: who is signed in here, or whom they act for (core.acting)."""
    return g.viewer if "viewer" in g else holder()


def holder() -> Viewer | None:
    """Who is signed in. Looked up once a request, if somebody asks: public pages never do."""
    if "holder" not in g:
        token = request.cookies.get(SESSION_COOKIE)
        g.holder = _identify[0](token) if token and _identify else None
        let_go()
    known: Viewer | None = g.holder
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
