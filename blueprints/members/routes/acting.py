"""Acting for a member: asked for, begun, and laid down again. The helper's side."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from blueprints.core import acting, clock, i18n
from blueprints.core.access import EITHER_WAY, member, role, signed_in
from blueprints.core.acting import COOKIE, Keeper
from blueprints.core.errors import N_, NotFound
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.members import forms, queries, rules, services
from blueprints.members.routes.answers import bp, set_cookie
from blueprints.members.rules import mandates

HELPING = "/members/helping"

acting.mandates_kept_by(Keeper(queries.holds_just_now, services.record_act))


@bp.get(HELPING)
@role(*mandates.HELPERS)
@keep_private
def helping() -> str:
    known, words = member(), request.args.get("q", "")[:50]
    return render_template(
        "members/helping.html",
        mandates=queries.mandates_of_helper(known.id),
        found=queries.may_help(known.id, words),
        words=words,
        desks=[one for one in queries.desks_of(known.id) if one.kind in rules.TAKING_MEMBERS],
    )


@bp.get(f"{HELPING}/<uuid:member_id>")
@signed_in
@keep_private
def new_mandate(member_id: uuid.UUID) -> str:
    if queries.stand_between(member().id, member_id) is None:
        raise NotFound
    return _mandate_page(member_id, _mandate_form(member_id))


@bp.post(f"{HELPING}/<uuid:member_id>")
@signed_in
def take_mandate(member_id: uuid.UUID) -> Response:
    helper, form = member(), _mandate_form(member_id)
    scopes = [one.word for one in acting.scopes()]
    answer = act(
        lambda key: services.take_mandate(
            helper=helper, wish=_wish(form), offered=scopes, say=_say_taken, key=key
        ),
        then=lambda mandate: url_for(".show_mandate", mandate_id=mandate.id),
        form=form,
        page=lambda: _mandate_page(member_id, form),
        said=N_("Received. You may act for them."),
    )
    if answer.status_code >= 400:
        form.forget()
    return answer


@bp.post("/members/mandates/<uuid:mandate_id>/acting")
@signed_in(for_others=EITHER_WAY)
def start_acting(mandate_id: uuid.UUID) -> Response:
    known = member()
    holds = queries.holds_just_now(known, mandate_id)
    answer = act(
        lambda _key: services.check_holds(known, mandate_id),
        then=lambda _done: url_for(".acting_now"),
        said=N_("From now on you act for them."),
    )
    if holds is not None and answer.status_code < 400:
        seconds = int((holds.until - clock.now()).total_seconds())
        set_cookie(answer, COOKIE, str(mandate_id), seconds, for_scripts=True)
    return answer


@bp.post("/members/acting/end")
@signed_in(for_others=EITHER_WAY)
def stop_acting() -> Response:
    answer = act(
        lambda _key: None,
        then=lambda _none: "/members/me",
        said=N_("You act for yourself again."),
    )
    answer.delete_cookie(COOKIE, samesite="Lax", secure=request.is_secure)
    return answer


@bp.get("/members/acting")
@signed_in(for_others=EITHER_WAY)
def acting_now() -> Response | str:
    """What one may do for them, and what one has done."""
    for_whom = acting.current()
    if for_whom is None:
        return redirect("/members/me", 303)
    return render_template(
        "members/acting.html",
        now=for_whom,
        scopes=[one for one in acting.scopes() if one.word in for_whom.scope],
        acts=queries.acts_under(for_whom.id),
    )


def _mandate_form(member_id: uuid.UUID) -> forms.MandateForm:
    form: forms.MandateForm = forms.MandateForm.read(days="7")
    if not queries.names_of([member_id]):
        raise NotFound
    form.about(member(), member_id, acting.scopes())
    return form


def _wish(form: forms.MandateForm) -> services.MandateWish:
    return services.MandateWish(
        member_id=form.member_id,
        scope=frozenset(form.scope.data or ()),
        days=form.days_asked,
        how=form.how.data or "",
        proof=form.proof,
        evidence=form.evidence,
    )


def _say_taken(helper: str, until: datetime) -> str:
    words: str = gettext(
        "%(helper)s may act for you on Commonfield until %(moment)s. You can end it at any time: "
        "“Me”, “Who acts for me”, or at your cooperative.",
        helper=helper,
        moment=i18n.say_moment(until, locale()),
    )
    return words


def _mandate_page(member_id: uuid.UUID, form: forms.MandateForm) -> str:
    names = queries.names_of([member_id])
    return render_template(
        "members/mandate_new.html", form=form, name=names.get(member_id, ""), scopes=acting.scopes()
    )
