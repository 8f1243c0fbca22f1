"""What is said about a proposal, and about its minutes."""

from __future__ import annotations

from typing import Any

import wtforms
from flask_babel import lazy_gettext

from blueprints.core.effects import Field
from blueprints.core.forms import MISSING, Form, at_most, required, tidy
from blueprints.decisions import rules


class TalkForm(Form):
    body = wtforms.TextAreaField(
        lazy_gettext("What do you say?"),
        [required(MISSING), at_most(rules.LONGEST_COMMENT)],
        [tidy],
    )
    nameless = wtforms.BooleanField(lazy_gettext("Without my name"))


class AmendmentForm(Form):
    """`asked` are the fields of the template's effect that may be said otherwise."""

    asked: tuple[Field, ...] = ()

    body = wtforms.TextAreaField(
        lazy_gettext("The proposal in your words"),
        [required(MISSING), at_most(rules.LONGEST_BODY)],
        [tidy],
        id="amendment",
    )

    @property
    def fields(self) -> dict[str, Any]:
        """What is to be otherwise."""
        said: dict[str, Any] = {}
        for one in self.asked:
            control: Any = self[f"effect_{one.name}"]
            if control.data:
                said[one.name] = control.minor if one.kind == "money" else control.data
        return said


class ReasonForm(Form):
    reason = wtforms.TextAreaField(
        lazy_gettext("Why do you take it back?"),
        [required(MISSING), at_most(rules.LONGEST_COMMENT)],
        [tidy],
    )


class CorrectionForm(Form):
    words = wtforms.TextAreaField(
        lazy_gettext("What is wrong, and how it was"),
        [required(MISSING), at_most(rules.LONGEST_BODY)],
        [tidy],
        id="correction",
    )
