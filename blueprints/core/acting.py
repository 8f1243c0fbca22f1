"""Acting for somebody else: one person does, and signs for, what another one has asked them to.

A route opts in by a word at its mark, `@signed_in(for_others="sell")`; there `access.viewer()` is
the one acted for, so that no service, rule or query needs to know. Every other route says no while
somebody acts. The room that keeps the mandates says which of them hold (`mandates_kept_by`).

    acting.scope("sell", 10, N_("Sell"), N_("Put things in the shop."), (Link(…),))
    acting.undoes("storefront.product_listed", Undo(why_not, take_down))
    act(…, deeds=lambda product: [Deed("storefront.product_listed", product.id, N_("…"), {…})])
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from flask import Flask, g, request
from werkzeug.exceptions import HTTPException

from blueprints.core import access, ids
from blueprints.core.access import EITHER_WAY, Viewer
from blueprints.core.cards import Link
from blueprints.core.db import let_go
from blueprints.core.errors import N_, Forbidden, Gone, NeedsSignIn

# Also the field of a form made while acting. Scripts read the cookie: see static/js.
COOKIE = FIELD = "acting"


class Over(Gone):
    sentence = N_(
        "You may no longer act for this person: the time is over, or one of you has ended it. "
        "Nothing was done."
    )


class OnlyThemselves(Forbidden):
    sentence = N_(
        "You act for %(name)s just now, and this is only for themselves to see or do. "
        "To do it for yourself, press “Stop” first."
    )


class OutsideScope(Forbidden):
    sentence = N_("%(name)s has not asked you to do this for them. Nothing was done.")


@dataclass(frozen=True)
class Acting:
    """A mandate that holds just now. `reached` is false where the member has no number."""

    id: uuid.UUID
    member_id: uuid.UUID
    member_name: str
    helper: Viewer
    scope: frozenset[str]
    until: datetime
    reached: bool


@dataclass(frozen=True)
class Deed:
    """What was done, as a msgid and what fills it; `kind` tells how it may be undone."""

    kind: str
    subject_id: uuid.UUID | None
    sentence: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scope:
    """A kind of acts that may be asked for; label and text are msgids. `links`: where to begin."""

    word: str
    label: str
    text: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Undo:
    """`why_not(ids)`: a msgid for each that is final; `take_back(subject_id, viewer, key)`."""

    why_not: Callable[[Collection[uuid.UUID]], Mapping[uuid.UUID, str]]
    take_back: Callable[[uuid.UUID, Viewer, uuid.UUID], object]


@dataclass(frozen=True)
class Done:
    """One act, as whoever keeps the mandates is told of it. `say(locale)` is its sentence."""

    acting: Acting
    deed: Deed
    where: str
    key: uuid.UUID
    say: Callable[[str | None], str]


@dataclass(frozen=True)
class Keeper:
    """`holds(helper, mandate_id)`: the mandate if it does so now; `record(done)` keeps an act."""

    holds: Callable[[Viewer, uuid.UUID], Acting | None]
    record: Callable[[Done], None]


_keeper: list[Keeper] = []
_scopes: dict[str, tuple[int, Scope]] = {}
_undo: dict[str, Undo] = {}
FINAL = N_("This is final: it cannot be taken back here.")


def mandates_kept_by(keeper: Keeper) -> None:
    _keeper[:] = [keeper]


def scope(word: str, order: int, label: str, text: str, links: Iterable[Link] = ()) -> None:
    """A room names a kind of acts; naming it again changes nothing."""
    _scopes[word] = (order, Scope(word, label, text, tuple(links)))


def scopes() -> tuple[Scope, ...]:
    return tuple(one for _, one in sorted(_scopes.values(), key=lambda pair: pair[0]))


def undoes(kind: str, undo: Undo) -> None:
    _undo[kind] = undo


def undo_of(kind: str) -> Undo | None:
    return _undo.get(kind)


def why_final(deeds: Iterable[tuple[str, uuid.UUID | None]]) -> dict[tuple[str, Any], str]:
    """For each that cannot be undone, why: one question a kind, however many deeds."""
    by_kind: dict[str, list[uuid.UUID | None]] = {}
    for kind, subject_id in deeds:
        by_kind.setdefault(kind, []).append(subject_id)
    final: dict[tuple[str, Any], str] = {}
    for kind, subjects in by_kind.items():
        undo = _undo.get(kind)
        told = undo.why_not([one for one in subjects if one]) if undo else {}
        for one in subjects:
            if undo is None or one is None or one in told:
                final[kind, one] = told.get(one, FINAL) if one else FINAL
    return final


def asked() -> uuid.UUID | None:
    """Under which mandate this request was written, if under any.

    A form says so itself. One made on a private page carries a key: without the field it was
    written before, as oneself. An outbox sends what was written, whoever acts by now.
    """
    given = None
    if request.method in ("GET", "HEAD"):
        given = request.cookies.get(COOKIE)
    elif FIELD in (form := _form()):
        given = form[FIELD] or None
    elif "Idempotency-Key" not in request.headers and "key" not in form:
        given = request.cookies.get(COOKIE)
    return (ids.as_uuid(given) or uuid.UUID(int=0)) if given else None


def _form() -> Mapping[str, str]:
    """Nothing, of a body that is too large or cut off: that is said where it is read (core.web)."""
    try:
        return request.form
    except HTTPException:
        return {}


def current() -> Acting | None:
    """For whom, in this request. Looked up once; None also where the mandate no longer holds."""
    if "acting" not in g:
        mandate_id = asked()
        helper = access.holder() if mandate_id else None
        g.acting = _keeper[0].holds(helper, mandate_id) if helper and mandate_id else None
    known: Acting | None = g.acting
    return known


def check(app: Flask) -> None:
    """Before every request: while acting, only what was asked for."""
    mark = access.mark_of(app, request.endpoint) if request.endpoint else None
    if mark is None or EITHER_WAY in mark.for_others or not (mandate_id := asked()):
        return
    if _is_for_everybody(app, mark):
        return
    if access.holder() is None:
        if request.method in ("GET", "HEAD"):
            return
        raise NeedsSignIn
    acting = current()
    let_go()
    if acting is None:
        g.acting_over = mandate_id
        raise Over
    if not mark.for_others:
        raise OnlyThemselves(name=acting.member_name)
    if acting.scope.isdisjoint(mark.for_others):
        raise OutsideScope(name=acting.member_name)
    known = acting.helper
    g.viewer = replace(
        known,
        id=acting.member_id,
        name=acting.member_name,
        roles=frozenset(),
        scope=acting.scope,
        helper_id=known.id,
    )


def deeds_done(
    deeds: Sequence[Deed], where: str, mark: Callable[[int], uuid.UUID], say: Callable[..., str]
) -> None:
    """In the commit of the act itself, and only while somebody acts."""
    if getattr(g.get("viewer"), "helper_id", None) is None or (acting := current()) is None:
        return
    for n, deed in enumerate(deeds):
        told = Done(acting, deed, where, mark(n), partial(say, deed))
        _keeper[0].record(told)


def _is_for_everybody(app: Flask, mark: access.Mark) -> bool:
    """A page that holds nothing of anybody is read the same, for whomever one acts."""
    if request.method not in ("GET", "HEAD") or mark.kind != "public" or mark.for_others:
        return False
    view = app.view_functions[request.endpoint or ""]
    return getattr(view, "offline", "never") != "private"
