"""A register as a file."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import ValidationError

from blueprints.core.errors import DomainError
from blueprints.core.forms import Form
from blueprints.members import rules


class ImportForm(Form):
    """The route gives `places`; `table` holds the lines once the file could be read."""

    file = wtforms.FileField(lazy_gettext("The file"))

    places: Mapping[str, uuid.UUID | None] = {}
    table: rules.Table = rules.Table()

    @property
    def file_name(self) -> str:
        return str(getattr(self.file.data, "filename", "") or "")

    def validate_file(self, field: wtforms.FileField) -> None:
        stream: Any = getattr(field.data, "stream", None)
        body = stream.read(rules.MOST_BYTES + 1) if stream else b""
        if not body:
            raise ValidationError(gettext("Please choose a file."))
        try:
            if len(body) > rules.MOST_BYTES:
                raise rules.TooLong(most=rules.MOST_LINES)
            self.table = rules.read_table(body, self.places)
        except DomainError as bad:
            raise ValidationError(gettext(bad.sentence, **bad.params)) from bad
