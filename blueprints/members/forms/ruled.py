"""A rule, asked by a field."""

from __future__ import annotations

from collections.abc import Callable

import wtforms
from flask_babel import gettext
from wtforms import ValidationError

from blueprints.core.errors import DomainError


def ruled(rule: Callable[[str], object]) -> Callable[[wtforms.Form, wtforms.Field], None]:
    """A rule's refusal stands at its field, beside those of the other fields."""

    def check(_form: wtforms.Form, field: wtforms.Field) -> None:
        try:
            rule(field.data)
        except DomainError as bad:
            raise ValidationError(gettext(bad.sentence, **bad.params)) from bad

    return check
