"""Fifty farmers on a slow line: real photos, really signed in, 20 kbit/s each."""

import io
import re
import socket
import threading
import time
import urllib.request
import uuid
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urlsplit

from PIL import Image

BYTES_PER_SECOND = 20_000 // 8
STEP_S = 0.1
PHONE, PIN = "13800000001", "246810"
_BOUNDARY = "b0undary0fThePhot0"


def signed_in(base: str) -> str:
    """The `Cookie` header of a demo farmer, after PIN and shown code."""
    jar = CookieJar()
    browser = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(jar)
    )
    page = browser.open(f"{base}/sign-in").read().decode()
    answers = {"phone": PHONE, "pin": PIN, "key": _key(page), "next": ""}
    page = browser.open(f"{base}/sign-in", urlencode(answers).encode()).read().decode()
    shown = re.search(r"data-demo-code[^>]*>\s*(?:<[^>]+>\s*)*(\d{4,8})", page)
    if shown is not None:
        answers = {"code": shown[1], "key": _key(page), "next": ""}
        browser.open(f"{base}/sign-in", urlencode(answers).encode()).read()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


@dataclass
class Uploads(threading.Thread):
    """Sends `count` listings with a photo at once, each at its own slow pace."""

    base: str
    cookie: str
    count: int
    photo: bytes
    statuses: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    @property
    def seconds(self) -> float:
        """How long one takes on that line."""
        return len(self._message()) / BYTES_PER_SECOND

    def run(self) -> None:
        where = urlsplit(self.base)
        going = [
            _Line(socket.create_connection((where.hostname, where.port)), self._message())
            for _ in range(self.count)
        ]
        while going:
            begin = time.monotonic()
            for line in going:
                line.step()
            self.statuses += [line.status for line in going if line.status]
            going = [line for line in going if not line.status]
            time.sleep(max(0.0, STEP_S - (time.monotonic() - begin)))

    def _message(self) -> bytes:
        fields = {
            "key": str(uuid.uuid4()),
            "title": "慢慢传的蜜桔",
            "description": "照片传得慢，桔子很甜。",
            "category": "fruit",
            "price": "4.80",
            "unit": "斤",
            "stock": "20",
        }
        parts = [
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode()
            for k, v in fields.items()
        ]
        parts.append(
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="photo"; filename="p.jpg"\r\n'
            "Content-Type: image/jpeg\r\n\r\n".encode()
        )
        body = b"".join([*parts, self.photo, f"\r\n--{_BOUNDARY}--\r\n".encode()])
        return (
            f"POST /storefront/products/new HTTP/1.1\r\nHost: {urlsplit(self.base).netloc}\r\n"
            f"Cookie: {self.cookie}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n"
            f"Content-Type: multipart/form-data; boundary={_BOUNDARY}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode() + body


@dataclass
class _Line:
    socket: socket.socket
    message: bytes
    sent: int = 0
    status: str = ""

    def __post_init__(self) -> None:
        self.socket.setblocking(False)

    def step(self) -> None:
        try:
            if self.sent < len(self.message):
                end = self.sent + int(BYTES_PER_SECOND * STEP_S)
                self.sent += self.socket.send(self.message[self.sent : end])
            else:
                self.status = self.socket.recv(64).decode("latin-1")[9:12] or "hung up"
                self.socket.close()
        except BlockingIOError:
            return
        except OSError as broken:
            self.status = type(broken).__name__


def photo(size: int) -> bytes:
    """A JPEG of about that many bytes."""
    picture = Image.effect_noise((320, 240), 90).convert("RGB")
    kept = b""
    for quality in range(5, 100, 5):
        held = io.BytesIO()
        picture.save(held, "JPEG", quality=quality)
        kept = held.getvalue()
        if len(kept) >= size:
            break
    return kept


def _key(page: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page)
    return found[1] if found else str(uuid.uuid4())
