"""A moment typed or picked, by the clock of the county."""

from __future__ import annotations

from flask_babel import lazy_gettext

from blueprints.core.forms import MISSING, Form, MomentField, required, typed

__all__ = ["ClosingForm", "MomentField", "typed"]


class ClosingForm(Form):
    closes_at = MomentField(lazy_gettext("Until when can members vote?"), [required(MISSING)])
