"""A group order's public page, and joining it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from flask import render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from blueprints.core import cards, ids, qr
from blueprints.core.access import public, viewer
from blueprints.core.errors import N_
from blueprints.core.visitors import known_visitor, visitor
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private, keep_public, true_until
from blueprints.core.web.templating import locale
from blueprints.members import queries as members
from blueprints.storefront import services
from blueprints.storefront.forms.together import JoinForm
from blueprints.storefront.queries import together as groups
from blueprints.storefront.queries.groups import groups_with
from blueprints.storefront.routes import deeds_together as deeds
from blueprints.storefront.routes.door import bp
from blueprints.storefront.services.shares import Sharer


@bp.get("/together/<uuid:group_id>")
@public
@keep_public
def show_group(group_id: uuid.UUID) -> str:
    view = groups.group(group_id, locale())
    # Also once it is over: what was decided is written down a moment later.
    true_until(view.card.closes_at if view.settled_at is None else None)
    link = url_for("home.short_link", word=ids.short(group_id), _external=True)
    code = qr.qr(link, gettext("A code that leads to this group order"))
    return render_template("storefront/together.html", group=view, link=link, code=code)


@bp.get("/together/")
@public(for_others="sell order")
@keep_private
def list_groups() -> str:
    found = groups.groups_of(viewer(), known_visitor(), request.args.get("after", ""))
    return render_template("storefront/together_list.html", groups=found, signed_in=viewer())


@bp.get("/together/<uuid:group_id>/shares")
@public(for_others="order")
@keep_private
def show_shares(group_id: uuid.UUID) -> str:
    return _page(group_id, _blank())


@bp.post("/together/<uuid:group_id>/shares")
@public(for_others="order")
def join_group(group_id: uuid.UUID) -> Response:
    view, form, known = groups.group(group_id), JoinForm.read(), viewer()
    who = (known.id if known else None, None if known else visitor())
    return act(
        lambda key: services.join_group(
            group_id=group_id, sharer=_sharer(form, *who), quantity=form.quantity.number, key=key
        ),
        then=lambda _share: url_for(".show_shares", group_id=group_id),
        form=form,
        page=lambda: _page(group_id, form),
        said=N_("Received. You are in. Nothing is owed before it happens."),
        deeds=lambda share: deeds.joined(share, view.card.title),
    )


@bp.post("/together/<uuid:group_id>/shares/<uuid:share_id>/withdrawal")
@public(for_others="order")
def take_back_share(group_id: uuid.UUID, share_id: uuid.UUID) -> Response:
    view, whose = groups.group(group_id), (viewer(), known_visitor())
    return act(
        lambda _key: services.take_back_share(
            group_id=group_id, share_id=share_id, viewer=whose[0], visitor=whose[1]
        ),
        then=lambda _share: url_for(".show_shares", group_id=group_id),
        page=lambda: _refused(group_id, share_id),
        said=N_("Received. You are out again, and owe nothing."),
        deeds=lambda share: deeds.left(share, view.card.title),
    )


def _show_groups(group_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Markup]:
    """For another room's page, such as a community's."""
    return {
        group.id: Markup(render_template("storefront/_group.html", group=group))  # noqa: S704  ours
        for group in groups_with(set(group_ids))
    }


cards.shows("group_order", _show_groups)


def _blank() -> JoinForm:
    known = viewer()
    own = members.Purpose.OWN
    contact = members.contact_of(known.id, by=known.id, purpose=own) if known else None
    form: JoinForm = JoinForm.read(
        name=contact.name if contact else "",
        phone=contact.phone if contact else "",
        quantity="1",
    )
    return form


def _page(group_id: uuid.UUID, form: JoinForm) -> str:
    view = groups.group(group_id)
    shares = groups.shares_of(view, viewer(), known_visitor())
    return render_template(
        "storefront/together_shares.html", group=view, shares=shares, form=form, signed_in=viewer()
    )


def _refused(group_id: uuid.UUID, share_id: uuid.UUID) -> str:
    groups.check_share(share_id, viewer(), known_visitor())
    return _page(group_id, _blank())


def _sharer(form: JoinForm, member_id: uuid.UUID | None, guest: str | None) -> Sharer:
    return Sharer(member_id, guest, form.name.data or "", form.e164)
