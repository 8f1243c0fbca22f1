"""One write, from the form to the answer: the road of every POST (DESIGN 2, steps 3 to 7)."""

from __future__ import annotations

import contextlib
import hashlib
import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar, cast

from flask import Response, current_app, g, jsonify, make_response, redirect, request
from flask_babel import force_locale, gettext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from blueprints.core import acting, ids, keys
from blueprints.core.acting import Deed
from blueprints.core.db import let_go, writing
from blueprints.core.errors import N_, Conflict, DomainError, TooMany
from blueprints.core.forms import Form
from blueprints.core.i18n import DEFAULT, say_refusal
from blueprints.core.keys import Answer, Intent, Seal
from blueprints.core.visitors import sender

T = TypeVar("T")
Page = Callable[[], Any]

# What an outbox may be told for good: a repeat gets the same words (offline-pwa.md A.5, rule 3).
STORED_REFUSALS = frozenset({409, 410, 422})
# A hash of six digits among few fields is soon tried out: no trace of a PIN is stored.
_OUTSIDE_THE_PAYLOAD = frozenset({"key", "pin", "new_pin"})


class BadKey(DomainError):
    field = "key"
    sentence = N_(
        "The form's key is damaged. Please go back, open the page again and send it once more."
    )


def act(
    verb: Callable[[uuid.UUID], T],
    *,
    then: Callable[[T], str],
    form: Form | None = None,
    page: Page | None = None,
    said: str = N_("Received."),
    deeds: Callable[[T], Sequence[Deed]] | None = None,
    seal: Seal | None = None,
) -> BaseResponse:
    """Do `verb(mark)` exactly once and answer.

    `then(result)` gives the address that follows; `page()` renders the form again with 422.
    `deeds(result)` tells what was done, where it was for somebody else (core.acting).
    With a `seal`, nobody reads out of the key row what was sent.
    `verb` runs inside the one write transaction; it must not touch the request.
    """
    try:
        intent = read_intent()
        if seal is not None:
            intent = seal.over(intent)
        known = keys.answer_to(intent)
    except DomainError as bad_key:
        return refuse(bad_key, form=form, page=page)
    if known is not None:
        return _say(known)
    if form is not None and not form.validate():
        return _invalid(intent, form, page)
    let_go()
    told = deeds or (lambda _result: [Deed(request.endpoint or "", None, said)])
    answered = _Answered(then, told, gettext(said))
    return _do(intent, lambda live: _attempt(live, intent, verb, answered), form, page)


@dataclass(frozen=True)
class _Answered(Generic[T]):
    """What is said once the verb is done."""

    then: Callable[[T], str]
    deeds: Callable[[T], Sequence[Deed]]
    said: str


def wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def read_intent() -> Intent:
    """The key of this write: the header from an outbox, or the form's hidden field.

    A form without one (on a public page, whose write is harmless to repeat) gets a fresh key.
    """
    header = request.headers.get("Idempotency-Key")
    given = header if header is not None else request.form.get("key", "")
    key = ids.as_uuid(given) if given else ids.uuid7()
    if key is None:
        raise BadKey
    g.key = key
    return Intent(sender(), key, f"{request.method} {request.path}"[:200], _payload(), bool(header))


def _payload() -> str:
    """A hash of what the person sent: fields in their order, and the bytes of files."""
    digest = hashlib.sha256()
    for name, values in sorted(request.form.lists()):
        if name not in _OUTSIDE_THE_PAYLOAD:
            digest.update(json.dumps([name, values]).encode())
    for name, files in sorted(request.files.lists()):
        for file in files:
            content = hashlib.file_digest(cast("Any", file.stream), "sha256").hexdigest()
            file.stream.seek(0)
            digest.update(json.dumps([name, content]).encode())
    return digest.hexdigest()


def _do(
    intent: Intent,
    attempt: Callable[[Session], Answer],
    form: Form | None,
    page: Page | None,
) -> BaseResponse:
    try:
        with writing() as live:
            keys.claim(live, intent)
            answer = keys.answer_to(intent) or keys.keep(live, intent, attempt(live))
    except DomainError as refusal:
        if refusal.record is not None:
            with writing():
                refusal.record()
        return refuse(refusal, form=form, page=page)
    except IntegrityError:
        # Another worker committed the same key first: its answer is ours.
        known = keys.answer_to(intent)
        if known is None:
            raise
        return _say(known)
    return _say(answer)


def _attempt(
    live: Session,
    intent: Intent,
    verb: Callable[[uuid.UUID], T],
    answered: _Answered[T],
) -> Answer:
    """Run the verb in its own savepoint; a refusal worth keeping becomes an answer."""
    try:
        with live.begin_nested():
            result = verb(intent.mark)
            where, deeds = answered.then(result), answered.deeds(result)
            acting.deeds_done(deeds, where, partial(keys.nth, intent.mark), _say_deed)
        return Answer("received", 200, answered.said, where)
    except DomainError as refusal:
        if not intent.strict or refusal.status not in STORED_REFUSALS:
            raise
        if refusal.record is not None:
            refusal.record()
        return _answer_of(refusal)


def _say_deed(deed: Deed, locale: str | None) -> str:
    with force_locale(locale or DEFAULT):
        return str(gettext(deed.sentence, **deed.params))


def _invalid(intent: Intent, form: Form, page: Page | None) -> BaseResponse:
    if wants_json() or page is None:
        answer = errors_of(form)
        if intent.strict:
            # Sent twice at the same moment, the other one has kept the same answer.
            with contextlib.suppress(IntegrityError), writing() as live:
                keys.keep(live, intent, answer)
        return _say(answer)
    return make_response(page(), 422)


def refuse(
    refusal: DomainError, *, form: Form | None = None, page: Page | None = None
) -> BaseResponse:
    """A rule said no: JSON, or the page again with the sentence, or the plain error page."""
    if wants_json():
        response = _say(_answer_of(refusal))
    elif page is None:
        raise refusal
    else:
        if form is not None:
            form.blame(refusal)
        response = make_response(page(), refusal.status)
    return tell_when(refusal, response)


def tell_when(refusal: DomainError, response: BaseResponse) -> BaseResponse:
    """Whoever must wait is told for how long."""
    if isinstance(refusal, TooMany):
        response.headers["Retry-After"] = str(refusal.seconds)
    return response


def errors_of(form: Form) -> Answer:
    """A form that was not filled in well, as an answer: every sentence at its field."""
    errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    words = " ".join(text for texts in errors.values() for text in texts)
    return Answer("refused", 422, words, errors=errors)


def sentence_of(refusal: DomainError) -> str:
    return say_refusal(refusal, current_app.config["CURRENCY"])


def _answer_of(refusal: DomainError) -> Answer:
    state = "conflict" if isinstance(refusal, Conflict) else "refused"
    if refusal.status == 401:
        state = "needs_sign_in"
    elif isinstance(refusal, keys.InProgress):
        state = "in_progress"
    sentence = sentence_of(refusal)
    where = refusal.field or refusal.code
    return Answer(state, refusal.status, sentence, errors={where: [sentence]})


def _say(answer: Answer) -> BaseResponse:
    if not wants_json():
        if answer.location is None:
            return make_response(current_app.extensions["refusal_page"](answer), answer.status)
        return redirect(answer.location, 303)
    return as_json(answer)


def as_json(answer: Answer) -> Response:
    # Refused before the form was read (signed out, foreign), an outbox still needs its key back.
    known = g.get("key") or ids.as_uuid(request.headers.get("Idempotency-Key"))
    key = str(known) if known else None
    response = jsonify(
        key=key,
        state=answer.state,
        message=answer.message,
        location=answer.location,
        errors=dict(answer.errors),
    )
    response.status_code = answer.status
    if key:
        response.headers["Idempotency-Key"] = key
    if answer.replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return response
