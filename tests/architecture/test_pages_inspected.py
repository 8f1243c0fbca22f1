"""Every GET page, in every language and size, as each who may see it, under the inspector."""

from __future__ import annotations

import pytest

from blueprints.core import i18n
from tests.architecture.conftest import Crowd
from tests.architecture.matrix import CASES, IDENTITIES, Case
from tests.inspector import faults_of
from tests.page import Client, Page, is_html

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)

SEEN = [
    (case, identity)
    for case in CASES
    for identity in IDENTITIES
    if case.method == "GET" and case.expected[identity] == 200
]
REFUSALS = [
    "/nowhere",
    "/storefront/products/00000000-0000-7000-8000-000000000000",
    "/%00",
    "/sync",
]


@pytest.mark.parametrize("size", i18n.SIZES)
@pytest.mark.parametrize("locale", i18n.LANGUAGES)
@pytest.mark.parametrize("identity", IDENTITIES)
def test_every_page_passes_in_every_language_and_size(
    crowd: Crowd, identity: str, locale: str, size: str
) -> None:
    """The client inspects what it gets (tests/page.py); here it is shown everything."""
    crowd.begin_again()
    client = crowd.clients[identity]
    client.set_cookie("size", size)
    pages = 0
    for case in [case for case, name in SEEN if name == identity]:
        page = crowd.ask(case, identity, locale)
        assert page.status_code == 200, case
        if is_html(page):
            pages += 1
            html = page.one("html")
            assert html.get("lang") == i18n.LANGUAGES[locale].tag, case
            assert html.get("data-size", size) == size, case
    client.delete_cookie("size")
    assert pages >= 10


@pytest.mark.parametrize("locale", i18n.LANGUAGES)
@pytest.mark.parametrize("path", REFUSALS)
def test_refusals_are_pages_too(crowd: Crowd, path: str, locale: str) -> None:
    _is_sound(crowd, "farmer", "GET", path, locale)


@pytest.mark.parametrize("locale", i18n.LANGUAGES)
@pytest.mark.parametrize(
    "case", [case for case in CASES if case.method == "POST"], ids=lambda case: str(case)
)
def test_the_page_that_comes_back_from_a_refused_form_is_sound(
    crowd: Crowd, case: Case, locale: str
) -> None:
    """Sent empty: each form comes back with its faults named, or a plain refusal."""
    crowd.begin_again()
    for identity in ("stranger", "farmer"):
        _is_sound(crowd, identity, "POST", crowd.path(case), locale)
        crowd.sign_in_again(identity)


def _is_sound(crowd: Crowd, identity: str, method: str, path: str, locale: str) -> None:
    client: Client = crowd.clients[identity]
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = locale
    page: Page = client.open(path, method=method, data={} if method == "POST" else None)
    assert page.status_code < 500, path
    if is_html(page) and page.status_code >= 400:
        faults = faults_of(page.reader, page, crowd.house.app.config["ALPINE_URL"])
        assert not faults, f"{page.status_code} {path}: {faults}"
        assert page.one("html").get("lang") == i18n.LANGUAGES[locale].tag
