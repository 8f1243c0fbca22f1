"""What may be typed to hand a role over."""

from __future__ import annotations

from collections.abc import Sequence

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import SelectChoice  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core.forms import MISSING, Form, required, tidy
from blueprints.members import rules
from blueprints.members.forms.ruled import ruled


class OfferForm(Form):
    role = wtforms.SelectField(
        lazy_gettext("Which role?"), [required(MISSING)], validate_choice=False
    )
    phone = wtforms.TelField(
        lazy_gettext("Mobile number of the other person"),
        filters=[tidy],
        validators=[required(MISSING), ruled(rules.read_phone)],
    )

    def offer(self, roles: Sequence[str]) -> None:
        self.role.choices = [SelectChoice(one, gettext(rules.ROLE_WORDS[one])) for one in roles]
