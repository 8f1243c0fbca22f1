"""What holds at the gate with only paper: numbers, names, PINs, waits."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.core.errors import DomainError
from blueprints.members import rules

NOW = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13800000001", "+8613800000001"),
        (" 138 0000 0001 ", "+8613800000001"),
        ("138-0000-0001", "+8613800000001"),
        ("+86 138 0000 0001", "+8613800000001"),
        ("008613800000001", "+8613800000001"),
        ("１３８００００００１１", "+8613800000011"),
        ("+44 7911 123456", "+447911123456"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: str) -> None:
    assert rules.read_phone(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "12345", "010-66668888", "+999123", "call me", "1" * 500, "13800000001 ext. 5"]
)
def test_what_no_code_can_reach_is_no_number(typed: str) -> None:
    with pytest.raises(rules.BadPhone):
        rules.read_phone(typed)


def test_a_masked_number_hides_its_middle() -> None:
    assert rules.masked_phone("+8613812345678") == "138 **** 5678"


@pytest.mark.parametrize(
    "name",
    [
        "柳",
        "阿依古丽·买买提",
        "𠮷野家",
        "\U00031350田",
        "Ana María",
        "بەختىيار",
        "字" * 50,
        "Ng'ang'a",
    ],
)
def test_names_of_every_script_are_names(name: str) -> None:
    assert rules.read_name(name) == name


@pytest.mark.parametrize(
    "name", ["", "   ", "123", "···", "字" * 51, "柳\x00田", "柳\u202e田", "柳\ud800", "😀"]
)
def test_what_nobody_is_called_is_refused(name: str) -> None:
    with pytest.raises(DomainError) as refusal:
        rules.read_name(name)
    assert refusal.value.field == "name"


def test_a_line_break_in_a_name_becomes_a_space() -> None:
    assert rules.read_name(" 柳\n大田 ") == "柳 大田"


@pytest.mark.parametrize(
    "pin",
    [
        "000000", "123456", "654321", "890123", "121212", "123123", "112233", "123321", "456123",
        "246810", "147258", "521314", "900101", "850229", "311299", "198507", "500000", "380000",
    ],
)  # fmt: skip
def test_a_pin_that_guessers_try_first_is_refused(pin: str) -> None:
    with pytest.raises(rules.BadPin):
        rules.read_pin(pin, "+8613800000001")


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "½23456", "-12345", "1 2345"])
def test_a_pin_is_six_digits_and_nothing_else(pin: str) -> None:
    with pytest.raises(rules.PinOfDigits):
        rules.read_pin(pin, None)


def test_full_width_digits_are_digits() -> None:
    assert rules.read_pin("７３９２０５", None) == "739205"


def test_the_weak_list_leaves_most_pins() -> None:
    def is_taken(number: int) -> bool:
        try:
            rules.read_pin(f"{number:06}", "+8613800000001")
        except rules.BadPin:
            return False
        return True

    assert sum(is_taken(number) for number in range(0, 1_000_000, 97)) > 900_000 / 97


@pytest.mark.parametrize("start", range(6))
def test_no_six_digits_of_ones_own_number_are_a_pin(start: int) -> None:
    with pytest.raises(rules.BadPin):
        rules.read_pin("13974620583"[start : start + 6], "+8613974620583")


@pytest.mark.parametrize("path", ["/", "/members/me", "/storefront/?q=蜜桔&place=1", "/a//b"])
def test_a_path_of_ours_may_be_gone_on_to(path: str) -> None:
    assert rules.local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None, "", "members", "//evil.example", "///evil.example", "https://evil.example/",
        "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example",
        "javascript:alert(1)", "data:text/html,x", " /x", "/x\r\nSet-Cookie: a=b", "/" + "a" * 3000,
    ],
)  # fmt: skip
def test_a_path_that_may_lead_away_is_none(path: str | None) -> None:
    assert rules.local_path(path) is None


@given(st.text())
def test_whatever_is_gone_on_to_begins_with_one_slash(text: str) -> None:
    path = rules.local_path(text)
    assert path is None or (path.startswith("/") and not path.startswith(("//", "/\\")))


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        ("Mozilla/5.0 (Linux; Android 13) Chrome/120 Mobile Safari/537.36", "Android · Chrome"),
        ("Mozilla/5.0 (iPhone) Safari MicroMessenger/8.0", "iPhone · WeChat"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari Edg/120", "Windows · Edge"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_words_people_know(agent: str, label: str) -> None:
    assert rules.browser_label(agent) == label


def test_a_code_is_read_as_it_is_pasted() -> None:
    assert rules.read_code(" １23-456 ") == "123456"
    assert rules.read_code("no code") == ""


def test_a_code_has_six_digits_and_is_known_only_with_its_browser() -> None:
    code, code_id = rules.new_code(), uuid.uuid4()
    assert len(code) == 6
    assert code.isdigit()
    assert rules.code_mark(code_id, "a", code) != rules.code_mark(code_id, "b", code)


@pytest.mark.parametrize("token", [None, "", "x" * 101, "同田", "\ud800"])
def test_what_cannot_be_our_cookie_has_no_mark(token: str | None) -> None:
    assert rules.token_mark(token) is None


def tries(
    wrong: list[datetime], *, confirmed: bool = True, device: list[datetime] | None = None
) -> rules.Tries:
    return rules.Tries(wrong=wrong, open=[], of_device=device or [], on_confirmed=confirmed)


def ago(*seconds: int) -> list[datetime]:
    return [NOW - second * SECOND for second in seconds]


def test_four_slips_cost_nothing() -> None:
    assert rules.pin_wait(tries(ago(4, 3, 2, 1)), NOW) <= timedelta()


def test_the_fifth_slip_waits_half_a_minute_and_each_further_one_twice_as_long() -> None:
    assert rules.pin_wait(tries(ago(4, 3, 2, 1, 0)), NOW) == 30 * SECOND
    assert rules.pin_wait(tries(ago(5, 4, 3, 2, 1, 0)), NOW) == 60 * SECOND
    assert rules.pin_wait(tries(ago(6, 5, 4, 3, 2, 1, 0)), NOW) == 120 * SECOND


def test_slips_of_a_quarter_of_an_hour_ago_are_forgotten() -> None:
    assert rules.pin_wait(tries(ago(*range(900, 906))), NOW) <= timedelta()


def test_elsewhere_ten_a_day_are_looked_at() -> None:
    spread = ago(*[3600 * hour for hour in range(1, 11)])
    assert rules.pin_wait(tries(spread, confirmed=False), NOW) == timedelta(hours=14)
    assert rules.pin_wait(tries(spread[:9], confirmed=False), NOW) <= timedelta()
    assert rules.pin_wait(tries(spread), NOW) <= timedelta()


def test_many_at_once_cannot_pass_the_limit_together() -> None:
    being_checked = rules.Tries(wrong=[], open=ago(*[0] * 10), of_device=[], on_confirmed=False)
    assert rules.pin_wait(being_checked, NOW) > timedelta()


def test_one_device_cannot_go_through_the_village() -> None:
    assert rules.pin_wait(tries([], device=ago(*range(20))), NOW) > timedelta()
    assert rules.pin_wait(tries([], device=ago(*range(19))), NOW) <= timedelta()


@given(st.lists(st.integers(0, 86_400), max_size=40), st.booleans())
def test_whoever_waits_as_told_is_looked_at(seconds: list[int], confirmed: bool) -> None:
    made = tries(ago(*seconds), confirmed=confirmed)
    wait = max(rules.pin_wait(made, NOW), timedelta())
    assert rules.pin_wait(made, NOW + wait) <= timedelta()


def test_codes_to_one_number_are_few_where_they_cost_and_many_where_they_are_shown() -> None:
    assert rules.code_wait(ago(5, 4, 3, 2, 1), NOW, shown=False) > timedelta(minutes=59)
    assert rules.code_wait(ago(5, 4, 3, 2, 1), NOW, shown=True) <= timedelta()
    spread = ago(*[7200 * n for n in range(1, 11)])
    assert rules.code_wait(spread, NOW, shown=False) == timedelta(hours=4)
