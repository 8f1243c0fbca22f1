"""A decision through the pages: what people fill in, and where it leads."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from blueprints.core import clock
from tests.page import Client, Page

WORDS = {"title": "Buy a second scale", "body": "The old one is slow on market days."}


def in_an_hour() -> str:
    return clock.local(clock.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S")


def proposed(client: Client, query: str = "", **fields: Any) -> str:
    """Its address."""
    page = client.get(f"/decisions/new{query}")
    sent = client.submit(
        page, to="/decisions/new", **{**WORDS, "closes_at": in_an_hour(), **fields}
    )
    assert sent.status_code == 303, sent.words[:600]
    return str(sent.headers["Location"])


def opened(client: Client, at: str) -> Page:
    sent = client.submit(client.get(at), to="/opening")
    assert sent.status_code == 303, sent.words[:600]
    return client.follow(sent)


def state_of(page: Page) -> str:
    return page.one("data", data_state=True).get("data-state")


def id_of(at: str) -> str:
    found = re.search(r"/decisions/([0-9a-f-]{36})", at)
    assert found
    return found[1]
