"""Printing vouchers, and coming in by one."""

from __future__ import annotations

import uuid
from typing import Any

from flask import current_app, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from blueprints.core import ids
from blueprints.core.access import member, public, signed_in, viewer
from blueprints.core.errors import N_, DomainError
from blueprints.core.qr import qr
from blueprints.core.web.act import act, refuse
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.members import forms, queries, rules, services
from blueprints.members.routes.answers import arrived, bp, browser, invalid


@bp.get("/members/organisations/<uuid:organisation_id>/vouchers")
@signed_in
@keep_private
def vouchers(organisation_id: uuid.UUID) -> str:
    desk = queries.desk_of(organisation_id, member().id)
    return _desk_page(desk, _form_for(desk))


@bp.post("/members/organisations/<uuid:organisation_id>/vouchers")
@signed_in
def make_vouchers(organisation_id: uuid.UUID) -> Response:
    by, secret = member().id, _secret()
    desk = queries.desk_of(organisation_id, by)
    form = _form_for(desk)
    return act(
        lambda key: services.make_vouchers(
            by=by, organisation_id=organisation_id, wish=_wish(form), secret=secret, key=key
        ),
        then=lambda sheet: url_for(
            ".voucher_sheet", organisation_id=organisation_id, sheet_id=sheet
        ),
        form=form,
        page=lambda: _desk_page(desk, form),
    )


@bp.get("/members/organisations/<uuid:organisation_id>/vouchers/<uuid:sheet_id>")
@signed_in
def voucher_sheet(organisation_id: uuid.UUID, sheet_id: uuid.UUID) -> str:
    """On no phone and in no cache: whoever has this page could come in."""
    sheet = queries.sheet(organisation_id, sheet_id, member().id, _secret())
    links = {one: _link(token) for one, token in sheet.tokens.items()}
    return render_template(
        "members/voucher_sheet.html",
        sheet=sheet,
        links=links,
        codes={one: qr(link, gettext("Code to scan")) for one, link in links.items()},
        groups={one: rules.in_groups(token) for one, token in sheet.tokens.items()},
        role_words=rules.ROLE_WORDS,
    )


@bp.post("/members/organisations/<uuid:organisation_id>/vouchers/<uuid:voucher_id>/withdrawal")
@signed_in
def take_back_voucher(organisation_id: uuid.UUID, voucher_id: uuid.UUID) -> Response:
    by = member().id
    return act(
        lambda _key: services.take_back_voucher(
            by=by, organisation_id=organisation_id, voucher_id=voucher_id
        ),
        then=lambda _done: url_for(".vouchers", organisation_id=organisation_id),
        said=N_("Received. That voucher opens nothing any more."),
    )


@bp.get("/v/<token>")
@public
def invitation(token: str) -> str:
    return _invitation_page(token, forms.VoucherForm.read())


@bp.post("/v/<token>")
@public
def use_voucher(token: str) -> Response:
    """Coming in: what is wrong with the voucher itself leaves no form to fill in again."""
    try:
        return _use_voucher(token, forms.VoucherForm.read())
    except DomainError as refusal:
        return refuse(refusal)


def _use_voucher(token: str, form: Any) -> Response:
    if "name" not in request.form:  # not asked for, where the person is known
        del form.name
    if not form.validate():
        return invalid(form, lambda: _invitation_page(token, form))
    words = _told()
    try:
        return arrived(
            services.use_voucher(
                token=token,
                phone=form.phone.data,
                name=form.name.data if "name" in form else None,
                pin=form.pin.data,
                browser=browser(),
                say=lambda: words,
            ),
            "/",
        )
    except DomainError as refusal:
        if refusal.field is None:
            raise
        return refuse(refusal, form=form, page=lambda: _invitation_page(token, form))


def _told() -> str:
    words: str = gettext(
        "A new PIN was set for your Commonfield account by a voucher. "
        "If that was not you, please tell the leader of your cooperative at once."
    )
    return words


def _invitation_page(token: str, form: forms.VoucherForm) -> str:
    invited = queries.invitation(token)
    if invited.kind == "pin" and "name" in form:
        del form.name
    elif "name" in form and request.method == "GET":
        form.name.data = invited.name
    known = viewer()
    return render_template(
        "members/voucher.html",
        form=form,
        invited=invited,
        called=invited.organisation.called(locale()) if invited.organisation else None,
        role=rules.ROLE_WORDS[invited.role] if invited.role else None,
        token=rules.read_voucher_token(token),
        signed_in_as=known.name if known else None,
    )


def _desk_page(desk: queries.Desk, form: forms.VouchersForm) -> str:
    return render_template(
        "members/vouchers.html",
        desk=desk,
        form=form,
        page_of=queries.vouchers_of(desk.organisation.id, ids.as_uuid(request.args.get("after"))),
        kind_words=rules.VOUCHER_WORDS,
        role_words=rules.ROLE_WORDS,
    )


def _form_for(desk: queries.Desk) -> forms.VouchersForm:
    form: forms.VouchersForm = forms.VouchersForm.read()
    as_officer = rules.Standing(officer=desk.standing.officer)
    roles = rules.roles_to_give(as_officer, desk.organisation.kind)
    return form.offer(rules.kinds_to_make(desk.standing), roles)


def _wish(form: forms.VouchersForm) -> services.VoucherWish:
    return services.VoucherWish(
        kind=form.kind.data,
        count=form.count.number,
        role=form.role.data if "role" in form else None,
        phone=form.number,
        name=rules.read_name(form.name.data) if form.name.data else None,
    )


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _link(token: str) -> str:
    """Absolute, for a camera that knows nothing of us."""
    origin = current_app.config["ORIGIN"] or request.host_url.rstrip("/")
    return f"{origin}/v/{token}"
