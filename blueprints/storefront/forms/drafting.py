"""Three short questions, and the draft that they make of a description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import wtforms
from flask_babel import gettext, lazy_gettext

from blueprints.core.forms import Form, at_most, tidy
from blueprints.storefront import rules

if TYPE_CHECKING:
    from blueprints.core.photo_field import PhotosField


class DraftingForm(Form):
    """For a form with a `description` and `photo`.

    `drafted` is the draft that was made last, so that a second one takes its place. Where `draft`
    is pressed, nothing is checked or saved: the form comes back with the draft in it.
    """

    special = wtforms.StringField(
        lazy_gettext("What is special about it?"), [at_most(rules.MOST_OF_AN_ANSWER)], [tidy]
    )
    grown = wtforms.StringField(
        lazy_gettext("How was it grown or made?"), [at_most(rules.MOST_OF_AN_ANSWER)], [tidy]
    )
    keeping = wtforms.StringField(
        lazy_gettext("How does one keep it?"), [at_most(rules.MOST_OF_AN_ANSWER)], [tidy]
    )
    drafted = wtforms.HiddenField(filters=[tidy])
    draft = wtforms.HiddenField()

    if TYPE_CHECKING:
        photo: PhotosField
        description: wtforms.TextAreaField

    def validate(self, extra_validators: Any = None) -> bool:
        if not self.draft.data:
            return bool(super().validate(extra_validators))
        self.photo.validate(self)  # kept while the words are looked at
        answers = [(label, self[name].data or "") for name, label in self.labels.items()]
        now = rules.draft(answers)
        told = self.description.data or ""
        self.description.data = rules.drafted(told, self.drafted.data or "", now)
        self.drafted.data = now
        return False

    @property
    def labels(self) -> dict[str, str]:
        """What stands before each answer, in the reader's language; `{words}` is the answer."""
        return {name: gettext(label, words="{words}") for name, label in rules.LABELS.items()}
