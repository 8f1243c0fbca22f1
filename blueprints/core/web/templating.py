"""What every template may use. The list is docs/components.md's; keep both in step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app, g, request
from flask_babel import get_locale
from markupsafe import Markup

from blueprints.core import acting, i18n, money
from blueprints.core.access import holder
from blueprints.core.assets import assets
from blueprints.core.forms import fresh_key
from blueprints.core.settings import ALPINE_INTEGRITY
from blueprints.core.web.headers import offline_level


@dataclass(frozen=True)
class PageFacts:
    locale: str
    lang: str
    dir: str
    size: str
    demo: bool
    here: str
    languages: tuple[tuple[str, str, str], ...]
    other_language: tuple[str, str, str]
    uid: str | None
    worker: bool
    acting: acting.Acting | None


@dataclass(frozen=True)
class Area:
    """One place in the bottom bar. `room` tells when the person is in it; `waiting` is a count."""

    room: str
    label: str
    icon: str
    url: str
    waiting: str = ""

    @property
    def here(self) -> bool:
        return request.blueprint == self.room


_areas: list[tuple[int, Area]] = []


def area(place: int, room: str, label: str, icon: str, url: str, waiting: str = "") -> None:
    """Rooms put themselves into the bar: Shop 1, Community 2, Decide 3, Money 4, Learn 5, Me 9.

    `waiting` names one of `cards.counts`; script shows it where it asks for counts anyway.
    """
    if all(known.room != room for _, known in _areas):
        _areas.append((place, Area(room, label, icon, url, waiting)))


def init_templating(app: Flask) -> None:
    app.jinja_env.globals.update(
        icon=_icon,
        asset=_asset,
        styles=_styles,
        scripts=_scripts,
        alpine=_alpine,
        form_key=_form_key,
    )
    app.jinja_env.filters.update(
        money=_money, when=_when, day=_day, iso=i18n.say_iso, theirs=_theirs
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_page)


def locale() -> str:
    found = get_locale()
    return found.language if found else i18n.DEFAULT


def _page() -> dict[str, object]:
    variant = i18n.variant_of(request.environ)
    languages = tuple((one.locale, one.name, one.tag) for one in i18n.LANGUAGES.values())
    mine = i18n.LANGUAGES[variant.locale]
    codes = list(i18n.LANGUAGES)
    following = i18n.LANGUAGES[codes[(codes.index(variant.locale) + 1) % len(codes)]]
    page = PageFacts(
        locale=variant.locale,
        lang=mine.tag,
        dir=g.get("direction", mine.direction),
        size=variant.size,
        demo=current_app.config["DEMO"],
        here=request.full_path.rstrip("?") if request.method == "GET" else request.path,
        languages=languages,
        other_language=(following.locale, following.short, following.tag),
        uid=_uid(),
        worker=current_app.config["WORKER"],
        acting=acting.current() if acting.asked() else None,
    )
    return {"page": page, "areas": [known for _, known in sorted(_areas, key=lambda pair: pair[0])]}


def _uid() -> str | None:
    """Whose page this is: "" for a visitor's, None for a page that is the same for everyone."""
    if offline_level(current_app, request.endpoint) != "private":
        return None
    known = holder()
    return known.id.hex if known else ""


def _icon(name: str) -> Markup:
    return assets().icon(name)


def _asset(name: str) -> str:
    return assets().url(name)


def _styles() -> Markup:
    """The page's whole CSS, inline; the answer's CSP names its hash."""
    text, g.style_hash = assets().styles(request.blueprint or "home")
    return Markup("<style>{}</style>").format(Markup(text))  # noqa: S704  our own files


def _scripts() -> Markup:
    return Markup('<script src="{}" defer></script>').format(assets().url("js/app.js"))


def _alpine() -> Markup:
    """Last of all: a script that stands behind it would wait for a network of others."""
    # From whichever base it comes, it is the one file we know.
    return Markup('<script src="{}" integrity="{}" crossorigin="anonymous" defer></script>').format(
        current_app.config["ALPINE_URL"], ALPINE_INTEGRITY
    )


def _form_key() -> Markup:
    """The key of a private page's form, which also knows for whom it is filled in."""
    key = Markup('<input type="hidden" name="key" value="{}">').format(fresh_key())
    for_whom = acting.current() if acting.asked() else None
    if for_whom is None:
        return key
    return key + Markup('<input type="hidden" name="{}" value="{}">').format(
        acting.FIELD, for_whom.id
    )


def _theirs(text: str) -> Markup:
    """People's own words and names: a browser leaves them untranslated, and so do our checks."""
    return Markup("<span data-user-text>{}</span>").format(text) if text else Markup("")


def _money(minor: int, currency: str | None = None) -> str:
    return money.format_minor(minor, currency or current_app.config["CURRENCY"], locale())


def _when(moment: datetime) -> str:
    return i18n.say_moment(moment, locale())


def _day(moment: datetime) -> str:
    return i18n.say_day(moment, locale())
