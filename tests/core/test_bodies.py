"""A body that was cut off on the way is refused, as the real servers hand it over."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask

from tests.core.conftest import ground_app


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return ground_app(tmp_path_factory.mktemp("bodies"))


def sent(app: Flask, body: bytes, **environ: object) -> int:
    """As Granian and gunicorn hand it over: marked as terminated, wherever it ended."""
    said = {
        "wsgi.input": BytesIO(body),
        "wsgi.input_terminated": True,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        **environ,
    }
    answer = app.test_client().open("/plot/seeds", method="POST", environ_overrides=said)
    return answer.status_code


def test_a_body_cut_off_on_the_way_is_not_taken_for_the_whole(app: Flask) -> None:
    assert sent(app, b"quantity=3", CONTENT_LENGTH="11") == 400


def test_a_whole_body_is_read(app: Flask) -> None:
    assert sent(app, b"quantity=30", CONTENT_LENGTH="11") not in (400, 411)


def test_a_body_that_does_not_say_its_length_is_asked_for_again(app: Flask) -> None:
    assert sent(app, b"quantity=30", CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked") == 411
