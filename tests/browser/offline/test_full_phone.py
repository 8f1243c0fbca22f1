"""A phone that is full, was cleared, or keeps nothing: it says so, and loses nothing in silence."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

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
    send_now,
    stored_items,
)
from tests.browser.offline.conftest import becomes, saved_pages, truthful
from tests.browser.offline.line import Line
from tests.browser.steps import GOODS, camera_photo, put_away, until
from tests.village import FARMER

pytestmark = pytest.mark.browser

STILL_HERE = "What you typed still stands here"
# A shelf of pictures, and then writes of no use until the browser asks anew how much room is left
# (it remembers its last answer for half a minute).
FILL_UP = """async () => {
    const cache = await caches.open("pictures");
    await cache.put("/pictures/seen", new Response(new Uint8Array(1_000_000)));
    const base = await new Promise((done) => {
        const asked = indexedDB.open("of no use", 1);
        const rows = { autoIncrement: true };
        asked.onupgradeneeded = () => asked.result.createObjectStore("rows", rows);
        asked.onsuccess = () => done(asked.result);
    });
    const write = (size) => new Promise((done) => {
        const tx = base.transaction("rows", "readwrite");
        tx.objectStore("rows").add(crypto.getRandomValues(new Uint8Array(size))); // nothing to pack
        tx.oncomplete = () => done(true);
        tx.onabort = () => done(false);
    });
    for (const size of [60_000, 6_000, 600, 60]) while (await write(size));
    base.close();
    return (await navigator.storage.estimate()).usage;
}"""
# As when the system has ended the storage process: the first to ask on each page gets this.
LOST_ONCE = """(() => {
    const open = IDBFactory.prototype.open;
    let lost = 0;
    IDBFactory.prototype.open = function (...how) {
        if (lost++ >= %s) return open.apply(this, how);
        const said = "Connection to Indexed Database server lost";
        const asked = { error: new DOMException(said, "UnknownError") };
        setTimeout(() => asked.onerror?.({ target: asked }));
        return asked;
    };
})()"""
NO_STORE = "Object.defineProperty(window, 'indexedDB', { value: undefined })"


@pytest.fixture
def farmer(phone: Phones, line: Line) -> Phone:
    return ready(phone("en-GB", who=FARMER, url=line.url), NEW)


@dataclass
class SmallPhone:
    """Three megabytes for all that we keep; `room(n)` changes it, and None lifts it."""

    one: Phone
    wire: CDPSession

    def room(self, size: int | None) -> None:
        given = {"origin": self.one.url} | ({} if size is None else {"quotaSize": size})
        self.wire.send("Storage.overrideQuotaForOrigin", given)


@pytest.fixture
def small(phone: Phones, line: Line) -> SmallPhone:
    """Its owner has opened the form, and everything is full by now."""
    farmer = phone("en-GB", who=FARMER, url=line.url)
    made = SmallPhone(farmer, farmer.context.new_cdp_session(farmer.page))
    made.room(3_000_000)
    ready(farmer, NEW)
    used = farmer.page.evaluate(FILL_UP)
    made.room(used + 20_000)
    return made


def clear_storage(one: Phone) -> None:
    """As a browser does when the phone is full or nobody came for long. Cookies stay."""
    one.page.goto("about:blank")
    wire = one.context.new_cdp_session(one.page)
    kinds = "indexeddb,cache_storage,service_workers"
    wire.send("Storage.clearDataForOrigin", {"origin": one.url, "storageTypes": kinds})


def put_damaged(page: Page, **damage: Any) -> None:
    """A record as the storage gives it back damaged; None stands for a part that is not there."""
    fields = [[name, word] for name, word in {**GOODS, "title": "Damaged"}.items()]
    whole = {"open": 1, "attempts": 0, "nextAt": 0, "sent": 0, "state": "saved", "at": 1.7e12}
    whole |= {"url": NEW, "page": NEW, "title": "Damaged", "fields": fields, "files": []}
    whole |= {"key": str(uuid.uuid4()), **damage}
    page.evaluate(
        """item => outbox.write(async ({ items, meta }) => {
            items.add({ uid: await outbox.get(meta.get("uid")), ...item });
        })""",
        {name: part for name, part in whole.items() if part is not None},
    )


def test_on_a_full_phone_pictures_make_room_for_what_is_written(
    small: SmallPhone, server: Server, line: Line
) -> None:
    page = small.one.page
    line.cut()
    compose(page, "Quinces on a full phone")
    page.set_input_files("[name=photo]", camera_photo())
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/sync/**")
    listed(page, "Quinces on a full phone")
    becomes(page, "saved")
    assert saved_pages(page).get("pictures", []) == []
    assert products(server, "Quinces on a full phone") == []
    line.mend()
    send_now(page)
    all_received(page, server, "Quinces on a full phone")
    ((_, photos),) = products(server, "Quinces on a full phone")
    assert photos == 1


def test_when_nothing_more_fits_the_form_stays_filled_in_and_says_so(
    small: SmallPhone, server: Server, line: Line
) -> None:
    page = small.one.page
    small.room(1)
    line.cut()
    compose(page, "Quinces that do not fit")
    page.locator(PUT_IN_THE_SHOP).click()
    expect(page.locator("#status")).to_contain_text(STILL_HERE)
    expect(page.locator("main [name=title]")).to_have_value("Quinces that do not fit")
    expect(page.locator("#waiting")).to_have_text("")
    assert stored_items(page) == []
    assert products(server, "Quinces that do not fit") == []

    # Somebody made room: the same form goes on.
    small.room(None)
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/sync/**")
    expect(page.locator("#waiting")).to_have_text("1 waiting")
    line.mend()
    send_now(page)
    all_received(page, server, "Quinces that do not fit")
    assert len(products(server, "Quinces that do not fit")) == 1


def test_with_a_network_a_full_phone_sends_at_once(small: SmallPhone, server: Server) -> None:
    page = small.one.page
    small.room(1)
    compose(page, "Quinces sent at once")
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/own")
    assert len(products(server, "Quinces sent at once")) == 1


def test_who_lost_what_waited_is_told_and_sees_what_did_arrive(
    farmer: Phone, server: Server, line: Line
) -> None:
    """One whose answer was lost on the way, and one that never left the phone."""
    page = farmer.page
    line.choose = lambda one: "reset_after" if one.method == "POST" else None
    arrived = offer(page, "Cleared dates")
    assert len(products(server, "Cleared dates")) == 1
    line.cut()
    gone = offer(farmer.open(NEW), "Cleared figs")
    expect(page.locator("#waiting")).to_have_text("2 waiting")
    clear_storage(farmer)
    line.choose = lambda one: None
    line.mend()

    farmer.open("/")
    status = page.locator("#status")
    expect(status).to_contain_text("cleared its storage")
    status.locator("a").click()
    page.wait_for_url("**/sync/received")
    number = re.sub(r"^(.{4})(.{4}).*", r"\1-\2", arrived["key"]).upper()
    expect(page.locator("main")).to_contain_text(number)
    expect(page.locator("main")).not_to_contain_text(gone["key"][:4].upper() + "-")
    assert len(products(server, "Cleared dates")) == 1
    assert products(server, "Cleared figs") == []
    # Told once; from now on the phone is as new.
    farmer.open("/storefront/")
    expect(page.locator("#waiting")).to_have_text("")
    expect(status).not_to_contain_text("cleared its storage")


def test_a_storage_that_fails_once_is_asked_again(
    farmer: Phone, server: Server, line: Line
) -> None:
    line.cut()
    offer_all(farmer, "Twice-asked nuts")
    line.mend()
    put_away(farmer.page)
    farmer.context.add_init_script(LOST_ONCE % 1)
    farmer.page = farmer.context.new_page()
    page = farmer.open("/sync/")
    all_received(page, server, "Twice-asked nuts")
    farmer.open(NEW)
    compose(page, "Nuts on a bad day")
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/own")
    for title in ("Twice-asked nuts", "Nuts on a bad day"):
        assert len(products(server, title)) == 1, title


def test_a_storage_that_fails_right_after_saving_makes_nothing_twice(
    farmer: Phone, server: Server
) -> None:
    page = farmer.page
    page.evaluate("() => { outbox.item = async () => { throw new Error('lost'); }; }")
    compose(page, "Nuts told once")
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url(re.compile("/sync/|/own"))
    farmer.open("/sync/")
    until(page, lambda: not [one for one in stored_items(page) if one["open"]], "nothing waits")
    truthful(page, server)
    assert len(products(server, "Nuts told once")) == 1


@pytest.mark.parametrize("script", [NO_STORE, LOST_ONCE % "Infinity"], ids=["none", "closed"])
def test_where_nothing_can_be_kept_a_form_goes_at_once_or_says_that_it_cannot(
    phone: Phones, server: Server, line: Line, script: str
) -> None:
    """A private window, or a very old browser."""
    farmer = phone("en-GB", who=FARMER, url=line.url)
    farmer.context.add_init_script(script)
    page = farmer.open(NEW)
    title = f"Unkept olives {len(script)}"
    compose(page, title)
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/own")
    assert len(products(server, title)) == 1

    farmer.open(NEW)
    compose(page, f"{title} later")
    line.cut()
    farmer.context.set_offline(True)
    page.locator(PUT_IN_THE_SHOP).click()
    expect(page.locator("#status")).to_contain_text(STILL_HERE)
    expect(page.locator("main [name=title]")).to_have_value(f"{title} later")
    farmer.context.set_offline(False)
    line.mend()
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/own")
    assert len(products(server, f"{title} later")) == 1


def test_damaged_records_hold_up_nobody_and_are_never_called_received(
    farmer: Phone, server: Server, line: Line
) -> None:
    page = farmer.page
    line.cut()
    for damage in (
        {"fields": None},
        {"fields": [["title"]]},
        {"fields": "title=Damaged"},
        {"files": None},
        {"url": None},
        {"url": "https://127.0.0.1:1/elsewhere"},
        {"key": "not-a-key"},
        {"state": "flying"},
    ):
        put_damaged(page, **damage)
    offer(page, "After the damage")
    line.mend()
    send_now(page)
    all_received(page, server, "After the damage")
    assert len(products(server, "After the damage")) == 1
    farmer.open("/sync/")
    damaged = page.locator("#outbox > li:not([data-state=received])")
    expect(damaged).to_have_count(8)
    for said in damaged.all():
        expect(said).not_to_contain_text("Received")
        expect(said).to_contain_text("has damaged it")
    for left in range(8, 0, -1):
        expect(damaged).to_have_count(left)
        damaged.first.locator("[data-do=ask]").click()
        damaged.first.locator("[data-sure] [data-do=delete]").click()
    expect(page.locator("#waiting")).to_have_text("")
    assert products(server, "Damaged") == []


def test_what_is_only_scratched_is_sent(farmer: Phone, server: Server, line: Line) -> None:
    page = farmer.page
    line.cut()
    titles = []
    for name in ("nextAt", "attempts", "sent", "at"):
        titles.append(f"Scratched {name}")
        fields = {**GOODS, "title": titles[-1]}
        put_damaged(
            page, fields=[list(one) for one in fields.items()], title=titles[-1], **{name: None}
        )
    farmer.open("/sync/")
    listed(page, titles[-1])
    line.mend()
    send_now(page)
    all_received(page, server, *titles)
    for title in titles:
        assert len(products(server, title)) == 1, title


def test_a_photo_that_the_storage_lost_is_told(farmer: Phone, server: Server, line: Line) -> None:
    page = farmer.page
    line.cut()
    compose(page, "Pictureless leeks")
    page.set_input_files("[name=photo]", camera_photo())
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/sync/**")
    listed(page, "Pictureless leeks")
    page.evaluate("() => outbox.write(async ({ files }) => { files.clear(); })")
    line.mend()
    send_now(page)
    all_received(page, server, "Pictureless leeks")
    ((_, photos),) = products(server, "Pictureless leeks")
    assert photos == 0
    assert "photo" in listed(page, "Pictureless leeks")["words"]
