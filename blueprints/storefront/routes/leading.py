"""Opening a group order, and what its leader and its seller do with it."""

from __future__ import annotations

import uuid
from datetime import timedelta

from flask import render_template, url_for
from werkzeug.wrappers import Response

from blueprints.core import clock, ids
from blueprints.core.access import member, signed_in
from blueprints.core.errors import N_
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.core.web.templating import locale
from blueprints.storefront import services
from blueprints.storefront.forms import ReasonForm
from blueprints.storefront.forms.together import GroupForm, typed
from blueprints.storefront.queries import together as groups
from blueprints.storefront.queries.opening import Opening, opening_page
from blueprints.storefront.routes import deeds_together as deeds
from blueprints.storefront.routes.door import bp
from blueprints.storefront.routes.offers import kinds
from blueprints.storefront.services.together import GroupPlan


@bp.get("/products/<uuid:product_id>/together")
@signed_in
@keep_private
def new_group(product_id: uuid.UUID) -> str:
    page = opening_page(product_id, member().id, locale())
    evening = clock.local(clock.now() + timedelta(days=3)).replace(hour=20, minute=0)
    form = _form(page, closes_at=typed(evening), seen=str(page.ordinary_minor or ""))
    return render_template("storefront/together_new.html", opening=page, form=form)


@bp.post("/products/<uuid:product_id>/together")
@signed_in
def open_group(product_id: uuid.UUID) -> Response:
    leader, here = member().id, locale()
    form = _form(opening_page(product_id, leader, here))
    return act(
        lambda key: services.open_group(
            leader_id=leader, product_id=product_id, plan=_plan(form), key=key
        ),
        then=lambda group: url_for(".show_own_group", group_id=group.id),
        form=form,
        page=lambda: _opening_again(product_id, leader, here, form),
        said=N_("Received. The group order is open. Now send its link to the others."),
    )


@bp.get("/together/<uuid:group_id>/own")
@signed_in(for_others="sell")
@keep_private
def show_own_group(group_id: uuid.UUID) -> str:
    return _own_page(group_id, member().id, ReasonForm.read())


@bp.post("/together/<uuid:group_id>/closing")
@signed_in
def close_group(group_id: uuid.UUID) -> Response:
    leader = member().id
    groups.group_kept_by(group_id, leader, locale())
    return act(
        lambda _key: services.close_group(group_id=group_id, by=leader),
        then=lambda _group: url_for(".show_own_group", group_id=group_id),
        page=lambda: _own_page(group_id, leader, ReasonForm.read()),
        said=N_("Received. It happens: everybody in it has an order now."),
    )


@bp.post("/together/<uuid:group_id>/calling-off")
@signed_in(for_others="sell")
def call_off_group(group_id: uuid.UUID) -> Response:
    leader, form = member().id, ReasonForm.read()
    groups.group_kept_by(group_id, leader, locale())
    return act(
        lambda _key: services.call_off_group(
            group_id=group_id, by=leader, reason=form.reason.data or ""
        ),
        then=lambda _group: url_for(".show_own_group", group_id=group_id),
        form=form,
        page=lambda: _own_page(group_id, leader, form),
        said=N_("Received. It is called off, and nobody owes anything."),
        deeds=deeds.called_off,
    )


def _form(page: Opening, **known: str) -> GroupForm:
    form: GroupForm = GroupForm.read(**known)
    form.variant.choices = kinds(page.kinds, page.card.currency)
    return form


def _opening_again(product_id: uuid.UUID, leader: uuid.UUID, here: str, form: GroupForm) -> str:
    """With the price of now, which they see before they send it again."""
    page = opening_page(product_id, leader, here)
    form.seen.data = str(page.ordinary_minor or "")
    return render_template("storefront/together_new.html", opening=page, form=form)


def _own_page(group_id: uuid.UUID, person_id: uuid.UUID, form: ReasonForm) -> str:
    kept = groups.group_kept_by(group_id, person_id, locale())
    link = url_for("home.short_link", word=ids.short(group_id), _external=True)
    return render_template("storefront/together_own.html", kept=kept, form=form, link=link)


def _plan(form: GroupForm) -> GroupPlan:
    return GroupPlan(
        least=form.least.number,
        closes_at=form.closes_at.moment,
        seen_minor=form.seen.minor,
        price_minor=form.price.minor or None,
        variant_id=ids.as_uuid(form.variant.data or ""),
        words=form.message.data or "",
        handed_out=form.handed_out.data or "",
    )
