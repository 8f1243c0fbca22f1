"""The seller's day, what leaders read of all orders, and how many looked: on both databases."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from blueprints.core import clock, own_data
from blueprints.core.db import session, writing
from blueprints.core.errors import NotFound
from blueprints.core.vault import vault
from blueprints.members import queries as members
from blueprints.storefront import jobs, queries, services
from blueprints.storefront.models import Order, OrderLook, Seen, SeenDay
from blueprints.storefront.queries import AskedOrders
from tests.storefront.conftest import Stall
from tests.village import BUYER, FARMER, MANAGER, NEIGHBOUR, SHIQIAO_MANAGER, TREASURER

SELLER = "13800000041"  # has sold nothing yet
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
ClockAt = Callable[[datetime], datetime]


def day(seller: str = FARMER) -> queries.Day:
    session.rollback()
    session.expire_all()
    return queries.day_of(members.person_with(seller))


def liushu() -> uuid.UUID:
    return members.organisation_with("Liushu Cooperative")


@pytest.fixture
def product(stall: Stall) -> uuid.UUID:
    return stall.sells(SELLER, stock=40)


def test_an_order_moves_down_the_page_as_it_is_dealt_with(stall: Stall, product: uuid.UUID) -> None:
    assert day(SELLER).waits == 0
    [order] = stall.orders({product: 3})
    [errand] = day(SELLER).accept.first
    assert (errand.order_id, errand.who, errand.quantity, errand.more) == (order, "李婶", 3, 0)
    stall.does(services.accept_order, order, SELLER)
    now = day(SELLER)
    assert (now.accept.count, now.pack.count, now.sold) == (0, 1, ())
    stall.does(services.hand_over_order, order, SELLER)
    now = day(SELLER)
    assert (now.waits, now.sold) == (0, ((1, 1440, "CNY"),))
    stall.does(services.complete_order, order, BUYER)
    assert day(SELLER).sold == ((1, 1440, "CNY"),), "a sale is counted once"


def test_an_open_problem_comes_first_and_goes_when_it_is_settled(
    stall: Stall, product: uuid.UUID
) -> None:
    [order] = stall.orders({product: 1})
    for verb in (services.accept_order, services.hand_over_order):
        stall.does(verb, order, SELLER)
    stall.does(services.open_problem, order, BUYER, reason="有两个坏了")
    [trouble] = day(SELLER).problems.first
    assert (trouble.order_id, trouble.words) == (order, "有两个坏了")
    stall.does(services.close_problem, order, BUYER)
    assert day(SELLER).problems.count == 0


def test_what_nobody_answered_in_time_waits_no_more(
    stall: Stall, product: uuid.UUID, clock_at: ClockAt
) -> None:
    stall.orders({product: 1})
    clock_at(clock.now() + timedelta(days=3, minutes=1))
    assert day(SELLER).accept.count == 0


def test_what_was_handed_over_eight_days_ago_is_not_this_weeks(
    stall: Stall, product: uuid.UUID, clock_at: ClockAt
) -> None:
    [order] = stall.orders({product: 1})
    for verb in (services.accept_order, services.hand_over_order):
        stall.does(verb, order, SELLER)
    clock_at(clock.now() + timedelta(days=8))
    assert day(SELLER).sold == ()


def test_five_of_each_are_shown_and_all_are_counted(stall: Stall, product: uuid.UUID) -> None:
    for _ in range(7):
        stall.orders({product: 1})
    waiting = day(SELLER).accept
    assert (len(waiting.first), waiting.count) == (5, 7)
    ats = [errand.at for errand in waiting.first]
    assert ats == sorted(ats)


def test_stock_runs_out_by_what_a_week_takes(stall: Stall) -> None:
    few, much, sold = (stall.sells(SELLER, stock=stock) for stock in (3, 4, 20))
    stall.orders({sold: 11})
    assert [one.product_id for one in day(SELLER).low] == [few, sold]
    assert much not in [one.product_id for one in day(SELLER).low]


def test_nobody_sees_another_sellers_day(stall: Stall, product: uuid.UUID) -> None:
    stall.orders({product: 1})
    before = day(NEIGHBOUR)
    assert product not in [one.product_id for one in before.low]
    assert before.accept.count == session.scalar(
        select(func.count()).where(
            Order.seller_id == members.person_with(NEIGHBOUR), Order.state == "placed"
        )
    )


def looks(product: uuid.UUID, *who: str) -> dict[uuid.UUID, frozenset[str]]:
    return {product: frozenset(who)}


def test_phones_are_counted_once_a_day_and_added_up_when_it_is_over(
    stall: Stall, product: uuid.UUID, clock_at: ClockAt
) -> None:
    today = clock.local(clock_at(NOON)).date()
    services.keep_seen(today, looks(product, "a", "b"))
    services.keep_seen(today, looks(product, "b", "c"))
    services.keep_seen(today - timedelta(days=1), looks(product, "a"))
    assert [(one.product_id, one.phones) for one in day(SELLER).seen] == [(product, 4)]
    assert day(SELLER).seen_in_all == 4
    vault().make(f"tally-{today}")
    clock_at(NOON + timedelta(days=2))
    jobs.add_up_seen()
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Seen)) == 0
    assert session.scalars(select(SeenDay.phones).order_by(SeenDay.day)).all() == [1, 3]
    assert f"tally-{today}" not in vault().names()
    assert day(SELLER).seen_in_all == 4, "the same figure, without the phones"
    clock_at(NOON + timedelta(days=8))
    jobs.add_up_seen()
    assert day(SELLER).seen == ()
    clock_at(NOON + timedelta(days=500))
    jobs.add_up_seen()
    assert session.scalar(select(func.count()).select_from(SeenDay)) == 0


def test_a_look_at_what_never_was_does_not_hold_up_the_others(product: uuid.UUID) -> None:
    services.keep_seen(date(2026, 11, 23), {**looks(uuid.uuid4(), "a"), **looks(product, "a")})
    assert session.scalars(select(Seen.product_id)).all() == [product]


def test_ten_thousand_looks_are_one_write(product: uuid.UUID) -> None:
    many = looks(product, *(f"{n:032}" for n in range(10_000)))
    services.keep_seen(date(2026, 11, 23), many)
    services.keep_seen(date(2026, 11, 23), many)
    assert session.scalar(select(func.count()).select_from(Seen)) == 10_000


def test_who_closes_their_account_takes_the_looks_along(product: uuid.UUID) -> None:
    services.keep_seen(date(2026, 11, 23), looks(product, "a"))
    with writing():
        services.forget_member(members.person_with(SELLER))
    assert session.scalar(select(func.count()).select_from(Seen)) == 0


def orders_seen(leader: str = MANAGER, **asked: object) -> queries.ShopOrders:
    session.rollback()
    who = members.person_with(leader)
    return queries.shop_orders(who, liushu(), AskedOrders(**asked), "")  # type: ignore[arg-type]


@pytest.mark.parametrize("stranger", [FARMER, BUYER, SHIQIAO_MANAGER])
def test_only_who_leads_a_cooperative_reads_its_orders(live: Session, stranger: str) -> None:
    assert live
    assert orders_seen(MANAGER) == orders_seen(TREASURER)
    with pytest.raises(NotFound):
        orders_seen(stranger)
    with pytest.raises(NotFound):
        queries.whole_shop_orders(members.person_with(stranger), liushu(), AskedOrders())
    with pytest.raises(NotFound):
        services.note_order_look(
            by=members.person_with(stranger), organisation_id=liushu(), how="xlsx"
        )


def test_the_sums_are_those_of_what_is_asked_for_without_cancelled_ones(stall: Stall) -> None:
    before = orders_seen().sums
    product = stall.sells(NEIGHBOUR, organisation_id=liushu(), price_minor=1_000)
    kept, cancelled = (stall.orders({product: n})[0] for n in (2, 5))
    stall.does(services.cancel_order, cancelled, NEIGHBOUR, reason="下雨")
    [(n, minor, _)], [(m, before_minor, _)] = orders_seen().sums, before
    assert (n - m, minor - before_minor) == (1, 2_000)
    assert cancelled in [one.id for one in orders_seen(state="cancelled").orders]
    assert kept in [one.id for one in orders_seen(state="placed").orders]
    assert orders_seen(state="cancelled").sums == ()


def test_time_has_its_say_before_a_job_has_written_it(stall: Stall, clock_at: ClockAt) -> None:
    product = stall.sells(NEIGHBOUR, organisation_id=liushu())
    [lapsed] = stall.orders({product: 1})
    [arrived] = stall.orders({product: 1})
    for verb in (services.accept_order, services.hand_over_order):
        stall.does(verb, arrived, NEIGHBOUR)
    clock_at(clock.now() + timedelta(days=11))
    for state, order in (("cancelled", lapsed), ("completed", arrived)):
        found = {one.id: one.state for one in orders_seen(state=state).orders}
        assert found[order] == state
    for state in ("placed", "handed_over"):
        assert not {lapsed, arrived} & {one.id for one in orders_seen(state=state).orders}


def test_a_month_begins_at_midnight_here(stall: Stall, clock_at: ClockAt) -> None:
    clock_at(datetime(2031, 1, 31, 15, 59, tzinfo=UTC))  # 23:59 in Shanghai
    product = stall.sells(NEIGHBOUR, organisation_id=liushu())
    [last] = stall.orders({product: 1})
    clock_at(datetime(2031, 1, 31, 16, 0, tzinfo=UTC))
    [first] = stall.orders({product: 1})
    for month, order in ((date(2031, 1, 1), last), (date(2031, 2, 1), first)):
        following = (month + timedelta(days=31)).replace(day=1)
        assert [one.id for one in orders_seen(month=(month, following)).orders] == [order]


def test_pages_follow_by_key_and_a_file_holds_them_all(stall: Stall) -> None:
    product = stall.sells(NEIGHBOUR, organisation_id=liushu(), stock=100)
    made = [stall.orders({product: 1})[0] for _ in range(20)]
    who, seen, after = members.person_with(MANAGER), [], ""
    while True:
        page = queries.shop_orders(who, liushu(), AskedOrders(), after)
        seen += [one.id for one in page.orders]
        if not page.after:
            break
        after = page.after
    assert len(seen) == len(set(seen))
    assert set(made) <= set(seen)
    _, whole = queries.whole_shop_orders(who, liushu(), AskedOrders())
    assert [one.id for one in whole] == seen


def test_whoever_reads_the_list_is_written_down_and_those_in_it_see_that(
    stall: Stall, clock_at: ClockAt
) -> None:
    clock_at(NOON)
    product = stall.sells(NEIGHBOUR, organisation_id=liushu())
    stall.orders({product: 1})
    by = members.person_with(MANAGER)
    for how in ("page", "page", "xlsx", "xlsx"):
        services.note_order_look(by=by, organisation_id=liushu(), how=how)
    clock_at(NOON + timedelta(minutes=16))
    services.note_order_look(by=by, organisation_id=liushu(), how="page")
    assert session.scalar(select(func.count()).select_from(OrderLook)) == 4
    part = own_data.part_named("order_looks")
    assert part is not None
    for concerned, rows in ((BUYER, 4), (NEIGHBOUR, 4), (SELLER, 0)):
        found = own_data.rows_of(part, members.person_with(concerned))
        assert len(found) == rows, concerned
        assert {row["who"] for row in found} <= {members.names_of([by])[by]}
