"""The README's pictures, taken from the running product: `make screenshots`.

A fresh demo village in a folder of its own, a phone of 360×640, and the real pages from sign-in on.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import FLAGS, HOUSE, PHONE, Server, free_port
from tests.setup_browser import chromium
from tests.village import FARMER, PIN

PICTURES = HOUSE / "docs" / "pictures"
HEAVIEST = 60_000
# Twice the points, so that they are sharp where the README shows them.
SCALE = 2
_COLOURS = (256, 128, 64, 32)


class Shot(NamedTuple):
    """`go` brings the page there; `as_farmer` signs in first."""

    name: str
    locale: str
    go: Callable[[Page], object]
    as_farmer: bool = False


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder), free_port(), {"COMMONFIELD_DEMO": "1"})
        server.start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            for shot in SHOTS:
                weight = take(browser, server.url, shot)
                print(f"docs/pictures/{shot.name}.png {weight:,} bytes")  # noqa: T201
        finally:
            browser.close()
            server.end()


def take(browser: Browser, url: str, shot: Shot) -> int:
    """One picture on a phone of its own; its weight in bytes."""
    context = browser.new_context(
        base_url=url,
        viewport=PHONE,  # type: ignore[arg-type]
        locale=shot.locale,
        is_mobile=True,
        has_touch=True,
        device_scale_factor=SCALE,
    )
    context.route(lambda asked: not asked.startswith(url), lambda route: route.abort())
    page = context.new_page()
    if shot.as_farmer:
        sign_in(page, FARMER)
    shot.go(page)
    page.wait_for_load_state("networkidle")
    body = packed(page.screenshot())
    context.close()
    (PICTURES / f"{shot.name}.png").write_bytes(body)
    return len(body)


def sign_in(page: Page, phone: str) -> None:
    page.goto("/sign-in")
    page.fill("[name=phone]", phone)
    page.fill("[name=pin]", PIN)
    page.click("main form button")
    shown = page.text_content("[data-demo-code]") or ""
    page.fill("[name=code]", "".join(re.findall(r"\d", shown)))
    page.click("form:has([name=code]) button")
    page.wait_for_url("**/members/me")


def packed(png: bytes) -> bytes:
    """With a palette, as large as it may be; SystemExit for a picture that stays too heavy."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in _COLOURS:
        file = io.BytesIO()
        # This way small areas keep their own colour: the four plots of the mark are such.
        drawn = image.quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        drawn.save(file, "PNG", optimize=True)
        if file.tell() <= HEAVIEST:
            return file.getvalue()
    raise SystemExit(f"A picture has more than {HEAVIEST:,} bytes even in {colours} colours.")


def _product(page: Page) -> None:
    page.goto("/storefront/?q=猕猴桃")
    page.click(".product h2 a")


def _sell(page: Page) -> None:
    """Below the photos: what the browser itself writes on that button is in its own language."""
    page.goto("/storefront/products/new")
    page.fill("[name=title]", "柳树蜜桔")
    page.fill("[name=price]", "4.80")
    page.fill("[name=stock]", "20")
    _scroll_to(page, "[name=price]")


def _order_to_answer(page: Page) -> None:
    page.goto("/storefront/orders/")
    page.click("[data-state=placed] a")


def _large(page: Page) -> None:
    page.goto("/")
    page.click("[name=text_size][value=large]")


def _living(page: Page) -> None:
    page.goto("/look")
    _scroll_to(page, ".state")


def _scroll_to(page: Page, selector: str) -> None:
    """Its heading or label in view above it."""
    top = page.locator(selector).first.evaluate("it => it.getBoundingClientRect().top + scrollY")
    page.evaluate("top => scrollTo(0, top - 72)", top)


SHOTS = (
    Shot("front-zh", "zh-CN", lambda page: page.goto("/")),
    Shot("listing-en", "en-GB", lambda page: page.goto("/storefront/")),
    Shot("product-zh", "zh-CN", _product),
    Shot("sell-zh", "zh-CN", _sell, as_farmer=True),
    Shot("order-zh", "zh-CN", _order_to_answer, as_farmer=True),
    Shot("large-en", "en-GB", _large),
    Shot("living-zh", "zh-CN", _living),
)

if __name__ == "__main__":
    main()
