"""The listing over HTTP: found, filtered, paged; and never stale, whichever worker answers."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask

from app import create_app
from blueprints.core.db import db
from tests.conftest import settings_for
from tests.databases import leave
from tests.page import Client, Page
from tests.storefront.conftest import Client_, id_in, lines_of, sell, send
from tests.village import BUYER, FARMER

SHOP = "/storefront/"


@pytest.fixture
def second_worker(app: Flask) -> Iterator[Client]:
    """Another app on the same database, with pages and counters of its own."""
    with app.app_context():
        url = db.engine.url.render_as_string(hide_password=False)
    other = create_app(settings_for(app.config["SETTINGS"].instance, COMMONFIELD_DATABASE_URL=url))
    reader = Client(other, Page)
    reader.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    yield reader
    leave(other)


def titles(page: Page) -> list[str]:
    return [link.text for link in page.all("a") if "/products/" in link.get("href")]


def every_page(reader: Client, path: str) -> list[str]:
    """The links to products on all pages, by following "Show more"."""
    found: list[str] = []
    following: list[str] = [path]
    while following:
        page = reader.get(following[0])
        found += [href for href in page.links if href.startswith("/storefront/products/")]
        following = [link.get("href") for link in page.all("a", rel="next")]
    return [href for href in found if not href.endswith(("/new", "/mine"))]


@pytest.mark.parametrize("query", ["", "?sort=price", "?q=蜜桔", "?category=fruit&sort=price"])
def test_every_product_stands_on_exactly_one_page(client: Client_, query: str) -> None:
    farmer = client(FARMER)
    mine = [id_in(sell(farmer)) for _ in range(13)]
    found = every_page(client(), SHOP + query)
    assert len(found) == len(set(found))
    assert {f"/storefront/products/{one}" for one in mine} <= set(found)
    assert len(client().get(SHOP).all("li", class_="product")) >= 10


def test_the_filters_are_kept_in_the_form_and_narrow_the_list(client: Client_) -> None:
    product = id_in(sell(client(FARMER), title="独一种桔", category="fruit"))
    reader = client()
    page = reader.submit(reader.get(SHOP), category="fruit", sort="price")
    assert f"/storefront/products/{product}" in every_page(reader, page.request.full_path)
    chosen = [option.get("value") for option in page.all("option", selected=True)]
    assert "fruit" in chosen
    assert "price" in chosen
    crafts = every_page(reader, SHOP + "?category=crafts")
    assert f"/storefront/products/{product}" not in crafts
    nothing = reader.get(SHOP + "?q=独一种桔&category=crafts")
    assert "Nobody sells that just now" in nothing.words


@pytest.mark.parametrize("query", ["?category=x", "?place=x", "?sort=x", "?sort=fair", "?after=x"])
def test_a_wish_that_makes_no_sense_is_passed_over(client: Client_, query: str) -> None:
    assert len(client().get(SHOP + query).all("li", class_="product")) >= 10


def test_a_place_holds_its_villages_and_only_them(client: Client_) -> None:
    farmer = client(FARMER)
    product = id_in(sell(farmer))
    place = farmer.get("/storefront/products/new").one("select", name="place")
    home = place.one("option", selected=True).get("value")
    assert home, "the form knows where the farmer lives"
    assert f"/storefront/products/{product}" in every_page(client(), f"{SHOP}?place={home}")
    others = [o.get("value") for o in place.all("option") if o.get("value") not in ("", home)]
    elsewhere = every_page(client(), f"{SHOP}?place={others[0]}")
    assert f"/storefront/products/{product}" not in elsewhere


def test_another_worker_never_shows_an_old_page(client: Client_, second_worker: Client) -> None:
    farmer = client(FARMER)
    before = titles(second_worker.get(SHOP))
    product = id_in(sell(farmer, title="早晨的桔"))
    assert "早晨的桔" not in before
    assert "早晨的桔" in titles(second_worker.get(SHOP))
    shown = f"/storefront/products/{product}"
    assert second_worker.get(shown).one(data_price_minor="480", data_stock="20")
    farmer.submit(farmer.get(f"{shown}/edit"), title="傍晚的桔", price="5.20")
    assert second_worker.get(shown).one(data_price_minor="520")
    assert "傍晚的桔" in titles(second_worker.get(SHOP))
    order = send(client(BUYER), "/storefront/checkout", uuid.uuid4(), lines_of(product, 3, 520))
    assert second_worker.get(shown).one(data_stock="17")
    where = order.json["location"]
    send(farmer, f"{where}/cancellation", uuid.uuid4(), {"reason": "下雨"})
    assert second_worker.get(shown).one(data_stock="20")
    farmer.submit(farmer.get(f"{shown}/own"), to="/withdrawal")
    assert second_worker.get(shown).status_code == 404
    assert "傍晚的桔" not in titles(second_worker.get(SHOP))


def test_the_public_pages_are_the_same_bytes_for_everyone(client: Client_) -> None:
    product = id_in(sell(client(FARMER)))
    for path in ("/", SHOP, f"/storefront/products/{product}", "/storefront/rules"):
        pages = [client(who).get(path).text for who in (None, FARMER, BUYER)]
        assert len(set(pages)) == 1
        assert "13800000001" not in pages[0]


def test_private_pages_ask_for_a_sign_in_and_come_back(client: Client_) -> None:
    for path in ("/storefront/products/new", "/storefront/products/mine"):
        answer = client().get(path)
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith(f"/sign-in?next={path}")


def test_a_strangers_product_cannot_be_opened_for_change(client: Client_) -> None:
    product = id_in(sell(client(FARMER)))
    for part in ("edit", "own"):
        assert client(BUYER).get(f"/storefront/products/{product}/{part}").status_code == 404
    path = f"/storefront/products/{product}/withdrawal"
    assert client(BUYER).post(path).status_code == 404
