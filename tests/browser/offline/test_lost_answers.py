"""The answer never comes, or is not ours: nothing is believed, and nothing is done twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone, Phones, Server
from tests.browser.offline.acts import (
    NEW,
    PUT_IN_THE_SHOP,
    asked,
    compose,
    listed,
    photo_of,
    products,
    ready,
    send_now,
)
from tests.browser.offline.conftest import becomes, honestly, items, truthful
from tests.browser.offline.line import Line
from tests.browser.steps import until
from tests.village import FARMER

pytestmark = pytest.mark.browser
FILES = "/sync/files/"


def every(line: Line, fault: str, method: str, path: str) -> None:
    """Until `works` is called; a browser repeats some requests by itself."""
    line.choose = lambda one: fault if one.method == method and one.path.startswith(path) else None


def works(line: Line) -> None:
    line.choose = lambda one: None


def arrived(line: Line, key: str) -> int:
    return sum(one[2] == key for one in line.arrivals)


def offered(one: Phone, title: str, *, photo: bool = False) -> Page:
    """Pressed on line, with a line that has its faults: what the phone then shows."""
    page = one.open(NEW)
    compose(page, title)
    if photo:
        page.set_input_files("[name=photo]", photo_of(title))
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/sync/**")
    listed(page, title)
    return page


def comes_through(page: Page, server: Server, key: str) -> dict[str, str]:
    """The line works again: this item is received, and no word on the way was untrue."""

    def received() -> bool:
        return any(one["key"] == key and one["state"] == "received" for one in items(page))

    send_now(page)
    honestly(page, server, received, f"{key} is received; the page says {items(page)}")
    return becomes(page, "received", key)


def test_what_never_reached_the_server_still_waits_and_then_arrives_once(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    every(line, "reset_before", "POST", NEW)
    page = offered(farmer, "Unheard quinces")
    waiting = becomes(page, "saved")
    expect(page.locator("#waiting")).to_have_text("1 waiting")
    assert products(server, "Unheard quinces") == []
    assert waiting["key"] not in [one[2] for one in line.passed]

    works(line)
    comes_through(page, server, waiting["key"])
    assert len(products(server, "Unheard quinces")) == 1
    expect(page.locator("#waiting")).to_have_text("")


def test_an_answer_lost_on_its_way_back_is_asked_for_again_and_is_the_same(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    every(line, "reset_after", "POST", NEW)
    page = offered(farmer, "Unanswered medlars")
    waiting = becomes(page, "saved")
    ((product, _),) = products(server, "Unanswered medlars")

    works(line)
    with page.expect_response(
        lambda one: one.headers.get("idempotency-key") == waiting["key"]
    ) as seen:
        comes_through(page, server, waiting["key"])
    assert seen.value.headers["idempotency-replayed"] == "true"
    kept = asked(
        server,
        "SELECT message, location FROM core_key WHERE key = ?",
        waiting["key"].replace("-", ""),
    )
    told = seen.value.json()
    assert [(told["message"], told["location"])] == kept
    assert product in told["location"].replace("-", "")
    assert arrived(line, waiting["key"]) >= 2
    assert len(products(server, "Unanswered medlars")) == 1


def test_one_lost_answer_is_noticed_by_nobody(phone: Phones, server: Server, line: Line) -> None:
    """The browser itself repeats a POST on a warm connection; if not, the outbox does."""
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    page = farmer.page
    line.fault("reset_after", path=NEW)
    compose(page, "Repeated mulberries")
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url(lambda url: url.endswith("/own") or "/sync/" in url)
    farmer.open("/sync/")
    received = becomes(page, "received")
    truthful(page, server)
    assert arrived(line, received["key"]) >= 2
    assert len(products(server, "Repeated mulberries")) == 1


def test_without_script_a_post_that_the_browser_repeats_makes_one_product(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer = phone("en-GB", who=FARMER, script=False, url=line.url)
    page = farmer.open(NEW)
    key = page.locator(f"form[action='{NEW}'] [name=key]").get_attribute("value") or ""
    compose(page, "Plain persimmons")
    line.fault("reset_after", path=NEW)
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/own")
    assert arrived(line, key) == 2
    assert len(products(server, "Plain persimmons")) == 1


def test_an_answer_later_than_the_phone_waits_is_asked_for_again(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer = ready(phone("en-GB", who=FARMER, url=line.url))
    page = farmer.page
    page.clock.install()
    farmer.open(NEW)
    every(line, "503", "POST", NEW)
    page = offered(farmer, "Patient pomelos")
    waiting = becomes(page, "saved")
    works(line)
    before = arrived(line, waiting["key"])
    line.hold = 600
    line.fault("slow_after", path=NEW)
    send_now(page)
    until(page, lambda: bool(products(server, "Patient pomelos")), "the server has it")
    assert becomes(page, "sending")["key"] == waiting["key"]
    page.clock.fast_forward("00:30")
    honestly(
        page,
        server,
        lambda: arrived(line, waiting["key"]) == before + 2,
        "it is sent again without being asked",
    )
    becomes(page, "received", waiting["key"])
    truthful(page, server)
    assert len(products(server, "Patient pomelos")) == 1


@pytest.mark.parametrize(
    ("fault", "rows"),
    [("500", 0), ("503", 0), ("portal", 0), ("sign_in", 0), ("truncated", 1), ("other_key", 1)],
)
def test_what_is_not_our_answer_to_this_very_item_is_never_shown_as_received(
    phone: Phones, server: Server, line: Line, fault: str, rows: int
) -> None:
    title = f"Believed by nobody {fault}"
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    every(line, fault, "POST", NEW)
    page = offered(farmer, title)
    waiting = becomes(page, "saved")
    before = arrived(line, waiting["key"])
    send_now(page)
    until(page, lambda: arrived(line, waiting["key"]) > before, "it was tried again")
    assert becomes(page, "saved")["key"] == waiting["key"]
    expect(page.locator("#waiting")).to_have_text("1 waiting")
    assert len(products(server, title)) == rows

    works(line)
    comes_through(page, server, waiting["key"])
    assert len(products(server, title)) == 1


@pytest.mark.parametrize("fault", ["reset_before", "500", "503", "portal", "sign_in", "truncated"])
def test_a_photo_whose_answer_is_not_ours_is_still_on_its_way(
    phone: Phones, server: Server, line: Line, fault: str
) -> None:
    title = f"Pictured {fault}"
    farmer = ready(phone("en-GB", who=FARMER, url=line.url), NEW)
    every(line, fault, "PUT", FILES)
    page = offered(farmer, title, photo=True)
    waiting = becomes(page, "photo")
    truthful(page, server)
    ((_, photos),) = products(server, title)
    assert photos == 0
    assert "the photo follows" in waiting["words"]

    works(line)
    comes_through(page, server, waiting["key"])
    ((_, photos),) = products(server, title)
    assert photos == 1
