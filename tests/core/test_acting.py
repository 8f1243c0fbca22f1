"""Acting for somebody else, as far as the ground knows of it: no room, no mandate."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask

from blueprints.core import access, acting
from blueprints.core.acting import Undo

KIND = "plot.sown"
ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture
def sown() -> Iterator[list[int]]:
    """How often it was asked; `TWO` is final."""
    asked: list[int] = []

    def why_not(ids: object) -> dict[uuid.UUID, str]:
        asked.append(1)
        return {TWO: "It has been eaten."}

    acting.undoes(KIND, Undo(why_not, lambda _id, _viewer, _key: None))
    yield asked
    acting._undo.pop(KIND)


def test_what_is_final_says_why_and_is_asked_once_a_kind(sown: list[int]) -> None:
    deeds = [(KIND, ONE), (KIND, TWO), (KIND, None), ("plot.unknown", ONE)]
    assert acting.why_final(deeds) == {
        (KIND, TWO): "It has been eaten.",
        (KIND, None): acting.FINAL,
        ("plot.unknown", ONE): acting.FINAL,
    }
    assert sown == [1]


def test_a_scope_named_twice_is_one(app: Flask) -> None:
    before = [one.word for one in acting.scopes()]
    assert {"sell", "order"} <= set(before)
    acting.scope("sell", 10, acting.scopes()[0].label, acting.scopes()[0].text)
    assert [one.word for one in acting.scopes()] == before
    assert app


@pytest.mark.parametrize(
    ("method", "cookie", "sent", "header", "expected"),
    [
        ("GET", ONE, None, False, ONE),
        ("GET", None, None, False, None),
        ("POST", ONE, {}, False, ONE),  # from a page that is the same for everybody
        ("POST", ONE, {"key": "k"}, False, None),  # from a private page, made as oneself
        ("POST", ONE, {}, True, None),  # an outbox sends what was written
        ("POST", None, {"acting": str(TWO)}, True, TWO),
        ("POST", ONE, {"acting": str(TWO), "key": "k"}, False, TWO),
        ("POST", ONE, {"acting": ""}, False, None),
        ("POST", None, {"acting": "nonsense"}, False, uuid.UUID(int=0)),
    ],
)
def test_whose_a_request_is_stands_in_what_was_written(
    app: Flask,
    method: str,
    cookie: uuid.UUID | None,
    sent: dict[str, str] | None,
    header: bool,
    expected: uuid.UUID | None,
) -> None:
    headers = {"Cookie": f"acting={cookie}"} if cookie else {}
    if header:
        headers["Idempotency-Key"] = str(ONE)
    with app.test_request_context("/", method=method, data=sent, headers=headers):
        assert acting.asked() == expected


def test_a_mark_opts_in_by_a_word_and_never_by_itself() -> None:
    @access.signed_in(for_others="sell order")
    def opted() -> None: ...

    @access.public
    def bare() -> None: ...

    assert opted.access.for_others == {"sell", "order"}  # type: ignore[attr-defined]
    assert bare.access.for_others == frozenset()  # type: ignore[attr-defined]


def test_somebody_else_may_do_what_was_asked_and_oneself_everything() -> None:
    me = access.Viewer(ONE, "one", ONE, ONE, frozenset())
    assert me.may("sell")
    other = access.Viewer(TWO, "two", ONE, ONE, frozenset(), frozenset({"order"}), ONE)
    assert other.may("order")
    assert not other.may("sell")
