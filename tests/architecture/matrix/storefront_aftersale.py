"""Who gets what after a sale: problems, reviews, reports and hidings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from blueprints.storefront.models import Problem, Report, Review
from tests.architecture.matrix.cases import Case, Things, fixed, get, post
from tests.architecture.matrix.storefront import order, product
from tests.village import BUYER

COMPLETED = order("completed", buyer=BUYER)


def troubled(things: Things) -> dict[str, Any]:
    """The buyer's, from the farmer, through the cooperative of Liushu; it has been answered."""
    return {"order_id": things.village.first(select(Problem.order_id).order_by(Problem.id))}


def photo(things: Things) -> dict[str, Any]:
    return {**troubled(things), "place": 0}


def unanswered(things: Things) -> dict[str, Any]:
    """Of the farmer's goods."""
    return {"review_id": things.village.first(select(Review.id).order_by(Review.id.desc()))}


def reported(things: Things) -> dict[str, Any]:
    """Sold through the cooperative of Shiqiao."""
    return {"product_id": things.village.first(select(Report.product_id).order_by(Report.id))}


def seen(things: Things) -> dict[str, Any]:
    found = things.village.first(select(Report.id).order_by(Report.id))
    return {"reason": "看过了。", "report": str(found)}


def hidden(things: Things) -> dict[str, Any]:
    """The farmer's, by the manager."""
    return {"product_id": things.hidden}


OFFER = fixed(words="我来换。", offer="replace")
STARS = fixed(line="0", stars="5", words="好。")
WHY = fixed(reason="没谈拢。")
REPORT = fixed(kind="other", body="像是别人的照片。")
LIFTED = fixed(outcome="lifted", reason="没有问题。")
KEEPERS = {"farmer": 303, "manager": 303}
SEES = {"farmer": 200, "manager": 200}
OFFICE = {"officer": 303, "shiqiao_manager": 303}

CASES: tuple[Case, ...] = (
    # The side that may not is told so: the order is no secret to it.
    post("storefront.answer_problem", troubled, OFFER, everyone=404, **KEEPERS, buyer=303),
    post(
        "storefront.pass_on_problem",
        troubled,
        WHY,
        everyone=404,
        buyer=303,
        farmer=409,
        manager=409,
    ),
    get("storefront.problem_photo", photo, everyone=404, buyer=200, **SEES),
    get("storefront.mediation", guests=303, members=403, officer=200),
    get("storefront.list_reviews", product(), everyone=200),
    get("storefront.new_review", COMPLETED, everyone=404, buyer=200),
    post("storefront.write_review", COMPLETED, STARS, everyone=404, buyer=303),
    get("storefront.review_to_answer", unanswered, guests=303, members=404, **SEES),
    post(
        "storefront.answer_review",
        unanswered,
        fixed(words="谢谢。"),
        guests=401,
        members=404,
        **KEEPERS,
    ),
    get("storefront.new_report", product(), everyone=200),
    post("storefront.report_product", product(), REPORT, everyone=303),
    get(
        "storefront.list_reports",
        guests=303,
        members=403,
        officer=200,
        manager=200,
        shiqiao_manager=200,
    ),
    get(
        "storefront.reported_product",
        reported,
        guests=303,
        members=404,
        officer=200,
        shiqiao_manager=200,
    ),
    post("storefront.hide_product", reported, seen, guests=401, members=404, **OFFICE),
    post("storefront.dismiss_reports", reported, seen, guests=401, members=404, **OFFICE),
    post(
        "storefront.appeal_hiding",
        hidden,
        fixed(body="东西没有问题。"),
        guests=401,
        members=404,
        farmer=303,
    ),
    post(
        "storefront.decide_hiding",
        hidden,
        LIFTED,
        guests=401,
        members=404,
        officer=303,
        manager=303,
    ),
)
