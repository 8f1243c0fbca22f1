"""The verbs of the shop on real databases: what they do, and what they refuse whole."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from blueprints.core import clock, ids
from blueprints.core.db import session, writing
from blueprints.core.errors import NeedsSignIn, NotFound, TooMany
from blueprints.members import queries as members
from blueprints.storefront import queries, rules, services
from blueprints.storefront.models import Order, Product, Step
from blueprints.storefront.rules import ACCEPT_WITHIN, COMPLETES_AFTER, Choice, Wanted
from blueprints.storefront.services.orders import NoSuchOrder
from blueprints.storefront.services.products import NoSuchPlace, NotInOrganisation, ProductChanged
from tests.storefront.conftest import Rows, Stall, viewer_of
from tests.village import BUYER, FARMER, MANAGER, NEIGHBOUR, OTHER_BUYER, SHIQIAO_MANAGER

Stop = Callable[[datetime], datetime]
A_MINUTE = timedelta(minutes=1)


def test_an_order_walks_from_placed_to_completed_and_each_step_is_a_record(stall: Stall) -> None:
    product = stall.sells()
    [order] = stall.orders({product: 3})
    stall.does(services.accept_order, order)
    stall.does(services.hand_over_order, order)
    stall.does(services.complete_order, order, BUYER)
    assert (stall.state(order), stall.stock(product)) == ("completed", 17)
    steps = session.scalars(select(Step).where(Step.order_id == order).order_by(Step.at)).all()
    assert [(step.to, step.side) for step in steps] == [
        ("placed", "buyer"),
        ("accepted", "seller"),
        ("handed_over", "seller"),
        ("completed", "buyer"),
    ]
    assert [step.by for step in steps] == [
        members.person_with(who) for who in (BUYER, FARMER, FARMER, BUYER)
    ]


@pytest.mark.parametrize("who", [FARMER, BUYER])
def test_cancelling_with_a_reason_returns_the_stock(stall: Stall, who: str) -> None:
    product = stall.sells()
    [order] = stall.orders({product: 3})
    with pytest.raises(rules.ReasonMissing):
        stall.does(services.cancel_order, order, who, reason="")
    assert stall.stock(product) == 17
    stall.does(services.cancel_order, order, who, reason="下雨")
    assert (stall.state(order), stall.stock(product)) == ("cancelled", 20)
    with pytest.raises(rules.StepNotPossible):
        stall.does(services.cancel_order, order, who, reason="下雨")
    assert stall.stock(product) == 20


def test_an_order_not_accepted_has_lapsed_before_any_job_ran(stall: Stall, clock_at: Stop) -> None:
    product = stall.sells()
    placed = clock_at(clock.now())
    [order] = stall.orders({product: 20})
    clock_at(placed + ACCEPT_WITHIN - A_MINUTE)
    assert stall.state(order) == "placed"
    clock_at(placed + ACCEPT_WITHIN)
    assert stall.state(order) == "cancelled"
    with pytest.raises(rules.StepNotPossible):
        stall.does(services.accept_order, order)
    [second] = stall.orders({product: 20}, OTHER_BUYER)
    assert (stall.state(second), stall.stock(product)) == ("placed", 0)


def test_the_round_writes_down_a_lapse_once_and_frees_the_stock(
    stall: Stall, clock_at: Stop
) -> None:
    product = stall.sells()
    placed = clock_at(clock.now())
    [order] = stall.orders({product: 5})
    clock_at(placed + ACCEPT_WITHIN)
    for _ in range(2):
        with writing():
            services.settle_due_orders()
    assert stall.stock(product) == 20
    assert session.get_one(Order, order).state == "cancelled"


def test_an_order_completes_by_itself_and_a_problem_stops_it(stall: Stall, clock_at: Stop) -> None:
    product = stall.sells()
    handed = clock_at(clock.now())
    quiet, troubled = stall.orders({product: 1})[0], stall.orders({product: 1})[0]
    for order in (quiet, troubled):
        stall.does(services.accept_order, order)
        stall.does(services.hand_over_order, order)
    with pytest.raises(rules.ReasonMissing):
        stall.does(services.open_problem, troubled, BUYER, reason="")
    stall.does(services.open_problem, troubled, BUYER, reason="坏了")
    with pytest.raises(rules.ProblemAlreadyOpen):
        stall.does(services.open_problem, troubled, BUYER, reason="坏了")
    due = clock_at(handed + COMPLETES_AFTER)
    assert (stall.state(quiet), stall.state(troubled)) == ("completed", "handed_over")
    with pytest.raises(rules.StepNotPossible):
        stall.does(services.close_problem, troubled, FARMER)
    stall.does(services.close_problem, troubled, BUYER)
    assert stall.state(troubled) == "handed_over", "the days begin again"
    clock_at(due + COMPLETES_AFTER)
    assert stall.state(troubled) == "completed"


def test_open_problems_do_not_keep_other_orders_from_settling(stall: Stall, clock_at: Stop) -> None:
    product = stall.sells()
    handed = clock_at(clock.now())
    first, second = stall.orders({product: 1})[0], stall.orders({product: 1})[0]
    for order in (first, second):
        stall.does(services.accept_order, order)
        stall.does(services.hand_over_order, order)
    stall.does(services.open_problem, first, BUYER, reason="坏了")
    clock_at(handed + COMPLETES_AFTER)
    with writing():
        while services.settle_due_orders(at_most=1):
            pass
    session.rollback()
    assert session.get_one(Order, second).state == "completed"


def test_a_changed_price_is_asked_about_and_nothing_is_written(
    stall: Stall, rows: Callable[[], Rows]
) -> None:
    product = stall.sells()
    before = rows()
    with pytest.raises(rules.PriceChanged):
        stall.orders({product: 1}, seen=470)
    assert rows() == before


def test_more_than_there_is_writes_nothing_not_even_the_other_line(
    stall: Stall, rows: Callable[[], Rows]
) -> None:
    plenty, few = stall.sells(stock=50), stall.sells(stock=2)
    before = rows()
    with pytest.raises(rules.SoldOut, match="Only 2 of"):
        stall.orders({plenty: 10, few: 3})
    assert rows() == before


@pytest.mark.parametrize("stranger", [MANAGER, OTHER_BUYER, SHIQIAO_MANAGER])
def test_a_stranger_finds_no_order_to_step(
    stall: Stall, rows: Callable[[], Rows], stranger: str
) -> None:
    [order] = stall.orders({stall.sells(): 1})
    before = rows()
    for verb in (services.accept_order, services.hand_over_order, services.complete_order):
        with pytest.raises(NotFound):
            stall.does(verb, order, stranger)
        with pytest.raises(NeedsSignIn):
            stall.does(verb, order, None, visitor="another-phone")
    with pytest.raises(NotFound):
        stall.does(services.cancel_order, order, stranger, reason="x")
    assert rows() == before


def test_the_leader_of_a_cooperative_keeps_its_shop_and_no_other(stall: Stall) -> None:
    through = members.organisation_with("Liushu Cooperative")
    [order] = stall.orders({stall.sells(organisation_id=through): 1})
    with pytest.raises(NotFound):
        stall.does(services.accept_order, order, SHIQIAO_MANAGER)
    stall.does(services.accept_order, order, MANAGER)
    assert stall.state(order, MANAGER) == "accepted"


def test_nobody_orders_their_own_or_an_empty_basket_or_too_much(stall: Stall) -> None:
    mine = stall.sells()
    with pytest.raises(rules.OwnProduct):
        stall.orders({mine: 1}, FARMER)
    with pytest.raises(rules.NothingToOrder):
        stall.orders({})
    many = {Choice(uuid.uuid4()): Wanted(1, 1) for _ in range(rules.MOST_LINES + 1)}
    with pytest.raises(rules.TooManyLines):
        services.place_orders(buyer=_guest("v"), wanted=many, key=ids.uuid7())


def test_two_sellers_make_two_orders_with_their_own_totals(stall: Stall) -> None:
    mine, theirs = stall.sells(), stall.sells(NEIGHBOUR, price_minor=100)
    orders = [session.get_one(Order, one) for one in stall.orders({mine: 2, theirs: 3})]
    assert sorted(order.total_minor for order in orders) == [300, 960]
    assert len({order.key for order in orders}) == 2


def test_one_key_makes_one_order_even_where_the_answer_was_forgotten(stall: Stall) -> None:
    """The key of the domain row itself, below the stored answers."""
    product, key = stall.sells(), ids.uuid7()
    stall.orders({product: 1}, key=key)
    with pytest.raises(IntegrityError):
        stall.orders({product: 1}, key=key)
    assert stall.stock(product) == 19


def test_the_dearest_price_can_be_listed_and_ordered_by_the_thousand(stall: Stall) -> None:
    product = stall.sells(price_minor=10**12 - 1, stock=rules.MOST_STOCK)
    [order] = stall.orders({product: rules.MOST_OF_ONE_LINE})
    assert session.get_one(Order, order).total_minor == (10**12 - 1) * 10_000


def test_signing_in_adopts_basket_and_orders_and_keeps_ones_own_lines(stall: Stall) -> None:
    common, only = stall.sells(), stall.sells(title="柚子")
    me = members.person_with(BUYER)
    mine = f"m:{me.hex}"
    with writing():
        services.put_in_basket(owner=mine, product_id=common, quantity=2)
        services.put_in_basket(owner="v:phone", product_id=common, quantity=9)
        services.put_in_basket(owner="v:phone", product_id=only, quantity=1)
    [order] = stall.orders({common: 1}, None, "phone")
    with writing():
        services.adopt_visitor(visitor="phone", member_id=me)
    assert {one.product_id: line.quantity for one, line in queries.wanted_in(mine).items()} == {
        common: 2,
        only: 1,
    }
    assert queries.wanted_in("v:phone") == {}
    assert session.get_one(Order, order).buyer_id == me
    with pytest.raises(NotFound):
        queries.order_seen_by(order, None, "phone")


def test_a_guest_sees_the_order_they_placed_and_no_other_phone_does(stall: Stall) -> None:
    [order] = stall.orders({stall.sells(): 1}, None, "phone")
    assert queries.order_seen_by(order, None, "phone").card.side == "buyer"
    for viewer, visitor in ((None, "other"), (None, None), (viewer_of(BUYER), None)):
        with pytest.raises(NotFound):
            queries.order_seen_by(order, viewer, visitor)
    stall.does(services.cancel_order, order, None, visitor="phone", reason="改天")


def test_a_lookup_needs_both_and_ten_wrong_guesses_an_hour_are_the_end(
    stall: Stall, clock_at: Stop
) -> None:
    [order] = stall.orders({stall.sells(): 1}, None, "phone")
    now, number = clock_at(clock.now()), session.get_one(Order, order).number
    for n in range(10):
        _guess_wrong(number, f"+86139000000{n:02}", "guesser")
    with pytest.raises(TooMany):
        _find(number, "+8613912345678", "another")
    clock_at(now + timedelta(hours=1, seconds=1))
    assert _find(number, "+8613912345678", "another") == order
    assert queries.order_seen_by(order, None, "another").card.number == number


def test_an_older_edit_is_asked_about_and_never_overwrites(stall: Stall) -> None:
    product = stall.sells()
    stall.changes(product, 1, price_minor=520)
    with pytest.raises(ProductChanged):
        stall.changes(product, 1, price_minor=470)
    assert session.get_one(Product, product).price_minor == 520


def test_a_withdrawn_product_is_gone_for_buyers_and_its_orders_go_on(stall: Stall) -> None:
    product = stall.sells(title="独一无二柚")
    [order] = stall.orders({product: 1})
    stall.withdraws(product)
    with pytest.raises(rules.NoLongerSold):
        stall.orders({product: 1}, OTHER_BUYER)
    with pytest.raises(NotFound), writing():
        services.put_in_basket(owner="v:x", product_id=product, quantity=1)
    with pytest.raises(NotFound):
        stall.changes(product, None)
    shelf = queries.listing(
        words="独一无二柚", category="", place_id=None, sort="new", after="", locale="zh"
    )
    assert shelf.cards == ()
    stall.does(services.accept_order, order)


def test_only_the_seller_changes_and_withdraws(stall: Stall, rows: Callable[[], Rows]) -> None:
    product = stall.sells()
    before = rows()
    with pytest.raises(NotFound):
        stall.changes(product, 1, MANAGER)
    with pytest.raises(NotFound):
        stall.withdraws(product, MANAGER)
    assert rows() == before


def test_one_sells_only_through_ones_own_cooperative_and_from_known_places(stall: Stall) -> None:
    with pytest.raises(NotInOrganisation):
        stall.sells(organisation_id=members.organisation_with("Shiqiao Cooperative"))
    with pytest.raises(NoSuchPlace):
        stall.sells(place_id=uuid.uuid4())


def test_a_line_is_set_changed_and_taken_out(stall: Stall) -> None:
    product = stall.sells()
    for quantity in (3, 5, 0, 0):
        with writing():
            services.put_in_basket(owner="v:x", product_id=product, quantity=quantity)
        assert queries.basket_of("v:x", "zh").total_minor == quantity * 480


def _guest(visitor: str) -> services.Buyer:
    return services.Buyer(
        f"v:{visitor}", None, visitor, "x", "+8613912345678", "", "pickup", "on_delivery"
    )


def _find(number: str, phone: str, visitor: str) -> uuid.UUID:
    with writing():
        return services.find_order(number=number, phone=phone, visitor=visitor)


def _guess_wrong(number: str, phone: str, visitor: str) -> None:
    """As core.web.act does it: what the refusal wants recorded is written after the roll-back."""
    with pytest.raises(NoSuchOrder) as refused:
        _find(number, phone, visitor)
    assert refused.value.record
    with writing():
        refused.value.record()
