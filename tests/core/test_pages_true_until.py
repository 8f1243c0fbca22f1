"""A public page that says what ends is shown by nobody after that: not by us, not by a proxy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest

from blueprints.core import clock
from blueprints.core.web.pages import shared_for
from tests.core.conftest import Visit
from tests.page import Page

Stop = Callable[[datetime], datetime]


def ask(visit: Visit, *ends: datetime) -> Page:
    told = urlencode([("ends", end.isoformat()) for end in ends])
    return visit().get(f"/plot/offer?{told}")


def lifetimes(page: Page) -> tuple[int, int]:
    """For how many seconds a proxy shows it, and for how many more while it asks again."""
    told = dict(one.partition("=")[::2] for one in page.headers["Cache-Control"].split(", "))
    assert {"public", "max-age", "s-maxage"} <= set(told)
    return int(told["s-maxage"]), int(told.get("stale-while-revalidate", 0))


def test_from_the_second_it_ends_on_it_is_made_anew(
    visit: Visit, asked: Callable[[], int], clock_at: Stop
) -> None:
    now = clock_at(clock.now())
    end = now + timedelta(seconds=30)
    ask(visit, end)
    clock_at(end - timedelta(milliseconds=1))
    ask(visit, end)
    assert asked() == 1, "until then it comes from memory"
    clock_at(end)
    ask(visit, end)
    ask(visit, end)
    assert asked() == 3, "what is over is not kept"


def test_the_earliest_of_several_ends_counts(
    visit: Visit, asked: Callable[[], int], clock_at: Stop
) -> None:
    now = clock_at(clock.now())
    ends = [now + timedelta(seconds=seconds) for seconds in (500, 20, 90)]
    ask(visit, *ends)
    clock_at(ends[1])
    ask(visit, *ends)
    assert asked() == 2


@pytest.mark.parametrize(
    ("left", "expected"),
    [(3600, (60, 60)), (120, (60, 60)), (90, (60, 30)), (45, (45, 0)), (0.9, (0, 0)), (-5, (0, 0))],
)
def test_a_proxy_never_shows_it_past_its_end(
    visit: Visit, clock_at: Stop, left: float, expected: tuple[int, int]
) -> None:
    now = clock_at(clock.now())
    assert lifetimes(ask(visit, now + timedelta(seconds=left))) == expected
    assert sum(expected) <= max(0, left)


def test_a_page_from_memory_promises_only_what_is_left(
    visit: Visit, asked: Callable[[], int], clock_at: Stop
) -> None:
    end = clock_at(clock.now()) + timedelta(seconds=100)
    assert lifetimes(ask(visit, end)) == (60, 40)
    clock_at(end - timedelta(seconds=50))
    assert lifetimes(ask(visit, end)) == (50, 0)
    etag = ask(visit, end).headers["ETag"]
    told = urlencode([("ends", end.isoformat())])
    known: Page = visit().get(f"/plot/offer?{told}", headers={"If-None-Match": etag})
    assert (known.status_code, lifetimes(known)) == (304, (50, 0))
    assert asked() == 1


def test_nobody_outside_reads_how_we_tell_ourselves(visit: Visit, clock_at: Stop) -> None:
    now = clock_at(clock.now())
    told = ask(visit, now + timedelta(seconds=30)).headers
    assert "until" not in str(told).lower()
    assert "until" not in str(visit().get("/plot/").headers).lower()


def test_a_page_without_an_end_is_as_ever(visit: Visit) -> None:
    assert visit().get("/plot/offer").headers["Cache-Control"] == shared_for()
