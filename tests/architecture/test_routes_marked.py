"""A route without an access mark stops the start; a mark alone opens nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Blueprint, Flask

import app as house
from blueprints.core.access import mark_of
from blueprints.storefront import routes
from tests.conftest import settings_for

KINDS = {"public", "signed_in", "role"}


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_every_route_wears_one_mark(app: Flask) -> None:
    marks = {rule.endpoint: mark_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    assert [name for name, mark in marks.items() if mark is None or mark.kind not in KINDS] == []


def test_an_unmarked_route_in_a_room_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = Blueprint("storefront", __name__, url_prefix="/storefront")
    planted.add_url_rule("/forgotten", "forgotten", lambda: "everybody's business")
    monkeypatch.setattr(routes, "bp", planted)
    with pytest.raises(RuntimeError, match=r"without an access mark: storefront\.forgotten"):
        house.create_app(settings_for(tmp_path))
