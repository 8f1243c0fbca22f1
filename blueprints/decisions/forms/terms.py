"""An organisation's rules of order."""

from __future__ import annotations

import wtforms
from flask_babel import lazy_gettext
from wtforms import SelectChoice  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core.forms import MISSING, CountField, Form, required, tidy
from blueprints.decisions import rules

_MOST_HOURS = 24 * 60


class TermsForm(Form):
    proposers = wtforms.RadioField(
        lazy_gettext("Who may propose?"),
        choices=[
            SelectChoice("members", lazy_gettext("Every member")),
            SelectChoice("leaders", lazy_gettext("Only the leaders")),
        ],
        default="members",
        validate_choice=False,
    )
    seconds = CountField(
        lazy_gettext("How many others must second a proposal?"),
        [required(MISSING)],
        least=0,
        most=100,
    )
    discussion_hours = CountField(
        lazy_gettext("Hours of discussion at least"), [required(MISSING)], least=0, most=_MOST_HOURS
    )
    voting_hours = CountField(
        lazy_gettext("Hours of voting at least"), [required(MISSING)], least=0, most=_MOST_HOURS
    )
    turns = CountField(
        lazy_gettext("Turns to speak for each member; 0 is any number"),
        [required(MISSING)],
        least=0,
        most=100,
    )
    nameless = wtforms.BooleanField(lazy_gettext("Members may speak without their name"))
    at_once = wtforms.BooleanField(
        lazy_gettext("A leader may open the voting without waiting for seconds or time")
    )
    quorum = wtforms.StringField(
        lazy_gettext("Part of all members who must vote, at least 2/3"), [required(MISSING)], [tidy]
    )
    ordinary = wtforms.StringField(
        lazy_gettext("A decision needs yes from more than this part of all members"),
        [required(MISSING)],
        [tidy],
    )
    charter = wtforms.StringField(
        lazy_gettext("The charter needs yes from at least this part of all members"),
        [required(MISSING)],
        [tidy],
    )

    @classmethod
    def of(cls, terms: rules.Terms) -> TermsForm:
        known = terms.as_json()
        numbers = ("seconds", "discussion_hours", "voting_hours", "turns")
        return cls(None, **{**known, **{name: str(known[name]) for name in numbers}})

    @property
    def terms(self) -> rules.Terms:
        return rules.Terms(
            proposers=self.proposers.data or "members",
            seconds=self.seconds.number,
            discussion_hours=self.discussion_hours.number,
            voting_hours=self.voting_hours.number,
            turns=self.turns.number,
            nameless=self.nameless.data,
            at_once=self.at_once.data,
            quorum=self.quorum.data or "",
            ordinary=self.ordinary.data or "",
            charter=self.charter.data or "",
        )
