"""From the sources into the catalogues: one a room, so that two translators never meet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

_KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None, "lazy_gettext": None}
_METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
_SHARED = ("blueprints/core", "templates/layouts", "templates/components")


def folders_of(domain: str) -> tuple[str, ...]:
    """Where a catalogue's sentences stand: the ground's also in what every page shares."""
    return _SHARED if domain == "core" else (f"blueprints/{domain}", f"templates/{domain}")


def sentences(house: Path, domain: str) -> Catalog:
    """Everything in this room that people read, as it stands in the sources now."""
    found = Catalog(domain=domain, charset="utf-8")
    for folder in folders_of(domain):
        for name, _line, message, comments, context in extract_from_dir(
            house / folder, _METHODS, keywords=_KEYWORDS, comment_tags=("i18n:",)
        ):
            found.add(message, None, [(f"{folder}/{name}", 0)], (), comments, context=context)
    return found


def refresh(house: Path, locale: str, domain: str) -> None:
    """Take new sentences in, drop those that are gone; translations stay, nothing is guessed."""
    path = house / "translations" / locale / "LC_MESSAGES" / f"{domain}.po"
    known = Catalog(locale=locale, domain=domain, fuzzy=False)
    if path.exists():
        with path.open("rb") as source:
            known = read_po(source, locale=locale, domain=domain)
    known.update(sentences(house, domain), no_fuzzy_matching=True)
    known.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(
            target, known, width=0, omit_header=True, no_location=False,
            include_lineno=False, sort_by_file=True, ignore_obsolete=True,
        )  # fmt: skip


def missing(house: Path, locale: str, domain: str) -> Iterator[str]:
    """Sentences of the sources that this language does not say yet."""
    path = house / "translations" / locale / "LC_MESSAGES" / f"{domain}.po"
    with path.open("rb") as source:
        known = read_po(source, locale=locale, domain=domain)
    for message in sentences(house, domain):
        said = known.get(message.id, message.context) if message.id else None
        if message.id and (said is None or not said.string or said.fuzzy or not all(_words(said))):
            yield str(message.id)


def _words(message: object) -> list[str]:
    string = getattr(message, "string", "")
    return list(string) if isinstance(string, (list, tuple)) else [string]
