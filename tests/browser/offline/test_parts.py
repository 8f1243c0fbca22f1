"""Smaller parts of the outbox, in a real browser: each does what its page promises."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone, Phones, Server
from tests.browser.offline.acts import (
    NEW,
    PUT_IN_THE_SHOP,
    all_received,
    compose,
    listed,
    offer,
    offer_all,
    products,
    ready,
    stored_items,
)
from tests.browser.offline.conftest import items, saved_pages
from tests.browser.offline.line import Line
from tests.browser.steps import camera_photo, until
from tests.browser.test_axe import TALL, complaints
from tests.village import BUYER, FARMER

pytestmark = pytest.mark.browser

NO_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })"
NO_LOCKS_IN_THE_WORKER = (
    "() => { Object.defineProperty(WorkerNavigator.prototype, 'locks', { value: undefined }); }"
)
NO_WORKER = "delete Navigator.prototype.serviceWorker"
STATES = ("draft", "saved", "sending", "photo", "received", "refused", "conflict", "sign-in")


@pytest.fixture
def farmer(phone: Phones, line: Line) -> Phone:
    return ready(phone("en-GB", who=FARMER, url=line.url), NEW)


def put(page: Page, *states: str) -> None:
    """One item in each of these states."""
    for state in states:
        said = "The price was 4.80 and is 6.00 now." if state in ("refused", "conflict") else ""
        place = "/storefront/" if state in ("received", "photo") else None
        item = {
            "open": int(state != "received"),
            "attempts": 0,
            "nextAt": 0,
            "sent": 0,
            "at": 1.7e12,
        }
        item |= {"state": state, "key": str(uuid.uuid4()), "url": NEW, "page": NEW, "fields": []}
        item |= {"files": [], "title": f"It is {state}", "said": said, "location": place}
        page.evaluate(
            """item => outbox.write(async ({ items, meta }) => {
                items.add({ ...item, uid: await outbox.get(meta.get("uid")) });
            })""",
            item,
        )


def hold_still(one: Phone) -> Page:
    """Somebody else has the lock for sending and does nothing; the page that holds it."""
    other = one.context.new_page()
    other.goto(one.url + "/sync/diagnostics")
    other.evaluate("() => { navigator.locks.request('outbox', () => new Promise(() => {})); }")
    return other


def test_with_no_page_open_the_browser_wakes_the_worker_and_it_sends(
    farmer: Phone, server: Server, line: Line
) -> None:
    line.cut()
    offer_all(farmer, "Woken walnuts")
    page = farmer.page
    wire = farmer.context.new_cdp_session(page)
    found: list[dict[str, Any]] = []
    wire.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(
            one for one in told["registrations"] if one["scopeURL"].startswith(line.url)
        ),
    )
    wire.send("ServiceWorker.enable")
    until(page, lambda: bool(found), "the worker's registration is known")
    page.goto("about:blank")
    line.mend()
    assert products(server, "Woken walnuts") == []
    wire.send(
        "ServiceWorker.dispatchSyncEvent",
        {
            "origin": line.url,
            "registrationId": found[-1]["registrationId"],
            "tag": "outbox",
            "lastChance": True,
        },
    )
    until(page, lambda: len(products(server, "Woken walnuts")) == 1, "it was sent")
    farmer.open("/sync/")
    all_received(page, server, "Woken walnuts")
    assert len(products(server, "Woken walnuts")) == 1


@pytest.mark.parametrize(
    "left",
    [{}, {"ms": 4_000}, {"ms": 63_072_000_000}],
    ids=["none", "by a closed tab", "by a wrong clock"],
)
def test_where_there_are_no_locks_tabs_still_send_one_after_the_other(
    phone: Phones, server: Server, line: Line, left: dict[str, int]
) -> None:
    farmer = phone("en-GB", who=FARMER, url=line.url)
    farmer.context.add_init_script(NO_LOCKS)
    ready(farmer, NEW)
    for worker in farmer.context.service_workers:
        worker.evaluate(NO_LOCKS_IN_THE_WORKER)
    line.cut()
    titles = [f"Unlocked yams {len(str(left))} {n}" for n in range(4)]
    offer_all(farmer, *titles)
    page = farmer.page
    others = [farmer.context.new_page() for _ in range(2)]
    for other in others:
        other.goto(line.url + "/sync/")
    if left:
        page.evaluate(
            "ms => outbox.note('lease', { by: 'somebody', until: Date.now() + ms })", left["ms"]
        )
    line.hold = 0.3
    line.choose = lambda one: "slow_after" if one.key else None
    line.mend()
    for tab in (page, *others):
        tab.evaluate("() => { app.go(true); }")
    all_received(page, server, *titles)
    assert line.most_at_once == 1
    for title in titles:
        assert len(products(server, title)) == 1, title


def exported(page: Page, folder: Path) -> Path:
    with page.expect_download() as coming:
        page.locator("[data-do=export]").click()
    assert coming.value.suggested_filename.startswith("commonfield-")
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


def test_what_waits_goes_to_another_phone_as_a_file_and_arrives_once(
    farmer: Phone, phone: Phones, server: Server, line: Line, tmp_path: Path
) -> None:
    page = farmer.page
    line.cut()
    compose(page, "Carried chestnuts")
    page.set_input_files("[name=photo]", camera_photo())
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/sync/**")
    key = listed(page, "Carried chestnuts")["key"]
    file = exported(page, tmp_path)

    second = ready(phone("en-GB", who=FARMER))
    second.page.set_input_files("#import", file)
    all_received(second.page, server, "Carried chestnuts")
    expect(second.page.locator("#status")).to_contain_text("1 brought back")
    assert [one["key"] for one in items(second.page)] == [key]
    assert [photos for _, photos in products(server, "Carried chestnuts")] == [1]

    # Brought back twice, and sent by the first phone too: it stays one.
    second.page.set_input_files("#import", file)
    expect(second.page.locator("#status")).to_contain_text("0 brought back")
    line.mend()
    farmer.open("/sync/")
    all_received(page, server, "Carried chestnuts")
    assert [photos for _, photos in products(server, "Carried chestnuts")] == [1]


def bad_files(item: dict[str, Any]) -> Iterator[str]:
    """What is no file of ours, or only looks like one."""

    def with_(**parts: Any) -> str:
        return json.dumps({"commonfield": 1, "items": [{**item, **parts}]})

    yield from ("", "[]", "<h1>no</h1>", json.dumps({"commonfield": 2, "items": [item]}))
    yield from (with_(key="x"), with_(fields=[["title"]]), with_(state="sealed"))
    yield with_(state="photo", location="javascript:alert(1)")
    for address in ("https://e.example/", "//e.example/", "/\\e.example/", "/\t/e.example/"):
        yield with_(url=address)
        yield with_(page=address)


def brought(page: Page, text: str) -> str:
    """What the page says of a file with these words."""
    page.evaluate("() => app.say('')")
    told = {"name": "file.json", "mimeType": "application/json", "buffer": text.encode()}
    page.set_input_files("#import", told)  # type: ignore[arg-type]
    status = page.locator("#status")
    until(page, lambda: status.inner_text() != "", "it says what became of it")
    return status.inner_text()


def test_somebody_elses_file_and_a_bad_one_change_nothing(
    farmer: Phone, phone: Phones, server: Server, line: Line, tmp_path: Path
) -> None:
    line.cut()
    offer(farmer.page, "Foreign chestnuts")
    whole = json.loads(exported(farmer.page, tmp_path).read_text())
    line.mend()
    buyer = ready(phone("en-GB", who=BUYER))
    page = buyer.page
    assert "0 brought back" in brought(page, json.dumps(whole))
    mine = page.evaluate("() => outbox.meta('uid')")
    for bad in bad_files({**whole["items"][0], "uid": mine}):
        assert "not one of ours" in brought(page, bad), bad
    assert stored_items(page) == []
    assert not [url for url in buyer.asked if "e.example" in url]


def test_a_whole_list_is_kept_on_purpose_and_freed_again(phone: Phones, line: Line) -> None:
    visitor = ready(phone("en-GB", url=line.url))
    page = visitor.page
    progress, button = page.locator("#progress"), page.locator("[data-do=keep]")
    button.click()
    expect(progress).to_contain_text("pages, about")
    assert not [name for name in saved_pages(page) if name.startswith("kept-")], "asked first"
    button.click()
    expect(progress).to_contain_text("Kept", timeout=60_000)
    kept = [
        path
        for name, paths in saved_pages(page).items()
        if name.startswith("kept-")
        for path in paths
    ]
    seen = [path for path in kept if path.startswith("/storefront/products/")]
    assert len(seen) >= 10
    expect(page.locator(f"#pages a[href='{seen[-1]}']")).to_be_visible()
    line.cut()
    visitor.open(seen[-1])
    expect(page.locator("#status")).to_contain_text("Saved copy from")
    hero = page.locator("img.hero")
    until(page, lambda: bool(hero.evaluate("one => one.naturalWidth > 0")), "its picture is drawn")

    visitor.open("/sync/")
    page.locator("[data-do=free]").click()
    until(
        page, lambda: not [name for name in saved_pages(page) if name.startswith("kept-")], "freed"
    )
    expect(visitor.open(seen[-2]).locator("h1")).to_contain_text("not saved")


@pytest.mark.parametrize(
    ("script", "said"), [("", "yes"), (NO_WORKER, "no")], ids=["phone", "web view"]
)
def test_the_diagnostics_page_tells_what_this_browser_can_do(
    phone: Phones, line: Line, script: str, said: str
) -> None:
    visitor = phone("en-GB", url=line.url)
    if script:
        visitor.context.add_init_script(script)
        visitor.open("/sync/")
    else:
        ready(visitor)
    page = visitor.open("/sync/diagnostics")
    for fact in ("worker", "running"):
        expect(page.locator(f"[data-fact={fact}]")).to_have_text(said)
    for fact in ("store", "locks", "secure"):
        expect(page.locator(f"[data-fact={fact}]")).to_have_text("yes")
    expect(page.locator("[data-fact=used]")).to_contain_text("B")
    expect(page.locator("#agent")).to_contain_text("Mozilla")
    assert "–" not in page.locator("#facts dd").all_inner_texts()


def test_states_are_said_politely_and_take_nobodys_place(
    farmer: Phone, server: Server, line: Line
) -> None:
    page = farmer.page
    line.cut()
    offer_all(farmer, "Quiet quinces 1", "Quiet quinces 2")
    farmer.open("/sync/")
    listed(page, "Quiet quinces 2")
    for place in ("#status", "#waiting", "#progress"):
        expect(page.locator(place)).to_have_attribute("role", "status")
    assert page.locator("[role=alert], [aria-live=assertive]").count() == 0
    button = page.locator("[data-do=export]")
    button.focus()
    page.evaluate(
        """() => {
            self.heard = [];
            const place = document.getElementById("waiting");
            const all = { childList: true, subtree: true, characterData: true };
            new MutationObserver(() => heard.push(place.textContent)).observe(place, all);
        }"""
    )
    line.mend()
    page.evaluate("() => { app.go(true); }")
    all_received(page, server, "Quiet quinces 1", "Quiet quinces 2")
    expect(page.locator("#waiting")).to_have_text("")
    expect(button).to_be_focused()
    heard = page.evaluate("() => heard")
    assert set(heard) <= {"1 waiting", ""}
    assert len(heard) <= 4, "each change is said once"


@pytest.mark.parametrize(("locale", "size"), [("zh-CN", "normal"), ("en-GB", "large")])
def test_axe_has_nothing_to_say_about_any_state(
    phone: Phones, line: Line, locale: str, size: str
) -> None:
    farmer = phone(locale, who=FARMER, url=line.url, size=size)
    page = ready(farmer).page
    page.set_viewport_size(TALL)
    hold_still(farmer)
    put(page, *STATES)
    farmer.open("/sync/")
    until(page, lambda: len(items(page)) == len(STATES), "each state is there")
    assert {one["state"] for one in items(page)} == set(STATES)
    assert complaints(page) == []
    page.locator("[data-do=ask]").first.click()
    page.goto(line.url + "/sync/#leave")
    expect(page.locator("#leave")).to_be_visible()
    assert complaints(page) == []
