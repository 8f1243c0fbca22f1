"""Apart on disk, joined and fingerprinted on the wire."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import brotli
import pytest
from flask import Flask

from blueprints.core.assets import Assets
from tests.core.conftest import Visit


@pytest.fixture
def static(tmp_path: Path) -> Path:
    files = {
        "css/0-layers.css": "@layer base, rooms;",
        "css/1-tokens.css": ":root { --ink: #222; }",
        "css/9-utilities.css": ".unseen { display: none; }",
        "css/components/b.css": ".b { color: red; }",
        "css/components/a.css": ".a { color: blue; }",
        "css/rooms/shop.css": ".shop { margin: 0; }",
        "js/app.js": "const first = 1;",
        "js/components/z.js": "const last = 3;",
        "js/components/k.js": "// why\nconst middle = 2;",
        "icons/leaf.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M1"/></svg>',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_styles_stand_in_layer_order_and_a_room_gets_only_its_own(static: Path) -> None:
    text, _ = Assets(static).styles("shop")
    places = [text.index(part) for part in ("@layer", ":root", ".a", ".b", ".shop", ".unseen")]
    assert places == sorted(places)
    other, _ = Assets(static).styles("elsewhere")
    assert ".shop" not in other


def test_the_hash_is_of_the_very_text(static: Path) -> None:
    text, told = Assets(static).styles("shop")
    assert told == "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_scripts_are_joined_into_one_and_lose_their_comments(static: Path) -> None:
    body = Assets(static).named("js/app.js").body.decode()
    assert "why" not in body
    places = [body.index(word) for word in ("first", "middle", "last")]
    assert places == sorted(places)


def test_a_changed_file_has_another_address(static: Path) -> None:
    before = Assets(static).url("js/app.js")
    assert Assets(static).url("js/app.js") == before
    (static / "js/components/k.js").write_text("const middle = 4;")
    assert Assets(static).url("js/app.js") != before


def test_an_icon_is_drawn_inline_and_said_by_nobody(static: Path) -> None:
    icon = Assets(static).icon("leaf")
    assert icon.startswith('<svg class="icon icon--leaf" aria-hidden="true" focusable="false"')
    assert "xmlns" not in icon


def test_an_asset_that_is_not_there_is_known_at_once(static: Path) -> None:
    with pytest.raises(KeyError):
        Assets(static).url("js/none.js")


def test_our_script_is_served_packed_and_for_a_year(ground: Flask, visit: Visit) -> None:
    url = ground.extensions["assets"].url("js/app.js")
    answer = visit().get(url, headers={"Accept-Encoding": "br, gzip"})
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Offline"] == "public"
    assert answer.mimetype == "text/javascript"
    assert brotli.decompress(answer.data) == visit().get(url).data


def test_an_old_or_wrong_fingerprint_is_not_kept_for_a_year(visit: Visit) -> None:
    answer = visit().get("/static/js/app.0123456789.js")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize(
    "path", ["none.js", "../app.py", "%2e%2e/app.py", "/etc/passwd", "css/1-tokens.css", ""]
)
def test_nothing_else_is_served(visit: Visit, path: str) -> None:
    assert visit().get(f"/static/{path}").status_code in (404, 308)
