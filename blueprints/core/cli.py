"""Commands of the house: serve, jobs, seed, words, alpine."""

from __future__ import annotations

import base64
import hashlib
import signal
import urllib.request
from importlib import import_module
from pathlib import Path
from threading import Event

import click
from flask import Flask, current_app
from flask_migrate import upgrade
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from blueprints import ROOMS
from blueprints.core import catalogues, events, facts, i18n, jobs, serve
from blueprints.core.db import writing
from blueprints.core.settings import ALPINE_INTEGRITY, ALPINE_URL, Settings


def init_cli(app: Flask) -> None:
    for command in (serve_command, jobs_command, seed_command, words_command, alpine_command):
        app.cli.add_command(command)


@click.command("serve")
def serve_command() -> None:
    """Prepare the database, then serve until told to stop."""
    settings: Settings = current_app.config["SETTINGS"]
    serve.refuse_taken_port(settings.host, settings.port)
    make_ready(settings)
    at = settings.origin or serve.address(settings.host, settings.port)
    events.announce("core.serving", at=at, say=click.echo)
    raise SystemExit(
        serve.serve(
            settings.host,
            settings.port,
            web=serve.web_command(settings.host, settings.port, settings.workers),
            jobs=serve.jobs_command(),
        )
    )


@click.command("jobs")
def jobs_command() -> None:
    """Run jobs until told to stop."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    jobs.run_until(stop)


@click.command("seed")
def seed_command() -> None:
    """Load the demo village into an empty database."""
    make_ready(current_app.config["SETTINGS"])


@click.command("alpine")
def alpine_command() -> None:
    """Keep a checked copy of the one foreign script, for places its CDN does not reach."""
    with urllib.request.urlopen(ALPINE_URL, timeout=60) as answer:  # noqa: S310  our own constant
        body = answer.read()
    digest = "sha384-" + base64.b64encode(hashlib.sha384(body).digest()).decode()
    if digest != ALPINE_INTEGRITY:
        raise click.ClickException("What came is not the script we know; nothing was kept.")
    target = Path(current_app.instance_path) / "alpine.js"
    target.write_bytes(body)
    click.echo(f"Kept as {target}. Set COMMONFIELD_ALPINE_URL=/alpine.js to use it.")


@click.command("words")
def words_command() -> None:
    """Take new sentences into every catalogue; say which still lack a translation."""
    house = Path(current_app.root_path)
    for locale in (path.name for path in sorted((house / "translations").iterdir())):
        for domain in i18n.domains(ROOMS):
            catalogues.refresh(house, locale, domain)
            for sentence in catalogues.missing(house, locale, domain):
                click.echo(f"{locale}/{domain}: {sentence}")


def make_ready(settings: Settings) -> None:
    """Migrate; then the demo into an empty database, or nothing of it into a real one."""
    try:
        upgrade()
    except OperationalError as silent:
        where = make_url(settings.database_url).render_as_string(hide_password=True)
        raise click.ClickException(
            f"The database {where} does not answer: {silent.orig}"
        ) from silent
    holds_the_demo = facts.fact(facts.HOLDS_THE_DEMO)
    if not settings.demo and holds_the_demo:
        raise click.ClickException(
            "This database holds the demo village, whose PINs everybody knows. "
            "Name another one with COMMONFIELD_INSTANCE or COMMONFIELD_DATABASE_URL."
        )
    if settings.demo and not holds_the_demo:
        seed()


def seed() -> None:
    """Every room's part of the village, lowest floor first, in one transaction."""
    rooms = [import_module(f"blueprints.{room}.seeds") for room in ROOMS]
    with writing() as live:
        if rooms[0].village_stands(live):
            return
        for room in rooms:
            room.plant(live)
        facts.state(facts.HOLDS_THE_DEMO, "1")
