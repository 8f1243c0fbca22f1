"""Saying how it was, reading what others said, and the seller's answer."""

from __future__ import annotations

import uuid
from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.core.access import member, public, signed_in, viewer
from blueprints.core.errors import N_, NotFound
from blueprints.core.visitors import known_visitor, sender
from blueprints.core.web.act import act
from blueprints.core.web.headers import keep_private, keep_public
from blueprints.storefront import queries, rules, services
from blueprints.storefront.forms import ReviewForm, WordsForm
from blueprints.storefront.routes import deeds_aftersale as deeds
from blueprints.storefront.routes.door import bp


@bp.get("/products/<uuid:product_id>/reviews")
@public
@keep_public
def list_reviews(product_id: uuid.UUID) -> str:
    reviews = queries.reviews_of(product_id, request.args.get("after", ""))
    return render_template("storefront/reviews.html", reviews=reviews, product_id=product_id)


@bp.get("/orders/<uuid:order_id>/reviews/new")
@public(for_others="order")
@keep_private
def new_review(order_id: uuid.UUID) -> str:
    return _review_page(order_id, ReviewForm.read(line=request.args.get("line", "0")))


@bp.post("/orders/<uuid:order_id>/reviews")
@public(for_others="order")
def write_review(order_id: uuid.UUID) -> Response:
    form: ReviewForm = ReviewForm.read()
    who: dict[str, Any] = {"viewer": viewer(), "visitor": known_visitor()}
    phone = sender()
    return act(
        lambda key: services.write_review(
            order_id=order_id, verdict=_verdict(form, phone), key=key, **who
        ),
        then=lambda _review: url_for(".show_order", order_id=order_id),
        form=form,
        page=lambda: _review_page(order_id, form),
        said=N_("Received. Everybody can read it now."),
        deeds=deeds.reviewed,
    )


@bp.get("/reviews/<uuid:review_id>/answer")
@signed_in(for_others="sell")
@keep_private
def review_to_answer(review_id: uuid.UUID) -> str:
    return _answer_page(review_id, WordsForm.read())


@bp.post("/reviews/<uuid:review_id>/answer")
@signed_in(for_others="sell")
def answer_review(review_id: uuid.UUID) -> Response:
    form, seller = WordsForm.read(), member()
    return act(
        lambda key: services.answer_review(
            review_id=review_id, viewer=seller, words=form.words.data or "", key=key
        ),
        then=lambda _answer: url_for(".review_to_answer", review_id=review_id),
        form=form,
        page=lambda: _answer_page(review_id, form),
        said=N_("Received. Your answer stands beside it."),
        deeds=deeds.review_answered,
    )


def _verdict(form: ReviewForm, phone: str) -> services.Verdict:
    return services.Verdict(
        line=form.place,
        stars=form.number,
        words=form.words.data or "",
        photos=form.photo.photos,
        awaited=form.photo.awaited,
        sender=phone,
    )


def _review_page(order_id: uuid.UUID, form: ReviewForm) -> str:
    order = queries.order_seen_by(order_id, viewer(), known_visitor())
    lines = dict(enumerate(order.lines))
    if form.place not in lines or not rules.may_review(order.card.state, order.card.side):
        raise NotFound
    return render_template(
        "storefront/review.html",
        order=order,
        line=lines[form.place],
        form=form,
        said=queries.reviews_in(order_id).get(form.place),
    )


def _answer_page(review_id: uuid.UUID, form: WordsForm) -> str:
    review = queries.review_to_answer(review_id, member())
    return render_template("storefront/review_answer.html", review=review, form=form)
