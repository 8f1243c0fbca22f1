"""Who lives with whom, what one agrees to, and whose household an officer looks at."""

from __future__ import annotations

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import SelectChoice, ValidationError  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core.forms import MISSING, Form, required, tidy
from blueprints.members import rules
from blueprints.members.forms.ruled import ruled


def _phone(label: str) -> wtforms.TelField:
    return wtforms.TelField(
        label, filters=[tidy], validators=[required(MISSING), ruled(rules.read_phone)]
    )


class HouseholdForm(Form):
    kind = wtforms.RadioField(
        lazy_gettext("What kind of household is it?"),
        choices=[
            SelectChoice(kind, lazy_gettext(words)) for kind, words in rules.HOUSEHOLD_KINDS.items()
        ],
        validate_choice=False,
    )

    def validate_kind(self, field: wtforms.Field) -> None:
        if field.data not in rules.HOUSEHOLD_KINDS:
            raise ValidationError(gettext("Please choose one."))


class InvitationForm(Form):
    phone = _phone(lazy_gettext("Their mobile number"))
    kinship = wtforms.SelectField(
        lazy_gettext("What are they to you?"),
        choices=[
            SelectChoice(kin, lazy_gettext(words)) for kin, words in rules.KINSHIP_WORDS.items()
        ],
        default="other",
        validators=[required(MISSING)],
        validate_choice=False,
    )

    def validate_kinship(self, field: wtforms.Field) -> None:
        if field.data not in rules.KINSHIP_WORDS:
            raise ValidationError(gettext("Please choose one."))


class OutcomeForm(Form):
    """One of two buttons."""

    outcome = wtforms.StringField()


class LookupForm(Form):
    phone = _phone(lazy_gettext("Mobile number of somebody who lives there"))
