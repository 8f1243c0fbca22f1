"""The line itself, without a browser: what it does to a request is what its name says."""

from __future__ import annotations

import http.client
import http.server
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError, URLError

import pytest

from tests.browser.offline.line import Line

KEY = "0193b1f2-0000-4000-8000-000000000001"


class Echo(http.server.BaseHTTPRequestHandler):
    """Answers with the words it got, and with the key it was sent; counts what it did."""

    protocol_version = "HTTP/1.1"
    done: list[str] = []

    def do_POST(self) -> None:
        words = self.rfile.read(int(self.headers["Content-Length"]))
        self.done.append(self.path)
        self._say(words)

    def do_GET(self) -> None:
        self._say(b"hello")

    def _say(self, words: bytes) -> None:
        self.send_response(200)
        self.send_header("Idempotency-Key", self.headers.get("Idempotency-Key", ""))
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, *said: object) -> None:
        pass


@pytest.fixture
def line() -> Iterator[Line]:
    Echo.done = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    made = Line(server.server_address[1])
    made.start()
    yield made
    made.stop()
    server.shutdown()
    thread.join()
    server.server_close()


def post(
    line: Line, words: bytes = KEY.encode(), path: str = "/shop/new", patience: float = 10
) -> tuple[str, bytes]:
    """The key that the answer names, and its words."""
    headers = {"Idempotency-Key": KEY, "X-Uid": "wang"}
    asked = urllib.request.Request(line.url + path, words, headers)
    with urllib.request.urlopen(asked, timeout=patience) as answer:
        return answer.headers["Idempotency-Key"], answer.read()


def test_it_passes_on_what_it_gets_and_tells_what_it_saw(line: Line) -> None:
    words = b"x" * 300_000
    assert post(line, words) == (KEY, words)
    assert line.arrivals == line.passed == [("POST", "/shop/new", KEY, "wang")]


def test_the_field_of_a_plain_form_is_a_key_too(line: Line) -> None:
    asked = f"{line.url}/shop/new"
    with urllib.request.urlopen(asked, f"title=Figs&key={KEY}".encode()) as answer:
        answer.read()
    multipart = f'--b\r\nContent-Disposition: form-data; name="key"\r\n\r\n{KEY}\r\n--b--'
    with urllib.request.urlopen(asked, multipart.encode()) as answer:
        answer.read()
    assert [key for _, _, key, _ in line.arrivals] == [KEY, KEY]


def test_one_connection_carries_many_requests(line: Line) -> None:
    phone = http.client.HTTPConnection("127.0.0.1", line.port)
    for words in (b"one", b"two"):
        phone.request("POST", "/", words)
        assert phone.getresponse().read() == words
    phone.close()
    assert len(line.passed) == 2


@pytest.mark.parametrize(("fault", "reached"), [("reset_before", 0), ("reset_after", 1)])
def test_a_reset_leaves_the_phone_without_an_answer(line: Line, fault: str, reached: int) -> None:
    line.fault(fault)
    with pytest.raises(OSError, match=r"reset|Remote"):
        post(line)
    assert len(Echo.done) == len(line.passed) == reached
    assert len(line.arrivals) == 1
    assert post(line)[0] == KEY, "it was meant for one request"


def test_a_fault_waits_for_its_path_and_method(line: Line) -> None:
    line.fault("503", path="/votes/", times=2)
    assert post(line)[0] == KEY
    for _ in range(2):
        with pytest.raises(HTTPError, match="503") as busy, urllib.request.urlopen(line.url):
            post(line, path="/votes/1")
        busy.value.close()
    assert post(line, path="/votes/1")[0] == KEY
    assert Echo.done == ["/shop/new", "/votes/1"]


@pytest.mark.parametrize(("fault", "status"), [("500", 500), ("503", 503), ("sign_in", 302)])
def test_what_others_say_never_reaches_the_server(line: Line, fault: str, status: int) -> None:
    line.fault(fault)
    phone = http.client.HTTPConnection("127.0.0.1", line.port)
    phone.request("POST", "/", b"words")
    answer = phone.getresponse()
    answer.read()
    phone.close()
    assert answer.status == status
    assert answer.headers["Idempotency-Key"] is None
    assert Echo.done == []


def test_a_portal_says_200_and_means_nothing(line: Line) -> None:
    line.fault("portal")
    key, words = post(line)
    assert key is None
    assert b"Welcome" in words
    assert Echo.done == []


def test_half_an_answer_is_half(line: Line) -> None:
    line.fault("truncated")
    with pytest.raises(http.client.IncompleteRead) as half:
        post(line, b"x" * 1000)
    assert len(half.value.partial) == 500
    assert len(Echo.done) == 1


def test_an_answer_for_another_key_names_another_everywhere(line: Line) -> None:
    line.fault("other_key")
    key, words = post(line)
    assert key != KEY
    assert words == key.encode()


def test_a_slow_answer_comes_later_than_its_phone_has_patience(line: Line) -> None:
    line.hold = 60
    line.fault("slow_after")
    with pytest.raises(TimeoutError):
        post(line, patience=0.2)
    assert len(Echo.done) == 1
    line.hold = 0.1
    line.fault("slow_after")
    assert post(line)[0] == KEY


def test_a_cut_line_refuses_and_a_mended_one_has_the_same_address(line: Line) -> None:
    phone = http.client.HTTPConnection("127.0.0.1", line.port)
    phone.request("GET", "/")
    phone.getresponse().read()
    before = line.url
    line.cut()
    with pytest.raises(ConnectionResetError):
        phone.sock.recv(1)
    phone.close()
    with pytest.raises(URLError, match="refused"):
        post(line)
    line.mend()
    assert line.url == before
    assert post(line)[0] == KEY


def test_a_stalled_line_connects_and_says_nothing_until_it_is_mended(line: Line) -> None:
    line.stall()
    with ThreadPoolExecutor(1) as one:
        asked = one.submit(post, line)
        time.sleep(0.2)
        assert not asked.done()
        assert line.arrivals == []
        line.mend()
        assert asked.result()[0] == KEY


def test_who_gave_up_while_it_was_stalled_sent_nothing(line: Line) -> None:
    line.stall()
    phone = http.client.HTTPConnection("127.0.0.1", line.port)
    phone.request("POST", "/", b"words")
    phone.close()
    time.sleep(0.2)
    line.mend()
    assert post(line)[0] == KEY
    assert len(line.arrivals) == 1


def test_it_counts_how_many_writes_are_under_way_at_once(line: Line) -> None:
    post(line)
    post(line)
    assert line.most_at_once == 1
    line.hold = 0.3
    line.fault("slow_after", times=3)
    with ThreadPoolExecutor(3) as three:
        list(three.map(lambda _: post(line), range(3)))
    assert line.most_at_once == 3


def test_a_slow_line_takes_more_than_its_phone_has_patience(line: Line) -> None:
    line.rate = 1_000
    with pytest.raises(TimeoutError):
        post(line, b"x" * 10_000, patience=0.2)
    assert Echo.done == []
    line.rate = None
    assert post(line)[0] == KEY
    line.rate = 1_000_000
    assert post(line)[0] == KEY


def test_a_bad_line_loses_its_share_and_nothing_twice(line: Line) -> None:
    line.loss = 0.5
    lost = 0
    for _ in range(30):
        try:
            post(line, b"x" * 30_000)
        except (OSError, http.client.IncompleteRead):
            lost += 1
    assert 3 < lost < 27
    assert 30 - lost <= len(Echo.done) <= 30


def test_somebody_may_choose_the_fault_of_each_request(line: Line) -> None:
    line.choose = lambda one: "reset_after" if len(line.arrivals) == 1 else None
    with pytest.raises(OSError, match=r"reset|Remote"):
        post(line)
    assert post(line)[0] == KEY
    assert len(Echo.done) == 2


def test_without_a_server_the_phone_is_reset(line: Line) -> None:
    line.server_port = 1
    with pytest.raises(OSError, match=r"reset|Remote"):
        post(line)
    assert line.passed == []
