"""What the house's addresses may name for each of five people, made or found in the village."""

from __future__ import annotations

import re
from typing import NamedTuple

from tests.browser.conftest import Phone
from tests.browser.overseen import ask_corrections, made_by_leader, made_by_officer
from tests.browser.stalls_aftersale import hidden_product, reviews_of
from tests.browser.stalls_delivery import made_by_shopkeeper
from tests.browser.stalls_goods import made_by_seller, seller_of
from tests.browser.stalls_together import bought_together
from tests.browser.steps import press

STRANGER, SELLER, PURCHASER, LEADER = "stranger", "seller", "buyer", "leader"
OVERSEER = "officer"
NEVER = "00000000-0000-7000-8000-000000000000"
STATES = ("placed", "accepted", "handed_over", "completed", "cancelled")
Names = dict[str, list[str]]


class Team(NamedTuple):
    stranger: Phone
    seller: Phone
    buyer: Phone
    leader: Phone
    officer: Phone


def what_stands(team: Team, product: str, guest_order: str) -> tuple[dict[str, Names], Names]:
    """Argument → values: of each person, and of everybody."""
    everybody = (STRANGER, SELLER, PURCHASER, LEADER, OVERSEER)
    known = {who: {"product_id": [product], "order_id": [guest_order]} for who in everybody}
    for who, phone in ((SELLER, team.seller), (PURCHASER, team.buyer)):
        known[who]["order_id"] = _orders_of(phone)
    through = _organisation_of(team.seller)
    ask_corrections(team.seller)
    known[LEADER] |= made_by_leader(team.leader, through)
    known[OVERSEER] |= made_by_officer(team.officer)
    known[SELLER] |= made_by_seller(team.seller, product)
    known[SELLER]["review_id"] = reviews_of(team.seller, known[SELLER]["order_id"])
    hidden = hidden_product(team.seller, team.officer, team.stranger)
    for who in (SELLER, OVERSEER):
        known[who]["product_id"].append(hidden)
    common = _papers(team.leader, through) | made_by_shopkeeper(team.leader, through)
    common |= {**_decisions_of(team.seller), **seller_of(team.seller, product)}
    common |= bought_together(team.buyer, team.seller, team.stranger, product)
    return known, common | {"organisation_id": [through]}


def _organisation_of(phone: Phone) -> str:
    found = re.search(r"/members/organisations/([\w-]+)", phone.open("/members/me").content())
    assert found
    return found[1]


def _papers(leader: Phone, organisation: str) -> Names:
    """A sheet of vouchers, and what opens one of them."""
    page = leader.open(f"/members/organisations/{organisation}/vouchers")
    press(page, "form[action$=vouchers] .btn--main")
    link = page.locator(".vouchers a").first.get_attribute("href") or ""
    # Nobody's: a closed door is no page.
    nobodys = [NEVER]
    sheet, token = page.url.rpartition("/")[2], link.rpartition("/")[2]
    return {"sheet_id": [sheet], "token": [token], "offer_id": nobodys}


def _decisions_of(phone: Phone) -> Names:
    """One in each state, and all the pages of each."""
    rows = phone.open("/decisions/").locator("main li[data-decision]").all()
    found = {
        str(row.get_attribute("data-state")): row.get_attribute("data-decision") for row in rows
    }
    assert {"voting", "passed", "failed"} <= set(found), "the village has too few decisions"
    return {"proposal_id": [str(one) for one in found.values()]}


def _orders_of(phone: Phone) -> list[str]:
    """One in each state."""
    page = phone.open("/storefront/orders/")
    links = [page.locator(f"[data-state={state}] h2 a").first for state in STATES]
    found = [(link.get_attribute("href") or "") for link in links if link.count()]
    assert len(found) >= 3, "the village has too few orders to look at"
    return [address.rpartition("/")[2] for address in found]
