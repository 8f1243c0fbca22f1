"""Vouchers and roles, as a village with only paper would have them."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.members import rules
from blueprints.members.rules import Paper, Standing

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MINE, OTHER = "+8613900000001", "+8613900000002"
GOOD = Paper(None, NOW + timedelta(hours=24), False, False, 0, True)
MANAGER, OFFICER, NOBODY = Standing(manager=True), Standing(officer=True), Standing()


def but(**changed: object) -> Paper:
    return Paper(**{**GOOD.__dict__, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("paper", "wrong"),
    [
        (GOOD, type(None)),
        (but(phone=MINE), type(None)),
        (but(phone=OTHER), rules.OtherNumber),
        (but(used=True), rules.VoucherUsed),
        (but(taken_back=True), rules.VoucherTakenBack),
        (but(expires_at=NOW), rules.VoucherOver),
        (but(expires_at=NOW + timedelta(seconds=1)), type(None)),
        (but(tries=rules.MOST_TRIES), rules.VoucherOver),
        (but(maker_acts=False), rules.MakerGone),
    ],
)
def test_what_is_wrong_with_a_voucher(paper: Paper, wrong: type) -> None:
    assert type(rules.why_not(paper, MINE, NOW)) is wrong


def test_before_a_number_is_given_nobody_is_the_wrong_one() -> None:
    assert rules.why_not(but(phone=OTHER), None, NOW) is None


def test_refusals_answer_as_their_kind() -> None:
    told = [rules.VoucherUsed, rules.VoucherOver, rules.VoucherTakenBack]
    assert {one.status for one in told} == {410}
    assert (rules.MakerGone.status, rules.OtherNumber.status) == (409, 422)
    outcomes = [getattr(one, "outcome", "") for one in (*told, rules.MakerGone, rules.OtherNumber)]
    assert set(outcomes) <= set(rules.TRY_OUTCOMES)


@pytest.mark.parametrize(
    ("standing", "kinds"),
    [
        (MANAGER, ("member", "pin")),
        (OFFICER, ("lead", "pin")),
        (NOBODY, ()),
        (Standing(manager=True, officer=True), ("member", "lead", "pin")),
    ],
)
def test_who_may_make_what(standing: Standing, kinds: tuple[str, ...]) -> None:
    assert rules.kinds_to_make(standing) == kinds


@pytest.mark.parametrize(
    ("standing", "roles", "may"),
    [
        (MANAGER, set(), True),
        (MANAGER, {"treasurer"}, False),
        (MANAGER, {"representative"}, False),
        (OFFICER, {"manager"}, True),
        (OFFICER, {"officer"}, False),
        (NOBODY, set(), False),
    ],
)
def test_a_manager_cannot_become_somebody_with_a_role(
    standing: Standing, roles: set[str], may: bool
) -> None:
    assert rules.may_renew_pin(standing, roles) is may


def test_every_kind_of_organisation_has_roles_that_there_are() -> None:
    assert set(rules.ROLES_IN) == set(rules.KINDS)
    assert {role for roles in rules.ROLES_IN.values() for role in roles} <= set(rules.ROLES)


def test_a_manager_names_the_treasurer_and_the_officer_everybody_else() -> None:
    assert rules.roles_to_give(MANAGER, "cooperative") == ("treasurer",)
    assert rules.roles_to_give(OFFICER, "cooperative") == ("manager",)
    assert rules.roles_to_give(OFFICER, "lender") == ("loan_officer",)
    for kind in rules.KINDS:
        assert rules.roles_to_give(NOBODY, kind) == ()


def test_one_manager_but_any_number_of_mentors() -> None:
    assert rules.is_free("manager", 0)
    assert not rules.is_free("manager", 1)
    assert rules.is_free("mentor", 9)


@given(st.uuids(), st.uuids())
def test_what_opens_it_follows_from_id_and_secret_alone(one: uuid.UUID, two: uuid.UUID) -> None:
    token = rules.voucher_token("secret", one)
    assert len(token) == 16
    assert token == rules.voucher_token("secret", one)
    assert token != rules.voucher_token("other secret", one)
    assert (token == rules.voucher_token("secret", two)) is (one == two)


@given(st.uuids())
def test_it_is_read_as_people_write_it_down(one: uuid.UUID) -> None:
    token = rules.voucher_token("secret", one)
    grouped = rules.in_groups(token)
    assert len(grouped.split("-")) == 4
    for typed in (token, grouped, grouped.lower(), token.replace("0", "O").replace("1", "l")):
        assert rules.read_voucher_token(typed) == token


@given(st.text())
def test_any_text_is_read_without_a_fault(text: str) -> None:
    assert rules.token_mark(rules.read_voucher_token(text)) is None or text
