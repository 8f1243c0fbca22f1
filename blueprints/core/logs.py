"""Logs that may be read by anyone who keeps the machine: no person is in them."""

from __future__ import annotations

import logging
import re
import time

from flask import Flask, Response, g, request

# A phone number, a PIN, a code, an order number, a token: whatever is long and numeric or random.
_DIGITS = re.compile(r"\d{6,}")
_SECRET = re.compile(r"\b[A-Za-z0-9_-]{24,}\b")

log = logging.getLogger("commonfield.access")


class Anonymous(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub("…", _DIGITS.sub("…", super().format(record)))


def init_logs(app: Flask) -> None:
    stream = logging.StreamHandler()
    stream.setFormatter(Anonymous("%(levelname)s %(name)s %(message)s"))
    house = logging.getLogger("commonfield")
    if not house.handlers:
        house.addHandler(stream)
    house.setLevel(logging.INFO)
    house.propagate = False
    app.before_request(_start)
    app.after_request(_told)


def _start() -> None:
    g.started = time.monotonic()


def _told(response: Response) -> Response:
    """The rule, never the address: an address may hold a search, and a search may hold a name."""
    took = (time.monotonic() - g.get("started", time.monotonic())) * 1000
    rule = request.url_rule.rule if request.url_rule else "-"
    level = (
        logging.INFO if request.method != "GET" or response.status_code >= 400 else logging.DEBUG
    )
    log.log(level, "%s %s %d %.0fms", request.method, rule, response.status_code, took)
    return response
