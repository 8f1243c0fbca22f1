"""Something is wrong with an order: what its two sides say, and what waits for mediation."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from flask import Response as FileResponse
from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.core.access import member, public, role, viewer
from blueprints.core.errors import N_
from blueprints.core.forms import Form
from blueprints.core.visitors import known_visitor, sender
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private
from blueprints.storefront import queries, rules, services
from blueprints.storefront.forms import AnswerForm, PassingForm, ProblemForm
from blueprints.storefront.routes import deeds
from blueprints.storefront.routes.door import bp
from blueprints.storefront.routes.order_page import order_page


@bp.post("/orders/<uuid:order_id>/problems")
@public(for_others="order")
def open_problem(order_id: uuid.UUID) -> Response:
    form: ProblemForm = ProblemForm.read()
    phone = sender()
    return _act(
        order_id,
        services.open_problem,
        "problem",
        form,
        lambda: {"complaint": _complaint(form, phone)},
        N_("Received. The seller has been told."),
    )


@bp.post("/orders/<uuid:order_id>/problems/answers")
@public(for_others="sell order")
def answer_problem(order_id: uuid.UUID) -> Response:
    form: AnswerForm = AnswerForm.read()
    return _act(
        order_id,
        services.answer_problem,
        "answered",
        form,
        lambda: {"words": form.words.data or "", "offer": form.offer.data},
    )


@bp.post("/orders/<uuid:order_id>/problems/mediation")
@public(for_others="order")
def pass_on_problem(order_id: uuid.UUID) -> Response:
    form: PassingForm = PassingForm.read()
    said = lambda: {"reason": form.reason.data or ""}  # noqa: E731  # read once it is valid
    return _act(order_id, services.pass_on_problem, "passed_on", form, said)


@bp.post("/orders/<uuid:order_id>/problems/closing")
@public(for_others="order")
def close_problem(order_id: uuid.UUID) -> Response:
    def closed(*, key: uuid.UUID, **who: Any) -> Any:
        return services.close_problem(**who)

    return _act(order_id, closed, "settled", None, dict)


@bp.get("/orders/<uuid:order_id>/problems/photos/<int:place>")
@public(for_others="sell order")
def problem_photo(order_id: uuid.UUID, place: int) -> FileResponse:
    """For the two sides only, and kept by nobody on the way."""
    name = queries.photo_of(order_id, place, viewer(), known_visitor())
    width = services.SMALL if "small" in request.args else services.FULL
    return FileResponse(services.photo_body(name, width), mimetype="image/webp")


@bp.get("/mediation")
@role("officer")
@keep_private
def mediation() -> str:
    """What waits until the room for it exists; to be read, not yet to be decided."""
    waiting = queries.waiting_for_mediation(member(), request.args.get("after", ""))
    return render_template("storefront/mediation.html", waiting=waiting, rules=rules)


def _act(
    order_id: uuid.UUID,
    verb: Callable[..., Any],
    did: str,
    form: Form | None,
    said: Callable[[], Mapping[str, Any]],
    answer: str = N_("Received."),
) -> Response:
    """`verb` finds the order through the person, so a stranger's guess is a 404."""
    who = {"order_id": order_id, "viewer": viewer(), "visitor": known_visitor()}
    return act(
        lambda key: verb(**who, **said(), key=key),
        then=lambda _order: url_for(".show_order", order_id=order_id),
        form=form,
        page=lambda: order_page(order_id, form),
        said=answer,
        deeds=lambda order: deeds.stepped(order, did),
    )


def _complaint(form: ProblemForm, phone: str) -> services.Complaint:
    return services.Complaint(
        reason=form.reason.data or "",
        wish=form.wish.data or "",
        photos=form.photo.photos,
        awaited=form.photo.awaited,
        sender=phone,
    )
