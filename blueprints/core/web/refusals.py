"""Every way to fail, in plain words: one page for people, one JSON shape for an outbox."""

from __future__ import annotations

import logging
import secrets
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from flask import Flask, Response, make_response, redirect, render_template, request
from flask_babel import gettext
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response as BaseResponse

from blueprints.core.db import let_go
from blueprints.core.errors import N_, DomainError
from blueprints.core.keys import Answer
from blueprints.core.web.act import as_json, refuse, sentence_of, tell_when, wants_json

log = logging.getLogger("commonfield")

SIGN_IN = "/sign-in"

SENTENCES = {
    400: N_("The form did not arrive whole. Please go back and send it again."),
    403: N_("That is not yours to do."),
    404: N_("There is nothing here. It may have been taken away, or the address is not right."),
    405: N_("This page cannot take what was sent. Please go back and try again."),
    411: N_("The form did not arrive whole. Please go back and send it again."),
    413: N_("That is too large to send. Please choose a smaller photo; a photo may have 20 MB."),
    415: N_("That kind of file cannot be taken."),
    429: N_("Too many tries. Please wait a little and try again."),
    500: N_("Something broke on our side, not on yours. Nothing was changed. Please try again."),
    503: N_("Very many people are here just now. Nothing was lost; please try again in a moment."),
}


def init_refusals(app: Flask) -> None:
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _fault)
    app.extensions["refusal_page"] = lambda answer: _page(answer.status, answer.message)


def _domain_error(refusal: DomainError) -> BaseResponse:
    let_go()
    if wants_json():
        response = refuse(refusal)
    elif refusal.status == 401:
        response = _to_sign_in(refusal)
    else:
        response = make_response(_page(refusal.status, sentence_of(refusal)), refusal.status)
    return tell_when(refusal, response)


def _to_sign_in(refusal: DomainError) -> BaseResponse:
    """A reader is taken there; a sender is told, since what they typed stands one step back."""
    if request.method in ("GET", "HEAD"):
        here = request.full_path.rstrip("?")
        return redirect(f"{SIGN_IN}?next={quote(here)}", 303)
    back = urlsplit(request.referrer or "/").path
    page = _page(401, sentence_of(refusal), action=f"{SIGN_IN}?next={quote(back)}")
    return make_response(page, 401)


def _http_error(error: HTTPException) -> BaseResponse:
    status = error.code or 500
    if error.response is not None and status < 400:
        return make_response(error.response)
    response = _told(status)
    for name, value in error.get_headers():
        if name in ("Retry-After", "Allow"):
            response.headers[name] = value
    if status == 429:
        response.headers.setdefault("Retry-After", "60")
    return response


def _busy(error: OperationalError) -> BaseResponse:
    let_go()
    log.warning("the database did not answer in time: %s", type(error.orig).__name__)
    response = _told(503)
    response.headers["Retry-After"] = "5"
    return response


def _fault(error: Exception) -> BaseResponse:
    """Anything nobody thought of. The mark on the page finds the line in the log."""
    let_go()
    mark = secrets.token_hex(4)
    log.exception("fault %s at %s", mark, request.endpoint, exc_info=error)
    return _told(500, mark)


def _told(status: int, mark: str | None = None) -> Response:
    sentence = gettext(SENTENCES.get(status) or SENTENCES[500 if status >= 500 else 400])
    if wants_json():
        state = "refused" if status in (400, 403, 404, 405, 413, 415) else "failed"
        return as_json(
            Answer(state, status, sentence, errors={HTTPStatus(status).phrase: [sentence]})
        )
    return make_response(_page(status, sentence, mark=mark), status)


def _page(status: int, sentence: str, *, action: str | None = None, mark: str | None = None) -> str:
    try:
        return render_template(
            "layouts/refusal.html", status=status, sentence=sentence, action=action, mark=mark
        )
    except Exception as error:
        if isinstance(error, InternalServerError):
            raise
        log.exception("the refusal page itself failed")
        return f"<!doctype html><title>{status}</title><p>{sentence}</p>"
