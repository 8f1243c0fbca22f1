"""What a phone says about its passkey."""

from __future__ import annotations

import wtforms
from flask_babel import lazy_gettext

from blueprints.core.forms import Form, at_most, required


class PasskeyForm(Form):
    """`credential` is JSON, filled in by script (static/js/gate/2-passkey.js)."""

    credential = wtforms.HiddenField(
        lazy_gettext("Passkey"),
        validators=[
            required(lazy_gettext("This phone gave no passkey. Please try again.")),
            at_most(20_000),
        ],
    )
    next = wtforms.HiddenField()
