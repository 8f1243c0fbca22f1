"""Search: the same words find the same things on SQLite and on PostgreSQL, newest first."""

import os
import secrets
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Select, Table, Text, Uuid, create_engine, select, text
from sqlalchemy.engine import make_url

from blueprints.core.db import db, engine_options, session
from blueprints.core.ids import uuid7
from blueprints.core.search import (
    Entry,
    beyond_models,
    ddl_down,
    ddl_up,
    matching,
    put,
    put_all,
    remove,
    tag,
    terms,
)
from blueprints.core.search.terms import Wanted, is_tag, wanted

POSTGRES = os.environ.get("TEST_POSTGRES_URL")
FRUIT, TEA = tag("category", "fruit"), tag("category", "tea")
THINGS = Table("things", MetaData(), Column("id", Uuid, primary_key=True), Column("name", Text))


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param(
            "postgresql",
            marks=[
                pytest.mark.postgres,
                pytest.mark.skipif(not POSTGRES, reason="needs TEST_POSTGRES_URL"),
            ],
        ),
    ]
)
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh, empty search table on one engine, dropped again at the end."""
    schema = f"search_{secrets.token_hex(4)}"
    url = "sqlite://"
    if request.param == "postgresql":
        url = (
            make_url(str(POSTGRES))
            .update_query_dict({"options": f"-csearch_path={schema}"})
            .render_as_string(hide_password=False)
        )
        _outside(f"CREATE SCHEMA {schema}")
    app = Flask("search")
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=engine_options(url))
    db.init_app(app)
    with app.app_context():
        for one in (Entry.__table__, THINGS):
            one.create(db.engine)  # type: ignore[attr-defined]
        for statement in ddl_up(request.param):
            session.execute(text(statement))
        session.commit()
        yield request.param
        session.remove()
        db.engine.dispose()
    if request.param == "postgresql":
        _outside(f"DROP SCHEMA {schema} CASCADE")


def _outside(statement: str) -> None:
    outside = create_engine(str(POSTGRES))
    with outside.begin() as connection:
        connection.execute(text(statement))
    outside.dispose()


def keep(name: str, *more: str, tags: tuple[str, ...] = (), kind: str = "product") -> UUID:
    made = uuid7()
    session.execute(THINGS.insert().values(id=made, name=name))
    put(kind, made, [name, *more], tags)
    return made


def newest_first(found: Select[int, UUID]) -> Select[str]:
    page = found.subquery()
    return (
        select(THINGS.c.name)
        .join(page, page.c.subject_id == THINGS.c.id)
        .order_by(page.c.seq.desc())
        .limit(24)
    )


def names(words: str = "", *tags: str, kind: str = "product") -> list[str]:
    return list(session.scalars(newest_first(matching(kind, words, tags))))


class TestTerms:
    @pytest.mark.parametrize(
        ("written", "cut"),
        [
            ("", []),
            ("蜜桔", ["蜜", "桔", "蜜桔"]),
            ("柳树蜜橘", ["柳", "树", "蜜", "桔", "柳树", "树蜜", "蜜桔"]),
            ("Fresh Mandarins!", ["fresh", "mandarins"]),
            ("蜜桔5斤", ["蜜", "桔", "蜜桔", "5", "斤"]),
            ("ＡＢＣ　１２", ["abc", "12"]),
            ("Straße", ["strasse"]),
            ("砂糖橘", ["沙", "糖", "桔", "沙糖", "糖桔"]),
            ("snake_case a-b", ["snake", "case", "a", "b"]),
            ("蜜桔 蜜桔", ["蜜", "桔", "蜜桔"]),
            ("བོད་", ["བོད"]),
            ("🍊 ️ '\"*()", []),
        ],
    )
    def test_text_is_cut_the_same_way_every_time(self, written: str, cut: list[str]) -> None:
        assert terms(written) == cut

    @given(st.text())
    def test_terms_are_letters_digits_and_vowel_signs_and_never_a_tag(self, written: str) -> None:
        for term in terms(written):
            assert not set(term) & set("'\"\\*:&|!()<>-+^{}, \t\n\x00")
            assert term == term.lower()
            assert not is_tag(term)

    @given(st.text(max_size=60))
    def test_a_text_has_everything_that_its_own_words_ask_for(self, written: str) -> None:
        kept = set(terms(written))
        assert all(kept & set(one.terms) for one in wanted(written))

    def test_each_character_asked_for_has_to_stand_in_a_pair(self) -> None:
        assert wanted("柳树蜜桔") == [Wanted(("柳树",)), Wanted(("蜜桔",))]
        assert wanted("有机红苹果") == [
            Wanted(("有机",)),
            Wanted(("苹果",)),
            Wanted(("机红", "红苹")),
        ]
        assert wanted("a mand") == [Wanted(("a",)), Wanted(("mand",), prefix=True)]

    @given(st.text(), st.text())
    def test_two_values_never_share_a_tag(self, one: str, other: str) -> None:
        assert (tag("place", one) == tag("place", other)) == (one == other)
        assert is_tag(tag("place", one))

    @pytest.mark.parametrize("name", ["", "Category", "a b", "类"])
    def test_a_tag_has_a_plain_name(self, name: str) -> None:
        with pytest.raises(ValueError, match="lower-case"):
            tag(name, "fruit")


@pytest.mark.usefixtures("engine")
class TestFinding:
    @pytest.mark.parametrize(
        "words",
        [
            "蜜桔",
            "桔",
            "蜜橘",
            "橘",
            "柳树蜜桔",
            "柳树 蜜桔",
            "蜜桔 柳树",
            "mand",
            "MANDARINS",
            "ma 桔",
        ],
    )
    def test_mandarins_from_willow_village_are_found(self, words: str) -> None:
        keep("蜜桔", "Mandarins", "柳树村")
        keep("蜜蜂", "Honey", "桃树村")
        assert names(words) == ["蜜桔"]

    @pytest.mark.parametrize("words", ["蜜枣", "桔蜜", "andarin", "mandarinss", "蜜桔 honey", "5"])
    def test_other_words_do_not_find_them(self, words: str) -> None:
        keep("蜜桔", "Mandarins", "柳树村")
        assert names(words) == []

    def test_no_words_show_everything_of_a_kind_newest_first(self) -> None:
        for name in ("one", "two", "three"):
            keep(name)
        keep("four", kind="post")
        assert names() == names("  ") == ["three", "two", "one"]
        assert names("four") == []
        assert names("four", kind="post") == ["four"]

    def test_tags_narrow_and_cannot_be_typed(self) -> None:
        keep("蜜桔", tags=(FRUIT, tag("place", "5")))
        keep("蜜桔茶", tags=(TEA, tag("place", "5")))
        assert names("蜜桔", FRUIT) == ["蜜桔"]
        assert names("", tag("place", "5")) == ["蜜桔茶", "蜜桔"]
        assert names("", tag("place", "5"), TEA) == ["蜜桔茶"]
        assert names(FRUIT) == names("fruit") == names("category") == names("kindproduct") == []

    def test_what_is_no_tag_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"tag\(\)"):
            matching("product", "", ['fruit" OR "tea'])
        with pytest.raises(ValueError, match=r"tag\(\)"):
            put("product", uuid7(), [], ["fruit"])

    def test_a_change_keeps_its_place_and_forgets_the_old_words(self) -> None:
        first = keep("蜜桔", tags=(FRUIT,))
        keep("苹果", tags=(FRUIT,))
        put("product", first, ["蜜柚"], [FRUIT])
        put("product", first, ["蜜柚"], [FRUIT])
        assert names("桔") == []
        assert names("蜜柚") == ["蜜桔"]
        assert names("", FRUIT) == names() == ["苹果", "蜜桔"]

    def test_what_is_removed_is_found_no_more_and_its_number_never_used_again(self) -> None:
        keep("苹果")
        gone = keep("蜜桔")
        seq = session.scalar(select(Entry.seq).where(Entry.subject_id == gone)) or 0
        remove("product", gone)
        remove("product", gone)
        assert names("桔") == []
        assert names() == ["苹果"]
        again = keep("蜜桔")
        assert (session.scalar(select(Entry.seq).where(Entry.subject_id == again)) or 0) > seq
        assert names("桔") == ["蜜桔"]

    def test_many_put_at_once_stand_as_if_put_one_by_one(self) -> None:
        first = keep("苹果")
        made = [uuid7() for _ in range(1_200)]
        put_all("product", ((one, [f"蜜桔 n{place}"], [FRUIT]) for place, one in enumerate(made)))
        put_all("product", [(first, ["蜜桔"], [])])
        rows = session.execute(matching("product", "蜜桔")).all()
        assert [one for _, one in sorted(rows)] == [first, *made]
        found = session.execute(matching("product", "n1199", [FRUIT])).all()
        assert [one for _, one in found] == [made[-1]]

    def test_nothing_is_findable_after_a_rollback(self) -> None:
        keep("蜜桔")
        session.rollback()
        assert names("桔") == names() == []

    def test_pages_follow_one_another_by_the_number(self) -> None:
        for number in range(30):
            keep(f"蜜桔 {number}")
        page = matching("product", "蜜桔").subquery()
        seqs = session.scalars(select(page.c.seq).order_by(page.c.seq.desc())).all()
        after = select(page.c.seq).where(page.c.seq < seqs[9]).order_by(page.c.seq.desc())
        assert session.scalars(after.limit(10)).all() == seqs[10:20]

    @pytest.mark.parametrize(
        "words",
        [
            '"',
            "'",
            "*",
            "()",
            "??? !!!",
            "🍊",
            "AND OR NOT NEAR",
            '桔" OR "苹',
            "桔' | '苹",
            "桔'::tsquery) OR 1=1 --",
            "tokens : 桔",
            "^桔 + 果",
            "NEAR(蜜 桔, 2)",
            "-桔",
            "mandar*ins",
            "桔:*",
            "\\",
            "%",
            "_",
            "桔\x00果",
            "\ud800",
            "x" * 5_000,
            "蜜" * 5_000,
            "a b " * 2_000,
        ],
    )
    def test_what_people_type_is_words_and_never_a_command(self, words: str) -> None:
        keep("蜜桔", "Mandarins")
        keep("苹果")
        assert names(words) in ([], ["蜜桔"])
        assert names() == ["苹果", "蜜桔"]

    def test_signs_alone_find_nothing_rather_than_everything(self) -> None:
        keep("蜜桔")
        assert names("???") == []

    def test_a_very_long_word_is_kept_and_found(self) -> None:
        keep("x" * 5_000 + "蜜" * 3_000)
        assert len(names("x" * 5_000)) == len(names("xx")) == len(names("蜜蜜蜜")) == 1


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "asked", [("蜜桔",), ("ma",), ("", (FRUIT,)), ("有机红苹果", (FRUIT,)), ()]
)
@pytest.mark.usefixtures("engine")
def test_sqlite_walks_to_the_newest_without_sorting(asked: tuple[Any, ...]) -> None:
    keep("蜜桔", tags=(FRUIT,))
    query = newest_first(matching("product", *asked))
    compiled = query.compile(db.engine, compile_kwargs={"literal_binds": True})
    plan = [row[-1] for row in session.execute(text(f"EXPLAIN QUERY PLAN {compiled}"))]
    assert not [step for step in plan if "TEMP B-TREE" in step or "MATERIALIZE" in step]
    assert "core_search" in plan[0]
    assert not [step for step in plan if step.startswith("SCAN") and "VIRTUAL" not in step]


@pytest.mark.usefixtures("engine")
def test_a_migration_can_take_it_all_back(engine: str) -> None:
    keep("蜜桔")
    session.commit()
    for statement in [*ddl_down(engine), *ddl_up(engine)]:
        session.execute(text(statement))
    assert names("桔") == []
    assert names() == ["蜜桔"]


def test_alembic_is_told_what_no_model_holds() -> None:
    for ours in ("core_search_fts", "core_search_fts_data", "ix_core_search_entry_tokens"):
        assert beyond_models(ours)
    assert beyond_models("tokens", "core_search_entry")
    assert not beyond_models("tokens", "members_device")
    assert not beyond_models("core_search_entry")
    assert not beyond_models(None)
