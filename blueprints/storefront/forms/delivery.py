"""What may be typed about points, parcels, windows and delays; and the ways a checkout sends."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

import wtforms
from flask import current_app
from flask_babel import gettext, lazy_gettext
from wtforms import ValidationError
from wtforms.form import BaseForm

from blueprints.core import ids, money
from blueprints.core.errors import DomainError
from blueprints.core.forms import (
    MISSING,
    CountField,
    Form,
    MomentField,
    UuidField,
    at_most,
    required,
    tidy,
)
from blueprints.storefront import rules
from blueprints.storefront.rules import FeeRule


class FeeField(wtforms.StringField):
    """An amount that may be nothing: left empty, or 0. `minor` is None where it was left empty."""

    minor: int | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("filters", [tidy])
        super().__init__(*args, **kwargs)

    def pre_validate(self, form: BaseForm) -> None:
        if not self.data:
            return
        try:
            self.minor = money.parse(self.data, str(current_app.config["CURRENCY"]))
        except DomainError as bad:
            raise wtforms.validators.StopValidation(gettext(bad.sentence, **bad.params)) from bad
        if self.minor > rules.MOST_FEE_MINOR:
            raise wtforms.validators.StopValidation(gettext("This fee is too large."))


class WayForm(Form):
    """`kind` says which of the fields are on the page; `place` gets its choices by the route."""

    kind = wtforms.HiddenField()
    organisation = UuidField()
    place = wtforms.SelectField(lazy_gettext("Village, township or county"), validate_choice=False)
    name = wtforms.StringField(lazy_gettext("Where exactly?"), [at_most(80)], [tidy])
    hours = wtforms.StringField(lazy_gettext("When can it be collected?"), [at_most(80)], [tidy])
    ask = wtforms.StringField(lazy_gettext("Who to ask there?"), [at_most(80)], [tidy])
    # Every page has data of the id `words` (layouts/words.html).
    words = wtforms.StringField(
        lazy_gettext("What should buyers know?"), [at_most(120)], [tidy], id="way-words"
    )
    base = FeeField(lazy_gettext("Fee for an order, in yuan"))
    free_from = FeeField(lazy_gettext("Free from goods worth, in yuan"))
    step_grams = CountField(
        lazy_gettext("For every … grams that are started"), least=1, most=rules.MOST_STEP_GRAMS
    )
    step = FeeField(lazy_gettext("it costs as much more, in yuan"))
    version = wtforms.HiddenField()

    def validate_kind(self, field: wtforms.HiddenField) -> None:
        if field.data not in rules.WAYS:
            raise ValidationError(gettext("Please choose how buyers get it."))

    def validate_place(self, field: wtforms.SelectField) -> None:
        if field.data and ids.as_uuid(field.data) is None:
            raise ValidationError(gettext("Please choose one of the list."))

    @property
    def rule(self) -> FeeRule:
        grams = self.step_grams.number or None
        return FeeRule(self.base.minor or 0, grams, self.step.minor or None, self.free_from.minor)

    @property
    def seen_version(self) -> int | None:
        text = self.version.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else None


class DayField(wtforms.StringField):
    """`YYYY-MM-DD`, as a browser's own field gives it; `day` holds it once it is valid."""

    day: date

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("filters", [tidy])
        kwargs.setdefault("render_kw", {"type": "date"})
        super().__init__(*args, **kwargs)

    def pre_validate(self, form: BaseForm) -> None:
        try:
            self.day = date.fromisoformat(self.data or "")
        except ValueError as unreadable:
            raise wtforms.validators.StopValidation(
                gettext("Please give a day, like 2026-12-03.")
            ) from unreadable


class WindowForm(Form):
    """`point` gets its choices by the route."""

    organisation = UuidField()
    opens_at = MomentField(lazy_gettext("Orders from"), [required(MISSING)])
    closes_at = MomentField(lazy_gettext("Orders until"), [required(MISSING)])
    collect_on = DayField(lazy_gettext("Collected on"), [required(MISSING)])
    point = wtforms.SelectField(lazy_gettext("For which point?"), validate_choice=False)
    words = wtforms.StringField(
        lazy_gettext("What should buyers know?"), [at_most(120)], [tidy], id="window-words"
    )

    def validate_point(self, field: wtforms.SelectField) -> None:
        if field.data and ids.as_uuid(field.data) is None:
            raise ValidationError(gettext("Please choose one of the list."))


class DelayForm(Form):
    day = DayField(lazy_gettext("The new day"), [required(MISSING)])
    reason = wtforms.TextAreaField(
        lazy_gettext("Why is it later?"), [required(MISSING), at_most(500)], [tidy]
    )


def ways_from(sent: Iterable[tuple[str, str]]) -> dict[uuid.UUID, int | None]:
    """`way` and every field that begins with it: `id:fee`, or the id alone where no fee was seen.

    A page asks once for each shop, and two groups of one name would be one question.
    """
    ways: dict[uuid.UUID, int | None] = {}
    for name, value in sent:
        way, _, fee = value.partition(":")
        way_id = ids.as_uuid(way) if name.startswith("way") else None
        if way_id is not None:
            ways[way_id] = int(fee) if fee.isdecimal() and len(fee) < 15 else None
    return ways
