"""What may be typed, and where a refusal stands."""

from __future__ import annotations

import pytest
from flask import Flask

from blueprints.members import forms

RIGHT = {"phone": "139 1234 5678", "name": "田新", "pin": "739205"}


def read(app: Flask, kind: type, sent: dict[str, str]) -> forms.JoinForm:
    with app.test_request_context("/join", method="POST", data=sent):
        form: forms.JoinForm = kind.read()  # type: ignore[attr-defined]
        form.validate()
        return form


def test_a_right_form_has_nothing_to_mend(app: Flask) -> None:
    assert not read(app, forms.JoinForm, RIGHT).errors


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("phone", ""), ("phone", "010-66668888"), ("phone", "9" * 10_000),
        ("name", ""), ("name", "字" * 5_000), ("name", "12"), ("name", "a\x00\x07"),
        ("pin", ""), ("pin", "12345"), ("pin", "123456"), ("pin", "391234"), ("pin", "x" * 10_000),
    ],
)  # fmt: skip
def test_a_refusal_stands_at_its_field(app: Flask, field: str, typed: str) -> None:
    form = read(app, forms.JoinForm, {**RIGHT, field: typed})
    assert set(form.errors) == {field}
    assert len(form.errors[field]) == 1


def test_everything_to_mend_is_said_at_once(app: Flask) -> None:
    assert set(read(app, forms.JoinForm, {}).errors) == {"phone", "name", "pin"}


def test_to_sign_in_any_pin_may_be_typed(app: Flask) -> None:
    """Or a form would tell which PINs nobody has."""
    form = read(app, forms.SignInForm, {"phone": "13800000001", "pin": "123456"})
    assert not form.errors


@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_a_form_goes_on_only_within_the_house(app: Flask, evil: str) -> None:
    assert read(app, forms.JoinForm, {**RIGHT, "next": evil}).onward is None
    assert read(app, forms.JoinForm, {**RIGHT, "next": "/storefront/"}).onward == "/storefront/"
