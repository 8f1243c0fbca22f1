"""Between what the page of a new proposal asks and what services take."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms import SelectChoice  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core import clock, ids
from blueprints.core.access import member
from blueprints.core.web.templating import locale
from blueprints.decisions import queries, rules
from blueprints.decisions.forms import PREFIX, ProposalForm, form_for
from blueprints.decisions.forms.moments import typed
from blueprints.decisions.services import Draft
from blueprints.members import queries as members

_DAYS_OPEN = 3
_IN_THE_EVENING = 20
_MOST_CANDIDATES = 1_000


def proposal_form(source: MultiDict[str, str]) -> ProposalForm:
    """The form for the template that `source` names, with its choices in the reader's language."""
    here, groups = locale(), queries.organisations_to_decide_in(member().id)
    chosen = ids.as_uuid(source.get("organisation")) or (groups[0].id if groups else None)
    template = source.get("template") or "words"
    kind = form_for(template, chosen, here)
    form: ProposalForm = kind.read(
        template=template,
        organisation=str(chosen or ""),
        closes_at=typed(_some_evening()),
        threshold=rules.threshold_of(template) or "ordinary",
    )
    form.template.data = template
    form.organisation.choices = [
        SelectChoice(str(one.id), one.called(here), {"data-user-text": True}) for one in groups
    ]
    methods = rules.METHODS if template == "words" else ("one", "ranking")
    form.method.choices = [
        SelectChoice(name, gettext(rules.METHOD_WORDS[name][0])) for name in methods
    ]
    form.method.flags.required = True
    _read_repeating(form, source)
    if template == "leader" and chosen:
        form.standing = members.first_members(chosen, _MOST_CANDIDATES)
    return form


def draft_of(form: ProposalForm) -> Draft:
    """Of a form that is valid."""
    template = form.template.data or "words"
    several = len(form.candidates) > 1
    method = form.method.data or "yes_no" if template == "words" else "yes_no"
    if several:
        method = form.method.data or "one"
    return Draft(
        organisation_id=ids.as_uuid(form.organisation.data) or member().id,
        title=form.title.data or "",
        body=form.body.data or "",
        threshold=rules.threshold_of(template) or form.threshold.data or "ordinary",
        ballot=form.ballot.data or "open",
        closes_at=form.closes_at.moment,
        template=template,
        method=method,
        options=form.options if method != "yes_no" else (),
        candidates=form.candidates if several else (),
        fields=_fields_of(form),
        effective_on=form.day,
    )


def _fields_of(form: ProposalForm) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for asked in form.asked:
        control: Any = form[PREFIX + asked.name]
        fields[asked.name] = control.minor if asked.kind == "money" else control.data or ""
    if len(form.candidates) == 1:
        fields["person_id"] = str(form.candidates[0])
    if form.template.data == "spending":
        fields["amount_minor"] = form.amount.minor
    if form.template.data == "split":
        fields["shares"] = [
            {"who": who, "percent": int(part) if part.isdecimal() and len(part) < 4 else part}
            for who, part in form.share_rows
            if who or part
        ]
    return fields


def _read_repeating(form: ProposalForm, source: MultiDict[str, str]) -> None:
    given = request.form if request.method == "POST" else source
    form.options = tuple(words.strip() for words in given.getlist("option") if words.strip())
    form.candidates = tuple(filter(None, map(ids.as_uuid, given.getlist("candidate"))))
    whose, parts = given.getlist("share_who"), given.getlist("share_percent")
    form.share_rows = tuple(
        (who.strip(), part.strip()) for who, part in zip(whose, parts, strict=False)
    )


def _some_evening() -> Any:
    evening = clock.local(clock.now() + timedelta(days=_DAYS_OPEN))
    return evening.replace(hour=_IN_THE_EVENING, minute=0, second=0, microsecond=0)
