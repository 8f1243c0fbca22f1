"""Acting for a member: what both of them, and the desk, see of it, and how it is ended."""

from __future__ import annotations

import uuid

from flask import Response as FileResponse
from flask import render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import SelectChoice  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core import acting, cards, events, ids
from blueprints.core.access import EITHER_WAY, member, signed_in
from blueprints.core.errors import N_, NotFound
from blueprints.core.storage import storage
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.members import forms, queries, services
from blueprints.members.routes.acting import HELPING
from blueprints.members.routes.answers import bp
from blueprints.members.rules import mandates

HELPED = "/members/me/helped"
_KINDS = {"webp": "image/webp", "m4a": "audio/mp4", "mp3": "audio/mpeg"}

cards.link("me", 74, lazy_gettext("Who acts for me"), "hand", HELPED)


@bp.get(HELPED)
@signed_in
@keep_private
def helped() -> str:
    told = queries.helped(member().id)
    return render_template("members/helped.html", helped=told, **_words())


@bp.get("/members/mandates/<uuid:mandate_id>")
@signed_in(for_others=EITHER_WAY)
@keep_private
def show_mandate(mandate_id: uuid.UUID) -> str:
    known = member()
    return render_template(
        "members/mandate.html",
        mandate=queries.mandate_seen_by(mandate_id, known.id),
        acts=queries.acts_under(mandate_id),
        mine=known.id,
        **_words(),
    )


@bp.get("/members/mandates/<uuid:mandate_id>/paper")
@signed_in(for_others=EITHER_WAY)
def mandate_paper(mandate_id: uuid.UUID) -> str:
    """For the member's hands: who may do what until when, and how to end it."""
    mandate = queries.mandate_seen_by(mandate_id, member().id)
    return render_template("members/mandate_paper.html", mandate=mandate, **_words())


@bp.get("/members/mandates/<uuid:mandate_id>/evidence")
@signed_in(for_others=EITHER_WAY)
def mandate_evidence(mandate_id: uuid.UUID) -> FileResponse:
    mandate = queries.mandate_seen_by(mandate_id, member().id)
    if not mandate.evidence:
        raise NotFound
    ending = mandate.evidence.rpartition(".")[2]
    kind = _KINDS.get(ending, f"audio/{ending}")
    answer = FileResponse(storage().get(mandate.evidence), mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="consent.{ending}"'
    return answer


@bp.post("/members/mandates/<uuid:mandate_id>/ending")
@signed_in(for_others=EITHER_WAY)
def end_mandate(mandate_id: uuid.UUID) -> Response:
    by = member().id
    return act(
        lambda _key: services.end_mandate(by=by, mandate_id=mandate_id),
        then=lambda mandate: HELPED if mandate.member_id == by else _at(mandate_id),
        said=N_("It is ended. Nobody acts by it any more."),
    )


@bp.get("/members/acts/<uuid:act_id>/receipt")
@signed_in(for_others=EITHER_WAY)
def act_receipt(act_id: uuid.UUID) -> str:
    done = queries.act_seen_by(act_id, member().id)
    return render_template("members/act_receipt.html", act=done)


@bp.post("/members/acts/<uuid:act_id>/undoing")
@signed_in(for_others=EITHER_WAY)
def undo_act(act_id: uuid.UUID) -> Response:
    known = member()
    return act(
        lambda key: services.undo_act(viewer=known, act_id=act_id, key=key),
        then=lambda done: HELPED if done.member_id == known.id else _at(done.mandate_id),
        said=N_("It is taken back."),
    )


@bp.get("/members/organisations/<uuid:organisation_id>/newcomers")
@signed_in
@keep_private
def new_newcomer(organisation_id: uuid.UUID) -> str:
    return _newcomer_page(organisation_id, _newcomer_form())


@bp.post("/members/organisations/<uuid:organisation_id>/newcomers")
@signed_in
def enter_member(organisation_id: uuid.UUID) -> Response:
    leader, form = member().id, _newcomer_form()
    there = queries.led(leader, organisation_id).id
    name, place = form.name.data or "", ids.as_uuid(form.place.data or "")
    return act(
        lambda key: services.enter_member(
            leader_id=leader, organisation_id=there, name=name, place_id=place, key=key
        ),
        then=lambda person_id: f"{HELPING}?q={request.form.get('name', '')[:50]}#{person_id}",
        form=form,
        page=lambda: _newcomer_page(organisation_id, form),
        said=N_("Received. They belong to your cooperative now."),
    )


@events.on("members.consent_withdrawn")
def _withdrawn(*, member_id: uuid.UUID, purpose: str, **_more: object) -> None:
    if purpose == "help":
        services.end_mandates_of(member_id)


@events.on("members.account_closed")
def _closed(*, member_id: uuid.UUID, **_more: object) -> None:
    for name in services.end_mandates_of(member_id, as_helper=True):
        storage().delete(name)


def _at(mandate_id: uuid.UUID) -> str:
    return url_for(".show_mandate", mandate_id=mandate_id)


def _words() -> dict[str, object]:
    return {
        "scopes": {one.word: one.label for one in acting.scopes()},
        "how_words": mandates.MANDATE_HOW,
        "refused_words": mandates.REFUSED_WORDS,
    }


def _newcomer_form() -> forms.NewcomerForm:
    form: forms.NewcomerForm = forms.NewcomerForm.read()
    form.place.choices = [SelectChoice("", gettext("Not said"))] + [
        SelectChoice(
            str(one.id), queries.place_line(one.id, locale()), render_kw={"data-user-text": True}
        )
        for one in queries.villages()
    ]
    return form


def _newcomer_page(organisation_id: uuid.UUID, form: forms.NewcomerForm) -> str:
    there = queries.led(member().id, organisation_id)
    return render_template("members/newcomer.html", there=there, form=form)
