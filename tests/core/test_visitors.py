"""A visitor without an account."""

from __future__ import annotations

import pytest
from flask import Flask, g

from blueprints.core.visitors import (
    VISITOR_COOKIE,
    forget_visitor,
    known_visitor,
    owner,
    set_cookie,
    visitor,
)
from tests.core.conftest import Visit


def test_reading_makes_nobody_known(visit: Visit) -> None:
    assert "Set-Cookie" not in visit().get("/plot/").headers


def test_the_first_write_sets_one_safe_cookie(visit: Visit) -> None:
    stranger = visit()
    cookie = stranger.post("/plot/seeds", data={"words": "7"}).headers["Set-Cookie"]
    assert cookie.startswith(f"{VISITOR_COOKIE}=")
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Set-Cookie" not in stranger.post("/plot/seeds", data={"words": "8"}).headers


def test_the_cookie_is_for_https_alone_where_there_is_https(visit: Visit) -> None:
    answer = visit().post("/plot/seeds", data={"words": "7"}, base_url="https://localhost")
    assert "; Secure" in answer.headers["Set-Cookie"]


def test_a_member_needs_no_visitors_cookie(visit: Visit) -> None:
    assert "Set-Cookie" not in visit("alice").post("/plot/seeds", data={"words": "7"}).headers


def test_what_is_kept_of_a_visitor_does_not_open_their_basket(ground: Flask) -> None:
    with ground.test_request_context("/", headers={"Cookie": f"{VISITOR_COOKIE}=token"}):
        name = known_visitor()
    assert name is not None
    assert "token" not in name
    with ground.test_request_context("/", headers={"Cookie": f"{VISITOR_COOKIE}={name}"}):
        assert known_visitor() != name


def test_one_name_for_the_whole_request(ground: Flask) -> None:
    with ground.test_request_context("/"):
        assert known_visitor() is None
        assert visitor() == visitor() == known_visitor()
        assert owner() == f"v:{visitor()}"


@pytest.mark.parametrize("token", ["x" * 65, ""])
def test_a_token_we_never_gave_is_nobody(ground: Flask, token: str) -> None:
    with ground.test_request_context("/", headers={"Cookie": f"{VISITOR_COOKIE}={token}"}):
        assert known_visitor() is None


def test_after_signing_in_the_phone_forgets_the_visitor(ground: Flask) -> None:
    with ground.test_request_context("/"):
        visitor()
        forget_visitor()
        response = set_cookie(ground.make_response(""))
        assert "Max-Age=0" in response.headers["Set-Cookie"]
        assert g.drop_visitor
