"""What people do on their phones: the steps that journeys are made of. Only what is on the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, FilePayload, Page

from tests.photos import camera_jpeg
from tests.village import PIN

if TYPE_CHECKING:
    from tests.browser.conftest import Phone

GOODS = {"title": "柳树蜜桔", "price": "4.80", "unit": "斤", "stock": "20", "category": "fruit"}
GUEST = {"name": "李婶", "phone": "13912345678"}
PATIENCE_MS = 60_000


def press(page: Page, button: str) -> Page:
    """Press what leads to another page, and be there."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator(button).first.click()
    return page


def fill(page: Page, **words: str) -> None:
    """By the fields' names; a select takes its choice's value."""
    for name, word in words.items():
        field = page.locator(f"main [name={name}]").first
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(word)
        else:
            field.fill(word)


def sign_in(phone: Phone, number: str, pin: str = PIN) -> Page:
    page = phone.open("/sign-in")
    fill(page, phone=number, pin=pin)
    press(page, "main form[action='/sign-in'] button")
    fill(page, code="".join(re.findall(r"\d", page.inner_text("[data-demo-code]"))))
    return press(page, "form:has([name=code]) button")


def sell(phone: Phone, photo: FilePayload | None = None, **words: str) -> str:
    """Through the form; the id of the product."""
    page = phone.open("/storefront/products/new")
    for closed in page.locator("main details:not([open]) > summary").all():
        closed.click()
    fill(page, **{**GOODS, **words})
    if photo:
        page.set_input_files("[name=photo]", photo)
    press(page, "form[action='/storefront/products/new'] .btn--main")
    assert "/own" in page.url, page.inner_text("main")
    return id_of(page)


def to_checkout(phone: Phone, product: str, quantity: int = 3) -> Page:
    page = phone.open(f"/storefront/products/{product}")
    fill(page, quantity=str(quantity))
    return press(page, "[name=order]")


def order(phone: Phone, product: str, quantity: int = 3) -> Page:
    """As a guest; the page of the order."""
    page = to_checkout(phone, product, quantity)
    fill(page, **GUEST)
    return press(page, "form[action='/storefront/checkout'] .btn--main")


def step(phone: Phone, address: str, name: str) -> str:
    """Press the one button of that step on the order's page; the state that follows."""
    page = phone.open(address)
    press(page, f"form[action$='/{name}'] .btn--main")
    return state_of(page)


def id_of(page: Page) -> str:
    """Of the product or order that a page is about."""
    return page.locator("main data[value]").get_attribute("value") or ""


def state_of(page: Page) -> str:
    return page.locator("main [data-state]").first.get_attribute("data-state") or ""


def stock_of(page: Page) -> int:
    return int(page.locator("main [data-stock]").first.get_attribute("data-stock") or -1)


def path_of(page: Page) -> str:
    return re.sub(r"^https?://[^/]+", "", page.url)


def camera_photo(name: str = "IMG_20261122.jpg") -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": camera_jpeg()}


def until(page: Page, said: Callable[[], bool], what: str, most_ms: int = PATIENCE_MS) -> None:
    """The content policy forbids evaluating strings, so we look again until it is so."""
    if not comes_true(page, said, most_ms):
        pytest.fail(f"never came true: {what}")


def comes_true(page: Page, said: Callable[[], bool], most_ms: int) -> bool:
    for _ in range(most_ms // 100):
        if _seen(said):
            return True
        page.wait_for_timeout(100)
    return False


def _seen(said: Callable[[], bool]) -> bool:
    """A look at a page that is just being left sees nothing."""
    try:
        return said()
    except Error as lost:
        if "context was destroyed" not in lost.message:
            raise
        return False


def put_away(page: Page) -> None:
    """Close it as a finger does, whatever it is about to do.

    Chromium forgets a close that falls into a navigation, and the plain `close()` then waits for
    ever; so it is asked again.
    """
    for _ in range(PATIENCE_MS // 100):
        with suppress(Error):
            page.close(run_before_unload=True)
            page.wait_for_timeout(100)
        if page.is_closed():
            return
    pytest.fail("the page does not close")


def worker_is_ready(one: Phone) -> None:
    """Installed, in charge of this page, and done with saving what was opened before it.

    A worker that the browser ends just when it is asked says nothing; the next page asks again.
    """
    for _ in range(3):
        if comes_true(one.page, lambda: bool(one.page.evaluate(_IN_CHARGE)), PATIENCE_MS // 3):
            return
        one.page.reload()
    pytest.fail("the worker is not in charge")


_IN_CHARGE = """async () => {
    const place = await navigator.serviceWorker.getRegistration();
    return Boolean(place && place.active && navigator.serviceWorker.controller
        && !sessionStorage.getItem("seen"));
}"""
