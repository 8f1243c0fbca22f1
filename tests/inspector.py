"""What every page must be, whoever asks for it: the checks behind tests/page.py."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from urllib.parse import urlsplit

from babel.dates import get_day_names, get_month_names
from werkzeug.test import TestResponse

from tests.tree import Element, Reader

CONTROLS = ("input", "select", "textarea")
LOADING = frozenset({"src", "srcset", "poster", "action", "formaction", "data"})
SPOKEN = ("alt", "placeholder", "aria-label", "title", "aria-description")
PSEUDO = "eo"  # a locale that Babel knows and we do not ship
# Days are said by Babel, in whatever language.
_DAYS = "|".join(get_day_names("abbreviated", locale=PSEUDO).values())
_MONTHS = "|".join(get_month_names("abbreviated", locale=PSEUDO).values())
DAY = re.compile(rf"(?:\b({_DAYS}) )?\d{{1,2}} ({_MONTHS})\b")


def faults_of(reader: Reader, page: TestResponse, alpine_url: str) -> list[str]:
    """Every fault of this page, in words."""
    root = reader.root
    return [
        *reader.faults,
        *_outline(root),
        *_controls(root),
        *_loads(root, page, alpine_url),
        *_promises(root, page),
        *(untranslated(root) if root.one("html").get("lang") == PSEUDO else []),
    ]


def _outline(root: Element) -> list[str]:
    faults = []
    heads = root.all("h1")
    title = " ".join(one.text for one in root.all("title") if not one.within("svg"))
    if len(heads) != 1:
        faults.append(f"{len(heads)} h1")
    elif not heads[0].text or not title.startswith(heads[0].text):
        faults.append(f"the title {title!r} does not begin with the h1 {heads[0].text!r}")
    html = root.one("html")
    if not html.get("lang") or html.get("dir") not in ("ltr", "rtl"):
        faults.append(f"lang or dir missing on {html}")
    if not root.all("main"):
        faults.append("no main")
    ids = [element.get("id") for element in root.walk() if element.has("id")]
    faults += [f"id {name!r} is used twice" for name in {one for one in ids if ids.count(one) > 1}]
    return faults


def _controls(root: Element) -> list[str]:
    labelled = {label.get("for") for label in root.all("label", for_=True) if label.text}
    faults = [
        f"{control} has no label"
        for control in root.all(*CONTROLS)
        if control.get("type") not in ("hidden", "submit")
        and not (_named(control) or control.get("id") in labelled)
    ]
    for form in root.all("form"):
        if not form.get("action") or form.get("method").lower() not in ("get", "post"):
            faults.append(f"{form} has no action or no method")
    for element in root.all("a", "button"):
        pictures = " ".join(image.get("alt") for image in element.all("img"))
        if not (element.text or element.get("aria-label") or pictures.strip()):
            faults.append(f"{element} says nothing")
        if element.tag == "a" and element.get("href") in ("", "#"):
            faults.append(f"{element} leads nowhere")
    for image in root.all("img"):
        missing = [name for name in ("alt", "width", "height") if not image.has(name)]
        faults += [f"{image} has no {name}" for name in missing]
    return faults


def _named(control: Element) -> bool:
    inside = any(above.tag == "label" and above.text for above in control.above())
    return inside or bool(control.get("aria-label") or control.get("aria-labelledby"))


def _loads(root: Element, page: TestResponse, alpine_url: str) -> list[str]:
    faults = []
    attributes = [(one, *pair) for one in root.walk() for pair in one.attrs.items()]
    for element, name, value in attributes:
        if name.startswith("on") or name == "style":
            faults.append(f"{element} has the inline attribute {name}")
        if re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE):
            faults.append(f"{element} leads to {value[:30]!r}")
        host = _host_asked(element, name, value)
        if host not in ("", page.request.host) and value != alpine_url:
            faults.append(f"{element} asks the foreign host {host}")
    return faults + [fault for script in root.all("script") for fault in _script(script)]


def _script(script: Element) -> list[str]:
    if not script.has("src"):
        return [] if script.get("type") == "application/json" else ["an inline script"]
    return [] if script.has("defer") or script.get("type") == "module" else [f"{script} blocks"]


def _host_asked(element: Element, name: str, value: str) -> str:
    """A link is followed by a person; everything else is loaded by the page."""
    loads = name in LOADING or (name == "href" and element.tag != "a")
    return urlsplit(value).netloc if loads else ""


def _promises(root: Element, page: TestResponse) -> list[str]:
    faults = []
    policy = page.headers.get("Content-Security-Policy", "")
    if not policy or "unsafe-" in policy:
        faults.append(f"the policy is {policy!r}")
    for style in root.all("style"):
        digest = base64.b64encode(hashlib.sha256(style.source.encode()).digest()).decode()
        if f"'sha256-{digest}'" not in policy:
            faults.append("an inline style whose hash is not in the policy")
    if len(root.all("style")) > 1 or root.all("link", rel="stylesheet"):
        faults.append("more styles than the one inline")
    level = page.headers.get("X-Offline")
    if level not in ("public", "private", "never"):
        faults.append(f"X-Offline is {level!r}")
    if level == "public":
        faults += [f"a key on a public page: {key}" for key in root.all("input", name="key")]
        if "Set-Cookie" in page.headers:
            faults.append("a cookie on a public page")
    return faults


def untranslated(root: Element) -> list[str]:
    """Letters outside ⟦…⟧. Not ours to translate: people's words, dates, other languages."""
    faults: list[str] = []
    _read(root.one("body"), 0, faults)
    return faults


def _read(element: Element, depth: int, faults: list[str]) -> int:
    """`depth`: how many brackets stand open before it; a sentence may hold elements."""
    if element.tag in ("time", "textarea", "script", "style") or element.has("data-user-text"):
        return depth
    if element.has("lang") and element.tag != "html":
        return depth
    spoken = [element.get(name) for name in SPOKEN]
    if element.tag == "input" and element.get("type") == "submit":
        spoken.append(element.get("value"))
    faults += [f"untranslated in {element}: {words!r}" for words in spoken if _bare(words, 0)]
    for child in element.children:
        if isinstance(child, Element):
            depth = _read(child, depth, faults)
            continue
        if _bare(child, depth):
            faults.append(f"untranslated in {element}: {' '.join(child.split())[:60]!r}")
        depth += child.count("⟦") - child.count("⟧")
    return depth


def _bare(text: str, depth: int) -> bool:
    for letter in DAY.sub("", text):
        depth += (letter == "⟦") - (letter == "⟧")
        if depth == 0 and unicodedata.category(letter).startswith("L"):
            return True
    return False
