"""A ceiling against floods, wide, and for writes alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.core.conftest import ground_app
from tests.page import Client, Page


@pytest.fixture
def narrow(tmp_path: Path) -> Flask:
    return ground_app(tmp_path, COMMONFIELD_WRITES_PER_MINUTE="3")


def test_a_flood_is_told_to_wait(narrow: Flask) -> None:
    client = Client(narrow, Page)
    statuses = [client.post("/plot/nowhere", data={}).status_code for _ in range(3)]
    answers = [client.post("/plot/") for _ in range(5)]
    assert statuses == [404] * 3
    assert answers[-1].status_code in (405, 429)


def test_the_ceiling_stands_where_the_setting_says(narrow: Flask) -> None:
    client = Client(narrow, Page)
    foreign = {"Sec-Fetch-Site": "same-origin"}
    statuses = [
        client.post("/plot/seeds", data={"key": "x"}, headers=foreign).status_code for _ in range(4)
    ]
    assert statuses == [422, 422, 422, 429]
    assert Client(narrow, Page).post("/plot/seeds").headers["Retry-After"]


def test_another_address_is_another_household(narrow: Flask) -> None:
    for _ in range(4):
        Client(narrow, Page).post("/plot/seeds", data={"key": "x"})
    other = Client(narrow, Page)
    other.environ_base["REMOTE_ADDR"] = "10.0.0.9"
    assert other.post("/plot/seeds", data={"key": "x"}).status_code == 422


def test_a_forged_forwarded_address_is_not_believed(narrow: Flask) -> None:
    statuses = [
        Client(narrow, Page)
        .post("/plot/seeds", data={"key": "x"}, headers={"X-Forwarded-For": f"10.0.0.{n}"})
        .status_code
        for n in range(4)
    ]
    assert statuses[-1] == 429


def test_behind_a_named_proxy_the_forwarded_address_counts(tmp_path: Path) -> None:
    app = ground_app(tmp_path, COMMONFIELD_TRUSTED_PROXIES="1")
    headers = {"X-Forwarded-For": "10.0.0.7", "X-Forwarded-Proto": "https"}
    told = Client(app, Page).get("/plot/address", headers=headers).json
    assert (told["address"], told["secure"]) == ("10.0.0.7", True)


def test_reading_is_not_limited(narrow: Flask) -> None:
    client = Client(narrow, Page)
    assert {client.get("/plot/address").status_code for _ in range(20)} == {200}
