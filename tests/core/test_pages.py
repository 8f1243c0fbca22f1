"""Public pages from memory: never stale, never anybody's own."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from contextlib import suppress

import brotli
import pytest
from flask import Flask, g
from sqlalchemy import event
from sqlalchemy.orm import Session

from blueprints.core.db import db, writing
from blueprints.core.generation import public_changed
from tests.core.conftest import Visit
from tests.page import Page


def test_a_public_page_is_made_once(visit: Visit, asked: Callable[[], int]) -> None:
    first, second = visit().get("/plot/?a"), visit("alice").get("/plot/?a")
    assert first.text == second.text
    assert asked() == 1


@pytest.mark.parametrize("what", ["language", "size", "query", "host"])
def test_another_variant_is_another_page(visit: Visit, asked: Callable[[], int], what: str) -> None:
    visit().get(f"/plot/?{what}")
    client = visit(locale="zh" if what == "language" else "en")
    if what == "size":
        client.set_cookie("size", "large")
    host = {"base_url": "http://other.example"} if what == "host" else {}
    client.get(f"/plot/?{what}&c" if what == "query" else f"/plot/?{what}", **host)
    assert asked() == 2


def test_the_answer_names_its_variant_for_the_worker(visit: Visit) -> None:
    client = visit(locale="zh")
    assert client.get("/plot/").headers["X-Variant"] == "zh.normal"
    client.set_cookie("size", "large")
    assert client.get("/plot/").headers["X-Variant"] == "zh.large"


def test_a_change_of_something_public_makes_the_page_anew(
    visit: Visit, asked: Callable[[], int], ground: Flask
) -> None:
    visit().get("/plot/?d")
    with ground.app_context(), writing() as live:
        public_changed(live)
    visit().get("/plot/?d")
    assert asked() == 2


def test_a_change_that_was_undone_changes_nothing(
    visit: Visit, asked: Callable[[], int], ground: Flask
) -> None:
    visit().get("/plot/?e")
    with ground.app_context(), suppress(ZeroDivisionError), writing() as live:
        public_changed(live)
        raise ZeroDivisionError
    visit().get("/plot/?e")
    assert asked() == 1


@pytest.mark.parametrize("path", ["/plot/mine", "/plot/address", "/plot/nowhere"])
def test_private_pages_and_refusals_are_never_kept(
    visit: Visit, asked: Callable[[], int], path: str
) -> None:
    visit("alice").get(path)
    visit("alice").get(path)
    assert asked() == 2


def test_an_answer_that_sets_a_cookie_is_never_kept(visit: Visit, asked: Callable[[], int]) -> None:
    for _ in range(2):
        with pytest.raises(AssertionError, match="a cookie on a public page"):
            visit().get("/plot/cookie")
    assert asked() == 2


def test_a_known_page_costs_304_and_no_body(visit: Visit) -> None:
    etag = visit().get("/plot/?f").headers["ETag"]
    again = visit().get("/plot/?f", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == etag
    assert again.headers["Cache-Control"].startswith("public")


def test_a_changed_page_is_not_304(visit: Visit, ground: Flask) -> None:
    etag = visit().get("/plot/?g").headers["ETag"]
    stale = visit().get("/plot/?g", headers={"If-None-Match": 'W/"another"'})
    assert stale.status_code == 200
    assert stale.headers["ETag"] == etag


@pytest.mark.parametrize(
    ("accepted", "unpack"), [("br, gzip", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_text_is_packed_as_asked(
    visit: Visit, accepted: str, unpack: Callable[[bytes], bytes]
) -> None:
    plain = visit().get("/plot/?h")
    packed: Page = visit("alice").get("/plot/mine", headers={"Accept-Encoding": accepted})
    assert packed.headers["Content-Encoding"] == accepted.partition(",")[0]
    assert b"<h1>Mine</h1>" in unpack(packed.data)
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_head_answers_like_get_without_a_body(visit: Visit) -> None:
    full, head = visit().get("/plot/?i"), visit().head("/plot/?i")
    assert head.data == b""
    assert head.headers["Content-Length"] == full.headers["Content-Length"]
    assert head.headers["ETag"] == full.headers["ETag"]


def test_a_page_from_memory_opens_no_transaction(visit: Visit, ground: Flask) -> None:
    visit().get("/plot/?j")
    begun: list[object] = []
    note = begun.append
    with ground.app_context():
        engine = db.engine
    event.listen(engine, "begin", note)
    visit().get("/plot/?j")
    event.remove(engine, "begin", note)
    assert begun == []


def test_without_the_database_nothing_is_taken_from_memory(
    visit: Visit, asked: Callable[[], int], ground: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit().get("/plot/?k")
    monkeypatch.setattr(ground.wsgi_app, "_generation", lambda: None)
    visit().get("/plot/?k")
    assert asked() == 2


def test_the_memory_is_bounded_and_the_oldest_go_first(
    visit: Visit, asked: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blueprints.core.web.pages._KEPT_BYTES", 15_000)
    for number in range(12):
        visit().get(f"/plot/?many={number}")
    visit().get("/plot/?many=11")
    assert asked() == 12, "the youngest is still known"
    visit().get("/plot/?many=0")
    assert asked() == 13, "the oldest had to go"


def test_nothing_of_a_request_stays_in_the_next(soil: Session, visit: Visit) -> None:
    """The client gives each request a context of its own: without that, these tests would lie."""
    g.holder = "somebody of this test"
    assert visit().get("/plot/mine").status_code == 303
