"""What makes it an app on a phone: the manifest, and the worker with its off-switch."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
from PIL import Image

from app import create_app
from tests.conftest import settings_for
from tests.databases import leave
from tests.page import Client, Page

People = Callable[..., Client]
MOST_OF_THE_WORKER = 3_000
MOST_OF_EVERY_PAGE = 8_000
MOST_OF_THE_PRECACHE = 60_000
ALPINE = 20_000  # as the CDN packs it, rounded up


def packed(answer: Page) -> int:
    return len(brotli.compress(answer.data, quality=11))


def facts_of(script: Page) -> dict[str, Any]:
    found = re.search(r"const FACTS=(\{.*?\});", script.text)
    assert found
    facts: dict[str, Any] = json.loads(found[1])
    return facts


def test_the_manifest_says_who_we_are_and_everything_in_it_is_there(client: People) -> None:
    visitor = client(locale="zh")
    told = json.loads(visitor.get("/manifest.webmanifest").text)
    assert (told["id"], told["start_url"], told["scope"], told["lang"]) == (
        "/",
        "/",
        "/",
        "zh-Hans",
    )
    assert {one["purpose"] for one in told["icons"]} == {"any", "maskable"}
    for one in [*told["icons"], *told["screenshots"]]:
        picture = Image.open(io.BytesIO(visitor.get(one["src"]).data))
        assert f"{picture.width}x{picture.height}" == one["sizes"], one
    for one in told["shortcuts"]:
        assert visitor.get(one["url"]).status_code in (200, 303)
    assert told["share_target"]["action"].startswith("/storefront/products/new")


def test_the_worker_names_only_what_is_there_and_is_small(client: People) -> None:
    visitor = client()
    answer = visitor.get("/sw.js")
    assert answer.headers["X-Offline"] == "never"
    assert "'unsafe" not in answer.headers["Content-Security-Policy"]
    assert packed(answer) <= MOST_OF_THE_WORKER
    facts = facts_of(answer)
    for path in [facts["outbox"], *facts["assets"], *facts["pages"]]:
        assert visitor.get(path).headers["X-Offline"] == "public", path
    assert set(facts["words"]) == {"zh-Hans", "en"}


def test_the_scripts_of_every_page_are_small(client: People) -> None:
    visitor = client()
    sources = re.findall(r'<script src="(/static/js/[^"]+)"', visitor.get("/").text)
    assert len(sources) == 1
    assert sum(packed(visitor.get(path)) for path in sources) <= MOST_OF_EVERY_PAGE


def test_what_a_phone_fetches_to_be_installed_is_light(client: People) -> None:
    """The worker, its outbox, pages and assets as packed; the foreign script by what it weighs."""
    visitor = client()
    script = visitor.get("/sw.js")
    facts = facts_of(script)
    paths = [facts["outbox"], *facts["assets"], *facts["pages"]]
    answers = [visitor.get(path, headers={"Accept-Encoding": "br"}) for path in paths]
    assert sum(len(one.data) for one in answers) + packed(script) <= MOST_OF_THE_PRECACHE - ALPINE


def test_the_off_switch_serves_a_worker_that_takes_itself_away(tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path, COMMONFIELD_WORKER="off"))
    client = Client(app, Page)
    script = client.get("/sw.js").text
    assert "unregister" in script
    assert "indexedDB" not in script
    assert "data-worker" not in client.get("/sync/").text
    leave(app)
