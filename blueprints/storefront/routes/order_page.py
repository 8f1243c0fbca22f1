"""The page of an order with all that may be written on it."""

from __future__ import annotations

import uuid

from flask import render_template

from blueprints.core.access import viewer
from blueprints.core.forms import Form
from blueprints.core.visitors import known_visitor
from blueprints.storefront import queries, rules
from blueprints.storefront.forms import AnswerForm, PassingForm, ProblemForm, ReasonForm


def order_page(order_id: uuid.UUID, sent: Form | None = None) -> str:
    order = queries.order_seen_by(order_id, viewer(), known_visitor())
    over = order.card.state is rules.State.COMPLETED
    return render_template(
        "storefront/order.html",
        order=order,
        behind=queries.group_behind(order_id),
        form=_form(ReasonForm, sent),
        telling=_form(ProblemForm, sent),
        answering=_form(AnswerForm, sent),
        passing=_form(PassingForm, sent),
        sent=sent or ReasonForm(None),
        reviews=queries.reviews_in(order_id) if over else {},
        rules=rules,
    )


def _form(kind: type[Form], sent: Form | None) -> Form:
    return sent if isinstance(sent, kind) else kind(None)
