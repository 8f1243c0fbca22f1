"""What makes it an app on a phone: the manifest, and the worker with its off-switch."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import brotli
from PIL import Image

from app import create_app
from tests.conftest import settings_for
from tests.databases import leave
from tests.page import Client, Page

People = Callable[..., Client]
MOST_OF_THE_WORKER = 3_000
MOST_OF_EVERY_PAGE = 8_000


def packed(answer: Page) -> int:
    return len(brotli.compress(answer.data, quality=11))


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
    facts = json.loads(re.search(r"const FACTS=(\{.*?\});", answer.text)[1])  # type: ignore[index]
    for path in [facts["outbox"], *facts["assets"], *facts["pages"]]:
        assert visitor.get(path).headers["X-Offline"] == "public", path
    assert set(facts["words"]) == {"zh-Hans", "en"}


def test_the_scripts_of_every_page_are_small(client: People) -> None:
    visitor = client()
    sources = re.findall(r'<script src="(/static/js/[^"]+)"', visitor.get("/").text)
    assert len(sources) == 2
    assert sum(packed(visitor.get(path)) for path in sources) <= MOST_OF_EVERY_PAGE


def test_the_off_switch_serves_a_worker_that_takes_itself_away(tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path, COMMONFIELD_WORKER="off"))
    client = Client(app, Page)
    script = client.get("/sw.js").text
    assert "unregister" in script
    assert "indexedDB" not in script
    assert "data-worker" not in client.get("/sync/").text
    leave(app)
