"""A higher room's things on a lower room's page."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

import pytest
from markupsafe import Markup

from blueprints.core import cards

ONE, TWO = uuid.uuid4(), uuid.uuid4()


@pytest.fixture(autouse=True)
def _none_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "_shows", {})
    monkeypatch.setattr(cards, "_counts", {})


def test_many_are_shown_by_one_question() -> None:
    asked: list[list[uuid.UUID]] = []

    def show_many(ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Markup]:
        asked.append(list(ids))
        return {one: Markup("<b>card</b>") for one in asked[-1]}

    cards.shows("product", show_many)
    assert set(cards.show("product", [ONE, TWO])) == {ONE, TWO}
    assert asked == [[ONE, TWO]]


def test_a_kind_whose_room_is_not_there_shows_nothing() -> None:
    assert cards.show("weather", [ONE]) == {}


def test_all_that_waits_is_counted_by_kind() -> None:
    cards.counts("orders", lambda viewer, visitor: 2)
    cards.counts("basket", lambda viewer, visitor: 3 if visitor else 0)
    assert cards.count_all(None, None) == {"basket": 0, "orders": 2}
    assert cards.count_all(None, "v") == {"basket": 3, "orders": 2}
