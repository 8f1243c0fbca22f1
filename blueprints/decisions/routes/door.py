"""The blueprint itself, and what decisions hang out elsewhere: their area and their count."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, url_for
from flask_babel import gettext, lazy_gettext, ngettext
from markupsafe import Markup

from blueprints.core import cards, clock
from blueprints.core.access import Viewer
from blueprints.core.errors import NotFound
from blueprints.core.forms import Form
from blueprints.core.web.templating import area
from blueprints.decisions import queries, rules

bp = Blueprint("decisions", __name__, url_prefix="/decisions")

area(3, "decisions", lazy_gettext("Decide"), "vote", "/decisions/", waiting="decisions")
cards.link("me", 20, lazy_gettext("Decisions"), "vote", "/decisions/")


def _waiting(viewer: Viewer | None, _visitor: str | None) -> int:
    return queries.votes_waiting_count(viewer.id) if viewer else 0


cards.counts("decisions", _waiting)


def page_of(proposal_id: uuid.UUID) -> str:
    return url_for("decisions.show", proposal_id=proposal_id)


def or_refusal(page: Callable[[], str], form: Form) -> str:
    """To whom the page is closed, the refusal says more than that it is not there."""
    try:
        return page()
    except NotFound:
        raise form.refusal or NotFound from None


@bp.app_template_filter("decision_word")
def decision_word(state: str) -> str:
    return str(gettext(rules.STATE_WORDS[state]))


@bp.app_template_filter("choice_word")
def choice_word(choice: str) -> str:
    """`yes`, `no` and `abstain` as the paper says them; an option's words are people's own."""
    words = {"yes": gettext("Yes"), "no": gettext("No"), "abstain": gettext("Abstain")}
    return str(words.get(choice, choice))


@bp.app_template_filter("said_or_theirs")
def said_or_theirs(words: str) -> Markup:
    """A word of ours in the reader's language; people's own words as they are."""
    said = gettext(words)
    inside = Markup("{}") if said != words else Markup("<span data-user-text>{}</span>")
    return inside.format(said)


@bp.app_template_filter("time_left")
def time_left(closes_at: datetime) -> str:
    """How long there still is, rounded down, so that nobody counts on a minute too many."""
    left = closes_at - clock.now()
    if left >= timedelta(days=2):
        return str(ngettext("%(num)s day left", "%(num)s days left", left.days))
    if left >= timedelta(hours=2):
        return str(ngettext("%(num)s hour left", "%(num)s hours left", left // timedelta(hours=1)))
    minutes = left // timedelta(minutes=1)
    if minutes < 1:
        return str(gettext("less than a minute left"))
    return str(ngettext("%(num)s minute left", "%(num)s minutes left", minutes))


@bp.app_template_filter("moment")
def moment(text: str | None) -> Any:
    """Of a record, which keeps moments as text."""
    return datetime.fromisoformat(text) if text else None


@bp.app_template_filter("on_day")
def on_day(day: date | None) -> Any:
    """A day as a moment within it, for whoever says days."""
    zone = clock.local(clock.now()).tzinfo
    return datetime(day.year, day.month, day.day, 12, tzinfo=zone) if day else None
