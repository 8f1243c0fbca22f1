"""What may be typed about decisions: moments, shares, paper."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from blueprints.decisions.forms import ClosingForm, PaperForm, TermsForm
from blueprints.decisions.rules import THE_LAWS


@pytest.mark.parametrize(("typed", "hour"), [("2099-01-02T20:00", 12), ("2099-01-02T20:00:30", 12)])
def test_a_moment_is_read_by_the_clock_of_the_county(app: Flask, typed: str, hour: int) -> None:
    with app.test_request_context(method="POST", data={"closes_at": typed}):
        form = ClosingForm.read()
        assert form.validate()
        assert form.closes_at.moment.astimezone(UTC).hour == hour
        assert form.closes_at.moment > datetime(2099, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["", "tomorrow", "2099-13-01T00:00"])
def test_what_is_no_moment_is_refused(app: Flask, typed: str) -> None:
    with app.test_request_context(method="POST", data={"closes_at": typed}):
        assert not ClosingForm.read().validate()


def test_paper_is_read_line_by_line_and_nonsense_is_refused(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"count-yes": " 3 ", "count-no": ""}):
        form = PaperForm.read()
        assert form.validate()
        assert form.tally == {"yes": 3}
    with app.test_request_context(method="POST", data={"count-yes": "-1", "people_taken": "x"}):
        assert not PaperForm.read().validate()


def test_the_laws_rules_come_out_of_their_form_as_they_went_in(app: Flask) -> None:
    with app.test_request_context():
        shown = {name: str(value) for name, value in TermsForm.of(THE_LAWS).data.items()}
    sent = {name: value for name, value in shown.items() if value not in ("False", "None")}
    with app.test_request_context(method="POST", data=sent):
        form = TermsForm.read()
        assert form.validate(), form.errors
        assert {**form.terms.as_json(), "kinds": {}} == {**THE_LAWS.as_json(), "kinds": {}}
