"""A proposal: the words, how it is voted on, and what a template asks for."""

from __future__ import annotations

import types
import uuid
from datetime import date
from typing import Any

import wtforms
from flask import current_app
from flask_babel import gettext, lazy_gettext
from wtforms import SelectChoice, ValidationError  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core import ids
from blueprints.core.effects import Field
from blueprints.core.errors import DomainError
from blueprints.core.forms import MISSING, AmountField, Form, at_most, required, tidy
from blueprints.decisions import queries, rules
from blueprints.decisions.forms.moments import MomentField
from blueprints.decisions.forms.talk import AmendmentForm

# So that a rule's name is not taken for the proposal's title.
PREFIX = "effect_"


def _currency() -> str:
    return str(current_app.config["CURRENCY"])


class ProposalForm(Form):
    """`asked` names the template's fields; the lists hold what repeats."""

    template = wtforms.HiddenField(default="words")
    organisation = wtforms.SelectField(
        lazy_gettext("Who decides?"), [required(MISSING)], validate_choice=False
    )
    title = wtforms.StringField(
        lazy_gettext("What is to be decided?"),
        [required(MISSING), at_most(rules.LONGEST_TITLE)],
        [tidy],
    )
    body = wtforms.TextAreaField(
        lazy_gettext("Why, and how"), [required(MISSING), at_most(rules.LONGEST_BODY)], [tidy]
    )
    amount = AmountField(lazy_gettext("How much, in yuan"), currency=_currency)
    shares = wtforms.HiddenField(lazy_gettext("Shares"))
    method = wtforms.SelectField(lazy_gettext("How do members choose?"), validate_choice=False)
    option = wtforms.HiddenField(lazy_gettext("What can be chosen"))
    threshold = wtforms.RadioField(
        lazy_gettext("How many must say yes?"),
        choices=[
            SelectChoice("ordinary", lazy_gettext("More than half of all members")),
            SelectChoice("charter", lazy_gettext("Two thirds of all members")),
        ],
        default="ordinary",
        validate_choice=False,
    )
    ballot = wtforms.RadioField(
        lazy_gettext("Open or secret?"),
        choices=[
            SelectChoice("open", lazy_gettext("Open: the members see who voted how")),
            SelectChoice("secret", lazy_gettext("Secret: nobody sees who voted how")),
        ],
        default="open",
        validate_choice=False,
    )
    closes_at = MomentField(lazy_gettext("Until when can members vote?"), [required(MISSING)])
    effective_on = wtforms.StringField(
        lazy_gettext("From which day does it hold?"), [at_most(10)], [tidy]
    )

    asked: tuple[Field, ...] = ()
    options: tuple[str, ...] = ()
    standing: tuple[tuple[uuid.UUID, str], ...] = ()
    candidates: tuple[uuid.UUID, ...] = ()
    share_rows: tuple[tuple[str, str], ...] = ()
    day: date | None = None

    def validate_organisation(self, field: wtforms.SelectField) -> None:
        if ids.as_uuid(field.data) is None:
            raise ValidationError(gettext("Please choose one of the list."))

    def validate_effective_on(self, field: wtforms.StringField) -> None:
        if not field.data:
            return
        try:
            self.day = date.fromisoformat(field.data)
        except ValueError as unreadable:
            raise ValidationError(gettext("Please give a day, like 2026-12-31.")) from unreadable

    def validate_amount(self, field: AmountField) -> None:
        if self.template.data == "spending" and not field.data:
            raise ValidationError(str(MISSING))

    def blame(self, refusal: DomainError) -> None:
        """What an effect says of its field stands at that field."""
        mine = f"{PREFIX}{refusal.field}"
        if refusal.field and mine in self:
            refusal.field = mine
        super().blame(refusal)


def form_for(template: str, organisation_id: uuid.UUID | None, locale: str) -> type[ProposalForm]:
    """With the fields of this template, and what can be chosen in this organisation."""
    asked = queries.fields_for(template) if template in rules.TEMPLATES else ()
    asked = tuple(field for field in asked if field.kind != "person")

    def fill(space: dict[str, Any]) -> None:
        space["asked"] = asked
        for field in asked:
            needed = [] if field.optional else [required(MISSING)]
            space[PREFIX + field.name] = _control(field, needed, organisation_id, locale)

    return types.new_class("TemplateForm", (ProposalForm,), {}, fill)


def amendment_form_for(template: str) -> type[AmendmentForm]:
    """What is typed of the template's effect may be said otherwise; empty, it stays."""
    asked = queries.fields_for(template) if template in rules.TEMPLATES else ()
    asked = tuple(one for one in asked if one.kind in ("money", "text", "long_text"))

    def fill(space: dict[str, Any]) -> None:
        space["asked"] = asked
        for one in asked:
            space[PREFIX + one.name] = _control(one, [], None, "")

    return types.new_class("TemplateAmendment", (AmendmentForm,), {}, fill)


def _control(
    field: Field, needed: list[Any], organisation_id: uuid.UUID | None, locale: str
) -> Any:
    label = gettext(field.label)
    if field.kind == "money":
        return AmountField(label, needed, currency=_currency)
    if field.choices is not None:
        known = field.choices(organisation_id, locale) if organisation_id else ()
        choices = [SelectChoice("", gettext("Please choose"))]
        choices += [SelectChoice(value, *_said(words)) for value, words in known]
        return wtforms.SelectField(label, needed, choices=choices, validate_choice=False)
    if field.kind == "long_text":
        return wtforms.TextAreaField(label, [*needed, at_most(rules.LONGEST_BODY)], [tidy])
    return wtforms.StringField(label, [*needed, at_most(rules.LONGEST_TITLE)], [tidy])


def _said(words: str) -> tuple[str, dict[str, Any]]:
    """Our own words in the reader's language; people's own stay as they are."""
    said = str(gettext(words))
    return said, {"data-user-text": True} if said == words else {}
