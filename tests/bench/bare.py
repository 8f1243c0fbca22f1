"""The measure of all things here: a Flask app that answers constant pages."""

import os
from pathlib import Path

from flask import Flask, Response


def create_app() -> Flask:
    """One page for each file of the folder BARE_PAGES, at `/<file's name>`."""
    app = Flask(__name__, static_folder=None)
    pages = {file.name: file.read_bytes() for file in Path(os.environ["BARE_PAGES"]).iterdir()}

    @app.get("/<name>")
    def page(name: str) -> Response:
        return Response(pages.get(name, b""), mimetype="text/html")

    return app
