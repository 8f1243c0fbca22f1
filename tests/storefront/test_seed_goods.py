"""The goods of the demo village: complete, plausible, and drawn the same each time."""

import io
from collections import Counter

import pytest
from PIL import Image

from blueprints.storefront.seeds import drawing
from blueprints.storefront.seeds.goods import GOODS, Good

CATEGORIES = {
    "fruit",
    "vegetables",
    "grain",
    "meat_eggs",
    "tea_honey",
    "preserves",
    "crafts",
    "visits",
}
LIUSHU_MEMBERS = {f"138000000{last:02d}" for last in range(1, 8)}
SHIQIAO_MEMBERS = {f"138000000{last:02d}" for last in range(21, 26)}
VILLAGES = {"liushu": {"liushu", "hewan"}, "shiqiao": {"shiqiao", "yunping"}}
UNITS = {"斤", "kg", "个", "只", "盒", "瓶", "袋", "罐", "件", "张", "位", "篮"}

each_good = pytest.mark.parametrize("good", GOODS, ids=lambda good: good.slug)
each_drawing = pytest.mark.parametrize("name", drawing.NAMES)


def test_the_village_sells_forty_goods() -> None:
    assert len(GOODS) == 40


@pytest.mark.parametrize("field", ["slug", "title_zh", "title_en", "drawing"])
def test_no_two_goods_share(field: str) -> None:
    values = [getattr(good, field) for good in GOODS]
    assert len(set(values)) == len(GOODS)


def test_every_category_has_goods() -> None:
    assert {good.category for good in GOODS} == CATEGORIES


def test_every_member_sells_something_and_the_ordinary_farmer_most() -> None:
    goods_of = Counter(good.seller for good in GOODS)
    assert set(goods_of) == LIUSHU_MEMBERS | SHIQIAO_MEMBERS
    assert goods_of.most_common(1)[0][0] == "13800000001"


def test_about_half_are_sold_through_a_cooperative() -> None:
    assert 16 <= sum(good.through is not None for good in GOODS) <= 24


@each_good
def test_a_good_is_sold_by_a_member_of_its_cooperative_from_its_own_side_of_the_river(
    good: Good,
) -> None:
    home = "liushu" if good.seller in LIUSHU_MEMBERS else "shiqiao"
    assert good.through in {None, home}
    assert good.place in VILLAGES[home]


@each_good
def test_a_good_can_be_bought(good: Good) -> None:
    assert good.price_minor > 0
    assert good.stock > 0
    assert good.unit in UNITS
    assert 0 <= good.days_ago <= 60


@each_good
def test_a_good_is_described_in_both_languages(good: Good) -> None:
    assert 40 <= len(good.description_zh) <= 120
    assert 120 <= len(good.description_en) <= 420
    assert _has_chinese(good.title_zh)
    assert not _has_chinese(good.title_en + good.description_en)


@each_good
def test_no_good_answers_the_search_that_belongs_to_the_first_listing(good: Good) -> None:
    words = f"{good.title_zh} {good.description_zh} {good.title_en} {good.description_en}"
    assert not [word for word in ("蜜桔", "蜜橘", "mandarin") if word in words.lower()]


def test_every_good_is_drawn_and_every_drawing_used() -> None:
    assert {good.drawing for good in GOODS} == set(drawing.NAMES)


@each_drawing
def test_a_drawing_is_a_large_square_in_colour(name: str) -> None:
    picture = drawing.draw(name)
    assert (picture.size, picture.mode) == ((1200, 1200), "RGB")
    assert len(picture.reduce(8).getcolors(1 << 16) or []) > 24


@each_drawing
def test_a_drawing_comes_out_the_same_each_time(name: str) -> None:
    assert drawing.draw(name, 300).tobytes() == drawing.draw(name, 300).tobytes()


def test_no_two_drawings_are_the_same() -> None:
    pictures = {drawing.draw(name, 104).tobytes() for name in drawing.NAMES}
    assert len(pictures) == len(drawing.NAMES)


@each_drawing
def test_a_drawing_is_light_enough_for_a_weak_network(name: str) -> None:
    picture = drawing.draw(name)
    assert _webp_bytes(picture, 160, 50) <= 3_000
    assert _webp_bytes(picture, 480, 75) <= 25_000


def _webp_bytes(picture: Image.Image, width: int, quality: int) -> int:
    body = io.BytesIO()
    small = picture.resize((width, width), Image.Resampling.LANCZOS)
    small.save(body, "WEBP", quality=quality)
    return len(body.getvalue())


def _has_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)
