"""Every way to fail, in plain words."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask

from tests.core.conftest import Sown, Visit

JSON = {"Accept": "application/json"}


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nowhere", 404), ("/plot/refusals/forbidden", 403), ("/plot/refusals/many", 429)],
)
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_person_gets_a_page_in_their_language(
    visit: Visit, path: str, status: int, locale: str
) -> None:
    page = visit(locale=locale).get(path)
    assert page.status_code == status
    assert page.one("html").get("lang").startswith(locale)
    assert len(page.all("h1")) == 1
    assert page.all("a", href="/"), "a way on"
    chinese = any("一" <= letter <= "鿿" for letter in page.one("main").text)
    assert chinese == (locale == "zh")


def test_a_wrong_method_says_so_and_names_the_right_one(visit: Visit) -> None:
    answer = visit().post("/plot/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_too_many_says_when_to_come_back(visit: Visit) -> None:
    assert visit().get("/plot/refusals/many").headers["Retry-After"] == "90"


def test_a_program_gets_the_same_refusal_as_json(visit: Visit) -> None:
    answer = visit().get("/plot/refusals/forbidden", headers=JSON)
    assert answer.status_code == 403
    assert answer.json["state"] == "refused"
    assert answer.json["message"] == "That is not yours to do."


def test_a_sender_without_a_session_keeps_what_they_typed(visit: Visit) -> None:
    """A redirect would lose it: they are told, and the form stands one step back."""
    stranger = visit()
    answer = stranger.get("/plot/mine")
    assert answer.status_code == 303


def test_a_fault_shows_a_mark_and_nothing_else(
    ground: Flask, visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    page = visit().get("/plot/refusals/fault")
    assert page.status_code == 500
    assert "ZeroDivisionError" not in page.text
    mark = page.words.partition("this mark: ")[2][:8]
    assert f"fault {mark}" in caplog.text


def test_a_form_that_is_too_large_changes_nothing(
    ground: Flask, visit: Visit, sown: Sown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ground.config, "MAX_CONTENT_LENGTH", 10_000)
    answer = visit().post(
        "/plot/seeds", data={"words": "7", "photo": (BytesIO(b"x" * 20_000), "a")}
    )
    assert answer.status_code == 413
    assert "too large" in answer.words
    assert sown() == 0


@pytest.mark.parametrize(
    "cookie", ["=;=;", "session", 'session="', "visitor=\x00;size=huge", "ÿ" * 300]
)
def test_a_broken_cookie_spoils_nothing(visit: Visit, cookie: str) -> None:
    assert visit().get("/plot/", headers={"Cookie": cookie}).status_code == 200
    answer = visit().post("/plot/seeds", data={"words": "7"}, headers={"Cookie": cookie})
    assert answer.status_code == 303


def test_a_broken_body_is_a_plain_refusal(visit: Visit, sown: Sown) -> None:
    answer = visit().post(
        "/plot/seeds", data=b"--x\r\nbroken", content_type="multipart/form-data; boundary=y"
    )
    assert answer.status_code in (400, 422)
    assert sown() == 0
