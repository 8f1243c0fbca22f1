"""What a passed decision may switch on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from blueprints.core import effects
from blueprints.core.effects import Effect


@pytest.fixture(autouse=True)
def _none_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effects, "_effects", {})


def nothing(_payload: Mapping[str, Any]) -> None:
    return None


def test_an_effect_is_found_by_its_name_and_does_its_work() -> None:
    done: list[Mapping[str, Any]] = []
    effects.register(Effect("plot.fence", "Fence the plot.", done.append))
    effects.named("plot.fence").apply({"metres": 40})
    assert done == [{"metres": 40}]


def test_registering_the_same_again_is_harmless_and_another_of_that_name_is_not() -> None:
    effects.register(Effect("plot.fence", "Fence the plot.", nothing))
    effects.register(Effect("plot.fence", "Fence the plot.", nothing))
    with pytest.raises(ValueError, match="two effects are called"):
        effects.register(Effect("plot.fence", "Sell the plot.", nothing))


def test_what_no_room_offers_is_not_found() -> None:
    with pytest.raises(KeyError):
        effects.named("plot.flood")


def test_the_offered_ones_stand_in_order() -> None:
    for name in ("b.x", "a.y"):
        effects.register(Effect(name, "…", nothing))
    assert [effect.name for effect in effects.offered()] == ["a.y", "b.x"]
