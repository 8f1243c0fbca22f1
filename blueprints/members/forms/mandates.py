"""What is written down when a member asks somebody to act for them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

import wtforms
from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import SelectChoice  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core import ids, pictures
from blueprints.core.access import Viewer
from blueprints.core.acting import Scope
from blueprints.core.errors import DomainError
from blueprints.core.forms import MISSING, Form, required, tidy
from blueprints.core.storage import storage
from blueprints.members import rules, services
from blueprints.members.forms.ruled import ruled
from blueprints.members.rules import mandates


class ManyField(wtforms.SelectMultipleField):
    widget = wtforms.widgets.ListWidget(prefix_label=False)
    option_widget = wtforms.widgets.CheckboxInput()


class MandateForm(Form):
    """The route tells whose it is by `about`. What proves the consent is checked with the form,
    before any lock; a recording or paper is then kept as `evidence` until `forget` drops it.
    """

    scope = ManyField(
        lazy_gettext("What do they ask you to do?"),
        validate_choice=False,
        validators=[required(MISSING)],
    )
    days = wtforms.SelectField(lazy_gettext("For how long?"), validate_choice=False)
    how = wtforms.RadioField(lazy_gettext("How do they say yes?"), validators=[required(MISSING)])
    pin = wtforms.PasswordField(lazy_gettext("Their PIN"))
    voice = wtforms.FileField(lazy_gettext("Their voice"))
    paper = wtforms.FileField(lazy_gettext("The signed paper"))

    proof: services.PinProof | None = None
    evidence: str | None = None
    helper: Viewer
    member_id: uuid.UUID

    def about(self, helper: Viewer, member_id: uuid.UUID, scopes: Iterable[Scope]) -> None:
        self.helper, self.member_id = helper, member_id
        self.scope.choices = [SelectChoice(one.word, gettext(one.label)) for one in scopes]
        self.how.choices = [
            SelectChoice(how, gettext(words)) for how, words in mandates.MANDATE_HOW.items()
        ]
        self.days.choices = [
            SelectChoice(str(days), ngettext("%(num)s day", "%(num)s days", days))
            for days in mandates.DAYS_TO_CHOOSE
        ]

    @property
    def days_asked(self) -> int:
        text = self.days.data or ""
        return int(text) if text.isdecimal() and len(text) < 6 else 0

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        try:
            self._prove()
        except DomainError as refusal:
            self.blame(refusal)
            return False
        return not self.errors

    def forget(self) -> None:
        """It was refused after all: nobody's voice stays here for nothing."""
        if self.evidence:
            storage().delete(self.evidence)

    def _prove(self) -> None:
        if self.how.data == "pin":
            typed = self._given(self.pin)
            if typed:
                self.proof = services.check_pin_of_member(self.helper, self.member_id, typed)
        elif self.how.data == "voice" and self._given(self.voice):
            body = self.voice.data.stream.read(mandates.MOST_VOICE_BYTES + 1)
            kind, ending = mandates.sound_of(body)
            self._keep(body, kind, ending)
        elif self.how.data == "paper" and self._given(self.paper):
            try:
                picture = pictures.accept(self.paper.data.stream)
            except DomainError as bad:
                bad.field = "paper"
                raise
            self._keep(picture.sizes[max(picture.sizes)], "image/webp", "webp")

    def _given(self, field: wtforms.Field) -> Any:
        """What was given, or the field says that it is missing."""
        given = field.data if isinstance(field.data, str) else getattr(field.data, "filename", "")
        if not given:
            field.errors = [*field.errors, str(MISSING)]
        return given

    def _keep(self, body: bytes, kind: str, ending: str) -> None:
        self.evidence = f"evidence/{ids.uuid7().hex}.{ending}"
        storage().put(self.evidence, body, kind)


class NewcomerForm(Form):
    name = wtforms.StringField(
        lazy_gettext("Name"),
        filters=[tidy],
        validators=[required(MISSING), ruled(rules.read_name)],
    )
    place = wtforms.SelectField(lazy_gettext("Village"), validate_choice=False)
