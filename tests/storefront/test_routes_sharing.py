"""A product on paper and in a chat: its code leads back to it."""

from __future__ import annotations

import io
import re
import uuid

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from blueprints.core import ids
from tests.page import Page
from tests.storefront.conftest import Client_, id_in, sell
from tests.village import FARMER

# On paper the code is 42 mm wide.
AT_150_DPI = round(42 / 25.4 * 150)


@pytest.fixture
def product(client: Client_) -> str:
    return id_in(sell(client(FARMER), title="独一种桔"))


def photographed(poster: Page) -> Image.Image:
    """The code as a printer of 150 dpi makes it and a shaking hand takes it."""
    svg = poster.text[poster.text.index('<svg class="qr"') :]
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])  # type: ignore[index]
    drawn = Image.new("L", (size * 20, size * 20), 255)
    pen = ImageDraw.Draw(drawn)
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", svg):
        left, top = int(x) * 20, int(y) * 20
        pen.rectangle((left, top, left + int(length) * 20 - 1, top + 19), fill=0)
    printed = drawn.resize((AT_150_DPI, AT_150_DPI), Image.Resampling.BOX)
    file = io.BytesIO()
    printed.filter(ImageFilter.GaussianBlur(1.5)).save(file, "JPEG", quality=70)
    return Image.open(file)


def test_its_code_is_read_from_blurred_print_and_leads_to_the_product(
    client: Client_, product: str
) -> None:
    reader = client()
    poster = reader.get(f"/storefront/products/{product}/poster")
    (found,) = zxingcpp.read_barcodes(photographed(poster))
    assert found.text.startswith("http://")
    answer = reader.get("/s/" + found.text.rpartition("/s/")[2])
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"/storefront/products/{product}")


def test_it_says_what_a_passer_by_asks(client: Client_, product: str) -> None:
    poster = client().get(f"/storefront/products/{product}/poster")
    assert poster.one("h1").text == "独一种桔"
    for word in ("4.80", ids.short(uuid.UUID(product))):
        assert word in poster.text


def test_its_word_may_be_typed_as_people_write(client: Client_, product: str) -> None:
    word = ids.short(uuid.UUID(product))
    typed = f"{word[:4]}-{word[4:8]}-{word[8:]}".lower()
    assert client().get(f"/s/{typed}").status_code == 302


@pytest.mark.parametrize("word", ["000000000000", "short", "UUUUUUUUUUUU", "7" * 200])
def test_a_word_that_names_nothing_is_told_so(client: Client_, word: str) -> None:
    assert client().get(f"/s/{word}").status_code == 404


def test_what_is_no_longer_sold_has_no_poster_and_no_way_to_it(
    client: Client_, product: str
) -> None:
    farmer = client(FARMER)
    own = farmer.get(f"/storefront/products/{product}/own")
    farmer.submit(own, to="/withdrawal")
    assert farmer.get(f"/storefront/products/{product}/poster").status_code == 404
    assert farmer.get("/s/" + ids.short(uuid.UUID(product))).status_code == 404


def test_a_chat_shows_name_price_and_picture(client: Client_, product: str) -> None:
    page = client().get(f"/storefront/products/{product}")
    said = {
        one.get("property"): one.get("content") for one in page.all("meta") if one.get("property")
    }
    assert said["og:title"].startswith("独一种桔")
    assert "4.80" in said["og:title"]
    assert said["og:type"] == "product"


@pytest.mark.parametrize(("asked", "paper"), [("", "a4"), ("?paper=a5", "a5"), ("?paper=z", "a4")])
def test_it_comes_on_two_papers(client: Client_, product: str, asked: str, paper: str) -> None:
    poster = client().get(f"/storefront/products/{product}/poster{asked}")
    assert poster.one("section", class_="poster").get("data-paper") == paper
