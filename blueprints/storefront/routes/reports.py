"""Saying that a product should not be in the shop; the office that looks into it; objecting."""

from __future__ import annotations

import uuid

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.core import ids
from blueprints.core.access import member, public, role, signed_in
from blueprints.core.errors import N_
from blueprints.core.visitors import owner
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.storefront import queries, rules, services
from blueprints.storefront.forms import AppealForm, OfficeForm, ReportForm
from blueprints.storefront.routes import deeds_aftersale as deeds
from blueprints.storefront.routes.door import bp
from blueprints.storefront.routes.own_page import own_page


@bp.get("/products/<uuid:product_id>/reports/new")
@public
@keep_private
def new_report(product_id: uuid.UUID) -> str:
    return _report_page(product_id, ReportForm.read())


@bp.post("/products/<uuid:product_id>/reports")
@public
def report_product(product_id: uuid.UUID) -> Response:
    form, whose = ReportForm.read(), owner()
    return act(
        lambda key: services.report_product(
            product_id=product_id,
            owner=whose,
            kind=form.kind.data,
            body=form.body.data or "",
            key=key,
        ),
        then=lambda _report: url_for(".new_report", product_id=product_id, told=1),
        form=form,
        page=lambda: _report_page(product_id, form),
        said=N_("Received. Somebody looks at it."),
    )


@bp.get("/reports")
@role("officer", "manager")
@keep_private
def list_reports() -> str:
    found = queries.reports_for(member(), request.args.get("after", ""), locale())
    return render_template("storefront/reports.html", reports=found)


@bp.get("/reports/<uuid:product_id>")
@signed_in
@keep_private
def reported_product(product_id: uuid.UUID) -> str:
    return _office_page(product_id, OfficeForm.read())


@bp.post("/products/<uuid:product_id>/hiding")
@signed_in
def hide_product(product_id: uuid.UUID) -> Response:
    form, office, seen = OfficeForm.read(), member(), _seen()
    return act(
        lambda key: services.hide_product(
            product_id=product_id,
            viewer=office,
            reason=form.reason.data or "",
            report_ids=seen,
            key=key,
        ),
        then=lambda _hiding: url_for(".reported_product", product_id=product_id),
        form=form,
        page=lambda: _office_page(product_id, form),
        said=N_("Received. It is hidden, and the seller sees why."),
    )


@bp.post("/products/<uuid:product_id>/reports/dismissal")
@signed_in
def dismiss_reports(product_id: uuid.UUID) -> Response:
    form, office, seen = OfficeForm.read(), member(), _seen()
    return act(
        lambda _key: services.dismiss_reports(
            product_id=product_id,
            viewer=office,
            reason=form.reason.data or "",
            report_ids=seen,
        ),
        then=lambda _product: url_for(".reported_product", product_id=product_id),
        form=form,
        page=lambda: _office_page(product_id, form),
        said=N_("Received. It stays in the shop."),
    )


@bp.post("/products/<uuid:product_id>/hiding/appeals")
@signed_in(for_others="sell")
def appeal_hiding(product_id: uuid.UUID) -> Response:
    form, seller = AppealForm.read(), member()
    return act(
        lambda key: services.appeal_hiding(
            product_id=product_id, viewer=seller, body=form.body.data or "", key=key
        ),
        then=lambda _appeal: url_for(".show_own_product", product_id=product_id),
        form=form,
        page=lambda: own_page(product_id, appeal=form),
        said=N_("Received. Somebody looks at it again."),
        deeds=deeds.appealed,
    )


@bp.post("/products/<uuid:product_id>/hiding/outcome")
@signed_in
def decide_hiding(product_id: uuid.UUID) -> Response:
    form, office = OfficeForm.read(), member()
    lift = form.outcome.data == "lifted"
    return act(
        lambda key: services.decide_hiding(
            product_id=product_id,
            viewer=office,
            lift=lift,
            reason=form.reason.data or "",
            key=key,
        ),
        then=lambda _product: url_for(".reported_product", product_id=product_id),
        form=form,
        page=lambda: _office_page(product_id, form),
    )


def _report_page(product_id: uuid.UUID, form: ReportForm) -> str:
    return render_template(
        "storefront/report.html",
        product_id=product_id,
        title=queries.to_report(product_id, locale()),
        form=form,
        told="told" in request.args,
    )


def _office_page(product_id: uuid.UUID, form: OfficeForm) -> str:
    product = queries.reported_product(product_id, member(), locale())
    return render_template("storefront/reported.html", product=product, form=form, rules=rules)


def _seen() -> list[uuid.UUID]:
    """The reports that the page showed, so that none is closed unseen."""
    found = map(ids.as_uuid, request.form.getlist("report")[:100])
    return [one for one in found if one is not None]
