"""Every route × method × identity × ownership, from the URL map; a route without a row fails."""

from __future__ import annotations

import hashlib

import pytest
from flask import Flask
from sqlalchemy import text

from blueprints.core.access import mark_of
from blueprints.core.db import db
from tests.architecture.conftest import Crowd
from tests.architecture.matrix import CASES, GUESTS, IDENTITIES, Case

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
READING = [case for case in CASES if case.method == "GET"]
WRITING = [case for case in CASES if case.method == "POST"]
# That somebody read a register, or all orders of a shop, is all that reading writes down.
LOOKS = frozenset({"members_register_look", "storefront_order_look"})
# A second tap finds its session ended by the first, and is to get the same answer.
AFTER_THE_END = frozenset({"members.close_account"})


def test_every_route_and_method_has_a_row_and_every_row_a_route(app: Flask) -> None:
    served = {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert served == {(case.method, case.endpoint) for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_row_agrees_with_the_mark_on_the_route(app: Flask, case: Case) -> None:
    """A page marked for members that the table opens to guests is a mistake in one of them."""
    mark = mark_of(app, case.endpoint)
    assert mark is not None
    turned_away = 303 if case.method == "GET" else 401
    if mark.kind != "public":
        assert {case.expected[name] for name in GUESTS} == {turned_away}
    elif case.method != "GET" and case.endpoint not in AFTER_THE_END:
        assert turned_away not in case.expected.values()


@pytest.mark.parametrize("identity", IDENTITIES)
def test_reading_gives_each_what_is_theirs_and_changes_nothing(crowd: Crowd, identity: str) -> None:
    """Also every wrong guess: no GET leaves a trace in any table, but a leader's in their looks."""
    crowd.begin_again()
    before = _tables(crowd)
    got = {str(case): crowd.ask(case, identity).status_code for case in READING}
    assert got == {str(case): case.expected[identity] for case in READING}
    after = _tables(crowd)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == (LOOKS if identity == "manager" else set())


@pytest.mark.parametrize("case", WRITING, ids=str)
def test_writing_is_done_for_those_who_may_and_changes_nothing_for_the_others(
    crowd: Crowd, case: Case
) -> None:
    got, changed = {}, []
    crowd.begin_again()
    before = _tables(crowd)
    for identity, expected in case.expected.items():
        crowd.begin_again()
        got[identity] = crowd.ask(case, identity).status_code
        if expected >= 400 and _tables(crowd) != before:
            changed.append(identity)
    assert got == dict(case.expected)
    assert not changed, "refused, and yet something was written"


def test_no_other_method_is_answered(crowd: Crowd) -> None:
    by_path: dict[str, set[str]] = {}
    for case in CASES:
        by_path.setdefault(crowd.path(case), set()).add(case.method)
    for path, methods in by_path.items():
        for method in (UNSAFE | {"GET", "TRACE", "PROPFIND"}) - methods:
            for identity in ("stranger", "farmer"):
                answer = crowd.clients[identity].open(path, method=method)
                assert answer.status_code == 405, f"{method} {path} as {identity}"


def test_a_thing_that_never_was_is_404_for_everybody(crowd: Crowd) -> None:
    """The same answer as for a thing that is somebody else's."""
    for rule in crowd.house.app.url_map.iter_rules():
        if "<uuid:" not in rule.rule:
            continue
        path = rule.rule.partition("<")[0] + "0" * 8 + "-0000-7000-8000-" + "0" * 12
        path += rule.rule.partition(">")[2]
        for method in rule.methods & {"GET", "POST"}:  # type: ignore[operator]
            answer = crowd.clients["farmer"].open(path, method=method, data={})
            assert answer.status_code == 404, f"{method} {path}"


_NOTED = ("sqlite_sequence", "core_generation", "members_mandate_refusal", "decisions_refused")


def _tables(crowd: Crowd) -> dict[str, str]:
    """A digest of every row of every table, but the number that every fresh start raises.

    And but the lists of what was refused: helpers whose consent smells of abuse, and the count of
    votes that came too late, which says nobody's name.
    """
    crowd.house.app.extensions["generation"].close()
    with crowd.house.app.app_context(), db.engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        return {
            name: hashlib.sha256(
                repr(sorted(map(repr, connection.execute(text(f"SELECT * FROM {name}"))))).encode()
            ).hexdigest()
            for (name,) in names.fetchall()
            if name not in _NOTED
        }
