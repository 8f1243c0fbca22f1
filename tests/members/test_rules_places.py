"""The official list of divisions, read row by row; the founding link."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.members import rules

COUNTY = "990101000000"
KNOWN = {COUNTY: "青禾县", "990101101000": "柳河镇"}


def why(*rows: str) -> list[str]:
    return [one.why for one in read(*rows).wrong]


def read(*rows: str) -> rules.Divisions:
    return rules.read_divisions([row.split(",") for row in rows], KNOWN)


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("990101000000", "county", "990101000000"),
        ("990101101000", "township", "990101000000"),
        ("990101101201", "village", "990101101000"),
        ("990100000000", None, None),
        ("990000000000", None, None),
    ],
)
def test_a_code_tells_its_level(code: str, level: str | None, parent: str | None) -> None:
    assert rules.level_of(code) == level
    if parent:
        assert rules.parent_of(code) == parent


@pytest.mark.parametrize("text", ["990101101", "９９０１０１１０１", "990 101 101", "990101101.0"])
def test_a_code_is_read_as_spreadsheets_write_it(text: str) -> None:
    assert rules.read_code_of(text) == "990101101000"


def test_a_list_in_any_order_with_heads_and_what_lies_above() -> None:
    found = read(
        "代码,名称", "990101103201,新河村", "990101103000,新河镇,Xinhe Town", "99,某省",
        "9901,某市", "990101101000,柳河镇",
    )  # fmt: skip
    assert [(one.name, one.level, one.latin_name) for one in found.new] == [
        ("新河镇", "township", "Xinhe Town"),
        ("新河村", "village", "Xinhe"),
    ]
    assert (found.wrong, found.known, found.above) == ((), 1, 2)


def test_wrong_rows_are_named_one_by_one() -> None:
    found = read(
        "990101101209,东坡村", "990101101209,西坡村", "12x,无码村", "990101101211,",
        "990101101212,123", "990101101000,别的镇", "990101999201,孤村", "990102000000,邻县",
    )  # fmt: skip
    assert [(one.line, one.why) for one in found.wrong] == [
        (2, "doubled"), (3, "code"), (4, "name"), (5, "name"), (6, "taken"), (7, "parent"),
        (8, "parent"),
    ]  # fmt: skip
    assert [one.name for one in found.new] == ["东坡村"]
    assert {one.why for one in found.wrong} <= set(rules.WRONG_WORDS)


def test_a_village_whose_township_is_wrong_is_wrong_too() -> None:
    assert why("990101104000,", "990101104201,新村") == ["name", "parent"]


@pytest.mark.parametrize("rows", [[], [["code", "name"]], [["990101101201", "x"]] * 5_002])
def test_no_list_and_too_long_a_list(rows: list[list[str]]) -> None:
    with pytest.raises(rules.BadList):
        rules.read_divisions(rows, KNOWN)


@given(st.lists(st.lists(st.text(max_size=15), max_size=4), max_size=20))
def test_any_rows_are_read_without_a_fault(rows: list[list[str]]) -> None:
    try:
        found = rules.read_divisions(rows, KNOWN)
    except rules.BadList:
        return
    for one in found.new:
        assert one.parent in KNOWN or one.parent in {other.code for other in found.new}


@pytest.mark.parametrize(
    ("name", "latin"),
    [("柳树村", "Liushu"), ("青禾县", "Qinghe"), ("石岭乡", "Shiling"), ("村", "Cun")],
)
def test_a_name_is_written_by_sound(name: str, latin: str) -> None:
    assert rules.latin_of(name) == latin


@pytest.mark.parametrize("name", ["", "   ", "123", "柳" * 41, "柳\u202e树"])
def test_what_is_no_name_of_a_place(name: str) -> None:
    with pytest.raises(rules.BadPlaceName):
        rules.read_place_name(name)
    with pytest.raises(rules.BadOrganisationName):
        rules.read_organisation_name(name if len(name) < 41 else name * 2)


def test_nothing_lies_below_a_village() -> None:
    assert [rules.level_below(one) for one in ("county", "township")] == ["township", "village"]
    with pytest.raises(rules.NotALevelUp):
        rules.level_below("village")


def test_only_the_link_on_the_screen_founds() -> None:
    token = rules.founding_token("secret")
    assert rules.opens_the_founding("secret", token)
    assert not rules.opens_the_founding("other", token)
    assert not rules.opens_the_founding("secret", "柳")
