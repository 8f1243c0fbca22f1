"""A photo shared from the phone's gallery begins a listing, also without network or worker."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone, Phones, Server
from tests.browser.offline.acts import (
    NEW,
    PUT_IN_THE_SHOP,
    all_received,
    compose,
    listed,
    products,
    ready,
)
from tests.browser.offline.conftest import becomes, items
from tests.browser.offline.line import Line
from tests.browser.steps import camera_photo, until
from tests.village import FARMER

pytestmark = pytest.mark.browser

NO_WORKER = "delete Navigator.prototype.serviceWorker"


@pytest.fixture
def farmer(phone: Phones, line: Line) -> Phone:
    return ready(phone("en-GB", who=FARMER, url=line.url), NEW)


def share(page: Page, title: str) -> None:
    """As the phone's gallery does."""
    page.evaluate(
        """title => {
            const make = (tag) => document.createElement(tag);
            const [form, words, photo] = ["form", "input", "input"].map(make);
            const action = "/storefront/products/new?shared=1", enctype = "multipart/form-data";
            Object.assign(form, { id: "gallery", method: "post", action, enctype });
            Object.assign(words, { name: "title", value: title });
            Object.assign(photo, { name: "photo", type: "file" });
            form.append(words, photo);
            document.body.append(form);
        }""",
        title,
    )
    page.set_input_files("#gallery [name=photo]", camera_photo())
    with page.expect_navigation():
        page.evaluate("() => document.getElementById('gallery').submit()")


def test_a_photo_shared_from_the_gallery_begins_a_listing(farmer: Phone, server: Server) -> None:
    page = farmer.open("/sync/")
    share(page, "Shared sweet potatoes")
    page.wait_for_url(f"**{NEW}#edit=*")
    expect(page.locator("main [name=title]")).to_have_value("Shared sweet potatoes")
    until(page, lambda: _chosen(page) == 1, "the photo is in its field")
    farmer.open("/sync/")
    assert becomes(page, "draft")["title"] == "Shared sweet potatoes"
    assert products(server, "Shared sweet potatoes") == []
    page.locator("[data-state=draft] [data-do=edit]").click()
    until(page, lambda: _chosen(page) == 1, "the photo is in its field")
    compose(page, "Shared sweet potatoes")
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url(lambda url: url.endswith("/own") or "/sync/" in url)
    until(
        page,
        lambda: [photos for _, photos in products(server, "Shared sweet potatoes")] == [1],
        "with its photo",
    )
    farmer.open("/sync/")
    becomes(page, "received")
    assert len(items(page)) == 1, "the draft has become it"


def _chosen(page: Page) -> int:
    return int(page.evaluate("() => document.querySelector('[name=photo]')?.files.length ?? 0"))


def test_a_photo_shared_without_a_network_waits_as_a_draft_until_it_is_finished(
    farmer: Phone, server: Server, line: Line
) -> None:
    page = farmer.open("/sync/")
    line.cut()
    share(page, "Shared turnips")
    page.wait_for_url(f"**{NEW}#edit=*")
    until(page, lambda: _chosen(page) == 1, "the photo is in its field")
    compose(page, "Shared turnips")
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/sync/**")
    listed(page, "Shared turnips")
    assert [one["state"] for one in items(page)] == ["saved"]
    line.mend()
    farmer.open("/sync/")
    all_received(page, server, "Shared turnips")
    assert [photos for _, photos in products(server, "Shared turnips")] == [1]


def test_without_a_worker_a_shared_photo_comes_back_in_the_form_itself(
    phone: Phones, server: Server, line: Line
) -> None:
    farmer = phone("en-GB", who=FARMER, url=line.url)
    farmer.context.add_init_script(NO_WORKER)
    page = farmer.open("/storefront/")
    share(page, "Shared radishes")
    expect(page.locator("main [name=title]")).to_have_value("Shared radishes")
    assert products(server, "Shared radishes") == []
    compose(page, "Shared radishes")
    page.locator(PUT_IN_THE_SHOP).click()
    page.wait_for_url("**/own")
    assert [photos for _, photos in products(server, "Shared radishes")] == [1]
