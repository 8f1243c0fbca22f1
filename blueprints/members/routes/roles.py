"""Who acts for an organisation, and handing that over."""

from __future__ import annotations

import uuid

from flask import render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from blueprints.core import effects
from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.members import forms, queries, rules, services
from blueprints.members.routes.answers import OWN_PAGE, bp

effects.register(services.DECIDED_ROLE)


@bp.get("/members/organisations/<uuid:organisation_id>/roles")
@signed_in
@keep_private
def roles(organisation_id: uuid.UUID) -> str:
    return _page(queries.roles_page(organisation_id, member().id), forms.OfferForm.read())


@bp.post("/members/organisations/<uuid:organisation_id>/roles")
@signed_in
def offer_role(organisation_id: uuid.UUID) -> Response:
    by, form = member().id, forms.OfferForm.read()
    page = queries.roles_page(organisation_id, by)
    name, phone, words = form.role.data or "", form.phone.data or "", _words(page)
    return act(
        lambda key: services.offer_role(
            by=by, organisation_id=organisation_id, name=name, phone=phone, words=words, key=key
        ),
        then=lambda _offer: url_for(".roles", organisation_id=organisation_id),
        form=form,
        page=lambda: _page(page, form),
        said=N_("Received. Now the other person is asked."),
    )


@bp.post("/members/organisations/<uuid:organisation_id>/roles/<uuid:offer_id>/withdrawal")
@signed_in
def take_back_offer(organisation_id: uuid.UUID, offer_id: uuid.UUID) -> Response:
    by = member().id
    return act(
        lambda _key: services.take_back_offer(
            by=by, organisation_id=organisation_id, offer_id=offer_id
        ),
        then=lambda _done: url_for(".roles", organisation_id=organisation_id),
        said=N_("Received. The offer is taken back."),
    )


@bp.get("/members/offers/<uuid:offer_id>")
@signed_in
@keep_private
def offer(offer_id: uuid.UUID) -> str:
    return render_template(
        "members/offer.html",
        offer=queries.offer_to(offer_id, member().id),
        role_words=rules.ROLE_WORDS,
    )


@bp.post("/members/offers/<uuid:offer_id>")
@signed_in
def answer_offer(offer_id: uuid.UUID) -> Response:
    by, accept = member().id, request.form.get("outcome") == "accept"
    return act(
        lambda _key: services.answer_offer(by=by, offer_id=offer_id, accept=accept),
        then=lambda _offer: OWN_PAGE,
        said=N_("Received. Thank you for your answer."),
    )


@bp.get("/members/me/roles/<uuid:role_id>")
@signed_in
@keep_private
def own_role(role_id: uuid.UUID) -> str:
    return _own_role_page(role_id)


@bp.post("/members/me/roles/<uuid:role_id>")
@signed_in
def lay_down_role(role_id: uuid.UUID) -> Response:
    by, form = member().id, forms.Form.read()
    return act(
        lambda _key: services.lay_down(by=by, role_id=role_id),
        then=lambda _done: OWN_PAGE,
        form=form,
        page=lambda: _own_role_page(role_id, form),
        said=N_("Laid down. Thank you for what you did."),
    )


def _own_role_page(role_id: uuid.UUID, form: forms.Form | None = None) -> str:
    return render_template(
        "members/role_down.html",
        held=queries.own_role(role_id, member().id),
        form=form or forms.Form(None),
        role_words=rules.ROLE_WORDS,
    )


def _page(page: queries.RolesPage, form: forms.OfferForm) -> str:
    form.offer(page.to_offer)
    return render_template("members/roles.html", roles=page, form=form, role_words=rules.ROLE_WORDS)


def _words(page: queries.RolesPage) -> str:
    words: str = gettext(
        "%(organisation)s offers you a role on Commonfield. Please answer on your own page.",
        organisation=page.desk.organisation.called(locale()),
    )
    return words
