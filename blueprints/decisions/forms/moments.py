"""A moment typed or picked, by the clock of the county."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from blueprints.core import clock
from blueprints.core.forms import MISSING, Form, required, tidy


class MomentField(wtforms.StringField):
    """`YYYY-MM-DDTHH:MM`, with or without seconds; `moment` holds it, aware, once it is valid."""

    moment: datetime

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("filters", [tidy])
        kwargs.setdefault("render_kw", {"type": "datetime-local"})
        super().__init__(*args, **kwargs)

    def pre_validate(self, form: BaseForm) -> None:
        if not self.data:
            return
        try:
            read = datetime.fromisoformat(self.data)
        except ValueError as unreadable:
            raise StopValidation(
                gettext("Please give a day and a time, like 2026-12-03T20:00.")
            ) from unreadable
        here = clock.local(clock.now()).tzinfo
        self.moment = read if read.tzinfo else read.replace(tzinfo=here)


def typed(moment: datetime) -> str:
    """As a browser's own field for moments takes it."""
    return clock.local(moment).strftime("%Y-%m-%dT%H:%M")


class ClosingForm(Form):
    closes_at = MomentField(lazy_gettext("Until when can members vote?"), [required(MISSING)])
