"""A body is what its length says, or it is nothing.

The servers call every body terminated (`wsgi.input_terminated`), so that Werkzeug would take one
that was cut off on the way for the whole: `quantity=3` for `quantity=30`. Counted by its length, a
cut body is a 400; one without a length cannot be counted and is asked for again, whole (411).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import abort, request

from blueprints.core.web.origin import SAFE

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def whole_bodies(app: WSGIApplication) -> Callable[..., Iterable[bytes]]:
    def checked(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environ.get("CONTENT_LENGTH"):
            environ.pop("wsgi.input_terminated", None)
        return app(environ, start)

    return checked


def receive_body() -> None:
    """The whole body first, however slowly it comes: nothing of ours waits open beside it."""
    if request.method in SAFE:
        return
    if request.content_length is None and "Transfer-Encoding" in request.headers:
        abort(411)
    _ = request.form
