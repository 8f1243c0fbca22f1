"""What every answer says about itself."""

from __future__ import annotations

import pytest

from tests.core.conftest import Visit

EVERYWHERE = ["/plot/", "/plot/mine", "/plot/address", "/plot/nowhere", "/plot/refusals/forbidden"]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_is_safe_and_says_what_a_phone_may_keep(visit: Visit, path: str) -> None:
    headers = visit("alice").get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-" not in policy
    assert headers["X-Offline"] in ("public", "private", "never")


def test_a_page_may_load_only_our_own_and_the_one_script(visit: Visit) -> None:
    parts = visit().get("/plot/").headers["Content-Security-Policy"].split("; ")
    policy = {part.partition(" ")[0]: part.partition(" ")[2] for part in parts}
    ours, alpine = policy["script-src"].split()
    assert ours == "'self'"
    assert alpine.startswith("https://")
    assert alpine.endswith(".js"), "the file, not the whole host"
    assert policy["base-uri"] == policy["default-src"] == "'none'"
    assert policy["form-action"] == policy["connect-src"] == "'self'"


def test_an_answer_without_a_page_has_a_policy_of_one_line(visit: Visit) -> None:
    policy = visit().get("/plot/address").headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize(
    ("path", "level", "lifetime"),
    [
        ("/plot/", "public", "public, max-age=0, s-maxage=60, stale-while-revalidate=60"),
        ("/plot/mine", "private", "private, no-store"),
        ("/plot/board", "never", "private, no-store"),
        ("/plot/nowhere", "never", "private, no-store"),
    ],
)
def test_the_level_decides_the_lifetime(visit: Visit, path: str, level: str, lifetime: str) -> None:
    headers = visit("alice").get(path).headers
    assert (headers["X-Offline"], headers["Cache-Control"]) == (level, lifetime)


def test_a_private_page_names_whose_it_is(visit: Visit) -> None:
    assert visit("alice").get("/plot/mine").headers["X-Uid"] == f"{1:032x}"
    assert "X-Uid" not in visit("alice").get("/plot/").headers


def test_the_answer_to_a_write_is_never_kept(visit: Visit) -> None:
    assert visit().post("/plot/seeds", data={"words": "7"}).headers["X-Offline"] == "never"


def test_https_is_asked_for_again_only_over_https(visit: Visit) -> None:
    assert "Strict-Transport-Security" not in visit().get("/plot/").headers
    secure = visit().get("/plot/", base_url="https://localhost").headers
    assert secure["Strict-Transport-Security"] == "max-age=31536000"
