"""Voting papers: one's own, somebody else's at a shared device, and what scrutineers read."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

import wtforms
from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import ValidationError

from blueprints.core import ids
from blueprints.core.errors import DomainError
from blueprints.core.forms import MISSING, Form, UuidField, at_most, required

_MOST_DIGITS = 7


class VoteForm(Form):
    """`choice` may repeat; what it says is read by the route alone and never shown again."""

    choice = wtforms.HiddenField(lazy_gettext("Your choice"))


class BoothForm(VoteForm):
    """The one whose PIN it is votes; the route says how a PIN is looked at."""

    person = UuidField(lazy_gettext("Who votes?"), [required(MISSING)])
    pin = wtforms.PasswordField(lazy_gettext("Your PIN"), [required(MISSING)])

    check_pin: Callable[[uuid.UUID, str], None]
    voter: uuid.UUID

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if self.person.id_value is None:
            self.person.errors = [gettext("Please choose one of the list.")]
            return False
        try:
            self.check_pin(self.person.id_value, self.pin.data or "")
        except DomainError as refusal:
            self.blame(refusal)
            return False
        self.voter = self.person.id_value
        return True


class PaperForm(Form):
    """`count-<choice>` for each line of the paper, `person` for each who took one."""

    people_taken = wtforms.HiddenField(lazy_gettext("Who took a paper ballot?"))
    lines = wtforms.TextAreaField(lazy_gettext("The ballots"), [at_most(20_000)])
    taken = wtforms.TextAreaField(lazy_gettext("Who took a paper ballot?"), [at_most(20_000)])

    @property
    def tally(self) -> dict[str, int]:
        given = {
            name.removeprefix("count-"): _whole(text)
            for name, text in request.form.items()
            if name.startswith("count-")
        }
        return {choice: times for choice, times in given.items() if times}

    @property
    def entry(self) -> dict[str, Any]:
        """What the service takes."""
        people = [one for one in map(ids.as_uuid, request.form.getlist("person")) if one]
        written = {"lines": self.lines.data or "", "numbers": self.taken.data or ""}
        return {"tally": self.tally, "people": people, **written}

    def validate_people_taken(self, _field: wtforms.HiddenField) -> None:
        if any(times < 0 for times in self.tally.values()):
            raise ValidationError(gettext("Please write how many ballots say so, like 3."))


class ScrutineersForm(Form):
    person = wtforms.HiddenField(lazy_gettext("Two members"))

    @property
    def people(self) -> list[uuid.UUID]:
        return [one for one in map(ids.as_uuid, request.form.getlist("person")) if one]


def _whole(text: str) -> int:
    """Nothing written is none; what is no number is less than none."""
    text = text.strip()
    if not text:
        return 0
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else -1
