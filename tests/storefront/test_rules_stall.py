"""The words of a draft, what is missing, and what the days of a shop are: numbers and sentences."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.storefront import rules

LABELS = ("{words}", "How it is grown: {words}", "怎么存放：{words}")
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200)
ANSWERS = st.lists(WORDS, min_size=3, max_size=3)


def draft(*answers: str) -> str:
    return rules.draft(list(zip(LABELS, answers, strict=False)))


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        (("皮薄汁多",), "皮薄汁多。"),
        (("皮薄汁多。", "不打药，用羊粪，"), "皮薄汁多。\nHow it is grown: 不打药，用羊粪。"),
        (("Thin skin", "", "in the cellar"), "Thin skin.\n怎么存放：in the cellar."),
        (("得劲得很！", "  ", "放阴凉  处……"), "得劲得很！\n怎么存放：放阴凉 处……"),
        (("A {words} of it",), "A {words} of it."),
        (("，,",), ""),
    ],
)
def test_a_draft_is_what_was_said_with_full_stops(answers: tuple[str, ...], text: str) -> None:
    assert draft(*answers) == text


@given(ANSWERS)
def test_no_word_of_an_answer_is_lost_and_none_is_added(answers: list[str]) -> None:
    lines = draft(*answers).split("\n")
    said = [answer for answer in answers if answer.strip(" \u3000,，、;；:：")]
    for label in LABELS[1:]:
        lines = [line.removeprefix(label.replace("{words}", "")) for line in lines]
    assert words_in(" ".join(lines)) == words_in(" ".join(said))


@given(WORDS)
def test_a_sentence_has_one_end(answer: str) -> None:
    assert not re.search(r"[,，、;；:：\s][.。]$|[.。!！?？][.。]$", draft(answer)) or re.search(
        r"[.。!！?？][.。]$", answer.rstrip(" ,，、;；:：")
    )


@given(WORDS, ANSWERS)
def test_a_draft_made_twice_is_made_once(own: str, answers: list[str]) -> None:
    now = draft(*answers)
    once = rules.drafted(own, "", now)
    assert rules.drafted(once, now, now) == once
    assert rules.drafted(once, "", now) == once


@given(st.text(max_size=2_000), WORDS, ANSWERS)
def test_a_description_stays_within_its_bound_and_keeps_what_one_wrote(
    own: str, before: str, answers: list[str]
) -> None:
    told = rules.drafted(own, "", draft(*answers))
    assert len(told) <= max(len(own), rules.MOST_OF_A_DESCRIPTION)
    assert told.startswith(own.replace("\r\n", "\n").strip())


def test_a_new_draft_takes_the_place_of_the_one_before() -> None:
    first, second = draft("甜", "", "放阴凉处"), draft("很甜", "", "放阴凉处")
    told = rules.drafted("我家的橘子。", "", first)
    assert rules.drafted(told, first, second) == "我家的橘子。\n很甜。\n怎么存放：放阴凉处。"
    assert rules.drafted("我改过的话。", first, second).startswith("我改过的话。\n很甜。")


def words_in(text: str) -> list[str]:
    """Letters and digits alone: a full stop may come, a comma at the end may go."""
    return re.findall(r"\w", text)


def facts(**told: object) -> rules.Facts:
    whole = {
        "category": "fruit",
        "photos": 2,
        "faults": (),
        "weighed": True,
        "description": "皮薄汁多，山上自己长的，不打药。阴凉处放一个月也不坏。",
        "has_place": True,
        "stock": 3,
    }
    return rules.Facts(**{**whole, **told})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"photos": 0}, "No photo yet"),
        ({"faults": {"dark"}}, "rather dark"),
        ({"faults": {"blurred"}}, "blurred"),
        ({"faults": {"tiny"}}, "very small"),
        ({"weighed": False}, "No weight given: buyers ask this first."),
        ({"description": "皮薄汁多，山上自己长的，不打药，一家人都爱吃。"}, "how to keep it"),
        ({"has_place": False}, "where it comes from"),
        ({"description": "放阴凉处。"}, "description is short"),
        ({"stock": 0}, "None in stock"),
    ],
)
def test_each_thing_that_buyers_ask_is_named_alone(told: dict[str, object], sentence: str) -> None:
    [found] = rules.missing(facts(**told))
    assert sentence in found


def test_what_is_whole_is_left_in_peace_and_all_of_it_comes_in_order() -> None:
    assert rules.missing(facts()) == ()
    bare = facts(photos=0, weighed=False, description="", has_place=False, stock=0)
    firsts = [sentence.split()[1] for sentence in rules.missing(bare)]
    assert firsts == ["photo", "weight", "said", "said", "description", "in"]


@pytest.mark.parametrize("category", ["crafts", "visits"])
def test_nobody_asks_what_a_visit_weighs_or_how_to_keep_a_basket(category: str) -> None:
    told = facts(category=category, weighed=False, description="手工编的，一个要编三天，能用十年。")
    assert rules.missing(told) == ()


@given(st.integers(0, 100), st.integers(0, 100))
def test_stock_runs_out_at_three_or_at_what_a_week_takes(stock: int, ordered: int) -> None:
    assert rules.runs_out(stock, ordered) == (stock <= 3 or stock <= ordered)


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-1", "２０２６-11", "1999-01", "x"])
def test_what_is_no_month_is_not_asked_for(text: str) -> None:
    assert rules.month_of(text) is None


def test_months_follow_one_another() -> None:
    assert rules.month_of("2026-12") == (date(2026, 12, 1), date(2027, 1, 1))
    months = rules.months_until(date(2026, 3, 31))
    assert (months[0], months[3], months[-1]) == (
        date(2026, 3, 1),
        date(2025, 12, 1),
        date(2025, 3, 1),
    )
    assert len(set(months)) == len(months) == 13
