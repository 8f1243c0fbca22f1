"""Decisions of the demo village: one in each state that is worth seeing, by the clock of today."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from blueprints.core import clock
from blueprints.core.keys import mark_of
from blueprints.decisions import rules, services
from blueprints.decisions.services import Draft
from blueprints.members import seeds as members

# Any length, no minimum discussion, and the manager may open at once.
TERMS = rules.Terms(
    discussion_hours=0, voting_hours=0, turns=0, nameless=True, at_once=True, kinds={}
)
COOPERATIVES = {"Liushu Cooperative": "13800000002", "Shiqiao Cooperative": "13800000021"}
LIUSHU, SHIQIAO = COOPERATIVES


def plant(live: Session) -> None:
    now = clock.now()
    for latin_name, manager in COOPERATIVES.items():
        with clock.stopped_at(now - timedelta(days=200)):
            services.set_terms(
                by=members.person_with(manager),
                organisation_id=members.organisation_with(latin_name),
                terms=TERMS,
                key=_key("terms", latin_name),
            )
    _passed_rule()
    _failed()
    _open_secret()
    _open_price()
    _proposed()
    live.flush()


def _passed_rule() -> None:
    """Decided a month ago, and in force since."""
    now = clock.now()
    fields = {
        "title": "蜜桔果径与甜度",
        "text": "果径六十五毫米以上，糖度十二度以上，当天采摘当天装箱。",
    }
    with clock.stopped_at(now - timedelta(days=33)):
        one = _propose("01", "蜜桔分级标准", "好果卖好价，先把标准写清楚。",
                       now - timedelta(days=30), template="quality", ballot="open",
                       fields=fields)  # fmt: skip
        _second(one, "04", "05")
        _say(one, ("03", "去年退货多半是果子大小不一。"), ("05", "我赞成，装箱也快些。"))
        _open(one, "02")
        _vote(one, "yes", "01", "02", "03", "04", "05")
        _vote(one, "no", "06")
    with clock.stopped_at(now - timedelta(days=30) + timedelta(minutes=1)):
        services.count_now(one)


def _failed() -> None:
    """Most of those who came said yes, and it was still not half of all."""
    now = clock.now()
    with clock.stopped_at(now - timedelta(days=12)):
        one = _propose("07", "买一台自动选果机", "二手的，三万八千元，可以分两年付。",
                       now - timedelta(days=9), ballot="secret")  # fmt: skip
        _second(one, "01")
        _open(one, "02")
        _vote(one, "yes", "01", "04", "07")
        _vote(one, "no", "03", "06")
    with clock.stopped_at(now - timedelta(days=9) + timedelta(minutes=1)):
        services.count_now(one)


def _open_secret() -> None:
    now = clock.now()
    with clock.stopped_at(now - timedelta(days=1)):
        one = _propose("04", "秋收后办一次丰收宴", "每户出一道菜，合作社出米和油，请邻村一起来。",
                       now + timedelta(days=5), ballot="secret")  # fmt: skip
        _second(one, "06")
        _say(one, ("06", "好主意，晒谷场够大。"))
        services.comment_nameless(by=_person("05"), proposal_id=one, body="希望不要又变成攀比。")
        _open(one, "02")
        _vote(one, "yes", "06")


def _open_price() -> None:
    """At the other cooperative: which way of packing, put in order."""
    now = clock.now()
    with clock.stopped_at(now - timedelta(days=2)):
        one = _propose("23", "明年用哪种包装", "请按喜欢的先后排一排。", now + timedelta(days=4),
                       at=SHIQIAO, ballot="open", method="ranking",
                       options=("纸箱", "竹篮", "布袋"))  # fmt: skip
        _second(one, "24")
        _open(one, "21")


def _proposed() -> None:
    now = clock.now()
    with clock.stopped_at(now - timedelta(hours=7)):
        _propose("05", "河湾仓库的屋顶要修", "雨季前修好，材料费估计四千五百元。",
                 now + timedelta(days=14), template="spending", ballot="open",
                 fields={"amount_minor": 450_000})  # fmt: skip


def _propose(
    last_two: str, title: str, body: str, closes_at: Any, at: str = LIUSHU, **other: Any
) -> uuid.UUID:
    draft = Draft(
        organisation_id=members.organisation_with(at),
        title=title,
        body=body,
        threshold="ordinary",
        closes_at=closes_at,
        **other,
    )
    return services.propose(by=_person(last_two), draft=draft, key=_key("propose", title)).id


def _second(one: uuid.UUID, *people: str) -> None:
    for last_two in people:
        key = _key("second", one.hex, last_two)
        services.second(by=_person(last_two), proposal_id=one, key=key)


def _say(one: uuid.UUID, *said: tuple[str, str]) -> None:
    for last_two, body in said:
        key = _key("say", one.hex, last_two)
        services.comment(by=_person(last_two), proposal_id=one, body=body, key=key)


def _open(one: uuid.UUID, last_two: str) -> None:
    services.open_voting(by=_person(last_two), proposal_id=one, key=_key("open", one.hex))


def _vote(one: uuid.UUID, choice: str, *people: str) -> None:
    for last_two in people:
        services.cast(by=_person(last_two), proposal_id=one, choice=[choice])


def _person(last_two: str) -> uuid.UUID:
    return members.person_with(f"138000000{last_two}")


def _key(*words: str) -> uuid.UUID:
    return mark_of("seed", "decisions", *words)
