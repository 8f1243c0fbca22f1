"""What a village on a thin line pays: bytes on the wire, and questions to the database."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text
from werkzeug.datastructures import Headers

from blueprints.core.db import db
from tests.architecture.conftest import Crowd
from tests.architecture.matrix import CASES, IDENTITIES, Case
from tests.page import Page, is_html, values_of
from tests.village import BUYER, FARMER

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)

FIRST_VIEW, LIST_PAGE = 12_000, 9_000
THUMBNAIL, CONTENT_PICTURE = 3_000, 25_000
OUR_SCRIPTS, ROOM_SCRIPT = 8_000, 6_000
UP, DOWN = 1_200, 600
MOST_STATEMENTS = 12
# A file with everything of theirs: one question a part, for as many rows as there are.
WHOLE_FILES = ("members.own_data_json", "members.own_data_zip")
MOST_STATEMENTS_OF_A_FILE = 90
# Every component in each state on one page: for those who build, not for a thin line.
NOT_FOR_THIN_LINES = {"home.living_page": 40_000}
LISTS = (
    "storefront.index",
    "storefront.list_orders",
    "storefront.own_products",
    "storefront.shop_orders",
    "storefront.show_day",
)

PAGES = [case for case in CASES if case.method == "GET" and 200 in case.expected.values()]
PACKED = {"Accept-Encoding": "br, gzip"}


def on_the_wire(answer: Page) -> int:
    """Status line, headers with those that a server adds, and the body as packed."""
    added = Headers({"Date": "Sun, 22 Nov 2026 13:11:00 GMT", "Connection": "keep-alive"})
    lines = [*answer.headers, *added]
    heads = sum(len(f"{name}: {value}\r\n".encode()) for name, value in lines)
    return len(f"HTTP/1.1 {answer.status}\r\n\r\n") + heads + len(answer.data)


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("case", PAGES, ids=str)
def test_every_page_is_within_its_bytes(crowd: Crowd, case: Case, locale: str) -> None:
    most = LIST_PAGE if case.endpoint in LISTS else FIRST_VIEW
    most = NOT_FOR_THIN_LINES.get(case.endpoint, most)
    for identity in _who_may(case):
        page = crowd.ask(case, identity, locale, headers=PACKED)
        if is_html(page):
            assert on_the_wire(page) <= most, identity


@pytest.mark.parametrize("query", ["?q=蜜桔", "?sort=price", "?category=fruit", "?q=柿"])
def test_a_list_that_was_asked_for_is_a_list(crowd: Crowd, query: str) -> None:
    page = crowd.clients["stranger"].get(f"/storefront/{query}", headers=PACKED)
    assert on_the_wire(page) <= LIST_PAGE


def test_pictures_are_within_their_bytes(crowd: Crowd) -> None:
    stranger = crowd.clients["stranger"]
    shelf = stranger.get("/storefront/")
    thumbs = [image.get("src") for image in shelf.all("main")[0].all("img")]
    thumbs = [src for src in thumbs if src.startswith("/pictures/")]
    assert len(thumbs) >= 5
    heavy = {src: len(stranger.get(src).data) for src in thumbs}
    assert {src: size for src, size in heavy.items() if size > THUMBNAIL} == {}
    for product in crowd.things.village.products(FARMER):
        picture = stranger.get(f"/storefront/products/{product}").one("main").one("img")
        assert picture.get("src").startswith("/pictures/")
        assert len(stranger.get(picture.get("src")).data) <= CONTENT_PICTURE


@pytest.mark.parametrize("case", PAGES, ids=str)
def test_a_page_waits_for_nothing_but_itself(crowd: Crowd, case: Case) -> None:
    """No style sheet, no font, no script that is not deferred, nothing that CSS fetches."""
    for identity in _who_may(case):
        page = crowd.ask(case, identity)
        if not is_html(page):
            continue
        assert page.all("link", rel="stylesheet") == []
        assert page.all("link", rel="preload") == []
        for script in page.all("script", src=True):
            assert script.has("defer"), script
        css = page.one("style").source
        assert "url(" not in css
        assert "@import" not in css
        assert "@font-face" not in css


def test_our_script_is_within_its_bytes(crowd: Crowd) -> None:
    stranger = crowd.clients["stranger"]
    scripts = [one.get("src") for one in stranger.get("/").all("script", src=True)]
    ours = [src for src in scripts if src.startswith("/static/")]
    assert ours
    assert sum(on_the_wire(stranger.get(src, headers=PACKED)) for src in ours) <= OUR_SCRIPTS


@pytest.mark.parametrize("case", PAGES, ids=str)
def test_what_one_page_needs_beside_it_is_within_its_bytes(crowd: Crowd, case: Case) -> None:
    """And stands before the foreign script, whose network may be silent."""
    for identity in _who_may(case):
        page = crowd.ask(case, identity)
        if not is_html(page):
            continue
        scripts = [one.get("src") for one in page.all("script", src=True)]
        assert all(one.startswith("/static/") for one in scripts[:-1]), scripts
        own = [one for one in scripts if one.startswith("/static/") and "/app." not in one]
        stranger = crowd.clients["stranger"]
        assert sum(on_the_wire(stranger.get(one, headers=PACKED)) for one in own) <= ROOM_SCRIPT
        files = [one for one in page.all("input", type="file") if ".csv" not in one.get("accept")]
        if any(one.has("name") for one in files):
            assert any("/photos." in one for one in own), "photos would go at their full weight"


def test_a_hundred_characters_cost_little_both_ways(crowd: Crowd) -> None:
    """Bodies and the headers that we add, both ways (DESIGN 7)."""
    crowd.begin_again()
    buyer = crowd.clients["buyer"]
    order = crowd.things.village.order("handed_over", buyer=BUYER)
    form = buyer.get(f"/storefront/orders/{order}").form(action="/problems")
    headers = {
        "Accept": "application/json",
        "Idempotency-Key": str(uuid.uuid4()),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    data = {**values_of(form), "reason": "橘子有一半是烂的，" * 10 + "请您看看怎么办才好呀"}
    assert len(data["reason"]) == 100
    answer = buyer.post(form.get("action"), data=data, headers=headers)
    assert answer.json["state"] == "received"
    added = sum(len(f"{name}: {value}\r\n") for name, value in headers.items())
    assert int(answer.request.content_length or 0) + added <= UP
    ours = sum(len(f"{name}: {value}\r\n") for name, value in answer.headers)
    assert ours + len(answer.data) <= DOWN


@pytest.mark.parametrize("case", PAGES, ids=str)
def test_a_page_asks_the_database_at_most_twelve_times(crowd: Crowd, case: Case) -> None:
    crowd.begin_again()
    most = MOST_STATEMENTS_OF_A_FILE if case.endpoint in WHOLE_FILES else MOST_STATEMENTS
    for identity in _who_may(case):
        assert len(_statements(crowd, case, identity)) <= most, identity


def test_five_times_the_rows_are_no_more_questions(crowd: Crowd) -> None:
    """Forty products, five of the farmer's, ten orders; with one of each, pages ask as often."""
    crowd.begin_again()
    full = _questions(crowd)
    _run(
        crowd,
        f"UPDATE storefront_product SET withdrawn_at = listed_at WHERE id NOT IN ({ONE_EACH})",
    )
    for table in ("step", "line", "problem", "delay"):
        _run(crowd, f"DELETE FROM storefront_{table} WHERE order_id NOT IN ({FIRST_OF_EACH})")
    _run(crowd, f"DELETE FROM storefront_order WHERE id NOT IN ({FIRST_OF_EACH})")
    few = _questions(crowd)
    crowd.begin_again()
    assert few == full


# With what a card can show: a cooperative, a place, a photo.
ONE_EACH = (
    "SELECT min(id) FROM storefront_product WHERE organisation_id IS NOT NULL GROUP BY seller_id"
)
# And those with a problem or a review: what was said after a sale is never deleted.
FIRST_OF_EACH = (
    "SELECT min(id) FROM storefront_order GROUP BY buyer_id"
    " UNION SELECT order_id FROM storefront_problem UNION SELECT order_id FROM storefront_review"
)


def test_a_full_basket_asks_no_more_than_one_with_a_single_thing(crowd: Crowd) -> None:
    asked: list[list[int]] = []
    for things in (1, 5):
        crowd.begin_again()
        for product in crowd.things.village.products(FARMER)[:things]:
            line = {"product": str(product), "quantity": "1"}
            crowd.clients["buyer"].post("/storefront/basket", data=line)
        cases = [case for case in PAGES if case.endpoint.endswith(("show_basket", "check_out"))]
        asked.append([len(_statements(crowd, case, "buyer")) for case in cases])
    crowd.begin_again()
    assert asked[0] == asked[1]


def _questions(crowd: Crowd) -> dict[str, int]:
    lists = ("home.index", *LISTS)
    return {
        f"{case} as {identity}": len(_statements(crowd, case, identity))
        for case in PAGES
        if case.endpoint in lists
        for identity in ("stranger", "buyer", "farmer")
        if case.expected[identity] == 200
    }


def _who_may(case: Case) -> list[str]:
    """A guest, a member and an owner are enough: the matrix asks for everybody."""
    may = [name for name in IDENTITIES if case.expected[name] == 200]
    return [name for name in ("stranger", "visitor", "buyer", "farmer", "manager") if name in may]


def _statements(crowd: Crowd, case: Case, identity: str) -> list[str]:
    request = crowd.request(case)
    crowd.forget_pages()
    with _counted(crowd) as asked:
        assert crowd.send(request, identity).status_code == 200
    return asked


@contextmanager
def _counted(crowd: Crowd) -> Iterator[list[str]]:
    """Statements, without BEGIN and ROLLBACK, which cost no way on SQLite."""
    asked: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(("BEGIN", "ROLLBACK", "COMMIT", "SAVEPOINT", "RELEASE")):
            asked.append(statement)

    with crowd.house.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def _run(crowd: Crowd, statement: str) -> None:
    with crowd.house.app.app_context(), db.engine.begin() as connection:
        connection.execute(text(statement))
