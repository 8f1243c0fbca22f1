"""What may be typed to found a deployment, to list its places, to register its organisations."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import SelectChoice, ValidationError  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core.forms import MISSING, Form, at_most, required, tidy
from blueprints.members import rules
from blueprints.members.forms.ruled import ruled
from blueprints.members.queries import PlaceRow

MOST_BYTES = 1_000_000
_TEXT = {"data-user-text": True}


class FoundForm(Form):
    county = wtforms.StringField(
        lazy_gettext("Your county"),
        filters=[tidy],
        validators=[required(MISSING), ruled(rules.read_place_name)],
    )
    phone = wtforms.TelField(
        lazy_gettext("Mobile number"),
        filters=[tidy],
        validators=[required(MISSING), ruled(rules.read_phone)],
    )
    name = wtforms.StringField(
        lazy_gettext("Your name"),
        filters=[tidy],
        validators=[required(MISSING), ruled(rules.read_name)],
    )
    pin = wtforms.PasswordField(
        lazy_gettext("A PIN of six digits, that you choose"), validators=[required(MISSING)]
    )


class _Located(Form):
    """`among()` gives the select of places its choices."""

    @staticmethod
    def choices_of(rows: Iterable[PlaceRow], locale: str) -> list[SelectChoice]:
        return [SelectChoice(str(one.id), one.called(locale), _TEXT) for one in rows]


class PlaceForm(_Located):
    name = wtforms.StringField(
        lazy_gettext("Name of the place"),
        filters=[tidy],
        validators=[required(MISSING), ruled(rules.read_place_name)],
    )
    latin_name = wtforms.StringField(
        lazy_gettext("Name in Latin letters"), [at_most(rules.LONGEST_LATIN)], [tidy]
    )
    parent = wtforms.SelectField(
        lazy_gettext("What it lies in"), [required(MISSING)], validate_choice=False
    )
    code = wtforms.StringField(lazy_gettext("Official code"), [at_most(40)], [tidy])

    def among(self, rows: Iterable[PlaceRow], locale: str) -> None:
        self.parent.choices = self.choices_of((r for r in rows if r.level != "village"), locale)


class PlacesListForm(_Located):
    """`rows` holds what the file says, once it is valid."""

    county = wtforms.SelectField(
        lazy_gettext("Your county"), [required(MISSING)], validate_choice=False
    )
    list = wtforms.FileField(lazy_gettext("CSV file"), validators=[required(MISSING)])
    rows: tuple[tuple[str, ...], ...] = ()

    def among(self, rows: Iterable[PlaceRow], locale: str) -> None:
        self.county.choices = self.choices_of((r for r in rows if r.level == "county"), locale)

    def validate_list(self, field: wtforms.FileField) -> None:
        try:
            body = field.data.read(MOST_BYTES + 1)
            if len(body) > MOST_BYTES:
                raise ValueError(len(body))
            text = io.StringIO(_text_of(body), newline="")
            self.rows = tuple(tuple(row) for row in csv.reader(text))
        except (AttributeError, ValueError, csv.Error) as bad:
            raise ValidationError(gettext(rules.BadList.sentence)) from bad


class OrganisationForm(_Located):
    kind = wtforms.SelectField(
        lazy_gettext("Kind of organisation"), [required(MISSING)], validate_choice=False
    )
    name = wtforms.StringField(
        lazy_gettext("Name of the organisation"),
        filters=[tidy],
        validators=[required(MISSING), ruled(rules.read_organisation_name)],
    )
    latin_name = wtforms.StringField(
        lazy_gettext("Name in Latin letters"),
        [at_most(rules.LONGEST_NAME_OF_ORGANISATION)],
        [tidy],
    )
    place = wtforms.SelectField(
        lazy_gettext("Where it is"), [required(MISSING)], validate_choice=False
    )
    founded_on = wtforms.DateField(lazy_gettext("Founded on"), [wtforms.validators.Optional()])

    def among(self, rows: Iterable[PlaceRow], locale: str) -> None:
        self.place.choices = self.choices_of(rows, locale)
        words = rules.KIND_WORDS
        self.kind.choices = [SelectChoice(one, gettext(words[one])) for one in rules.KINDS]

    def validate_founded_on(self, field: wtforms.DateField) -> None:
        if field.data and field.data.year < 1800:
            raise ValidationError(gettext("Please check the year."))


def _text_of(body: bytes) -> str:
    """UTF-8, or what spreadsheets here still write. Raises ValueError."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030")
