"""The inspector itself: a sound page passes, and each planted fault is named."""

from __future__ import annotations

import base64
import hashlib

import pytest
from werkzeug.test import EnvironBuilder

from blueprints.core.settings import ALPINE_URL
from tests.inspector import faults_of, untranslated
from tests.page import Page
from tests.tree import Reader

STYLE = "main{color:red}"
HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
SOUND = f"""<!doctype html>
<html lang="en" dir="ltr"><head><title>Shop · Commonfield</title><style>{STYLE}</style>
<link rel="icon" href="/static/i.svg">
<script src="/static/js/app.js" defer></script><script src="{ALPINE_URL}" defer></script>
<script type="application/json">{{}}</script></head>
<body><main id="main"><h1>Shop</h1>
<p>Buy <b>here</b>.<br>Now.
<ul><li>One<li>Two</ul>
<img src="/p.webp" alt="" width="4" height="3"><a href="/more">More</a>
<svg viewBox="0 0 2 2"><title>Leaf</title><path d="M0 0"/></svg>
<form method="post" action="/basket"><input type="hidden" name="product" value="1">
<label for="n">How many?</label><input id="n" name="quantity">
<label>Note <textarea name="note"></textarea></label>
<select name="unit" aria-label="Unit"><option>kg</option></select><button>Buy</button></form>
</main></body></html>"""

FAULTS = [
    ("<h1>Shop</h1>", "<h1>Shop</h1><h1>Again</h1>", "2 h1"),
    ("<h1>Shop</h1>", "<h2>Shop</h2>", "0 h1"),
    ("<h1>Shop</h1>", "<h1>Market</h1>", "does not begin with the h1"),
    (' lang="en"', "", "lang or dir missing"),
    ('dir="ltr"', 'dir="left"', "lang or dir missing"),
    ('<main id="main">', '<main id="n">', "id 'n' is used twice"),
    ("<main", "<div", "is not closed"),
    ('<label for="n">', '<label for="m">', "has no label"),
    (' aria-label="Unit"', "", "has no label"),
    ("<label>Note ", "<label>", "has no label"),
    (' action="/basket"', "", "has no action"),
    (' method="post"', "", "no method"),
    ("<button>Buy</button>", "<button></button>", "says nothing"),
    ('<a href="/more">More</a>', '<a href="/more"><svg></svg></a>', "says nothing"),
    ('href="/more"', 'href="#"', "leads nowhere"),
    ('href="/more"', 'href="javascript:go()"', "leads to 'javascript:"),
    ('href="/more"', 'href=" JavaScript:go()"', "leads to"),
    (' alt=""', "", "has no alt"),
    (' width="4"', "", "has no width"),
    ("<p>Buy", '<p onclick="go()">Buy', "inline attribute onclick"),
    ("<p>Buy", '<p style="color:red">Buy', "inline attribute style"),
    ("<p>Buy", "<p>Buy</i>", "</i> closes nothing"),
    ("<b>here</b>", "<b>here", "is not closed before"),
    ('id="n" name', 'id="n" id="o" name', "an attribute twice"),
    ('src="/p.webp"', 'src="https://cdn.example/p.webp"', "the foreign host cdn.example"),
    ('src="/p.webp"', 'src="//cdn.example/p.webp"', "the foreign host cdn.example"),
    ('href="/static/i.svg"', 'href="https://cdn.example/i.svg"', "the foreign host cdn.example"),
    ('action="/basket"', 'action="https://evil.example/"', "the foreign host evil.example"),
    (ALPINE_URL, ALPINE_URL + "?v=2", "the foreign host cdn.jsdelivr.net"),
    (" defer></script><script", "></script><script", "blocks"),
    ("</head>", "<script>go()</script></head>", "an inline script"),
    (STYLE, "main{color:blue}", "whose hash is not in the policy"),
    ("</head>", f"<style>{STYLE}</style></head>", "more styles than the one"),
    ("</head>", '<link rel="stylesheet" href="/a.css"></head>', "more styles than the one"),
    ('name="product"', 'name="key"', "a key on a public page"),
]


def faults(html: str, **headers: str) -> list[str]:
    told = {
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{HASH}'",
        "X-Offline": "public",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    request = EnvironBuilder("/").get_request()
    page = Page([html.encode()], "200 OK", told, request=request)  # type: ignore[arg-type]
    return faults_of(Reader(html), page, ALPINE_URL)


def test_a_sound_page_passes() -> None:
    assert faults(SOUND) == []


@pytest.mark.parametrize(("sound", "planted", "told"), FAULTS, ids=[fault[2] for fault in FAULTS])
def test_a_planted_fault_is_named(sound: str, planted: str, told: str) -> None:
    assert sound in SOUND
    named = faults(SOUND.replace(sound, planted, 1))
    assert any(told in fault for fault in named), named


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("X_Offline", "", "X-Offline is ''"),
        ("X_Offline", "sometimes", "X-Offline is 'sometimes'"),
        ("Content_Security_Policy", "", "the policy is ''"),
        ("Content_Security_Policy", f"style-src 'unsafe-inline' 'sha256-{HASH}'", "unsafe-inline"),
        ("Set_Cookie", "a=1", "a cookie on a public page"),
    ],
)
def test_a_missing_promise_is_named(name: str, value: str, told: str) -> None:
    assert any(told in fault for fault in faults(SOUND, **{name: value}))


def test_a_private_page_may_carry_a_key_and_a_cookie() -> None:
    private = SOUND.replace('name="product"', 'name="key"')
    assert faults(private, X_Offline="private", Set_Cookie="a=1") == []


@pytest.mark.parametrize(
    "body",
    [
        "⟦Shop⟧ 12.50 ¥",
        "⟦Buy ⟦it⟧ <b>here</b>.⟧",
        "<span data-user-text>蜜桔 <i>fresh</i></span> ⟦and⟧",
        '<time datetime="2026">22 Nov</time>',
        '<a lang="en">English</a>',
        '<img alt="⟦A leaf⟧"><img alt="" data-user-text>',
    ],
)
def test_translated_words_and_peoples_own_pass(body: str) -> None:
    assert untranslated(Reader(f"<body>{body}</body>").root) == []


@pytest.mark.parametrize(
    "body",
    [
        "Shop",
        "⟦Shop⟧ open",
        "商店",
        "⟦Buy⟧ <b>here</b>",
        "<span data-user-text>蜜桔</span> and",
        '<img alt="A leaf">',
        '<input placeholder="Name">',
        '<button aria-label="Close">×</button>',
        '<input type="submit" value="Go">',
        "<title>⟦a⟧</title><p title='tip'>1</p>",
    ],
)
def test_words_that_no_catalogue_knows_are_found(body: str) -> None:
    assert untranslated(Reader(f"<body>{body}</body>").root)
