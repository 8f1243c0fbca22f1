"""No worker, no foreign script, no script at all: what remains is whole."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile

import pytest
from playwright.sync_api import Page, Route, expect

from blueprints.core.settings import ALPINE_URL
from tests.browser.conftest import Phone, Phones, Server
from tests.browser.offline.acts import (
    NEW,
    PUT_IN_THE_SHOP,
    all_received,
    compose,
    everything_kept,
    offer,
    orders,
    products,
    ready,
    send_now,
)
from tests.browser.offline.conftest import becomes, honestly, items
from tests.browser.offline.line import Line
from tests.browser.steps import GUEST, camera_photo, fill, press, put_away, sell, sign_in, until
from tests.village import BUYER, FARMER

pytestmark = pytest.mark.browser

NO_WORKER = "delete Navigator.prototype.serviceWorker"
TO_ORDER = "form[action='/storefront/checkout'] .btn--main"


@pytest.fixture
def web_view(phone: Phones, line: Line) -> Phone:
    """As WeChat on iOS: script and storage, and no worker."""
    farmer = phone("en-GB", url=line.url)
    farmer.context.add_init_script(NO_WORKER)
    sign_in(farmer, FARMER)
    return farmer


def keep_in_place(one: Phone, title: str) -> None:
    """From an open form, without a network: the person stays where they are, and is told."""
    page = one.page
    compose(page, title)
    page.locator(PUT_IN_THE_SHOP).click()
    expect(page.locator("#status")).to_contain_text("Saved on this phone")
    expect(page.locator("main [name=title]")).to_have_value("")


def test_without_a_worker_several_things_are_kept_from_one_page_and_arrive_in_order(
    web_view: Phone, server: Server, line: Line
) -> None:
    page = web_view.open(NEW)
    line.cut()
    titles = [f"Web-view plums {n}" for n in range(3)]
    page.set_input_files("[name=photo]", camera_photo())
    for n, title in enumerate(titles, 1):
        keep_in_place(web_view, title)
        expect(page.locator("#waiting")).to_have_text(f"{n} waiting")
        assert products(server, title) == []
    line.mend()
    web_view.open("/sync/")
    all_received(page, server, *titles)
    expect(page.locator("#waiting")).to_have_text("")
    assert [len(products(server, title)) for title in titles] == [1, 1, 1]
    assert products(server, titles[0])[0][1] == 1, "its photo too"
    made = [key for method, path, key, _ in line.passed if method == "POST" and path == NEW]
    assert len(set(made)) == len(titles)
    assert not web_view.complaints


def test_without_a_worker_a_refusal_and_a_lost_answer_are_told_as_they_are(
    web_view: Phone, server: Server, line: Line
) -> None:
    page = web_view.open("/sync/")
    writing = web_view.context.new_page()
    writing.goto(line.url + NEW)
    line.cut()
    compose(writing, "Web-view pears", price="cheap")
    writing.locator(PUT_IN_THE_SHOP).click()
    refused_key = becomes(page, "saved")["key"]
    line.mend()
    send_now(page)
    becomes(page, "refused", refused_key)
    assert products(server, "Web-view pears") == []
    page.locator("[data-do=edit]").click()
    page.wait_for_url(f"**{NEW}#edit=*")
    fill(page, price="3.20")
    # The server takes it, and its answer never comes back.
    line.choose = lambda one: "reset_after" if one.key and one.path == NEW else None
    page.locator(PUT_IN_THE_SHOP).click()
    expect(page.locator("#waiting")).to_have_text("1 waiting")
    until(page, lambda: len(products(server, "Web-view pears")) == 1, "the server has it")
    web_view.open("/sync/")
    becomes(page, "saved")
    line.choose = lambda one: None
    send_now(page)
    all_received(page, server, "Web-view pears")
    assert len(products(server, "Web-view pears")) == 1


def test_without_a_worker_signing_out_locks_what_waits(
    web_view: Phone, server: Server, line: Line
) -> None:
    page = web_view.open(NEW)
    line.choose = lambda one: "503" if one.path == NEW and one.method == "POST" else None
    compose(page, "Sentinel-web-view apples")
    page.locator(PUT_IN_THE_SHOP).click()
    expect(page.locator("#waiting")).to_have_text("1 waiting")
    web_view.open("/members/me")
    page.locator("form[action='/sign-out'] button").click()
    page.wait_for_url("**/sync/#leave")
    page.locator("[data-do=leave-lock]").click()
    page.wait_for_url(lambda url: url.endswith("/"))
    assert "Sentinel-web-view" not in everything_kept(page)
    expect(page.locator("#waiting")).to_have_text("")
    line.choose = lambda one: None
    sign_in(web_view, BUYER)
    assert items(web_view.open("/sync/")) == []
    assert products(server, "Sentinel-web-view apples") == []


def test_without_a_worker_nothing_is_promised_that_only_a_worker_can_keep(web_view: Phone) -> None:
    page = web_view.open("/sync/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#none")).to_be_visible()
    expect(page.locator("[data-do=keep]")).to_be_hidden()


@pytest.fixture(scope="module")
def alpine(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file that the CDN serves, from the package registry."""
    folder = tmp_path_factory.mktemp("alpine")
    npm = shutil.which("npm") or "npm"
    package = re.sub(r".*/(@alpinejs/csp@[\d.]+)/.*", r"\1", ALPINE_URL)
    subprocess.run([npm, "pack", "--silent", package], cwd=folder, check=True, capture_output=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as packed:
        file = packed.extractfile("package/dist/cdn.min.js")
        assert file
        return file.read()


def cdn_says(one: Phone, body: bytes) -> None:
    """To the page and to its worker."""
    one.context.unroute(ALPINE_URL)
    how = {"content_type": "text/javascript", "headers": {"Access-Control-Allow-Origin": "*"}}
    one.context.route(ALPINE_URL, lambda route: route.fulfill(body=body, **how))  # type: ignore[arg-type]


def cdn_hangs(one: Phone) -> list[Route]:
    one.context.unroute(ALPINE_URL)
    silent: list[Route] = []
    one.context.route(ALPINE_URL, lambda route: silent.append(route))
    return silent


def test_what_the_cdn_gave_once_is_there_whatever_becomes_of_the_cdn(
    phone: Phones, line: Line, alpine: bytes
) -> None:
    visitor = phone("en-GB", url=line.url)
    cdn_says(visitor, alpine)
    ready(visitor, "/storefront/")
    page = visitor.page
    until(
        page,
        lambda: bool(page.evaluate("url => caches.match(url).then(Boolean)", ALPINE_URL)),
        "kept",
    )
    for state in ("refused", "tampered", "hanging"):
        visitor.context.unroute(ALPINE_URL)
        if state == "tampered":
            cdn_says(visitor, alpine + b";window.tampered = true")
        elif state == "hanging":
            cdn_hangs(visitor)
        visitor.open("/storefront/")
        found = page.evaluate("() => [typeof Alpine, typeof tampered]")
        assert found == ["object", "undefined"], state
    line.cut()
    visitor.open("/storefront/")
    assert page.evaluate("() => typeof Alpine") == "object"
    assert not visitor.complaints


def test_a_script_that_was_tampered_with_is_not_even_kept(
    phone: Phones, line: Line, alpine: bytes
) -> None:
    visitor = phone("en-GB", url=line.url)
    cdn_says(visitor, alpine + b";window.tampered = true")
    ready(visitor, "/storefront/")
    page = visitor.page
    page.wait_for_load_state("networkidle")
    assert page.evaluate("url => caches.match(url).then(Boolean)", ALPINE_URL) is False
    assert page.evaluate("() => typeof tampered") == "undefined"


def _has_gone_on(page: Page) -> bool:
    return "/sync/" in page.url or page.locator("#status").inner_text().startswith("Saved")


OUR_SCRIPT_RUNS = "() => typeof outbox !== 'undefined' && app.able"


@pytest.mark.parametrize("cdn", ["refused", "tampered", "hanging"])
def test_whatever_the_cdn_does_what_is_written_is_kept_and_arrives(
    phone: Phones, server: Server, line: Line, cdn: str
) -> None:
    farmer = phone("en-GB", who=FARMER, url=line.url)
    if cdn == "hanging":
        cdn_hangs(farmer)
    elif cdn == "tampered":
        cdn_says(farmer, b"window.tampered = true")
    page = farmer.page
    page.goto(line.url + NEW, wait_until="commit")
    expect(page.locator("main [name=title]")).to_be_visible()
    until(page, lambda: bool(page.evaluate(OUR_SCRIPT_RUNS)), "our own script is here")
    line.cut()
    title = f"Figs while the CDN is {cdn}"
    compose(page, title)
    page.locator(PUT_IN_THE_SHOP).click(no_wait_after=True)
    expect(page.locator("#waiting")).to_have_text("1 waiting")
    assert products(server, title) == []
    until(page, lambda: _has_gone_on(page), "it went to /sync/, or stayed where no worker is")
    line.mend()
    page.goto(line.url + "/sync/", wait_until="commit")
    honestly(page, server, lambda: [one["state"] for one in items(page)] == ["received"], "there")
    assert len(products(server, title)) == 1
    assert page.evaluate("() => typeof tampered") == "undefined"


def test_with_script_off_everything_is_an_ordinary_form(phone: Phones, server: Server) -> None:
    farmer, buyer = (phone("en-GB", who=who, script=False) for who in (FARMER, ""))
    product = sell(farmer, title="Plain walnuts", photo=camera_photo())
    assert products(server, "Plain walnuts") == [(product.replace("-", ""), 1)]
    page = buyer.open(f"/storefront/products/{product}")
    fill(page, quantity="2")
    press(page, "[name=order]")
    fill(page, **GUEST)
    page.locator(TO_ORDER).dblclick()
    page.wait_for_url("**/storefront/orders/*")
    assert orders(server, product) == [(960, "placed")], "two taps mean one"
    assert "Without script" in buyer.open("/sync/").content()
    buyer.open("/sync/received")
    expect(page.locator(".outbox > li")).to_have_count(2)  # the basket's line and the order


def test_with_the_worker_gone_for_good_its_things_are_still_sent(
    phone: Phones, server: Server, line: Line
) -> None:
    """A browser that ends workers, as a web view's owner may decide with an update."""
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    line.cut()
    offer(farmer.page, "Orphaned almonds")
    farmer.page.evaluate(
        "async () => (await navigator.serviceWorker.getRegistration()).unregister()"
    )
    farmer.context.add_init_script(NO_WORKER)
    put_away(farmer.page)
    line.mend()
    farmer.page = farmer.context.new_page()
    page = farmer.open("/sync/")
    all_received(page, server, "Orphaned almonds")
    assert len(products(server, "Orphaned almonds")) == 1
