"""Asking to belong, leaving, and a leader's answer."""

from __future__ import annotations

import wtforms
from flask_babel import lazy_gettext

from blueprints.core.forms import MISSING, Form, UuidField, at_most, required, tidy


class MembershipForm(Form):
    """Bare, it asks to join. `leave` and `withdraw` are the buttons of the other two wishes."""

    note = wtforms.TextAreaField(
        lazy_gettext("A word to the leaders"), [at_most(200)], [tidy], render_kw={"rows": 3}
    )
    reason = wtforms.TextAreaField(
        lazy_gettext("Why do you leave?"), [at_most(500)], [tidy], render_kw={"rows": 2}
    )
    leave = wtforms.HiddenField()
    withdraw = wtforms.HiddenField()


class AdmissionForm(Form):
    member = UuidField(lazy_gettext("Who asks"), validators=[required(MISSING)])
    outcome = wtforms.HiddenField()
    reason = wtforms.TextAreaField(lazy_gettext("Why not?"), [at_most(500)], [tidy])
