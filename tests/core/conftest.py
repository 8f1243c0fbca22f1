"""The ground alone: no room of the house, one planted plot with a route of each kind."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Blueprint, Flask, Response, jsonify, make_response, request
from flask_migrate import upgrade
from sqlalchemy.orm import Session

import app as house
from blueprints.core import access, jobs, keys
from blueprints.core.access import Viewer, public, role, signed_in
from blueprints.core.db import db, session
from blueprints.core.errors import Conflict, DomainError, Forbidden, TooMany
from blueprints.core.forms import CountField, Form, required
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private, keep_public, true_until
from blueprints.core.web.pin_again import pin_again
from tests.conftest import settings_for
from tests.databases import ENGINES, Database, database_for, leave
from tests.page import Client, Page

PLOT = Blueprint("plot", __name__, url_prefix="/plot")
ALICE = Viewer(
    uuid.UUID(int=1), "Alice", uuid.UUID(int=2), uuid.UUID(int=3), frozenset({"manager"})
)
BOB = Viewer(uuid.UUID(int=4), "Bob", uuid.UUID(int=5), uuid.UUID(int=6), frozenset())
TOKENS = {"alice": ALICE, "bob": BOB}

Visit = Callable[..., Client]
Sown = Callable[[], int]


class SeedForm(Form):
    words = CountField(least=1, most=99, validators=[required("Please fill this in.")])


class SoldOut(Conflict):
    sentence = "Only %(left)s left."
    field = "words"


@PLOT.get("/")
@public
@keep_public
def index() -> str:
    return SHEET.format(title="Plot", count=session.query(jobs.Job).count())


@PLOT.get("/offer")
@public
@keep_public
def offer() -> str:
    """Says things that end at the moments it is asked with."""
    true_until(None, *map(datetime.fromisoformat, request.args.getlist("ends")))
    return SHEET.format(title="Offer", count=0)


@PLOT.get("/mine")
@signed_in
@keep_private
def mine() -> str:
    return SHEET.format(title="Mine", count=0)


@PLOT.get("/board")
@role("manager", "officer")
def board() -> str:
    return SHEET.format(title="Board", count=0)


@PLOT.post("/seeds")
@public
def sow() -> Response:
    """Each sowing leaves one job: the domain row whose number is counted."""
    form = SeedForm.read()

    def verb(mark: uuid.UUID) -> str:
        jobs.enqueue("plot.seed", {"mark": mark.hex, "words": form.words.number})
        session.flush()
        if form.words.number == 13:
            raise SoldOut(left=3)
        if form.words.number == 14:
            raise DomainError
        if form.words.number == 15:
            raise ZeroDivisionError
        return mark.hex

    return act(
        verb,
        then=lambda mark: f"/plot/?sown={mark}",
        form=form,
        page=lambda: form.problem or "again",
    )


SECRET: dict[str, keys.Seal] = {}


@PLOT.post("/secrets")
@public
def whisper() -> Response:
    """Under the seal that the test laid ready."""
    return act(
        lambda mark: jobs.enqueue("plot.seed", {"mark": mark.hex}),
        then=lambda _done: "/plot/",
        seal=SECRET["seal"],
    )


@PLOT.post("/payments")
@signed_in
@pin_again(minutes=5, about=lambda: "Five to Bob?")
def pay() -> Response:
    """What came with it, as the view sees it, is kept in a job."""
    sent = {name: request.form.getlist(name) for name in request.form}

    def verb(mark: uuid.UUID) -> None:
        jobs.enqueue("plot.seed", {"mark": mark.hex, "sent": sent})

    return act(verb, then=lambda _done: "/plot/mine")


@PLOT.get("/refusals/<name>")
@public
def refusal(name: str) -> Response:
    known = {"forbidden": Forbidden(), "many": TooMany(90), "fault": ZeroDivisionError()}
    raise known[name]


@PLOT.get("/cookie")
@public
@keep_public
def wrongly_public() -> Response:
    answer = make_response(SHEET.format(title="Plot", count=0))
    answer.set_cookie("own", "1")
    return answer


@PLOT.get("/address")
@public
def address() -> Response:
    return jsonify(address=request.remote_addr, host=request.host, secure=request.is_secure)


SHEET = (
    '<!doctype html><html lang="en" dir="ltr"><head><title>{title}</title></head>'
    "<body><main><h1>{title}</h1><p>{count} seeds, and a line long enough to be worth packing, "
    "because an answer below two hundred bytes goes out as it is, whoever asks.</p>"
    "</main></body></html>"
)


@pytest.fixture(scope="session", params=ENGINES)
def _ground(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, Database]]:
    folder: Path = tmp_path_factory.mktemp(f"ground-{request.param}")
    database = database_for(request.param, folder)
    made = ground_app(folder, COMMONFIELD_DATABASE_URL=database.url)
    with made.app_context():
        upgrade()
        session.remove()
        database.remember(db.engine)
    yield made, database
    leave(made)
    database.close()


def ground_app(folder: Path, **env: str) -> Flask:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(house, "ROOMS", ())
        made = house.create_app(settings_for(folder, **env))
    made.register_blueprint(PLOT)
    return made


@pytest.fixture
def ground(_ground: tuple[Flask, Database]) -> Iterator[Flask]:
    made, database = _ground
    with made.app_context():
        session.remove()
        database.restore(db.engine)
    before = list(access._identify)
    access.identified_by(TOKENS.get)
    yield made
    access._identify[:] = before


@pytest.fixture
def visit(ground: Flask) -> Visit:
    """`visit()` is a stranger, `visit("alice")` a manager, `visit("bob")` a plain member."""

    def make(who: str | None = None, locale: str = "en") -> Client:
        client = Client(ground, Page)
        client.environ_base["HTTP_ACCEPT_LANGUAGE"] = locale
        if who:
            client.set_cookie(access.SESSION_COOKIE, who)
        return client

    return make


@pytest.fixture
def asked(ground: Flask) -> Iterator[Callable[[], int]]:
    """How many requests reached the app, past the memory."""
    seen: list[int] = []
    before = list(ground.before_request_funcs.get(None, []))
    ground.before_request_funcs[None] = [*before, lambda: seen.append(1)]
    yield lambda: len(seen)
    ground.before_request_funcs[None] = before


@pytest.fixture
def soil(ground: Flask) -> Iterator[Session]:
    with ground.app_context():
        yield session()
        session.remove()


@pytest.fixture
def sown(ground: Flask) -> Sown:
    """How many seeds are in the ground, by a look of its own."""

    def count() -> int:
        with ground.app_context():
            number = session.query(jobs.Job).filter_by(kind="plot.seed").count()
            session.remove()
            return number

    return count
