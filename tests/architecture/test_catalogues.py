"""Every sentence is said in every language, with the same places, in that language's own marks."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from blueprints import ROOMS
from blueprints.core.catalogues import sentences
from blueprints.core.i18n import LANGUAGES, domains

LOCALES = sorted(set(LANGUAGES) - {"en"})
DOMAINS = domains(ROOMS)
PLACE = re.compile(r"%\((\w+)\)[sd]|%%")
EACH = pytest.mark.parametrize(("locale", "domain"), [(x, d) for x in LOCALES for d in DOMAINS])


@cache
def catalogue(locale: str, domain: str) -> Catalog:
    path = Path("translations", locale, "LC_MESSAGES", f"{domain}.po")
    with path.open("rb") as source:
        return read_po(source, locale=locale, domain=domain)


@cache
def sources(domain: str) -> Catalog:
    return sentences(Path(), domain)


def said(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, (list, tuple)) else [message.string]


def ids(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, (list, tuple)) else [message.id]


def told(locale: str, domain: str) -> list[Message]:
    return [message for message in catalogue(locale, domain) if message.id]


@EACH
def test_every_sentence_of_the_sources_is_said(locale: str, domain: str) -> None:
    known = catalogue(locale, domain)
    missing = []
    for message in sources(domain):
        if message.id:
            here = known.get(message.id, message.context)
            if here is None or not all(said(here)):
                missing.append(message.id)
    assert missing == []


@EACH
def test_nothing_is_said_that_the_sources_no_longer_hold(locale: str, domain: str) -> None:
    held = {(str(message.id), message.context) for message in sources(domain)}
    assert [m.id for m in told(locale, domain) if (str(m.id), m.context) not in held] == []
    assert not catalogue(locale, domain).obsolete


@EACH
def test_nothing_is_only_guessed(locale: str, domain: str) -> None:
    assert [message.id for message in told(locale, domain) if message.fuzzy] == []


@EACH
def test_every_place_in_a_sentence_is_kept(locale: str, domain: str) -> None:
    for message in told(locale, domain):
        wanted = set(PLACE.findall(" ".join(ids(message))))
        for sentence in said(message):
            assert set(PLACE.findall(sentence)) == wanted, sentence


@EACH
def test_plurals_are_as_many_as_the_language_has(locale: str, domain: str) -> None:
    forms = catalogue(locale, domain).num_plurals
    for message in told(locale, domain):
        if message.pluralizable:
            assert len(said(message)) == forms, message.id


@EACH
def test_chinese_sentences_have_chinese_marks(locale: str, domain: str) -> None:
    """Full-width marks between Chinese letters, the true ellipsis, a space beside no full mark."""
    if not locale.startswith("zh"):
        pytest.skip("for Chinese")
    wrong = {
        r"[\u4e00-\u9fff][,.;:!?]": "a half-width mark after a Chinese letter",
        r"[,;:!?(][\u4e00-\u9fff]": "a half-width mark before a Chinese letter",
        r"\.\.\.|。。": "dots for an ellipsis",
        r"[，。；：！？（） ] | [，。；：！？）]": "a space beside a full-width mark",
        r"['\"]": "a straight quotation mark",
    }
    for message in told(locale, domain):
        for sentence in said(message):
            bare = PLACE.sub("字", re.sub(r"<[^>]+>", "", sentence))
            for pattern, fault in wrong.items():
                assert not re.search(pattern, bare), f"{fault}: {sentence}"


@EACH
def test_the_end_of_a_sentence_is_kept(locale: str, domain: str) -> None:
    ends = {".": "。", "?": "？", "!": "！", "…": "…", ":": "："}
    for message in told(locale, domain):
        last = ids(message)[-1].rstrip()[-1]
        for sentence in said(message):
            if last in ends and locale.startswith("zh") and len(sentence) > 6:
                assert sentence.rstrip()[-1] in (ends[last], "。"), f"{message.id} → {sentence}"


@pytest.mark.parametrize("domain", DOMAINS)
def test_english_sentences_are_well_set(domain: str) -> None:
    """They are what English readers see: no double space, no dots for an ellipsis, no shouting."""
    for message in sources(domain):
        for sentence in ids(message):
            assert "  " not in sentence, sentence
            assert "..." not in sentence, sentence
            assert sentence == sentence.strip(), sentence
            assert not re.search(r"\b[A-Z]{6,}\b|!!|\?\?", sentence), sentence
            assert '"' not in sentence, sentence


def test_pybabel_itself_finds_the_same_sentences(tmp_path: Path) -> None:
    """The extraction is ours (core.catalogues): a second opinion, by the tool everybody knows."""
    mapping = tmp_path / "mapping.cfg"
    mapping.write_text("[python: **.py]\n[jinja2: **.html]\n")
    found = tmp_path / "all.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", str(mapping)]
    command += ["-k", "N_", "-k", "lazy_gettext", "-o", str(found), "blueprints", "templates"]
    subprocess.run(command, check=True)
    with found.open("rb") as source:
        theirs = {str(message.id) for message in read_po(source) if message.id}
    ours = {str(message.id) for domain in DOMAINS for message in sources(domain) if message.id}
    assert theirs == ours
