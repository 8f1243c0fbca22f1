"""What people ask others to put right, and the answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import SelectChoice  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core.forms import MISSING, Form, at_most, required, tidy
from blueprints.members import rules
from blueprints.members.queries import OrganisationRow


class CorrectionWishForm(Form):
    """`among()` gives the selects their choices; what fits is the service's to say."""

    organisation = wtforms.SelectField(
        lazy_gettext("Who holds it?"), [required(MISSING)], validate_choice=False
    )
    subject = wtforms.SelectField(
        lazy_gettext("What is wrong?"), [required(MISSING)], validate_choice=False
    )
    day = wtforms.StringField(lazy_gettext("The right day"), [at_most(20)], [tidy])
    told = wtforms.TextAreaField(
        lazy_gettext("How should it be?"), [at_most(300)], [tidy], render_kw={"rows": 3}
    )

    def among(self, holders: Iterable[OrganisationRow], locale: str) -> None:
        text = {"data-user-text": True}
        self.organisation.choices = [
            SelectChoice(str(one.id), one.called(locale), text) for one in holders
        ]
        self.subject.choices = [
            SelectChoice(name, gettext(words)) for name, words in rules.ASKABLE.items()
        ]

    @property
    def day_value(self) -> date | None:
        """None for what is no day: the rule says that one is needed."""
        try:
            return date.fromisoformat(self.day.data or "")
        except ValueError:
            return None


class ReplyForm(Form):
    outcome = wtforms.HiddenField()
    reason = wtforms.TextAreaField(lazy_gettext("Why?"), [at_most(500)], [tidy])
