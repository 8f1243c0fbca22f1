"""The helper and the day through their pages, without any script."""

from __future__ import annotations

import io
import uuid

import openpyxl
import pytest
from flask import Flask

from blueprints.core.db import session, writing
from blueprints.storefront import services
from tests.browser import scenes
from tests.page import Client, Page
from tests.storefront.conftest import GOODS, Client_, Stall, camera_photo, id_in, sell
from tests.village import BUYER, FARMER, MANAGER, NEIGHBOUR, TREASURER, Village

NEW = "/storefront/products/new"
TOLD = {"special": "皮薄汁多", "grown": "不打药", "keeping": "阴凉处放一个月"}
DRAFT = "皮薄汁多。\nHow it is grown or made: 不打药。\nHow to keep it: 阴凉处放一个月。"


@pytest.fixture
def farmer(client: Client_) -> Client:
    return client(FARMER)


def described(page: Page) -> str:
    return str(page.one("textarea", name="description").source.replace("\r\n", "\n").strip())


def test_three_answers_come_back_as_a_description_and_nothing_is_saved(farmer: Client) -> None:
    before = farmer.get("/storefront/products/mine").words
    form = farmer.get(NEW)
    page = farmer.submit(form, **GOODS, **TOLD, draft="1", description="我家的。")
    assert page.status_code == 422
    assert described(page) == f"我家的。\n{DRAFT}"
    for name in (*GOODS, *TOLD):
        assert page.one(name=name).get("value") in ({**GOODS, **TOLD}[name], ""), name
    assert "Your draft stands below" in page.words
    assert not page.all(role="alert")
    assert farmer.get("/storefront/products/mine").words == before


def test_a_second_draft_takes_the_place_of_the_first(farmer: Client) -> None:
    page = farmer.submit(farmer.get(NEW), **TOLD, draft="1")
    page = farmer.submit(page, special="很甜", draft="1")
    assert described(page) == DRAFT.replace("皮薄汁多", "很甜")


def test_the_draft_speaks_the_language_of_its_reader(client: Client_) -> None:
    farmer = client(FARMER, locale="zh")
    page = farmer.submit(farmer.get(NEW), **TOLD, draft="1")
    assert described(page).splitlines()[0] == "皮薄汁多。"
    assert "阴凉处放一个月。" in described(page)


def test_a_photo_is_kept_while_the_draft_is_made(farmer: Client) -> None:
    photo = (camera_photo(), "a.jpg")
    page = farmer.submit(farmer.get(NEW), **GOODS, **TOLD, draft="1", photo=photo)
    assert len(page.all(name="kept_photo")) == 1
    own = farmer.follow(farmer.submit(page, **GOODS))
    assert "/pictures/" in own.one("main").all("img")[0].get("src")
    assert "皮薄汁多" in farmer.get(f"/storefront/products/{id_in(own)}").words


def test_the_enter_key_saves_and_does_not_draft(farmer: Client) -> None:
    form = farmer.get(NEW).form("title", "draft")
    first = form.all("button")[0]
    assert not first.get("name")
    assert first.has("hidden")


def test_what_buyers_will_ask_is_named_kindly_and_never_in_the_way(farmer: Client) -> None:
    own = sell(farmer, unit="盒", description="甜")
    asked = [one.text for one in own.one("ul", data_missing=True).all("li")]
    assert asked[:2] == [
        "No photo yet: buyers look at that before all else.",
        "No weight given: buyers ask this first.",
    ]
    assert not own.all(role="alert")
    shown = farmer.get(f"/storefront/products/{id_in(own)}")
    assert "No weight given" not in shown.words, "it is the seller's to know"


def test_a_product_that_says_it_all_is_asked_nothing(farmer: Client) -> None:
    told = "皮薄汁多，山上自己长的，不打药。阴凉处放一个月也不坏。"
    own = sell(farmer, description=told, photo=(camera_photo(), "a.jpg"))
    assert not own.all("ul", data_missing=True)


def test_without_script_the_server_says_what_is_wrong_with_a_photo(farmer: Client) -> None:
    own = sell(farmer, photo=(dark_and_tiny(), "a.jpg"))
    asked = own.one("ul", data_missing=True).text
    assert "rather dark" in asked
    assert "very small" in asked
    page = farmer.get(f"/storefront/products/{id_in(own)}/edit")
    own = farmer.follow(farmer.submit(page, to="/edit", photo=(camera_photo(), "b.jpg")))
    assert "rather dark" in own.one("ul", data_missing=True).text, "the first one is still there"


def test_the_day_is_one_tap_from_each_thing(farmer: Client, village: Village) -> None:
    page = farmer.get("/storefront/day")
    assert "/storefront/day" in farmer.get("/members/me").links
    assert "/storefront/day" in farmer.get("/storefront/products/mine").links
    placed = str(village.order("placed", seller=FARMER))
    assert f"/storefront/orders/{placed}" in page.links
    [main] = page.all("a", class_="btn btn--main")
    assert main.get("href").startswith("/storefront/orders/")
    assert len(page.all("h1")) == 1


def test_a_leader_finds_every_order_and_takes_them_along(
    client: Client_, stall: Stall, village: Village
) -> None:
    liushu = village.organisation()
    product = stall.sells(NEIGHBOUR, organisation_id=liushu, title="=1+1 桃", price_minor=1_234)
    [order] = stall.orders({product: 2})
    leader = client(MANAGER)
    page = leader.get(leader.get("/storefront/day").link("/storefront/cooperatives/"))
    assert page.one(data_order=str(order)).get("data-now") == "placed"
    assert "13912345678" not in page.words.replace(" ", "")
    answer = leader.get(page.link(f"/storefront/cooperatives/{liushu}/orders.xlsx"))
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    sheet, lines = book.worksheets
    assert sheet.freeze_panes == "A2"
    heads = [cell.value for cell in sheet[1]]
    assert heads[:3] == ["Order number", "Ordered", "State"]
    number, day, state, _seller, buyer, _way, total, currency = (c.value for c in sheet[2])
    assert (state, buyer, total, currency) == ("Placed", "李婶", 24.68, "CNY")
    assert day.hour == 0
    assert isinstance(number, str)
    title = next(cell for row in lines.iter_rows() for cell in row if cell.value == "=1+1 桃")
    assert title.data_type == "s", "no formula"
    body = answer.data.decode("latin-1")
    assert "13912345678" not in body


def test_the_file_is_in_the_readers_language_and_as_asked(
    client: Client_, village: Village
) -> None:
    at = f"/storefront/cooperatives/{village.organisation()}/orders"
    page = client(TREASURER).get(f"{at}?state=completed&month=2026-99")
    assert {one.get("data-now") for one in page.all("li", data_now=True)} == {"completed"}
    answer = client(TREASURER).get(f"{at}.xlsx?state=completed")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]
    assert {row[2].value for row in sheet.iter_rows(min_row=2)} == {"Completed"}
    for stranger in (FARMER, BUYER):
        assert client(stranger).get(f"{at}.xlsx").status_code == 404


def test_a_shop_without_orders_says_so(client: Client_, village: Village) -> None:
    at = f"/storefront/cooperatives/{village.organisation()}/orders"
    page = client(MANAGER).get(f"{at}?month=2031-01")
    assert "No order is like that" in page.words
    assert not page.all("li", data_order=True)


def test_labels_of_the_draft_stand_on_the_page_for_the_script(farmer: Client) -> None:
    form = farmer.get(NEW)
    labels = [form.one("input", name=name).get("data-label") for name in TOLD]
    assert labels[0] == "{words}"
    assert all(label.count("{words}") == 1 for label in labels)


def test_a_withdrawn_product_is_not_running_out(
    app: Flask, farmer: Client, village: Village
) -> None:
    own = sell(farmer, stock="1", title="最后一个")
    assert "最后一个" in farmer.get("/storefront/day").words
    with app.app_context():
        with writing():
            seller = village.person(FARMER)
            services.withdraw_product(seller_id=seller, product_id=uuid.UUID(id_in(own)))
        session.remove()
    assert "最后一个" not in farmer.get("/storefront/day").words


def dark_and_tiny() -> io.BytesIO:
    return io.BytesIO(scenes.dimmed(scenes.tiny(scenes.stall(1), 400), 0.2).jpeg)
