"""What may be typed after a sale: problems, reviews, reports, and an office's reasons."""

from __future__ import annotations

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import SelectChoice, ValidationError  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core.forms import Form, at_most, required, tidy
from blueprints.core.photo_field import PhotosField
from blueprints.storefront import rules

_WHY = lazy_gettext("Please say why, in a few words. The other side will read it.")
_WORDS = lazy_gettext("Please write a few words. The other side will read them.")


class ProblemForm(Form):
    """Only the words are asked for: an older phone sends nothing else."""

    reason = wtforms.TextAreaField(
        lazy_gettext("What is wrong?"), [required(_WHY), at_most(500)], [tidy]
    )
    wish = wtforms.RadioField(
        lazy_gettext("What would you like?"),
        choices=[
            SelectChoice("talk", lazy_gettext("To talk about it")),
            SelectChoice("replace", lazy_gettext("The same again, in good order")),
            SelectChoice("refund", lazy_gettext("My money back")),
        ],
        default="talk",
        validate_choice=False,
    )
    photo = PhotosField(lazy_gettext("Photos of it"), most=rules.MOST_PROBLEM_PHOTOS)


class AnswerForm(Form):
    words = wtforms.TextAreaField(
        lazy_gettext("Your answer"), [required(_WORDS), at_most(500)], [tidy], id="say"
    )
    offer = wtforms.RadioField(
        lazy_gettext("What do you offer?"),
        choices=[
            SelectChoice("refund", lazy_gettext("I give the money back")),
            SelectChoice("replace", lazy_gettext("I bring it again, in good order")),
            SelectChoice("talk", lazy_gettext("Let us talk about it")),
            SelectChoice("decline", lazy_gettext("I see it differently")),
        ],
        validate_choice=False,
    )


class PassingForm(Form):
    reason = wtforms.TextAreaField(
        lazy_gettext("What should the mediator know?"), [required(_WHY), at_most(500)], [tidy]
    )


class ReviewForm(Form):
    line = wtforms.HiddenField()
    stars = wtforms.RadioField(
        lazy_gettext("How was it?"),
        choices=[
            SelectChoice("5", lazy_gettext("★★★★★ Very good")),
            SelectChoice("4", lazy_gettext("★★★★ Good")),
            SelectChoice("3", lazy_gettext("★★★ All right")),
            SelectChoice("2", lazy_gettext("★★ Not so good")),
            SelectChoice("1", lazy_gettext("★ Bad")),
        ],
        validate_choice=False,
    )
    words = wtforms.TextAreaField(lazy_gettext("In your words"), [at_most(1000)], [tidy], id="say")
    photo = PhotosField(lazy_gettext("Photos"), most=rules.MOST_REVIEW_PHOTOS)

    @property
    def number(self) -> int:
        return _digit(self.stars.data)

    @property
    def place(self) -> int:
        text = self.line.data or "0"
        return int(text) if text.isdecimal() and len(text) < 4 else -1


class WordsForm(Form):
    """The seller's answer to a review, and an objection to a hiding."""

    words = wtforms.TextAreaField(
        lazy_gettext("Your answer"), [required(_WORDS), at_most(500)], [tidy], id="say"
    )


class AppealForm(Form):
    body = wtforms.TextAreaField(
        lazy_gettext("Why should it be in the shop?"), [required(_WORDS), at_most(500)], [tidy]
    )


class ReportForm(Form):
    kind = wtforms.RadioField(
        lazy_gettext("What is wrong with it?"),
        choices=[
            SelectChoice("not_as_described", lazy_gettext("It is not what the words say")),
            SelectChoice("forbidden", lazy_gettext("It must not be sold")),
            SelectChoice("dangerous", lazy_gettext("It is dangerous")),
            SelectChoice("stolen_picture", lazy_gettext("The picture is somebody else's")),
            SelectChoice("other", lazy_gettext("Something else")),
        ],
        validate_choice=False,
    )
    body = wtforms.TextAreaField(lazy_gettext("Tell us more"), [at_most(500)], [tidy])

    def validate_kind(self, field: wtforms.RadioField) -> None:
        if field.data not in rules.REPORT_KINDS:
            raise ValidationError(gettext("Please choose one of the list."))


class OfficeForm(Form):
    """An office hides a product, lets it be, or answers its seller."""

    reason = wtforms.TextAreaField(
        lazy_gettext("Why? The seller reads it."), [required(_WHY), at_most(500)], [tidy]
    )
    outcome = wtforms.HiddenField()


def _digit(text: str | None) -> int:
    return int(text) if text and len(text) == 1 and text.isdecimal() else 0
