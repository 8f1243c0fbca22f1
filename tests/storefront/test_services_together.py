"""A group order on real databases: it happens for all or for none."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from blueprints.core import clock, jobs
from blueprints.core.db import session, writing
from blueprints.core.errors import NeedsSignIn, NotFound
from blueprints.members import queries as members
from blueprints.storefront import jobs as rounds
from blueprints.storefront import queries, rules, services
from blueprints.storefront.models import Order, Product, Share
from blueprints.storefront.rules import ACCEPT_WITHIN
from blueprints.storefront.rules.together import (
    LONGEST,
    MOST_OPEN,
    GroupClosesFirst,
    GroupOver,
    GroupPriceNotLower,
    GroupTooLong,
    LeastNotReached,
    LeastOutOfReach,
    NoLongerOpen,
    OnlySellersLower,
    TooManyGroups,
)
from tests.storefront.conftest import Rows, viewer_of
from tests.storefront.together import A_DAY, Circle
from tests.village import BUYER, FARMER, MANAGER, NEIGHBOUR, OTHER_BUYER

Stop = Callable[[datetime], datetime]
A_SECOND = timedelta(seconds=1)


@pytest.fixture
def circle(live: Session) -> Circle:
    return Circle()


def test_enough_have_come_so_everybody_has_an_order_at_the_price_of_the_opening(
    circle: Circle, clock_at: Stop
) -> None:
    now = clock_at(clock.now())
    product = circle.sells(stock=20)
    group = circle.opens(product, least=5)
    circle.joins(group, 3)
    circle.joins(group, 2, None)
    assert (circle.stock(product), circle.says(group)) == (15, "open")
    circle.changes(product, None, title="别的", price_minor=990, stock=15)
    clock_at(now + A_DAY)
    assert circle.says(group) == "happened", "from the second it closes, without any job"
    assert circle.orders_of_group(group) == []
    assert circle.settles() == 1
    orders = circle.orders_of_group(group)
    assert [(o.total_minor, o.state, o.address) for o in orders] == [
        (1440, "placed", "村口"),
        (960, "placed", "村口"),
    ]
    assert {o.due_at for o in orders} == {now + A_DAY + ACCEPT_WITHIN}
    assert orders[0].buyer_id == members.person_with(BUYER)
    lines = session.scalars(select(Order).options(selectinload(Order.lines))).all()
    titles = {line.title for one in lines if one in orders for line in one.lines}
    assert titles == {"蜜桔"}
    assert queries.order_seen_by(orders[1].id, None, "guest").card.side == "buyer"
    assert circle.stock(product) == 15


def test_too_few_have_come_so_nobody_has_an_order_and_all_goods_are_back(
    circle: Circle, clock_at: Stop, count: Callable[[], int]
) -> None:
    now, before = clock_at(clock.now()), count()
    product = circle.sells(stock=20)
    group = circle.opens(product, least=5)
    circle.joins(group, 3)
    circle.joins(group, 1, None)
    clock_at(now + A_DAY)
    assert (circle.says(group), circle.stock(product)) == ("missed", 16)
    circle.settles()
    assert (circle.says(group), circle.stock(product)) == ("missed", 20)
    assert count() == before


def test_a_writer_settles_what_is_due_before_any_job(circle: Circle, clock_at: Stop) -> None:
    now = clock_at(clock.now())
    product = circle.sells(stock=5)
    group = circle.opens(product, least=5)
    circle.joins(group, 4)
    clock_at(now + A_DAY)
    circle.orders({product: 5}, OTHER_BUYER)
    assert circle.kept(group).outcome == "missed"
    assert (circle.stock(product), circle.settles()) == (0, 0)


def test_the_runner_settles_it_the_moment_it_closes(circle: Circle, clock_at: Stop) -> None:
    now = clock_at(clock.now())
    product = circle.sells(stock=5)
    group = circle.opens(product, least=2)
    circle.joins(group, 2)
    jobs.run_due()
    assert circle.kept(group).outcome is None
    clock_at(now + A_DAY)
    jobs.run_due()
    assert circle.kept(group).outcome == "happened"


def test_the_round_settles_what_the_runner_missed(circle: Circle, clock_at: Stop) -> None:
    now = clock_at(clock.now())
    groups = [circle.opens(circle.sells(stock=5), least=2) for _ in range(3)]
    clock_at(now + A_DAY)
    rounds.settle_due_groups()
    assert {circle.kept(group).outcome for group in groups} == {"missed"}


def test_settled_twice_it_is_settled_once(circle: Circle, clock_at: Stop) -> None:
    now = clock_at(clock.now())
    product = circle.sells(stock=5)
    group = circle.opens(product, least=2)
    circle.joins(group, 3)
    clock_at(now + A_DAY)
    for _ in range(3):
        circle.settles()
        rounds.settle_groups_of(str(product))
    assert len(circle.orders_of_group(group)) == 1
    assert circle.stock(product) == 2


def test_a_share_after_the_close_is_refused_and_takes_nothing(
    circle: Circle, clock_at: Stop
) -> None:
    """One that an offline phone sends late, too."""
    now = clock_at(clock.now())
    product = circle.sells(stock=9)
    group = circle.opens(product, least=2)
    circle.joins(group, 2)
    clock_at(now + A_DAY - A_SECOND)
    late = circle.joins(group, 1, None)
    clock_at(now + A_DAY)
    with pytest.raises(GroupOver):
        circle.joins(group, 1, OTHER_BUYER)
    with pytest.raises(NoLongerOpen):
        circle.leaves(group, late, None)
    circle.settles()
    assert (len(circle.orders_of_group(group)), circle.stock(product)) == (2, 6)


def test_a_share_taken_back_gives_its_goods_back_once(circle: Circle) -> None:
    product = circle.sells(stock=9)
    group = circle.opens(product)
    mine, theirs = circle.joins(group, 3), circle.joins(group, 2, None)
    circle.leaves(group, mine)
    circle.leaves(group, mine)
    assert circle.stock(product) == 7
    circle.leaves(group, theirs, None)
    assert circle.stock(product) == 9


@pytest.mark.parametrize("who", [OTHER_BUYER, NEIGHBOUR, FARMER, None])
def test_nobody_takes_back_somebody_elses_share(circle: Circle, who: str | None) -> None:
    group = circle.opens(circle.sells())
    mine, guests = circle.joins(group, 3), circle.joins(group, 1, None)
    for share in (mine, guests):
        with pytest.raises(NotFound if who else NeedsSignIn):
            circle.leaves(group, share, who, "another visitor")


def test_more_than_is_left_is_not_shared(circle: Circle) -> None:
    product = circle.sells(stock=3)
    group = circle.opens(product, least=2)
    circle.joins(group, 2)
    with pytest.raises(rules.SoldOut):
        circle.joins(group, 2, OTHER_BUYER)
    assert circle.stock(product) == 1


def test_the_leader_closes_early_only_with_enough(circle: Circle) -> None:
    product = circle.sells(stock=9)
    group = circle.opens(product, least=5)
    circle.joins(group, 4)
    with pytest.raises(LeastNotReached) as refused:
        circle.closes(group)
    assert refused.value.params == {"missing": 1}
    circle.joins(group, 1, None)
    for other in (FARMER, BUYER):
        with pytest.raises(NotFound):
            circle.closes(group, other)
    circle.closes(group)
    assert len(circle.orders_of_group(group)) == 2
    kept = circle.kept(group)
    assert (kept.outcome, kept.settled_by) == ("happened", members.person_with(NEIGHBOUR))
    with pytest.raises(NoLongerOpen):
        circle.closes(group)


@pytest.mark.parametrize("who", [NEIGHBOUR, FARMER])
def test_leader_and_seller_may_call_it_off_with_a_reason(
    circle: Circle, who: str, count: Callable[[], int]
) -> None:
    before = count()
    product = circle.sells(stock=9)
    group = circle.opens(product, least=2)
    circle.joins(group, 4)
    with pytest.raises(rules.ReasonMissing):
        circle.calls_off(group, who, "")
    with pytest.raises(NotFound):
        circle.calls_off(group, BUYER)
    circle.calls_off(group, who)
    assert (circle.says(group), circle.stock(product), count()) == ("called_off", 9, before)
    with pytest.raises(GroupOver):
        circle.joins(group, 1)


def test_the_cooperatives_leader_keeps_group_orders_of_its_goods(circle: Circle) -> None:
    liushu = members.organisation_with("Liushu Cooperative")
    product = circle.sells(stock=9, organisation_id=liushu)
    group = circle.opens(product, MANAGER, price_minor=400)
    circle.calls_off(circle.opens(product, BUYER), MANAGER)
    assert circle.kept(group).price_minor == 400


def test_only_the_seller_gives_a_lower_price_and_then_buys_nothing(circle: Circle) -> None:
    product = circle.sells(stock=9)
    with pytest.raises(OnlySellersLower):
        circle.opens(product, NEIGHBOUR, price_minor=400)
    for price in (480, 500):
        with pytest.raises(GroupPriceNotLower):
            circle.opens(product, FARMER, price_minor=price)
    group = circle.opens(product, FARMER, price_minor=400)
    with pytest.raises(rules.OwnProduct):
        circle.joins(group, 1, FARMER)
    circle.joins(group, 5)
    circle.closes(group, FARMER)
    assert circle.orders_of_group(group)[0].total_minor == 2000


def test_an_offer_does_not_stretch_over_a_group_order(circle: Circle) -> None:
    """It has a last day, and so many for each person."""
    product = circle.sells(stock=9)
    circle.offers(product, 300, most_per_person=1)
    group = circle.opens(product, least=2)
    circle.joins(group, 4)
    assert circle.kept(group).price_minor == 480


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"closes_at": -A_SECOND}, GroupClosesFirst),
        ({"closes_at": LONGEST + A_SECOND}, GroupTooLong),
        ({"least": 21}, LeastOutOfReach),
        ({"seen_minor": 470}, rules.PriceChanged),
    ],
)
def test_what_cannot_be_opened_says_why(
    circle: Circle, told: dict[str, object], refusal: type[Exception], clock_at: Stop
) -> None:
    now, product = clock_at(clock.now()), circle.sells(stock=20)
    if isinstance(told.get("closes_at"), timedelta):
        told = {"closes_at": now + told["closes_at"]}
    with pytest.raises(refusal):
        circle.opens(product, **told)


def test_ten_at_once_are_enough_for_one_leader(circle: Circle) -> None:
    product = circle.sells()
    for _ in range(MOST_OPEN):
        circle.opens(product, least=2)
    with pytest.raises(TooManyGroups):
        circle.opens(product, least=2)


@pytest.mark.parametrize("how", ["withdrawn", "paused"])
def test_what_leaves_the_shop_takes_no_more_and_keeps_its_word(circle: Circle, how: str) -> None:
    product = circle.sells(stock=9)
    group = circle.opens(product, least=2)
    circle.joins(group, 3)
    if how == "withdrawn":
        circle.withdraws(product)
    else:
        _pause(product)
    with pytest.raises(rules.NoLongerSold):
        circle.joins(group, 1, OTHER_BUYER)
    with pytest.raises(NotFound):
        circle.opens(product)
    circle.closes(group)
    assert len(circle.orders_of_group(group)) == 1


def test_signing_in_takes_ones_shares_along(circle: Circle) -> None:
    group = circle.opens(circle.sells(), least=2)
    share = circle.joins(group, 2, None, visitor="phone")
    me = members.person_with(BUYER)
    with writing():
        services.adopt_visitor(visitor="phone", member_id=me)
    assert session.get_one(Share, share).buyer_id == me
    with pytest.raises(NeedsSignIn):
        circle.leaves(group, share, None, "phone")
    circle.closes(group)
    assert circle.orders_of_group(group)[0].buyer_id == me
    assert queries.order_seen_by(circle.orders_of_group(group)[0].id, viewer_of(BUYER), None)


def test_a_refused_share_writes_nothing(circle: Circle, rows: Callable[[], Rows]) -> None:
    product = circle.sells(stock=1)
    group = circle.opens(circle.sells(), least=2)
    before = rows()
    for wrong in (uuid.uuid4(), product):
        with pytest.raises(NotFound):
            circle.joins(wrong, 1)
    with pytest.raises(rules.SoldOut):
        circle.joins(group, 21)
    assert rows() == before
    assert session.scalar(select(func.count()).select_from(Share)) == len(
        before["storefront_share"]
    )


def _pause(product: uuid.UUID) -> None:

    with writing():
        session.get_one(Product, product).paused_at = clock.now()
