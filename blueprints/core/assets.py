"""Styles and scripts: apart on disk, joined and fingerprinted at start-up, packed once."""

from __future__ import annotations

import base64
import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import brotli
import rcssmin
import rjsmin
from flask import Flask, Response, abort, current_app, make_response, request
from markupsafe import Markup

from blueprints.core.access import public

_TEXT = ("text/", "application/json", "image/svg+xml", "application/javascript")


@dataclass(frozen=True)
class Asset:
    body: bytes
    mimetype: str
    fingerprint: str

    @cached_property
    def brotli(self) -> bytes:
        return bytes(brotli.compress(self.body, quality=11))

    @cached_property
    def gzip(self) -> bytes:
        return gzip.compress(self.body, 9, mtime=0)

    @property
    def is_text(self) -> bool:
        return self.mimetype.startswith(_TEXT)


class Assets:
    """`static/` as it goes over the wire. Scripts of one folder are joined in name order.

    The outbox, `js/app.js` and its components go to every page as one script; every other folder
    of `js/` is one script, and the outbox once more, for the worker.
    """

    def __init__(self, static: Path) -> None:
        self._static = static
        self._files = {
            path.relative_to(static).as_posix(): path
            for path in sorted(static.rglob("*"))
            if path.is_file() and path.suffix not in (".css", ".js")
        }
        self._assets = {name: self._read(path) for name, path in self._files.items()}
        self._assets["js/app.js"] = self._script(
            [
                *sorted((static / "js/outbox").glob("*.js")),
                *sorted((static / "js").glob("*.js")),
                *sorted((static / "js/components").glob("*.js")),
            ]
        )
        for folder in sorted((static / "js").glob("*/")):
            if folder.name != "components":
                self._assets[f"js/{folder.name}.js"] = self._script(sorted(folder.glob("*.js")))

    def named(self, name: str) -> Asset:
        """Raises KeyError for what is not there."""
        return self._assets[name]

    def url(self, name: str) -> str:
        stem, dot, suffix = name.rpartition(".")
        return f"/static/{stem}.{self._assets[name].fingerprint}{dot}{suffix}"

    def names(self) -> tuple[str, ...]:
        return tuple(self._assets)

    @cache  # noqa: B019  one instance lives as long as the app
    def styles(self, room: str) -> tuple[str, str]:
        """The CSS a page of this room needs, and its CSP hash."""
        css = self._static / "css"
        parts = [*sorted(css.glob("[0-8]-*.css")), *sorted((css / "components").glob("*.css"))]
        own = css / "rooms" / f"{room}.css"
        parts += [path for path in (own, *sorted(css.glob("9-*.css"))) if path.exists()]
        text = str(rcssmin.cssmin("\n".join(path.read_text() for path in parts)))
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        return text, f"sha256-{digest}"

    @cache  # noqa: B019
    def icon(self, name: str) -> Markup:
        """An inline picture of ours; decorative, because a word always stands beside it."""
        svg = self._assets[f"icons/{name}.svg"].body.decode().strip()
        svg = re.sub(r'\s+xmlns="[^"]*"', "", svg)
        return Markup(  # noqa: S704  our own file
            svg.replace(
                "<svg", f'<svg class="icon icon--{name}" aria-hidden="true" focusable="false"', 1
            )
        )

    def _read(self, path: Path) -> Asset:
        mimetype = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return _asset(path.read_bytes(), mimetype)

    @staticmethod
    def _script(paths: list[Path]) -> Asset:
        joined = "\n".join(path.read_text() for path in paths)
        return _asset(str(rjsmin.jsmin(joined)).encode(), "text/javascript")


def _asset(body: bytes, mimetype: str) -> Asset:
    return Asset(body, mimetype, hashlib.sha256(body).hexdigest()[:10])


def release_of(*folders: Path) -> str:
    """A name for what phones hold of us: it changes when any page, style, script or word does."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".mo":
                digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def assets() -> Assets:
    found: Assets = current_app.extensions["assets"]
    return found


def init_assets(app: Flask, static: Path) -> None:
    app.extensions["assets"] = Assets(static)
    app.add_url_rule("/static/<path:name>", "static", _serve)


@public
def _serve(name: str) -> Response:
    bare = re.sub(r"\.[0-9a-f]{10}(\.\w+)$", r"\1", name)
    try:
        asset = assets().named(bare)
    except KeyError:
        abort(404)
    body, encoding = asset.body, None
    if asset.is_text and "br" in request.headers.get("Accept-Encoding", ""):
        body, encoding = asset.brotli, "br"
    elif asset.is_text and "gzip" in request.headers.get("Accept-Encoding", ""):
        body, encoding = asset.gzip, "gzip"
    response = make_response(body)
    response.mimetype = asset.mimetype
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["X-Offline"] = "public"
    fingerprinted = bare != name and asset.fingerprint in name
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if fingerprinted else "public, max-age=3600"
    )
    return response
