"""What the gate does on the server itself: it says how to found, and lets an operator back in."""

from __future__ import annotations

from collections.abc import Callable

import click
from flask import current_app
from flask_babel import force_locale, gettext

from blueprints.core import events, i18n, serve
from blueprints.core.db import session, writing
from blueprints.core.errors import DomainError
from blueprints.members import queries, rules, services
from blueprints.members.routes.answers import bp


@events.on("core.serving")
def say_how_to_found(*, at: str, say: Callable[[str], None]) -> None:
    """Only who can read this screen can found; a demo is founded already."""
    if not queries.is_founded():
        token = rules.founding_token(str(current_app.config["SECRET_KEY"]))
        say(f"Nobody has founded this place yet. Your one-time founding link: {at}/found/{token}")
    session.remove()


@bp.cli.command("recover")
@click.option("--phone", required=True, help="The mobile number of an officer.")
def recover(phone: str) -> None:
    """Print a link that lets an officer who lost every account set a new PIN; all are told."""
    secret, settings = str(current_app.config["SECRET_KEY"]), current_app.config["SETTINGS"]
    try:
        with writing():
            token = services.recover(phone=phone, secret=secret, say=_told)
    except DomainError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    at = settings.origin or serve.address(settings.host, settings.port)
    click.echo(f"Works once, for one day; every officer has been told: {at}/v/{token}")


def _told(name: str, language: str | None) -> str:
    with force_locale(language or i18n.DEFAULT):
        words: str = gettext(
            "Commonfield: on the server, a new way in was made for the account of %(name)s. "
            "If you know nothing of it, please call whoever runs the server.",
            name=name,
        )
    return words
