"""The porch: front page, health, pictures, and the page that shows every component."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from tests.conftest import settings_for
from tests.databases import leave
from tests.page import Client, Page
from tests.village import FARMER

Visit = Callable[..., Client]


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_front_page_shows_the_newest_and_leads_into_the_shop(
    client: Visit, locale: str
) -> None:
    page = client(locale=locale).get("/")
    products = {href for href in page.links if href.startswith("/storefront/products/")}
    assert len(products) >= 6
    assert "/storefront/" in page.links
    assert page.headers["X-Offline"] == "public"
    shop = client(locale=locale).get("/storefront/").links
    assert page.link("/storefront/products/") in shop


def test_the_search_of_the_front_page_is_the_shops(client: Visit) -> None:
    reader = client()
    found = reader.submit(reader.get("/"), q="honey")
    assert found.request.path == "/storefront/"
    assert found.all("li", class_="product")


def test_the_bar_shows_only_areas_that_are_there(client: Visit) -> None:
    reader = client()
    bar = reader.get("/").all("nav")[-1]
    places = [link.get("href") for link in bar.all("a")]
    assert len(places) >= 2
    for place in places:
        assert reader.get(place).status_code in (200, 303)


def test_health_is_json_and_says_that_the_database_answers(client: Visit) -> None:
    answer = client().get("/healthz")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.json == {"status": "ok", "database": True}


@pytest.fixture(params=["sqlite:////nowhere/there.db", "postgresql://nobody@127.0.0.1:1/nothing"])
def orphan(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The app without its database."""
    made = create_app(settings_for(tmp_path, COMMONFIELD_DATABASE_URL=request.param))
    yield made
    leave(made)


def test_health_says_so_when_the_database_is_gone(orphan: Flask) -> None:
    answer = Client(orphan, Page).get("/healthz", headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]


def test_without_its_database_every_page_says_so_in_plain_words(orphan: Flask) -> None:
    reader = Client(orphan, Page)
    reader.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    for path in ("/", "/storefront/", "/storefront/basket"):
        answer = reader.get(path)
        assert answer.status_code == 503
        assert "try again" in answer.words


def test_a_picture_is_kept_for_ever_and_holds_nothing_that_runs(client: Visit) -> None:
    source = client().get("/").one("img", loading="lazy").get("src")
    assert source.startswith("/pictures/")
    answer = client().get(source)
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    assert "immutable" in answer.headers["Cache-Control"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    assert len(answer.data) <= 3_000


@pytest.mark.parametrize(
    "name",
    [
        "ab/" + "a" * 64 + ".480.webp",
        "../secret.key",
        "..%2fsecret.key",
        "%2e%2e/%2e%2e/commonfield.db",
        "/etc/passwd",
        "ab/../../secret.key",
        "x" * 300,
        "%00",
        "..\\secret.key",
        "图.webp",
    ],
)
def test_a_picture_that_is_not_there_is_not_found_wherever_it_points(
    client: Visit, name: str
) -> None:
    answer = client().get(f"/pictures/{name}")
    assert answer.status_code in (308, 404)
    assert b"sqlite" not in answer.data.lower()


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("size", ["normal", "large"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_living_page_shows_every_component_both_ways(
    client: Visit, locale: str, size: str, direction: str
) -> None:
    page = client(locale=locale, size=size).get(f"/look?dir={direction}")
    assert page.one("html").get("dir") == direction
    assert len(page.one("main").all("section", "h2")) >= 8
    assert page.all("ol", class_="track"), "the steps of an order are shown"


def test_a_direction_that_is_none_is_passed_over(client: Visit) -> None:
    assert client().get("/look?dir=up").one("html").get("dir") == "ltr"


def test_the_porch_is_the_same_for_everybody(client: Visit) -> None:
    assert client().get("/").text == client(FARMER).get("/").text
