"""A poster made on the phone: light enough to send, and its code reads."""

from __future__ import annotations

import base64
import io
import re

import pytest
import zxingcpp
from PIL import Image, ImageFilter
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phones
from tests.browser.steps import camera_photo, sell
from tests.village import FARMER

pytestmark = pytest.mark.browser
MOST = 200_000
# The content policy lets nobody fetch a blob, so it is caught where its address is made.
CATCH = """
    const named = URL.createObjectURL;
    URL.createObjectURL = (blob) => named.call(URL, (window.caught = blob));
"""
BYTES = """async () => {
    let said = "";
    for (const one of new Uint8Array(await caught.arrayBuffer())) said += String.fromCharCode(one);
    return btoa(said);
}"""


def made(page: Page) -> bytes:
    page.locator("[data-do=picture]").click()
    expect(page.locator("#made img")).to_be_visible()
    return base64.b64decode(page.evaluate(BYTES))


def test_a_photo_becomes_a_poster_whose_code_leads_to_it(phone: Phones) -> None:
    farmer = phone(who=FARMER)
    product = sell(farmer, camera_photo(), title="柳树湾向阳坡上的老树蜜桔，现摘现发")
    buyer = phone()
    buyer.page.add_init_script(CATCH)
    page = buyer.open(f"/storefront/products/{product}/poster")
    expect(page.locator("[data-do=picture]")).to_be_visible()
    body = made(page)
    assert 10_000 < len(body) <= MOST
    picture = Image.open(io.BytesIO(body))
    assert (picture.format, picture.width) == ("WEBP", 900)
    blurred = picture.convert("L").filter(ImageFilter.GaussianBlur(1.5))
    (code,) = zxingcpp.read_barcodes(blurred)
    page.goto(code.text)
    assert page.url.endswith(f"/storefront/products/{product}")


def test_a_sheet_of_either_paper_holds_it(phone: Phones) -> None:
    product = sell(phone(who=FARMER), camera_photo())
    for paper, points in (("a4", (595, 842)), ("a5", (420, 595))):
        page = phone().open(f"/storefront/products/{product}/poster?paper={paper}")
        page.emulate_media(media="print")
        printed = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type /Page\b", printed)) == 1
        box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
        assert box is not None
        assert [round(float(side)) for side in box.groups()] == pytest.approx(points, abs=2)
