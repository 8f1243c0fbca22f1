"""Logs that anyone who keeps the machine may read."""

from __future__ import annotations

import logging
import sys

import pytest
from flask import Flask

from blueprints.core.logs import Anonymous
from tests.core.conftest import Visit


@pytest.mark.parametrize(
    "words",
    [
        "13800000001",
        "+8613800000001",
        "246810",
        "code 482913 sent",
        "019aa1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
        "kJ8sd_fKJ3-sdfkjweirPOIwer93sdfk",
    ],
)
def test_what_could_be_a_person_or_a_secret_is_blotted_out(words: str) -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "%s", (words,), None)
    told = Anonymous("%(message)s").format(record)
    assert "…" in told
    assert words not in told


def test_also_inside_the_text_of_an_error() -> None:
    try:
        raise ValueError("phone 13800000001")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "fault", (), sys.exc_info())
    assert "13800000001" not in Anonymous("%(message)s").format(record)


def test_a_request_is_told_by_its_rule_never_by_its_address(
    visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    visit("alice").get("/plot/refusals/forbidden?name=王秀英")
    visit("alice").post("/plot/seeds?q=王秀英", data={"words": "7"})
    assert "GET /plot/refusals/<name> 403" in caplog.text
    assert "POST /plot/seeds 303" in caplog.text
    assert "王秀英" not in caplog.text


def test_the_house_writes_through_the_blotter_alone(ground: Flask) -> None:
    house = logging.getLogger("commonfield")
    ours = [one for one in house.handlers if type(one) is logging.StreamHandler]
    assert len(ours) == 1, "not one more with each app"
    assert isinstance(ours[0].formatter, Anonymous)
    assert not house.propagate
