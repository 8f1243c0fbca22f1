"""A lower room announces, a higher one listens, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from blueprints.core import events, facts
from blueprints.core.db import writing
from blueprints.core.events import announce, on


@pytest.fixture(autouse=True)
def _silence(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(events, "_listeners", defaultdict(list))
    return


def test_a_listener_hears_the_facts() -> None:
    heard: list[object] = []
    on("plot.sown")(lambda **facts: heard.append(facts))
    announce("plot.sown", seeds=3)
    announce("plot.reaped", seeds=9)
    assert heard == [{"seeds": 3}]


def test_a_listener_registered_twice_hears_once() -> None:
    heard: list[int] = []

    def listen(seeds: int) -> None:
        heard.append(seeds)

    for _ in range(2):
        on("plot.sown")(listen)
    announce("plot.sown", seeds=3)
    assert heard == [3]


def test_what_a_listener_writes_and_the_announcer_wrote_stay_or_go_together(soil: Session) -> None:
    @on("plot.sown")
    def refuse() -> None:
        facts.state("listener", "1")
        soil.flush()
        raise ZeroDivisionError

    def sow() -> None:
        with writing():
            facts.state("announcer", "1")
            announce("plot.sown")

    with pytest.raises(ZeroDivisionError):
        sow()
    assert facts.fact("announcer") is None
    assert facts.fact("listener") is None
