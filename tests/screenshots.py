"""The README's pictures, taken from the running product: `make screenshots`.

A fresh demo village in a folder of its own, a phone of 360×640, and the real pages from sign-in on.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import FLAGS, HOUSE, PHONE, Phone, Server, free_port
from tests.browser.steps import fill, press, sign_in
from tests.setup_browser import chromium
from tests.village import FARMER

PICTURES = HOUSE / "docs" / "pictures"
HEAVIEST = 60_000
# Twice the points, so that they are sharp where the README shows them.
SCALE = 2
_COLOURS = (256, 128, 64, 32)


class Shot(NamedTuple):
    """`go` brings the phone there; `as_farmer` signs in first."""

    name: str
    locale: str
    go: Callable[[Phone], object]
    as_farmer: bool = False


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder), free_port(), {"COMMONFIELD_DEMO": "1"})
        server.start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            for shot in SHOTS:
                body = packed(take(browser, server.url, shot))
                (PICTURES / f"{shot.name}.png").write_bytes(body)
                print(f"docs/pictures/{shot.name}.png {len(body):,} bytes")  # noqa: T201
        finally:
            browser.close()
            server.end()


def take(browser: Browser, url: str, shot: Shot) -> bytes:
    """On a phone of its own."""
    context = browser.new_context(
        viewport=PHONE,
        locale=shot.locale,
        is_mobile=True,
        has_touch=True,
        device_scale_factor=SCALE,
    )
    context.route(lambda asked: not asked.startswith(url), lambda route: route.abort())
    phone = Phone(context, context.new_page(), url, [], [])
    if shot.as_farmer:
        sign_in(phone, FARMER)
    shot.go(phone)
    phone.page.wait_for_load_state("networkidle")
    body = phone.page.screenshot()
    context.close()
    return body


def packed(png: bytes) -> bytes:
    """With a palette, as large as it may be; SystemExit for a picture that stays too heavy."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in _COLOURS:
        # This way small areas keep their own colour: the four plots of the mark are such.
        drawn = image.quantize(
            colours, Image.Quantize.MAXCOVERAGE, kmeans=4, dither=Image.Dither.NONE
        )
        file = io.BytesIO()
        drawn.save(file, "PNG", optimize=True)
        if file.tell() <= HEAVIEST:
            return file.getvalue()
    raise SystemExit(f"A picture has more than {HEAVIEST:,} bytes even in {colours} colours.")


def _product(phone: Phone) -> None:
    press(phone.open("/storefront/?q=猕猴桃"), ".product h2 a")


def _sell(phone: Phone) -> None:
    """Below the photos: what the browser itself writes on that button is in its own language."""
    fill(phone.open("/storefront/products/new"), title="柳树蜜桔", price="4.80", stock="20")
    _scroll_to(phone, "label[for=price]")


def _order_to_answer(phone: Phone) -> None:
    press(phone.open("/storefront/orders/"), "[data-state=placed] a")


def _large(phone: Phone) -> None:
    press(phone.open("/"), "[name=text_size][value=large]")


def _living(phone: Phone) -> None:
    phone.open("/look")
    _scroll_to(phone, "h2:has(+ .stack .state)")


def _scroll_to(phone: Phone, selector: str) -> None:
    top = phone.page.locator(selector).evaluate("it => it.getBoundingClientRect().top + scrollY")
    phone.page.evaluate("top => scrollTo(0, top - 16)", top)


SHOTS = (
    Shot("front-zh", "zh-CN", lambda phone: phone.open("/")),
    Shot("listing-en", "en-GB", lambda phone: phone.open("/storefront/")),
    Shot("product-zh", "zh-CN", _product),
    Shot("sell-zh", "zh-CN", _sell, as_farmer=True),
    Shot("order-zh", "zh-CN", _order_to_answer, as_farmer=True),
    Shot("large-en", "en-GB", _large),
    Shot("living-zh", "zh-CN", _living),
)

if __name__ == "__main__":
    main()
