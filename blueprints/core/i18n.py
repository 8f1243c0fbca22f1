"""Languages: the one list, who gets which, and how numbers, money and days are said in each."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import has_request_context, request
from flask_babel import gettext
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from blueprints.core import clock, money
from blueprints.core.errors import Amount, DomainError, When

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

LOCALE_COOKIE = "locale"
SIZE_COOKIE = "size"
SIZES = ("normal", "large")


@dataclass(frozen=True)
class Language:
    """`tag` is BCP 47, for `lang`; `short` is what a small switch says."""

    locale: str
    name: str
    tag: str
    short: str
    direction: str = "ltr"


LANGUAGES: dict[str, Language] = {
    "zh": Language("zh", "中文", "zh-Hans", "中文"),
    "en": Language("en", "English", "en", "EN"),
}
DEFAULT = "zh"


@dataclass(frozen=True)
class Variant:
    """What a public page varies by, and nothing else."""

    locale: str
    size: str

    @property
    def name(self) -> str:
        return f"{self.locale}.{self.size}"


def variant_of(environ: WSGIEnvironment) -> Variant:
    return _variant(environ.get("HTTP_COOKIE", ""), environ.get("HTTP_ACCEPT_LANGUAGE", ""))


def locale_named(text: str | None) -> str | None:
    """`zh`, `zh-Hans`, `zh_CN` … → `zh`; None for a language we do not speak."""
    base = (text or "").replace("_", "-").partition("-")[0].lower()
    return base if base in LANGUAGES else None


@lru_cache(maxsize=4096)
def _variant(cookies: str, accepted: str) -> Variant:
    chosen = _small_cookies(cookies)
    locale = locale_named(chosen.get(LOCALE_COOKIE)) or _preferred(accepted)
    size = chosen.get(SIZE_COOKIE, "normal")
    return Variant(locale, size if size in SIZES else "normal")


def _small_cookies(header: str) -> dict[str, str]:
    """Only the two: a broken cookie elsewhere in the header must not spoil the page."""
    found = {}
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        if name in (LOCALE_COOKIE, SIZE_COOKIE):
            found[name] = value
    return found


def _preferred(accepted: str) -> str:
    wanted = parse_accept_header(accepted, LanguageAccept)
    for tag, _quality in wanted:
        locale = locale_named(tag)
        if locale:
            return locale
    return DEFAULT


def say_moment(moment: datetime, locale: str) -> str:
    """Local day and time, without the year when it is this year."""
    there = clock.local(moment)
    return f"{say_day(moment, locale)} {format_time(there, 'HH:mm', locale=locale)}"


def say_day(moment: datetime, locale: str) -> str:
    there = clock.local(moment)
    this_year = there.year == clock.local(clock.now()).year
    if locale == "zh":
        return format_date(there, "M月d日" if this_year else "y年M月d日", locale=locale)
    return format_date(there, "d MMM" if this_year else "d MMM y", locale=locale)


def say_iso(moment: datetime) -> str:
    return clock.local(moment).isoformat(timespec="seconds")


def say_refusal(refusal: DomainError, currency: str) -> str:
    """Its sentence, with the amounts and moments among its params said as people say them."""
    said = {name: _said(one, currency) for name, one in refusal.params.items()}
    return str(gettext(refusal.sentence, **said))


def _said(one: object, currency: str) -> object:
    if isinstance(one, Amount):
        return money.format_minor(one, currency, chosen_locale())
    return say_moment(one.at, chosen_locale()) if isinstance(one, When) else one


def say_whole_day(moment: datetime, locale: str) -> str:
    """With its weekday, by which people here remember a market day."""
    weekday = format_date(clock.local(moment), "EEE", locale=locale)
    if locale == "zh":
        return f"{say_day(moment, locale)}（{weekday}）"
    return f"{weekday} {say_day(moment, locale)}"


def compile_catalogues(folder: Path) -> None:
    """Make each .mo that is missing or older than its .po; safe when several start at once."""
    for po in folder.glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parts[-3], domain=po.stem)
        descriptor, temporary = tempfile.mkstemp(dir=po.parent)
        with os.fdopen(descriptor, "wb") as target:
            write_mo(target, catalogue)
        os.replace(temporary, mo)


def domains(rooms: Iterable[str]) -> tuple[str, ...]:
    """One catalogue a room: two people in two rooms never meet in one file."""
    return ("core", *rooms)


def chosen_locale() -> str:
    """For Flask-Babel: the variant's locale inside a request, the default outside of one."""
    return variant_of(request.environ).locale if has_request_context() else DEFAULT
