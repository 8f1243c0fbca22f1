"""Before money moves: the PIN once more, on the way of the very POST that moves it.

    @bp.post("/payments")
    @signed_in
    @pin_again(minutes=5, about=lambda: gettext("Pay %(name)s?", name=…))
    def pay() -> Response: …

Where the PIN was not given in this session within so many minutes, the answer is a page that asks
for it. It carries along every field that was sent, the form's key too, and sends them to the same
address; so what was typed is kept, it is done once, and it needs no script. The PIN itself is
taken out before the view, and so before the payload is hashed: no trace of it is stored. A form may
also have a field `pin` of its own. Files are not carried: such a form is no place for this.
An outbox gets 403 `PinNeeded`; these forms are `data-online`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, cast

from flask import make_response, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.wrappers import Response

from blueprints.core.access import View, Viewer, member
from blueprints.core.errors import N_, DomainError, Forbidden
from blueprints.core.web.act import refuse, tell_when, wants_json

FIELD = "pin"
About = Callable[[], str]


class PinNeeded(Forbidden):
    sentence = N_("Please give your PIN once more.")


class Asked(NamedTuple):
    """What the page needs: where the fields go on to, what it is about, what was wrong."""

    action: str
    fields: tuple[tuple[str, str], ...]
    about: str
    refusal: DomainError | None


class Doorkeeper(NamedTuple):
    """`is_fresh(viewer, minutes)`; `check(viewer, pin)` raises a refusal; `page(asked)`."""

    is_fresh: Callable[[Viewer, int], bool]
    check: Callable[[Viewer, str], None]
    page: Callable[[Asked], str]


_doorkeeper: list[Doorkeeper] = []


def pins_asked_by(doorkeeper: Doorkeeper) -> None:
    """The members' room says how."""
    _doorkeeper[:] = [doorkeeper]


def pin_again(*, minutes: int = 5, about: About | None = None) -> Callable[[View], View]:
    def wear(view: View) -> View:
        @wraps(view)
        def asked(*args: Any, **kwargs: Any) -> object:
            answer = _asked(minutes, about)
            return view(*args, **kwargs) if answer is None else answer

        return cast("View", asked)

    return wear


def _asked(minutes: int, about: About | None) -> Response | None:
    """None where the view may go on."""
    known, given = member(), _take_pin()
    try:
        if given:
            _doorkeeper[0].check(known, given)
        elif not _doorkeeper[0].is_fresh(known, minutes):
            raise PinNeeded
    except DomainError as refusal:
        if wants_json():
            return refuse(refusal)
        return _page(refusal, about() if about else "")
    return None


def _take_pin() -> str | None:
    """Out of the form, for good: whatever is kept of this request knows nothing of it."""
    given = request.form.get(FIELD)
    fields = [(name, text) for name, text in request.form.items(multi=True) if name != FIELD]
    request.__dict__["form"] = ImmutableMultiDict(fields)
    return given


def _page(refusal: DomainError, about: str) -> Response:
    wrong = None if isinstance(refusal, PinNeeded) else refusal
    fields = tuple(request.form.items(multi=True))
    page = _doorkeeper[0].page(Asked(request.full_path.rstrip("?"), fields, about, wrong))
    status = 422 if wrong is None else refusal.status
    return tell_when(refusal, make_response(page, status))
