"""The client of every route test: it reads pages as a person does, and inspects each one."""

from __future__ import annotations

import gzip
import re
from contextvars import Context
from typing import Any
from urllib.parse import urljoin

import brotli
from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from blueprints.core.db import session
from tests.inspector import CONTROLS, faults_of
from tests.tree import Element, Reader

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


class Page(TestResponse):
    """An answer, and for HTML its elements: `page.one("main")`, `page.all("a", href=True)`."""

    _reader: Reader | None = None

    @property
    def text(self) -> str:
        """As a browser sees it: unpacked."""
        unpack = UNPACK.get(self.headers.get("Content-Encoding", ""), bytes)
        return unpack(self.data).decode()

    @property
    def reader(self) -> Reader:
        if self._reader is None:
            self._reader = Reader(self.text)
        return self._reader

    def one(self, *tags: str, **attrs: Any) -> Element:
        return self.reader.root.one(*tags, **attrs)

    def all(self, *tags: str, **attrs: Any) -> list[Element]:
        return self.reader.root.all(*tags, **attrs)

    @property
    def h1(self) -> str:
        return self.one("h1").text

    @property
    def words(self) -> str:
        """The whole page as read, white space folded."""
        return self.one("body").text

    @property
    def links(self) -> list[str]:
        return [link.get("href") for link in self.all("a", href=True)]

    def link(self, beginning: str) -> str:
        """The first link whose address begins so."""
        found = [href for href in self.links if href.startswith(beginning)]
        assert found, f"no link to {beginning}… among {self.links}"
        return found[0]

    def form(self, *names: str, action: str = "") -> Element:
        """The first form that has all these fields, and an action that ends so."""
        for form in self.all("form"):
            theirs = {control.get("name") for control in form.all(*CONTROLS, "button")}
            if theirs.issuperset(names) and form.get("action").endswith(action):
                return form
        actions = [form.get("action") for form in self.all("form")]
        asked = f"no form with {names} to …{action}; forms go to {actions}"
        raise AssertionError(f"{asked} ({self.status_code}): {self.words[:400]}")


def values_of(form: Element) -> dict[str, Any]:
    """What a browser would send, untouched: hidden fields, typed words, chosen options."""
    sent: dict[str, Any] = {}
    for control in form.all(*CONTROLS):
        name, kind = control.get("name"), control.get("type", "text")
        if not name or kind in ("file", "submit", "button", "image", "reset"):
            continue
        if kind in ("radio", "checkbox"):
            if control.has("checked"):
                sent.setdefault(name, []).append(control.get("value", "on"))
        else:
            sent.setdefault(name, []).append(_value(control))
    return sent


def _value(control: Element) -> str:
    if control.tag == "textarea":
        return control.source.replace("\r\n", "\n").removeprefix("\n")
    if control.tag == "select":
        options = control.all("option")
        chosen = [one for one in options if one.has("selected")] or options[:1]
        return chosen[0].get("value", chosen[0].text) if chosen else ""
    return control.get("value")


class Client(FlaskClient):
    """A phone without script. Each request runs in a context of its own, as on a server."""

    def open(self, *args: Any, **kwargs: Any) -> Page:
        answer: Page = Context().run(super().open, *args, **kwargs)
        answer.request.environ["wsgi.input"].close()  # a large upload lies in a file
        # What a test reads next is what the request wrote, not its own older picture.
        if has_app_context():
            session.rollback()
        if answer.request.method == "GET" and answer.status_code == 200 and is_html(answer):
            faults = faults_of(answer.reader, answer, self.application.config["ALPINE_URL"])
            assert not faults, f"{answer.request.full_path}: " + "; ".join(faults)
        return answer

    def submit(self, page: Page, *, to: str = "", **fields: Any) -> Page:
        """Fill in the form that has these fields (and whose action ends with `to`) and send it.

        A file is a pair (stream, name); None leaves a field out.
        """
        form = page.form(*fields, action=to)
        sent = {k: v for k, v in {**values_of(form), **fields}.items() if v is not None}
        target = urljoin(page.request.path, form.get("action"))
        if form.get("method").lower() != "post":
            return self.get(target, query_string=sent)
        return self.post(target, data=sent, content_type=form.get("enctype") or None)

    def follow(self, answer: Page) -> Page:
        """Go where a 303 leads; any other answer is the page itself."""
        for _ in range(5):
            if answer.status_code not in (301, 302, 303, 308):
                return answer
            answer = self.get(answer.headers["Location"])
        raise AssertionError(f"redirected in a circle at {answer.request.path}")

    def sign_in(self, phone: str, pin: str = "246810") -> Page:
        """Through the real forms, and the code that the demo shows."""
        page = self.follow(self.submit(self.get("/sign-in"), phone=phone, pin=pin))
        if page.all(data_demo_code=True):
            code = "".join(re.findall(r"\d", page.one(data_demo_code=True).text))
            page = self.follow(self.submit(page, code=code))
        assert page.status_code == 200, f"{phone} could not sign in: {page.words[:400]}"
        return page


def is_html(page: TestResponse) -> bool:
    return page.mimetype == "text/html"
