"""Who may knock."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from blueprints.core import access
from blueprints.core.access import mark_of, public, refuse_unmarked, role, signed_in
from tests.core.conftest import Visit


def test_a_public_page_is_for_everybody(visit: Visit) -> None:
    assert visit().get("/plot/").status_code == 200
    assert visit("bob").get("/plot/").status_code == 200


def test_a_stranger_is_taken_to_the_sign_in_and_back(visit: Visit) -> None:
    answer = visit().get("/plot/mine?a=1&b=2")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in?next=/plot/mine%3Fa%3D1%26b%3D2"


def test_a_forged_session_is_a_stranger(visit: Visit) -> None:
    assert visit("mallory").get("/plot/mine").status_code == 303


@pytest.mark.parametrize(("who", "status"), [(None, 303), ("bob", 403), ("alice", 200)])
def test_a_role_opens_only_to_those_who_have_it(visit: Visit, who: str | None, status: int) -> None:
    assert visit(who).get("/plot/board").status_code == status


def test_an_outbox_without_a_session_hears_that_it_needs_one(visit: Visit) -> None:
    answer = visit().get("/plot/mine", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["state"]) == (401, "needs_sign_in")


def test_a_route_without_a_mark_stops_the_start() -> None:
    bare = Flask("bare")
    bare.add_url_rule("/open", "open", public(lambda: ""))
    refuse_unmarked_but_static(bare)
    bare.add_url_rule("/forgotten", "forgotten", lambda: "")
    with pytest.raises(RuntimeError, match="forgotten"):
        refuse_unmarked(bare)


def refuse_unmarked_but_static(app: Flask) -> None:
    app.view_functions["static"] = public(lambda: "")
    refuse_unmarked(app)


def test_a_route_wears_one_mark_only() -> None:
    with pytest.raises(TypeError, match="two access marks"):
        public(signed_in(lambda: ""))
    with pytest.raises(TypeError):
        role("manager")(public(lambda: ""))


def test_a_public_page_asks_nobody_who_they_are(
    ground: Flask, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(access, "_identify", [lambda token: asked.append(token)])
    visit("alice").get("/plot/")
    assert asked == []
    visit("alice").get("/plot/mine")
    assert asked == ["alice"]


def test_every_rule_of_the_ground_is_marked(ground: Flask, tmp_path: Path) -> None:
    marks = {rule.endpoint: mark_of(ground, rule.endpoint) for rule in ground.url_map.iter_rules()}
    assert None not in marks.values()
