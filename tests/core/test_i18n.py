"""Who gets which language, and how days are said in it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from blueprints.core import clock, i18n
from blueprints.core.i18n import Variant, compile_catalogues, locale_named, variant_of

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Bread"\nmsgstr "%s"\n'


@pytest.mark.parametrize(
    ("cookies", "accepted", "name"),
    [
        ("", "", "zh.normal"),
        ("", "en", "en.normal"),
        ("", "zh-TW,en;q=0.5", "zh.normal"),
        ("", "fr, en-GB;q=0.3, zh;q=0.9", "zh.normal"),
        ("", "fr,de", "zh.normal"),
        ("", "*;q=0.1", "zh.normal"),
        ("", ";;;,,q=", "zh.normal"),
        ("locale=en", "zh", "en.normal"),
        ("locale=xx", "en", "en.normal"),
        ("locale=zh_CN; size=large", "en", "zh.large"),
        ("size=huge", "en", "en.normal"),
        ('broken="; locale=en;;=; size=large', "zh", "en.large"),
    ],
)
def test_the_variant_is_the_choice_else_the_browsers_wish(
    cookies: str, accepted: str, name: str
) -> None:
    environ = {"HTTP_COOKIE": cookies, "HTTP_ACCEPT_LANGUAGE": accepted}
    assert variant_of(environ).name == name


@pytest.mark.parametrize(
    ("text", "locale"),
    [("zh", "zh"), ("zh-Hans-CN", "zh"), ("EN_us", "en"), ("eo", None), ("", None), (None, None)],
)
def test_a_language_is_known_by_any_of_its_tags(text: str | None, locale: str | None) -> None:
    assert locale_named(text) == locale


def test_there_are_no_more_variants_than_languages_and_sizes() -> None:
    names = {Variant(locale, size).name for locale in i18n.LANGUAGES for size in i18n.SIZES}
    assert len(names) == len(i18n.LANGUAGES) * len(i18n.SIZES)


def test_each_language_has_its_folder_of_catalogues() -> None:
    folders = {path.name for path in Path("translations").iterdir() if path.is_dir()}
    assert folders == set(i18n.LANGUAGES) - {"en"}, "English is in the sentences themselves"


@pytest.mark.parametrize(
    ("locale", "said", "last_year"),
    [("zh", "3月5日 08:30", "2025年3月5日"), ("en", "5 Mar 08:30", "5 Mar 2025")],
)
def test_days_are_local_and_the_year_is_left_out_when_it_is_this_one(
    locale: str, said: str, last_year: str
) -> None:
    with clock.stopped_at(datetime(2026, 3, 6, tzinfo=UTC)):
        assert i18n.say_moment(datetime(2026, 3, 5, 0, 30, tzinfo=UTC), locale) == said
        assert i18n.say_day(datetime(2025, 3, 4, 16, tzinfo=UTC), locale) == last_year
    assert i18n.say_iso(datetime(2026, 3, 4, 16, tzinfo=UTC)) == "2026-03-05T00:00:00+08:00"


def test_a_catalogue_is_compiled_when_its_words_are_newer(tmp_path: Path) -> None:
    po = tmp_path / "zh" / "LC_MESSAGES" / "core.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO % "馒头")
    compile_catalogues(tmp_path)
    mo = po.with_suffix(".mo")
    first = mo.read_bytes()
    assert "馒头".encode() in first
    os.utime(mo, (2e9, 2e9))
    po.write_text(PO % "面包")
    compile_catalogues(tmp_path)
    assert mo.read_bytes() == first, "the compiled one is newer"
    os.utime(po, (3e9, 3e9))
    compile_catalogues(tmp_path)
    assert "面包".encode() in mo.read_bytes()
    assert sorted(path.name for path in po.parent.iterdir()) == ["core.mo", "core.po"]
