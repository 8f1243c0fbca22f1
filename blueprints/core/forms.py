"""What may be typed: the base of every room's forms, and the few validators they share."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

import wtforms
from flask import current_app, request
from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import CombinedMultiDict
from wtforms import ValidationError
from wtforms.form import BaseForm
from wtforms.i18n import DummyTranslations

from blueprints.core import clock, ids, money
from blueprints.core.errors import DomainError
from blueprints.core.i18n import say_refusal

Check = Callable[[wtforms.Form, wtforms.Field], None]


class Form(wtforms.Form):
    """`problem` is the one sentence above the form; field errors stand at their fields."""

    problem: str | None = None
    refusal: DomainError | None = None

    class Meta(wtforms.Form.Meta):  # type: ignore[misc]  # untyped there
        def get_translations(self, _form: BaseForm) -> DummyTranslations:
            """Our own sentences come from our own catalogues. The library's would come from the
            language of the server, and one without any, as under systemd, could show no form.
            """
            return DummyTranslations()

    @classmethod
    def read(cls, **known: Any) -> Any:
        """From the request's fields and files on a POST; from `known` values otherwise."""
        if request.method in ("POST", "PUT"):
            return cls(CombinedMultiDict([request.files, request.form]), **known)
        return cls(None, **known)

    def blame(self, refusal: DomainError) -> None:
        """Show a refusal where it can be mended: at its field, else above the form."""
        self.refusal = refusal
        sentence = say_refusal(refusal, current_app.config["CURRENCY"])
        if refusal.field and refusal.field in self:
            field = self[refusal.field]
            field.errors = [*field.errors, sentence]
        else:
            self.problem = sentence


def tidy(value: str | None) -> str | None:
    """One composed form of every character, no NUL, no white space around."""
    if value is None:
        return None
    return unicodedata.normalize("NFC", value.replace("\x00", "")).strip()


def required(sentence: str) -> Check:
    def check(_form: wtforms.Form, field: wtforms.Field) -> None:
        if not field.data and field.data != 0:
            field.errors = []
            raise wtforms.validators.StopValidation(sentence)

    # WTForms reads this to mark the control as required for assistive tools.
    check.field_flags = {"required": True}  # type: ignore[attr-defined]
    return check


def at_most(characters: int) -> Check:
    def check(_form: wtforms.Form, field: wtforms.Field) -> None:
        if field.data and len(field.data) > characters:
            raise ValidationError(
                gettext(
                    "Please keep this to %(most)s characters; it has %(have)s.",
                    most=characters,
                    have=len(field.data),
                )
            )

    check.field_flags = {"maxlength": characters}  # type: ignore[attr-defined]
    return check


class AmountField(wtforms.StringField):
    """Money typed as people type it; `minor` holds the whole minor units once it is valid."""

    minor: int = 0

    def __init__(self, *args: Any, currency: Callable[[], str], **kwargs: Any) -> None:
        kwargs.setdefault("filters", [tidy])
        super().__init__(*args, **kwargs)
        self._currency = currency

    def pre_validate(self, form: BaseForm) -> None:
        if not self.data:
            return
        try:
            self.minor = money.parse(self.data, self._currency())
        except DomainError as bad:
            raise wtforms.validators.StopValidation(gettext(bad.sentence, **bad.params)) from bad
        if self.minor <= 0:
            raise wtforms.validators.StopValidation(gettext("The price must be more than zero."))


class CountField(wtforms.StringField):
    """A whole number between two bounds, full-width digits welcome; `number` holds it."""

    number: int = 0

    def __init__(self, *args: Any, least: int, most: int, **kwargs: Any) -> None:
        kwargs.setdefault("filters", [tidy])
        super().__init__(*args, **kwargs)
        self._least, self._most = least, most

    def pre_validate(self, form: BaseForm) -> None:
        if not self.data:
            return
        text = unicodedata.normalize("NFKC", self.data).strip()
        if not text.removeprefix("-").isdecimal():
            raise wtforms.validators.StopValidation(
                gettext("Please write a whole number, like 20.")
            )
        # A number of a million digits takes Python minutes to read.
        number = int(text) if len(text) < 20 else self._most + 1
        if not self._least <= number <= self._most:
            raise wtforms.validators.StopValidation(
                gettext(
                    "Please write a number from %(least)s to %(most)s.",
                    least=self._least,
                    most=self._most,
                )
            )
        self.number = number


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
            raise wtforms.validators.StopValidation(
                gettext("Please give a day and a time, like 2026-12-03T20:00.")
            ) from unreadable
        here = clock.local(clock.now()).tzinfo
        self.moment = read if read.tzinfo else read.replace(tzinfo=here)


def typed(moment: datetime) -> str:
    """As a browser's own field for moments takes it."""
    return clock.local(moment).strftime("%Y-%m-%dT%H:%M")


class UuidField(wtforms.HiddenField):
    """An id from a link or a hidden field; anything else reads as missing."""

    @property
    def id_value(self) -> uuid.UUID | None:
        return ids.as_uuid(self.data or "")


def fresh_key() -> str:
    """The hidden `key` of a private page's form: minted with it, spent by its first POST."""
    return str(ids.uuid7())


MISSING = lazy_gettext("Please fill this in.")
