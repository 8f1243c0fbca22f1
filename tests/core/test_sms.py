"""One way to reach a phone."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from sqlalchemy.orm import Session

from blueprints.core import jobs, sms
from blueprints.core.db import writing
from blueprints.core.sms import DemoGateway, HttpGateway


class Exchange(HTTPServer):
    """A provider's gateway, on a port of this machine."""

    def __init__(self) -> None:
        self.received: list[dict[str, str]] = []
        self.status = 200
        super().__init__(("127.0.0.1", 0), Desk)


class Desk(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        exchange = self.server
        assert isinstance(exchange, Exchange)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        exchange.received.append(json.loads(body))
        self.send_response(exchange.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return None


@pytest.fixture
def exchange() -> Iterator[Exchange]:
    with Exchange() as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture
def gateway(exchange: Exchange) -> Iterator[HttpGateway]:
    made = HttpGateway(f"http://127.0.0.1:{exchange.server_port}/send")
    before = sms._gateway
    sms.use_gateway(made)
    yield made
    sms.use_gateway(before)


def test_the_words_arrive_whole(soil: Session, exchange: Exchange, gateway: HttpGateway) -> None:
    with writing():
        sms.send_later("+8613800000001", "验证码 482913")
    assert exchange.received == [], "before the commit is looked at, nothing leaves"
    assert jobs.run_due() == 1
    assert exchange.received == [{"phone": "+8613800000001", "text": "验证码 482913"}]


def test_nothing_is_sent_for_an_act_that_was_undone(
    soil: Session, exchange: Exchange, gateway: HttpGateway
) -> None:
    def act() -> None:
        with writing():
            sms.send_later("+8613800000001", "482913")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert jobs.run_due() == 0
    assert exchange.received == []


def test_what_the_gateway_does_not_take_is_tried_again(
    soil: Session, exchange: Exchange, gateway: HttpGateway
) -> None:
    exchange.status = 503
    with writing():
        sms.send_later("+8613800000001", "482913")
    assert jobs.run_due() == 0
    assert soil.query(jobs.Job).count() == 1


def test_only_the_demo_shows_codes() -> None:
    assert DemoGateway().shows_codes
    assert not HttpGateway("https://sms.example").shows_codes
