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
_ORDER_TO_ANSWER = "4127"  # how the number of the village's newest order begins (storefront seeds)


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
        image.quantize(colours, kmeans=3, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if file.tell() <= HEAVIEST:
            return file.getvalue()
    raise SystemExit(f"A picture has more than {HEAVIEST:,} bytes even in {colours} colours.")


def _first_product(page: Page) -> None:
    page.goto("/storefront/?q=猕猴桃")
    page.click(".product h2 a")


def _order_to_answer(page: Page) -> None:
    page.goto("/storefront/orders/")
    page.click(f"main a:has-text('{_ORDER_TO_ANSWER}')")


def _large(page: Page) -> None:
    page.goto("/")
    page.click("[name=text_size][value=large]")


SHOTS = (
    Shot("front-zh", "zh-CN", lambda page: page.goto("/")),
    Shot("listing-en", "en-GB", lambda page: page.goto("/storefront/")),
    Shot("product-zh", "zh-CN", _first_product),
    Shot("sell-zh", "zh-CN", lambda page: page.goto("/storefront/products/new"), as_farmer=True),
    Shot("order-zh", "zh-CN", _order_to_answer, as_farmer=True),
    Shot("large-en", "en-GB", _large),
    Shot("living-zh", "zh-CN", lambda page: page.goto("/look")),
)

if __name__ == "__main__":
    main()
