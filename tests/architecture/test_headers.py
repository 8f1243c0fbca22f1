"""Every rule of the URL map, errors too: safe, and clear about what a phone may keep."""

from __future__ import annotations

import pytest

from tests.architecture.conftest import Crowd
from tests.architecture.matrix import CASES, Case
from tests.page import Client, Page
from tests.village import BUYER

SIGN_IN = {"phone": BUYER, "pin": "246810"}
CHOICES = {"text_size": "large", "language": "en"}

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


@pytest.mark.parametrize("identity", ["stranger", "farmer"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_answer_is_safe(crowd: Crowd, case: Case, identity: str) -> None:
    path, client = crowd.path(case), crowd.clients[identity]
    for method in ("GET", "HEAD", "POST", "DELETE", "OPTIONS"):
        _is_safe(client.open(path, method=method, headers={"Origin": "https://evil.example"}))
    _is_safe(client.get(path, headers={"Accept": "application/json"}))


def _is_safe(answer: Page) -> None:
    headers = answer.headers
    asked = f"{answer.request.method} {answer.request.path} ({answer.status_code})"
    assert headers["X-Content-Type-Options"] == "nosniff", asked
    assert headers["Referrer-Policy"] == "same-origin", asked
    assert headers["X-Offline"] in ("public", "private", "never"), asked
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy, asked
    assert "unsafe-" not in policy, asked
    assert "frame-ancestors 'none'" in policy or "sandbox" in policy, asked
    for name in ("Server", "X-Powered-By", "X-AspNet-Version"):
        assert name not in headers, asked
    if headers["X-Offline"] == "public":
        assert "Set-Cookie" not in headers, asked
        assert headers["Cache-Control"].startswith("public"), asked
    else:
        assert "no-store" in headers["Cache-Control"], asked
    for cookie in headers.getlist("Set-Cookie"):
        parts = set(cookie.split("; "))
        assert {"SameSite=Lax", "Path=/"} <= parts, asked
        name = cookie.partition("=")[0]
        assert "HttpOnly" in parts or name in ("locale", "size"), asked


@pytest.mark.parametrize("case", [case for case in CASES if case.method == "GET"], ids=str)
def test_a_public_page_is_the_same_bytes_for_everybody(crowd: Crowd, case: Case) -> None:
    seen = set()
    for identity in crowd.clients:
        crowd.forget_pages()
        page = crowd.ask(case, identity)
        if page.headers["X-Offline"] == "public" and page.status_code == 200:
            seen.add(page.data)
    assert len(seen) <= 1


def test_over_https_every_cookie_is_for_https_alone(crowd: Crowd) -> None:
    client = Client(crowd.house.app, Page)
    sent = {"/sign-in": SIGN_IN, "/preferences": CHOICES, "/storefront/basket": {}}
    told = [client.post(path, data=sent[path], base_url="https://localhost") for path in sent]
    cookies = [cookie for answer in told for cookie in answer.headers.getlist("Set-Cookie")]
    assert len(cookies) >= 2
    for cookie in cookies:
        assert "; Secure" in cookie, cookie.partition("=")[0]
