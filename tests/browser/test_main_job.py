"""The main job, as the people of the village do it: list, find, order, accept, hand over, complete.

Each journey is walked twice: without any script, and with it.
"""

from __future__ import annotations

import io
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Phone, Phones, Server, SignedIn, new_phone
from tests.browser.steps import (
    GUEST,
    camera_photo,
    id_of,
    order,
    path_of,
    press,
    sell,
    sign_in,
    state_of,
    step,
    stock_of,
)
from tests.photos import SECRET
from tests.village import FARMER

pytestmark = pytest.mark.browser

TITLE = "柳树蜜桔"
ENGLISH = "Liushu honey mandarins"
MOST_BYTES = 25_000


@pytest.fixture(scope="module")
def mandarins(browser: Browser, server: Server, signed_in: SignedIn) -> str:
    """The address of a product that the farmer listed, with a photo and in two languages."""
    farmer = new_phone(browser, server.url, script=False, cookies=signed_in(FARMER))
    product = sell(farmer, camera_photo(), title=TITLE, other_title=ENGLISH)
    farmer.context.close()
    return f"/storefront/products/{product}"


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_a_farmer_sells_mandarins_to_a_visitor_without_an_account(
    phone: Phones, script: bool
) -> None:
    farmer, visitor, stranger = (phone(script=script) for _ in range(3))
    assert path_of(sign_in(farmer, FARMER)) == "/members/me"
    product = sell(farmer, camera_photo(), title=TITLE)
    shop = f"/storefront/products/{product}"
    found = visitor.open(f"/storefront/?q={quote('蜜桔')}")
    press(found, f"h2 a[href='{shop}']")
    assert TITLE in found.inner_text("h1")
    assert stock_of(found) == 20

    placed = order(visitor, product, 3)
    address = path_of(placed)
    number = "".join(sign for sign in placed.inner_text("h1") if sign.isdecimal())
    assert address == f"/storefront/orders/{id_of(placed)}"
    assert len(number) == 8
    assert "¥14.40" in placed.inner_text("main")
    assert state_of(placed) == "placed"

    answer = stranger.page.goto(stranger.url + address)
    assert answer is not None
    assert answer.status == 404
    assert number not in stranger.page.inner_text("body").replace(" ", "")

    listed = farmer.open("/storefront/orders/")
    card = listed.locator(f"[data-state=placed]:has(a[href='{address}'])")
    expect(card).to_contain_text(number[:4])
    press(listed, f"a[href='{address}']")
    assert GUEST["phone"] in listed.inner_text("main")
    for name, state in (("acceptance", "accepted"), ("handover", "handed_over")):
        assert step(farmer, address, name) == state
        assert state_of(visitor.open(address)) == state
    assert step(visitor, address, "completion") == "completed"
    assert state_of(farmer.open(address)) == "completed"

    assert stock_of(visitor.open(shop)) == 17
    assert stock_of(farmer.open(f"{shop}/own")) == 17


def test_everybody_sees_the_new_product_in_their_own_language(
    phone: Phones, mandarins: str
) -> None:
    for locale, title, price in (
        ("zh-CN", TITLE, "¥4.80 /斤"),
        ("en-GB", ENGLISH, "¥4.80 per jin"),
    ):
        anyone = phone(locale, script=False)
        listing = anyone.open("/storefront/")
        expect(listing.locator(f"h2 a[href='{mandarins}']")).to_have_text(title)
        shown = anyone.open(mandarins)
        assert shown.inner_text("h1") == title
        assert price in " ".join(shown.inner_text("main").split())


def test_the_photo_is_small_upright_and_tells_nothing_else(phone: Phones, mandarins: str) -> None:
    """Read as anybody receives it."""
    visitor = phone(script=False)
    shown = visitor.open(mandarins)
    drawn = shown.locator("img.hero")
    assert drawn.evaluate("one => one.complete && one.naturalHeight > one.naturalWidth")
    body = shown.request.get(visitor.url + (drawn.get_attribute("src") or "")).body()
    assert len(body) <= MOST_BYTES
    assert SECRET.encode() not in body
    picture = Image.open(io.BytesIO(body))
    assert not picture.getexif()
    assert not {"exif", "xmp", "comment"} & set(picture.info)
    left, right = (picture.convert("RGB").getpixel((x, 20)) for x in (20, picture.width - 20))
    assert left[0] > 150 > left[2], "red is at the top left"
    assert right[2] > 150 > right[0], "blue is at the top right"


def test_what_waits_is_counted_on_the_page_that_is_the_same_for_everyone(
    phone: Phones, mandarins: str
) -> None:
    """Script's part alone: the bytes of the listing say nothing personal."""
    visitor, farmer = phone(), phone(who=FARMER)
    before = waiting(farmer, "orders")
    order(visitor, mandarins.rpartition("/")[2], 1)
    page = visitor.open(mandarins)
    press(page, ".btn--second:not(a)")
    listing = visitor.open("/storefront/")
    expect(listing.locator("[data-waiting=basket]")).to_have_text(" 1")
    assert waiting(farmer, "orders") == before + 1


def waiting(phone: Phone, kind: str) -> int:
    page = phone.page
    with page.expect_response("**/sync/me") as told:
        phone.open("/storefront/")
    shown = page.locator(f"[data-waiting={kind}]")
    count = int(told.value.json()["waiting"].get(kind) or 0)
    if count:
        expect(shown).to_have_text(f" {count}")
    return count
