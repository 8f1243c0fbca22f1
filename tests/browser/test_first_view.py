"""The first look: one document and little else, no cookie for looking, and cheap to look again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from blueprints.core.settings import ALPINE_URL
from tests.browser.conftest import Phones, Server, new_phone
from tests.browser.places import STRANGER, Places
from tests.browser.steps import press, until, worker_is_ready

pytestmark = pytest.mark.browser

MOST_FOR_NOTHING = 12_000  # bytes of a first view, pictures apart (DESIGN 7)


def first_product(page: Page) -> str:
    return page.locator("h2 a[href^='/storefront/products/']").first.get_attribute("href") or ""


@pytest.mark.parametrize("path", ["/", "/storefront/"])
def test_a_first_look_asks_for_the_page_its_scripts_and_its_pictures(
    phone: Phones, path: str
) -> None:
    visitor = phone()
    asked: list[tuple[str, str]] = []
    visitor.page.on("request", lambda one: asked.append((one.resource_type, one.url)))
    page = visitor.open(path)
    page.wait_for_load_state("networkidle")
    kinds = {kind for kind, _url in asked}
    assert kinds <= {"document", "script", "image", "fetch", "other"}
    assert [url for kind, url in asked if kind == "document"] == [visitor.url + path]
    scripts = {url for kind, url in asked if kind == "script"}
    assert len(scripts) == 2
    assert ALPINE_URL in scripts
    in_order = page.locator("script").evaluate_all("all => all.map((one) => [one.src, one.defer])")
    assert in_order[1] == [ALPINE_URL, True], "ours stands before it and needs it not"
    assert in_order[0][1]
    pictures = [urlsplit(url).path for kind, url in asked if kind == "image"]
    assert all(one.startswith(("/pictures/", "/static/icons/")) for one in pictures)
    others = {urlsplit(url).path.split(".")[0] for kind, url in asked if kind == "other"}
    assert others <= {"/static/icons/favicon"}
    fetched = [urlsplit(url).path for kind, url in asked if kind == "fetch"]
    assert fetched in ([], ["/sync/me"])
    waited_for = """() => performance.getEntriesByType("resource")
      .filter((one) => one.renderBlockingStatus === "blocking").map((one) => one.name)"""
    assert page.evaluate(waited_for) == []


@pytest.mark.parametrize("path", ["/", "/storefront/"])
def test_a_first_look_is_light(browser: Browser, server: Server, path: str) -> None:
    """On the wire, headers too; the document alone, which is all that the screen waits for."""
    visitor = new_phone(browser, server.url)
    wire = visitor.context.new_cdp_session(visitor.page)
    wire.send("Network.enable")
    ended: list[int] = []
    document: list[str] = []
    wire.on(
        "Network.responseReceived",
        lambda told: document.append(told["requestId"]) if told["type"] == "Document" else None,
    )
    wire.on(
        "Network.loadingFinished",
        lambda told: (
            ended.append(told["encodedDataLength"]) if told["requestId"] in document else None
        ),
    )
    visitor.open(path)
    assert ended
    assert 1_000 < ended[0] <= MOST_FOR_NOTHING
    visitor.context.close()


def test_looking_sets_no_cookie(phone: Phones, places: Places) -> None:
    stranger = phone(url=places.url)
    looked = [place.path for place in places.all if place.who == STRANGER]
    assert len(looked) > 10
    for path in looked:
        stranger.open(path)
        assert stranger.context.cookies() == [], f"{path} set a cookie"


def test_without_a_worker_looking_again_costs_a_question_and_no_page(
    browser: Browser, server: Server
) -> None:
    visitor = new_phone(browser, server.url, shut=False, worker=False)
    page = visitor.open("/storefront/")
    product = first_product(page)
    for path in ("/", "/storefront/", product):
        visitor.open(path)
    wire = visitor.context.new_cdp_session(page)
    wire.send("Network.enable")
    pages: list[str] = []
    answers: dict[str, int] = {}
    wire.on("Network.requestWillBeSent", lambda told: _note_document(told, pages))
    wire.on(
        "Network.responseReceivedExtraInfo",
        lambda told: answers.update({told["requestId"]: told["statusCode"]}),
    )
    for path in ("/", "/storefront/", product):
        with page.expect_request(visitor.url + path) as asked:
            visitor.open(path)
        assert asked.value.all_headers().get("if-none-match"), path
        assert answers[pages[-1]] == 304, path
        assert page.locator("h1").inner_text()
    visitor.context.close()


def test_with_a_worker_looking_again_asks_only_whether_it_changed(
    browser: Browser, server: Server
) -> None:
    """Seen from the wire: what a worker asks for is not told to the page's own tools."""
    with overheard(server) as (url, said):
        visitor = new_phone(browser, url, shut=False)
        page = visitor.open("/storefront/")
        product = first_product(page)
        worker_is_ready(visitor)
        for path in ("/", "/storefront/", product):
            visitor.open(path)
        for path in ("/", "/storefront/", product):
            said.clear()
            visitor.open(path)
            until(page, lambda path=path: path in said, f"{path} was asked for")
            assert said[path] == 304, path
            assert page.locator("h1").inner_text()
        visitor.context.close()


@contextmanager
def overheard(server: Server) -> Iterator[tuple[str, dict[str, int]]]:
    """The same server through an ear: its address, and what each path was answered last."""
    said: dict[str, int] = {}

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            far = HTTPConnection("127.0.0.1", server.port)
            far.request("GET", self.path, headers=dict(self.headers))
            answer = far.getresponse()
            body = answer.read()
            far.close()
            said[self.path] = answer.status
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                    self.send_header(name, value)
            if answer.status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            pass

    house = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=house.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{house.server_port}", said
    house.shutdown()
    house.server_close()


@pytest.mark.parametrize("path", ["/", f"/storefront/?q={quote('蜜')}&sort=price", "/sign-in"])
def test_language_and_text_size_change_without_script_and_without_leaving(
    phone: Phones, path: str
) -> None:
    visitor = phone("zh-CN", script=False)
    page = visitor.open(path)
    here = page.url
    small = size_of(page)
    press(page, ".switches [name=text_size][value=large]")
    assert page.url == here
    assert size_of(page) > small * 1.3
    press(page, ".switches [name=language][value=en]")
    assert page.url == here
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-size", "large")
    press(page, ".switches [name=text_size][value=normal]")
    press(page, ".switches [name=language][value=zh]")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    assert size_of(page) == small
    assert page.url == here


def test_after_a_refused_form_the_switches_lead_back_to_a_page(phone: Phones) -> None:
    visitor = phone("zh-CN", script=False)
    page = visitor.open("/join")
    press(page, "main form .btn--main")
    press(page, ".switches [name=language][value=en]")
    assert page.locator("h1").inner_text() == "Join"


def test_the_language_is_the_phones_own_until_one_is_chosen(phone: Phones) -> None:
    for locale, lang in (("zh-TW", "zh-Hans"), ("en-US", "en"), ("fr-FR", "zh-Hans")):
        page = phone(locale, script=False).open("/")
        expect(page.locator("html")).to_have_attribute("lang", lang)


def size_of(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))


def _note_document(told: dict[str, Any], pages: list[str]) -> None:
    if told["type"] == "Document":
        pages.append(told["requestId"])
