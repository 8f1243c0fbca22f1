"""Ways, windows and delays on real databases: who keeps them, and what an order keeps of them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from blueprints.core import clock, events, ids
from blueprints.core.db import session, writing
from blueprints.core.errors import Forbidden, NotFound
from blueprints.members import queries as members
from blueprints.storefront import queries, rules, services
from blueprints.storefront.models import Delay, Order, Point, Product, Way
from blueprints.storefront.rules import Choice, FeeRule, ShopKey, Wanted
from blueprints.storefront.services import WayTold, WindowTold
from tests.storefront.conftest import Stall, buyer_of, viewer_of
from tests.village import BUYER, FARMER, MANAGER, NEIGHBOUR, TREASURER, Village

Stop = Callable[[datetime], datetime]
PARCEL = WayTold(kind="parcel", rule=FeeRule(800, 1000, 200, 19900))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def own(phone: str = FARMER) -> ShopKey:
    return ShopKey(None, members.person_with(phone))


def at_home(**told: Any) -> WayTold:
    place = members.place_with("Liushu")
    return WayTold(**{"kind": "pickup", "place_id": place, "name": "我家", **told})


def offers(told: WayTold, shop: ShopKey | None = None, who: str = FARMER) -> uuid.UUID:
    with writing():
        return services.offer_way(
            viewer=viewer_of(who), shop=shop or own(who), told=told, key=ids.uuid7()
        ).id


def opens(shop: ShopKey, who: str = FARMER, **told: Any) -> uuid.UUID:
    now = clock.now()
    plain = {"opens_at": now - HOUR, "closes_at": now + DAY, "collect_on": (now + 2 * DAY).date()}
    with writing():
        return services.open_window(
            viewer=viewer_of(who), shop=shop, told=WindowTold(**{**plain, **told}), key=ids.uuid7()
        ).id


def orders(product: uuid.UUID, n: int = 1, **wish: Any) -> Order:
    with writing():
        price = session.get_one(Product, product).price_minor
        buyer = replace(buyer_of(BUYER), **{"address": "县城东街 3 号", **wish})
        [order_id] = services.place_orders(
            buyer=buyer, wanted={Choice(product): Wanted(n, price)}, key=ids.uuid7()
        )
    return session.get_one(Order, order_id, populate_existing=True)


def test_an_elder_says_collect_at_my_house_and_orders_keep_it(stall: Stall) -> None:
    product = stall.sells()
    way = offers(at_home(hours="17 点以后", ask="老李"))
    order = orders(product, delivery="pickup")
    assert (order.way, order.way_id, order.fee_minor) == ("pickup", way, 0)
    assert order.point_id is not None
    assert "我家" in order.way_words
    assert "17 点以后" in order.way_words
    assert order.total_minor == 480


def test_without_any_way_everything_stays_as_it_was(stall: Stall) -> None:
    order = orders(stall.sells(), delivery="ship")
    assert (order.way, order.fee_minor, order.delivery, order.window_id) == (None, 0, "ship", None)


def test_a_fee_that_was_seen_is_charged_once_and_stays_when_the_rule_changes(stall: Stall) -> None:
    product, way = stall.sells(), offers(PARCEL)
    order = orders(product, 3, delivery="ship", ways={way: 1200})  # three jin: two started kilos
    assert (order.fee_minor, order.total_minor, order.way) == (1200, 3 * 480 + 1200, "parcel")
    with writing():
        services.change_way(
            viewer=viewer_of(FARMER), way_id=way, version=1, told=replace(PARCEL, rule=FeeRule(1))
        )
    session.expire_all()
    assert (order.fee_minor, order.total_minor) == (1200, 2640)


def test_nobody_is_charged_a_fee_they_did_not_see(stall: Stall) -> None:
    product, way = stall.sells(), offers(PARCEL)
    with pytest.raises(rules.FeeUnseen) as unseen:
        orders(product, delivery="ship")
    assert unseen.value.params == {"now": 1000}
    with pytest.raises(rules.FeeUnseen):
        orders(product, delivery="ship", ways={way: None})
    with pytest.raises(rules.FeeChanged) as changed:
        orders(product, delivery="ship", ways={way: 800})
    assert changed.value.params == {"seen": 800, "now": 1000}
    assert stall.stock(product) == 20
    assert orders(product, delivery="ship", ways={way: 1000}).fee_minor == 1000


def test_without_a_word_the_cheapest_that_fits_is_taken_when_it_is_free(stall: Stall) -> None:
    product = stall.sells()
    offers(PARCEL)
    place = members.place_with("Qinghe")
    offers(WayTold(kind="delivery", place_id=place))
    offers(at_home())
    assert orders(product, delivery="ship").way == "delivery"
    assert orders(product, delivery="pickup").way == "pickup"


def test_a_way_that_ended_since_is_asked_about_and_one_that_never_was_is_refused(
    stall: Stall,
) -> None:
    product, way = stall.sells(), offers(at_home())
    offers(PARCEL)
    with writing():
        services.end_way(viewer=viewer_of(FARMER), way_id=way)
    with pytest.raises(rules.WayGone):
        orders(product, delivery="pickup", ways={way: 0})
    with pytest.raises(rules.NotThatWay):
        orders(product, delivery="pickup")
    with pytest.raises(rules.AddressMissing):
        orders(stall.sells(NEIGHBOUR), delivery="ship", address="")


def test_a_cooperatives_shop_asks_one_fee_for_all_its_sellers(
    stall: Stall, village: Village
) -> None:
    organisation = village.organisation("Shiqiao Cooperative")
    shop = ShopKey(organisation, uuid.UUID(int=0))
    way = offers(replace(PARCEL, rule=FeeRule(700)), shop, "13800000021")
    first = stall.sells("13800000022", organisation_id=organisation)
    second = stall.sells("13800000023", organisation_id=organisation)
    with writing():
        buyer = replace(buyer_of(BUYER), delivery="ship", address="东街", ways={way: 700})
        wanted = {Choice(one): Wanted(1, 480) for one in (first, second)}
        placed = services.place_orders(buyer=buyer, wanted=wanted, key=ids.uuid7())
    rows = [session.get_one(Order, one) for one in placed]
    assert [row.fee_minor for row in rows] == [700, 0]
    assert [row.total_minor for row in rows] == [1180, 480]
    assert {row.way_id for row in rows} == {way}


@pytest.mark.parametrize("who", [FARMER, NEIGHBOUR, TREASURER])
def test_only_the_manager_keeps_the_cooperatives_shop(
    stall: Stall, village: Village, who: str
) -> None:
    assert stall
    shop = ShopKey(village.organisation(), uuid.UUID(int=0))
    with pytest.raises(Forbidden):
        offers(at_home(name="新点"), shop, who)
    with pytest.raises(Forbidden):
        opens(shop, who)
    way = offers(at_home(name="新点"), shop, MANAGER)
    with pytest.raises(NotFound), writing():
        services.end_way(viewer=viewer_of(who), way_id=way)


def test_nobody_keeps_anothers_shop(stall: Stall) -> None:
    assert stall
    way = offers(PARCEL)
    with pytest.raises(Forbidden):
        offers(PARCEL, own(FARMER), NEIGHBOUR)
    with pytest.raises(NotFound), writing():
        services.change_way(viewer=viewer_of(NEIGHBOUR), way_id=way, version=1, told=PARCEL)


def test_a_second_rule_for_the_same_place_contradicts_and_a_smaller_area_does_not(
    stall: Stall,
) -> None:
    assert stall
    county, village = members.place_with("Qinghe"), members.place_with("Liushu")
    offers(PARCEL)
    offers(WayTold(kind="delivery", rule=FeeRule(900), place_id=county))
    offers(at_home())
    for twice in (
        replace(PARCEL, rule=FeeRule(1)),
        WayTold(kind="delivery", place_id=county),
        at_home(rule=FeeRule(5)),
    ):
        with pytest.raises(rules.WayTwice):
            offers(twice)
    offers(WayTold(kind="delivery", place_id=village))
    offers(at_home(name="村口"))
    ways = queries.ways_of([own()], "zh")[own().id]
    assert [way.kind for way in ways] == ["pickup", "pickup", "parcel", "delivery", "delivery"]
    assert ways[3].place_id == village, "the nearest comes first"


def test_what_is_missing_or_contradicts_itself_writes_nothing(stall: Stall) -> None:
    assert stall
    for bad, refusal in (
        (at_home(name=""), rules.PointWithoutName),
        (at_home(place_id=None), rules.WayNotComplete),
        (WayTold(kind="delivery"), rules.WayNotComplete),
        (replace(PARCEL, rule=FeeRule(0, None, None, 100)), rules.FreeWithoutFee),
    ):
        with pytest.raises(refusal):
            offers(bad)
    session.rollback()
    mine = own().seller_id
    assert session.scalar(select(Way.id).where(Way.seller_id == mine)) is None
    assert session.scalar(select(Point.id).where(Point.seller_id == mine)) is None


def test_an_older_version_of_a_rule_is_asked_about(stall: Stall) -> None:
    assert stall
    way = offers(PARCEL)
    change: dict[str, Any] = {"viewer": viewer_of(FARMER), "way_id": way, "told": PARCEL}
    with writing():
        services.change_way(**change, version=1)
    with pytest.raises(rules.WayChanged), writing():
        services.change_way(**change, version=1)


def test_orders_are_taken_only_within_an_open_window_and_belong_to_it(
    stall: Stall, clock_at: Stop
) -> None:
    product = stall.sells()
    offers(at_home())
    start = clock_at(clock.now())
    window = opens(own(), opens_at=start + HOUR, closes_at=start + 2 * HOUR)
    with pytest.raises(rules.NotOpenYet) as early:
        orders(product, delivery="pickup")
    assert early.value.params["opens"].at == start + HOUR
    clock_at(start + HOUR)
    assert orders(product, delivery="pickup").window_id == window
    clock_at(start + 2 * HOUR)
    with pytest.raises(rules.ClosedSince) as late:
        orders(product, delivery="pickup")
    assert late.value.params["closed"].at == start + 2 * HOUR
    assert stall.stock(product) == 19
    clock_at(start + 4 * DAY)
    assert orders(product, delivery="pickup").window_id is None, "the day is past: as always"


def test_a_window_of_one_point_leaves_other_orders_alone(stall: Stall, clock_at: Stop) -> None:
    product = stall.sells()
    there, here = offers(at_home(name="镇上")), offers(at_home())
    start = clock_at(clock.now())
    point = session.get_one(Way, there).point_id
    opens(own(), opens_at=start + HOUR, closes_at=start + 2 * HOUR, point_id=point)
    assert orders(product, delivery="pickup", ways={here: 0}).window_id is None
    with pytest.raises(rules.NotOpenYet):
        orders(product, delivery="pickup", ways={there: 0})


def test_windows_for_one_point_never_overlap_and_one_with_orders_stays(stall: Stall) -> None:
    product = stall.sells()
    offers(at_home())
    window = opens(own())
    with pytest.raises(rules.WindowsOverlap):
        opens(own())
    end: dict[str, Any] = {"viewer": viewer_of(FARMER), "window_id": window}
    order = orders(product, delivery="pickup")
    with pytest.raises(rules.WindowHasOrders), writing():
        services.end_window(**end)
    stall.does(services.cancel_order, order.id, FARMER, reason="下雨")
    with writing():
        services.end_window(**end)
    assert orders(product, delivery="pickup").window_id is None


def test_delays_add_up_reach_every_order_and_are_told_to_whoever_listens(
    stall: Stall, monkeypatch: pytest.MonkeyPatch
) -> None:
    product, heard = stall.sells(), []
    listen = [lambda order_id: heard.append(order_id)]
    monkeypatch.setitem(events._listeners, "storefront.order_delayed", listen)
    offers(at_home())
    window = opens(own())
    first, second = (orders(product, delivery="pickup").id for _ in range(2))
    day = clock.today() + 3 * DAY
    told: dict[str, Any] = {"viewer": viewer_of(FARMER), "day": day, "reason": "车坏了"}
    with writing():
        services.delay_window(window_id=window, **told, key=ids.uuid7())
    with writing():
        services.delay_order(
            order_id=first, **{**told, "day": day + DAY, "reason": "还没修好"}, key=ids.uuid7()
        )
    assert sorted(heard) == sorted([first, second, first])
    session.rollback()
    for_buyer = queries.order_seen_by(first, viewer_of(BUYER), None)
    assert [one.reason for one in for_buyer.delays] == ["车坏了", "还没修好"]
    assert [one.reason for one in queries.order_seen_by(second, viewer_of(BUYER), None).delays] == [
        "车坏了"
    ]


def test_only_the_sellers_side_notes_a_delay_with_a_reason_and_before_the_handover(
    stall: Stall,
) -> None:
    order = orders(stall.sells(), delivery="pickup").id
    told: dict[str, Any] = {
        "order_id": order,
        "day": clock.today(),
        "reason": "雨",
        "key": ids.uuid7(),
    }
    with pytest.raises(rules.StepNotPossible), writing():
        services.delay_order(viewer=viewer_of(BUYER), **told)
    with pytest.raises(NotFound), writing():
        services.delay_order(viewer=viewer_of(NEIGHBOUR), **told)
    with pytest.raises(rules.ReasonMissing), writing():
        services.delay_order(viewer=viewer_of(FARMER), **{**told, "reason": ""})
    with pytest.raises(rules.DelayInThePast), writing():
        services.delay_order(viewer=viewer_of(FARMER), **{**told, "day": clock.today() - DAY})
    for verb in (services.accept_order, services.hand_over_order):
        stall.does(verb, order)
    with pytest.raises(rules.StepNotPossible), writing():
        services.delay_order(viewer=viewer_of(FARMER), **told)
    assert session.scalar(select(Delay.id).where(Delay.order_id == order)) is None


def test_a_closed_account_leaves_no_address_behind(stall: Stall) -> None:
    product = stall.sells(NEIGHBOUR)
    offers(at_home(ask="老李 138"), own(NEIGHBOUR), NEIGHBOUR)
    order = orders(product, delivery="pickup")
    with writing():
        services.ways.forget_ways(members.person_with(NEIGHBOUR))
    session.expire_all()
    assert order.way_words == ""
    mine = own(NEIGHBOUR).seller_id
    points = session.scalars(select(Point).where(Point.seller_id == mine)).all()
    assert [(one.name, one.hours, one.ask) for one in points] == [("–", "", "")]
    ways = session.scalars(select(Way).where(Way.seller_id == mine)).all()
    assert all(one.ended_at and one.spot == "pickup" and not one.words for one in ways)


def test_the_packing_list_sums_everything_and_pages_by_window_and_way(stall: Stall) -> None:
    product = stall.sells(stock=200)
    offers(at_home())
    placed = [orders(product, 2, delivery="pickup").id for _ in range(22)]
    for one in placed:
        stall.does(services.accept_order, one)
    mine = own().seller_id
    session.rollback()
    first = queries.packing_of(mine, None, "")
    assert len(first.parcels) == 20
    second = queries.packing_of(mine, None, first.after or "")
    assert second.after is None
    seen = [one.id for one in (*first.parcels, *second.parcels)]
    assert len(seen) == len(set(seen)) == first.count
    assert set(placed) <= set(seen)
    assert [one.quantity for one in first.sums if one.title == "蜜桔"] == [44]
    assert queries.packing_of(mine, None, "no-such-edge").parcels == first.parcels
