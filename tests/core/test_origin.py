"""The origin check that stands in for CSRF tokens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.conftest import Sown, Visit, ground_app
from tests.page import Client, Page

PASSES = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},  # a proxy changed our name
    {"Origin": "http://localhost"},
    {"Referer": "http://localhost/plot/"},
]
REFUSED = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "nonsense"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:81"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Referer": "https://evil.example/http://localhost/"},
    {"Referer": "nonsense"},
]


@pytest.mark.parametrize("headers", PASSES, ids=str)
def test_our_own_forms_pass(visit: Visit, sown: Sown, headers: dict[str, str]) -> None:
    assert visit().post("/plot/seeds", data={"words": "7"}, headers=headers).status_code == 303
    assert sown() == 1


@pytest.mark.parametrize("headers", REFUSED, ids=str)
def test_foreign_forms_change_nothing(visit: Visit, sown: Sown, headers: dict[str, str]) -> None:
    answer = visit("alice").post("/plot/seeds", data={"words": "7"}, headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.words
    assert sown() == 0


@pytest.mark.parametrize("headers", REFUSED, ids=str)
def test_reading_is_open_to_links_from_anywhere(visit: Visit, headers: dict[str, str]) -> None:
    assert visit().get("/plot/", headers=headers).status_code == 200


def test_a_configured_origin_is_the_only_one(tmp_path: Path) -> None:
    app = ground_app(tmp_path, COMMONFIELD_ORIGIN="https://village.example")
    client = Client(app, Page)
    for origin, status in [("http://localhost", 403), ("http://village.example", 403)]:
        answer = client.post("/plot/nowhere", headers={"Origin": origin})
        assert answer.status_code == status
    ours = client.post("/plot/nowhere", headers={"Origin": "https://village.example"})
    assert ours.status_code == 404
