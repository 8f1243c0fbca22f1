"""One's own data: read, taken along, put right; without script."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable

import pytest

from blueprints.core import own_data
from tests.conftest import House, settings_for
from tests.page import Client
from tests.village import BUYER, FARMER

OPEN = Callable[..., Client]


def test_everything_of_theirs_is_one_page_away(client: OPEN) -> None:
    phone = client(FARMER)
    page = phone.get(phone.get("/members/me").link("/members/me/data"))
    parts = [link for link in page.links if link.startswith("/members/me/data/")]
    assert {"/members/me/data/person", "/members/me/data/products"} <= set(parts)
    for part in parts:
        assert phone.get(part).words
    about = phone.get("/members/me/data/person").words
    for word in ("柳大田", "+8613800000001", "柳树村"):
        assert word in about
    assert phone.get("/members/me/data/nothing").status_code == 404


def test_a_part_without_rows_says_so_and_is_not_offered(client: OPEN) -> None:
    buyer = client(BUYER)
    assert "/members/me/data/products" not in buyer.get("/members/me/data").links
    assert "Nothing is held here." in buyer.get("/members/me/data/products").words


def test_the_file_holds_every_room_and_nobody_elses(client: OPEN) -> None:
    answer = client(FARMER).get("/members/me/data.json")
    told = json.loads(answer.text)["parts"]
    assert list(told) == [part.name for part in own_data.parts()]
    assert told["person"][0]["phone"] == "+8613800000001"
    assert told["products"]
    assert told["orders_sold"]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Offline"] == "never"
    assert "argon2" not in answer.text
    buyers = client(BUYER).get("/members/me/data.json").text
    assert "+8613800000001" not in buyers
    assert "+8613800000011" not in answer.text, "the buyer's number is the buyer's"


def test_the_packed_folder_opens_in_a_spreadsheet(client: OPEN) -> None:
    body = client(FARMER).get("/members/me/data.zip").data
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        assert packed.testzip() is None
        lines = list(csv.reader(io.StringIO(packed.read("person.csv").decode("utf-8-sig"))))
    assert lines[1][:2] == ["柳大田", "'+8613800000001"]


def test_a_name_is_put_right_and_kept_in_the_data(client: OPEN) -> None:
    phone = client(FARMER)
    page = phone.get("/members/me/correction")
    bad = phone.submit(page, name="１２３")
    assert bad.status_code == 422
    strange = phone.submit(page, name="柳天", place="somewhere")
    assert (strange.status_code, "not on our list" in strange.words) == (422, True)
    done = phone.submit(page, name="柳天")
    assert (done.status_code, done.headers["Location"]) == (303, "/members/me")
    assert phone.get("/members/me").h1 == "柳天"
    assert "柳大田" in phone.get("/members/me/data/corrections").words


def test_the_privacy_notice_is_one_page_that_can_be_heard(client: OPEN) -> None:
    page = client().get("/privacy")
    assert page.headers["X-Offline"] == "public"
    listen = page.one("button", data_listen=True)
    assert page.one(id=listen.get("data-listen"))
    assert "demo village" in page.words


def test_the_operator_is_named(house: House, tmp_path: object, client: OPEN) -> None:
    assert tmp_path
    config = house.app.config
    before = config["SETTINGS"]
    words = "青禾县农民合作社联合社 0571 0000 0000"
    folder = before.instance
    config["SETTINGS"] = settings_for(folder, COMMONFIELD_OPERATOR=words)
    try:
        assert words in client().get("/privacy?1").words
    finally:
        config["SETTINGS"] = before


@pytest.mark.parametrize("path", ["/members/me/data", "/members/me/data.zip"])
def test_a_stranger_is_asked_to_sign_in(client: OPEN, path: str) -> None:
    answer = client().get(path)
    assert (answer.status_code, "/sign-in" in answer.headers["Location"]) == (303, True)
