"""The listing: found at once, each thing once, in both orders, with and without words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from blueprints.core.db import writing
from blueprints.members import queries as members
from blueprints.storefront import queries, services
from blueprints.storefront.queries import Card
from tests.storefront.conftest import Stall, buyer_of, viewer_of
from tests.village import BUYER, FARMER, SHIQIAO_FARMER

EVERYTHING = {"words": "", "category": "", "place_id": None}


def pages(sort: str, **asked: object) -> list[Card]:
    """Every card, by following the key from page to page."""
    cards: list[Card] = []
    after: str | None = ""
    while after is not None:
        shelf = queries.listing(**{**EVERYTHING, **asked}, sort=sort, after=after, locale="zh")
        cards += shelf.cards
        after = shelf.after
    return cards


@pytest.mark.parametrize("sort", ["new", "price"])
@pytest.mark.parametrize(
    ("words", "category"), [("", ""), ("蜜桔", ""), ("", "fruit"), ("sweet 蜜桔", "fruit")]
)
def test_paging_shows_every_product_exactly_once(
    stall: Stall, sort: str, words: str, category: str
) -> None:
    # Many of one price, so that the key has to tell them apart.
    mine = [
        stall.sells(title="蜜桔", description="sweet", price_minor=price)
        for price in (480,) * 15 + (1, 10**6) * 6
    ]
    asked = {"words": words, "category": category}
    cards = pages(sort, **asked)
    ids = [card.id for card in cards]
    assert len(ids) == len(set(ids))
    assert set(mine) <= set(ids)
    assert len(ids) >= (len(mine) if words or category else len(mine) + 40)
    if sort == "price":
        assert all(one.price_minor <= next_.price_minor for one, next_ in pairwise(cards))
    else:
        assert ids[: len(mine)] == mine[::-1]


def test_paging_goes_on_rightly_when_something_new_comes_in(stall: Stall) -> None:
    first = queries.listing(**EVERYTHING, sort="new", after="", locale="zh")
    stall.sells()
    second = queries.listing(**EVERYTHING, sort="new", after=first.after or "", locale="zh")
    assert not {card.id for card in first.cards} & {card.id for card in second.cards}


@pytest.mark.parametrize(
    "words", ["蜜桔", "高山蜜桔", "桔", "mandarin", "Mandarins", "柳树", "liushu"]
)
def test_a_new_product_is_found_at_once(stall: Stall, words: str) -> None:
    product = stall.sells(
        title="高山蜜桔",
        translations={"en": {"title": "Mountain mandarins", "description": ""}},
        place_id=members.place_with("Liushu"),
    )
    assert product in [card.id for card in pages("new", words=words)]


@pytest.mark.parametrize("words", ["榴莲", "zeppelin", "???", "蜜瓜桔子"])
def test_what_nobody_sells_is_not_found(stall: Stall, words: str) -> None:
    stall.sells(title="高山蜜桔")
    assert pages("new", words=words) == []


def test_a_changed_product_is_found_by_its_new_words_only(stall: Stall) -> None:
    product = stall.sells(title="独此一家桔", description="")
    stall.changes(product, 1, title="换了名字柚", description="")
    assert pages("new", words="独此一家") == []
    assert [card.id for card in pages("new", words="换了名字")] == [product]


def test_a_place_holds_what_comes_from_its_villages(stall: Stall) -> None:
    village = members.place_with("Liushu")
    product = stall.sells(place_id=village)
    line = members.ancestors(village)
    assert len(line) == 3
    for place in line:
        assert product in [card.id for card in pages("new", place_id=place)]
    elsewhere = [row.id for row in members.villages() if row.id != village]
    for place in elsewhere:
        assert product not in [card.id for card in pages("price", place_id=place)]


@pytest.mark.parametrize("after", ["x", "-", "99999999999999999999", "٣", "1-x", f"5-{'g' * 32}"])
@pytest.mark.parametrize("sort", ["new", "price"])
def test_a_key_that_is_none_begins_at_the_beginning(stall: Stall, sort: str, after: str) -> None:
    assert queries.listing(**EVERYTHING, sort=sort, after=after, locale="zh").cards


def test_a_card_speaks_the_readers_language_where_the_seller_gave_it(stall: Stall) -> None:
    product = stall.sells(
        title="高山蜜桔",
        organisation_id=members.organisation_with("Liushu Cooperative"),
        translations={"en": {"title": "Mountain mandarins", "description": ""}},
    )
    view = queries.product(product, "en")
    assert (view.card.title, view.card.seller) == ("Mountain mandarins", "Liushu Cooperative")
    assert view.description == "甜", "what was not translated stays as it was written"
    zh = queries.product(product, "zh")
    assert (zh.card.title, zh.card.seller) == ("高山蜜桔", "柳树合作社")


def test_orders_are_listed_for_both_sides_newest_first(stall: Stall) -> None:
    product = stall.sells(stock=50)
    placed = [stall.orders({product: 1})[0] for _ in range(17)]
    for who, side in ((BUYER, "buyer"), (FARMER, "seller")):
        seen, after = [], ""
        while after is not None:
            page = queries.orders_of(viewer_of(who), None, after)
            seen += page.cards
            after = page.after
        mine = [card for card in seen if card.id in placed]
        assert [card.id for card in mine] == placed[::-1]
        assert {card.side for card in mine} == {side}
    strangers = queries.orders_of(viewer_of(SHIQIAO_FARMER), None, "").cards
    assert not {card.id for card in strangers} & set(placed)
    assert queries.orders_of(None, None, "").cards == ()


def test_a_basket_shows_what_changed_and_what_is_short(stall: Stall) -> None:
    product = stall.sells(stock=5)
    owner = buyer_of(BUYER).owner
    with writing():
        services.put_in_basket(owner=owner, product_id=product, quantity=5)
    assert not queries.basket_of(owner, "zh").changed
    stall.changes(product, 1, price_minor=520, stock=4)
    basket = queries.basket_of(owner, "zh")
    [row] = basket.rows
    assert (basket.changed, row.short, row.seen_minor, basket.total_minor) == (
        True,
        True,
        480,
        2600,
    )
    assert queries.basket_size(owner) == 1
    assert queries.basket_of(None, "zh").rows == ()
