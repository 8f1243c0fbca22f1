"""Pages of offers and group orders: true to the second, and each person's own part their own."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from blueprints.core import cards, clock, ids
from blueprints.core.db import session
from blueprints.members import queries as members
from tests.page import Client
from tests.storefront.conftest import id_in, sell
from tests.storefront.together import A_DAY, Circle
from tests.village import FARMER, NEIGHBOUR

Stop = Callable[[datetime], datetime]
PAGES = (
    "/",
    "/storefront/",
    "/storefront/products/{product}",
    "/storefront/products/{product}/poster",
    "/storefront/sellers/{seller}",
)


@pytest.fixture
def circle(live: Session) -> Circle:
    return Circle()


@pytest.mark.parametrize("page", PAGES)
def test_no_page_shows_an_offer_before_it_begins_or_after_it_ends(
    circle: Circle, client: Callable[..., Client], clock_at: Stop, page: str
) -> None:
    """Though it is kept in memory meanwhile, and a proxy may keep it too."""
    now, stranger = clock_at(clock.now()), client()
    product = circle.sells(title="到点的蜜桔", price_minor=4873)
    soon = now + timedelta(seconds=20)
    circle.offers(product, 4127, starts_at=soon, ends_at=soon + timedelta(seconds=20))
    path = page.format(product=product, seller=members.person_with(FARMER))
    shown = []
    for seconds in (0, 19, 20, 39, 40):
        clock_at(now + timedelta(seconds=seconds))
        answer = stranger.get(path)
        shown.append("41.27" in answer.text)
        told = int(answer.headers["Cache-Control"].partition("s-maxage=")[2].partition(",")[0])
        assert told <= (20 - seconds % 20 if seconds < 40 else 60)
    assert shown == [False, False, True, True, False]


def test_a_group_order_reads_as_over_from_the_second_it_closes(
    circle: Circle, client: Callable[..., Client], clock_at: Stop
) -> None:
    now, stranger = clock_at(clock.now()), client()
    group = circle.opens(circle.sells(), closes_at=now + timedelta(seconds=20))
    path, states = f"/storefront/together/{group}", []
    for seconds in (0, 19, 20):
        clock_at(now + timedelta(seconds=seconds))
        states.append(stranger.get(path).one("data", value=True).get("data-state"))
    assert states == ["open", "open", "missed"]


def test_the_page_says_no_more_of_the_leader_than_the_given_name(
    circle: Circle, client: Callable[..., Client]
) -> None:
    group = circle.opens(circle.sells())
    circle.joins(group, 2, None, phone="+8613977778888")
    page = client().get(f"/storefront/together/{group}")
    name = members.names_of([members.person_with(NEIGHBOUR)])[members.person_with(NEIGHBOUR)]
    assert name[1:] in page.text
    assert name not in page.text
    assert "李婶" not in page.text
    assert "13977778888" not in page.text


def test_the_sellers_own_forms_speak_of_the_ordinary_price(
    circle: Circle, client: Callable[..., Client]
) -> None:
    """Saving them while an offer holds must not make the offer the price for ever."""
    farmer = client(FARMER)
    product = id_in(sell(farmer))
    circle.offers(uuid.UUID(product), 400)
    form = farmer.get(f"/storefront/products/{product}/edit")
    assert farmer.submit(form, to="/edit", title="新名字").status_code == 303
    page = farmer.get(f"/storefront/products/{product}/own")
    assert page.form("price", action="/price").one("input", name="price").get("value") == "4.80"
    assert page.one("data", value=True).get("data-price-minor") == "400"


def test_the_short_link_leads_to_the_group_order(
    circle: Circle, client: Callable[..., Client]
) -> None:
    product = circle.sells()
    group = circle.opens(product)
    for one, kind in ((group, "together"), (product, "products")):
        answer = client().get(f"/s/{ids.short(one)}")
        assert answer.headers["Location"].endswith(f"/storefront/{kind}/{one}")


def test_another_room_can_show_it_on_its_page(
    circle: Circle, client: Callable[..., Client]
) -> None:
    """A community group's page will, once there are such groups."""
    group = circle.opens(circle.sells(), closes_at=clock.now() + A_DAY)
    session.rollback()
    with client().application.test_request_context():
        shown = cards.show("group_order", [group, uuid.uuid4()])
        assert set(shown) == {group}
        assert f"/storefront/together/{group}" in shown[group]
