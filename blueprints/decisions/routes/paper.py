"""Votes that come without a phone of one's own: on paper, or at the cooperative's device."""

from __future__ import annotations

import uuid

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.core import clock
from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.decisions import queries, services
from blueprints.decisions.forms import BoothForm, PaperForm, ScrutineersForm
from blueprints.decisions.routes.door import bp, or_refusal, page_of
from blueprints.members import queries as members
from blueprints.members import services as gate


@bp.get("/<uuid:proposal_id>/paper")
@signed_in
@keep_private
def show_paper(proposal_id: uuid.UUID) -> str:
    return _paper_page(proposal_id, PaperForm(None))


@bp.post("/<uuid:proposal_id>/paper")
@signed_in
def enter_paper(proposal_id: uuid.UUID) -> Response:
    form, who = PaperForm.read(), member().id
    return act(
        lambda key: services.enter_paper(by=who, proposal_id=proposal_id, key=key, **form.entry),
        then=lambda _done: url_for("decisions.show_paper", proposal_id=proposal_id),
        form=form,
        page=lambda: or_refusal(lambda: _paper_page(proposal_id, form), form),
        said=N_("Received. Your entry stands beside that of the other scrutineer."),
    )


@bp.get("/<uuid:proposal_id>/scrutineers")
@signed_in
@keep_private
def show_scrutineers(proposal_id: uuid.UUID) -> str:
    return _scrutineers_page(proposal_id, ScrutineersForm(None))


@bp.post("/<uuid:proposal_id>/scrutineers")
@signed_in
def name_scrutineers(proposal_id: uuid.UUID) -> Response:
    form, who = ScrutineersForm.read(), member().id
    return act(
        lambda key: services.name_scrutineers(
            by=who, proposal_id=proposal_id, people=form.people, key=key
        ),
        then=lambda _done: page_of(proposal_id),
        form=form,
        page=lambda: _scrutineers_page(proposal_id, form),
        said=N_("Received. The two scrutineers are named."),
    )


@bp.get("/<uuid:proposal_id>/booth")
@signed_in
def show_booth(proposal_id: uuid.UUID) -> str:
    """Kept by no phone: one after the other stands before it."""
    return _booth_page(proposal_id, BoothForm(None))


@bp.post("/<uuid:proposal_id>/booth")
@signed_in
def cast_in_booth(proposal_id: uuid.UUID) -> Response:
    """Whoever is signed in lends the device; the PIN says who votes."""
    received_at, device = clock.now(), member().device_id
    form, choice = BoothForm.read(), request.form.getlist("choice")
    form.check_pin = lambda person_id, pin: gate.check_pin(person_id, device, pin)
    return act(
        lambda _key: services.cast(
            by=form.voter, proposal_id=proposal_id, choice=choice, received_at=received_at
        ),
        then=lambda _done: url_for("decisions.show_booth", proposal_id=proposal_id, done=1),
        form=form,
        page=lambda: _booth_page(proposal_id, form),
        seal=services.ballot_seal(proposal_id),
    )


def _paper_page(proposal_id: uuid.UUID, form: PaperForm) -> str:
    who = member().id
    entries = queries.paper_entries_seen_by(who, proposal_id)
    roll = queries.roll_of(who, proposal_id)
    if form.lines.data is None and entries.mine:
        form.lines.data, form.taken.data = queries.as_written(proposal_id, entries.mine)
    view = queries.decision_seen_by(who, proposal_id, locale())
    return render_template("decisions/paper.html", view=view, entries=entries, roll=roll, form=form)


def _scrutineers_page(proposal_id: uuid.UUID, form: ScrutineersForm) -> str:
    view = queries.decision_seen_by(member().id, proposal_id, locale())
    people = members.first_members(view.organisation.id, 1_000)
    return render_template("decisions/scrutineers.html", view=view, people=people, form=form)


def _booth_page(proposal_id: uuid.UUID, form: BoothForm) -> str:
    view = queries.decision_seen_by(member().id, proposal_id, locale())
    here = members.people_here(request.cookies.get("device"))
    return render_template(
        "decisions/booth.html", view=view, here=here, form=form, done=request.args.get("done")
    )
