"""What tests stand on: the app on SQLite and PostgreSQL, a fresh village for each, its people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import create_app
from blueprints.core import cli, clock
from blueprints.core.db import db, session
from blueprints.core.settings import Settings, from_environment
from tests.databases import ENGINES, database_for, leave
from tests.page import Client, Page
from tests.village import Village


class House:
    """The app of one engine with the demo village in it, and the way back to its first day."""

    def __init__(self, engine: str, folder: Path) -> None:
        self.database = database_for(engine, folder)
        self.app = create_app(settings_for(folder, COMMONFIELD_DATABASE_URL=self.database.url))
        with self.app.app_context():
            cli.make_ready(self.app.config["SETTINGS"])
            session.remove()
            self.database.remember(db.engine)
        self.keys = {path: path.read_bytes() for path in (folder / "keys").glob("*.*")}

    def begin_again(self) -> None:
        with self.app.app_context():
            session.remove()
            self.database.restore(db.engine)
        for path, key in self.keys.items():
            if not path.exists():  # a test counted the village's own vote
                path.write_bytes(key)

    def close(self) -> None:
        leave(self.app)
        self.database.close()


def settings_for(folder: Path, **env: str) -> Settings:
    """As `make run` would read them, in a folder of their own; words override."""
    return from_environment({"COMMONFIELD_INSTANCE": str(folder), "COMMONFIELD_DEMO": "1", **env})


@pytest.fixture(scope="session", params=ENGINES)
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """Once a session and engine. Restrict a module to one engine by
    `pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)`.
    """
    made = House(request.param, tmp_path_factory.mktemp(request.param))
    yield made
    made.close()


@pytest.fixture
def app(house: House) -> Flask:
    """The app on a fresh village. What a test commits is gone with the test."""
    house.begin_again()
    return house.app


@pytest.fixture
def live(app: Flask) -> Iterator[Session]:
    """The session of service tests. A request made meanwhile has a session of its own."""
    with app.app_context():
        yield session()
        session.remove()


@pytest.fixture
def village(app: Flask) -> Village:
    return Village(app)


@pytest.fixture
def client(app: Flask) -> Callable[..., Client]:
    """`client()` is a stranger, `client(FARMER)` is signed in through the real forms."""

    def make(phone: str | None = None, locale: str = "en", size: str = "normal") -> Client:
        made = Client(app, Page)
        made.environ_base["HTTP_ACCEPT_LANGUAGE"] = locale
        if size != "normal":
            made.set_cookie("size", size)
        if phone:
            made.sign_in(phone)
        return made

    return make


@pytest.fixture
def clock_at() -> Iterator[Callable[[datetime], datetime]]:
    """`clock_at(moment)` stops the one clock there until the test ends, or until the next call."""
    stopped: list[AbstractContextManager[datetime]] = []

    def stop(moment: datetime) -> datetime:
        stopped.append(clock.stopped_at(moment))
        return stopped[-1].__enter__()

    yield stop
    while stopped:
        stopped.pop().__exit__(None, None, None)
