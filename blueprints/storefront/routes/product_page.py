"""Between what the pages of a product ask and say, and what services and queries take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import current_app, render_template
from flask_babel import gettext
from wtforms import SelectChoice  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core import i18n, ids, money
from blueprints.core.access import member
from blueprints.core.photo_field import KeptPhoto
from blueprints.core.visitors import sender
from blueprints.core.web.templating import locale
from blueprints.members import queries as members
from blueprints.storefront import queries, rules, services
from blueprints.storefront.forms import ProductForm

# Names, which no catalogue translates.
THEIRS = {"data-user-text": True}


def product_form(language: str | None = None, **known: Any) -> ProductForm:
    """The form with its choices in the reader's language; `language` is the seller's own."""
    form: ProductForm = ProductForm.read(**known)
    here = locale()
    form.category.choices = [
        SelectChoice(name, gettext(word)) for name, word in rules.CATEGORIES.items()
    ]
    form.organisation.choices = [SelectChoice("", gettext("On my own account"))] + [
        SelectChoice(str(one.id), one.called(here), THEIRS)
        for one in members.organisations_of(member().id)
        if one.kind == "cooperative"
    ]
    form.place.choices = [SelectChoice("", gettext("Not said"))] + [
        SelectChoice(str(place.id), members.place_line(place.id, here), THEIRS)
        for place in members.villages()
    ]
    other = other_language(language or here)
    form.other_title.label.text = gettext("Name, in %(language)s", language=other.name)
    form.other_description.label.text = gettext("Description, in %(language)s", language=other.name)
    return form


def form_of(own: queries.OwnProduct) -> ProductForm:
    card = own.view.card
    other = own.translations.get(other_language(own.language).locale, {})
    return product_form(
        language=own.language,
        title=own.title,
        description=own.description,
        category=own.view.category,
        price=money.plain(card.ordinary_minor, card.currency),
        unit=card.unit,
        stock=str(card.stock),
        organisation=str(own.view.organisation_id or ""),
        place=str(own.view.place_id or ""),
        other_title=other.get("title", ""),
        other_description=other.get("description", ""),
        version=f"{own.version}-{card.stock}",
    )


def page_of(form: ProductForm, own: queries.OwnProduct | None = None) -> str:
    if own is not None and isinstance(form.refusal, services.ProductChanged):
        form.answer_to(own.version, own.view.card.stock)
    return render_template("storefront/edit.html", form=form, own=own, units=rules.UNITS)


def listing_from(
    form: ProductForm, own: queries.OwnProduct | None = None, dropped: frozenset[str] = frozenset()
) -> services.Listing:
    language = own.language if own else locale()
    words = {"title": form.other_title.data, "description": form.other_description.data}
    kept = [
        KeptPhoto(picture.name, picture.width, picture.height, ",".join(picture.faults))
        for picture in (own.view.pictures if own else ())
        if picture.name not in dropped
    ]
    photos = {photo.name: photo for photo in [*kept, *form.photo.photos]}
    return services.Listing(
        title=form.title.data or "",
        description=form.description.data or "",
        category=form.category.data,
        price_minor=form.price.minor,
        currency=current_app.config["CURRENCY"],
        unit=form.unit.data or "",
        stock=form.stock.number,
        language=language,
        organisation_id=ids.as_uuid(form.organisation.data or ""),
        place_id=ids.as_uuid(form.place.data or ""),
        photos=list(photos.values())[: rules.MOST_PHOTOS],
        awaited=form.photo.awaited,
        sender=sender(),
        translations={other_language(language).locale: words} if any(words.values()) else {},
    )


def change_from(
    form: ProductForm, own: queries.OwnProduct, dropped: Iterable[str]
) -> Callable[[], dict[str, Any]]:
    """What the service is told of a change; read once the form is valid."""
    gone = frozenset(dropped)
    return lambda: {
        "version": form.seen_version,
        "seen_stock": form.seen_stock,
        "listing": listing_from(form, own, gone),
    }


def asked_for(args: Mapping[str, str]) -> dict[str, Any]:
    """`q` `category` `place` `sort` (`new`, `price`; `fair` reads as `new` for now) `after`."""
    category = args.get("category", "")
    return {
        "words": args.get("q", "")[:80],
        "category": category if category in rules.CATEGORIES else "",
        "place_id": ids.as_uuid(args.get("place", "")),
        "sort": "price" if args.get("sort") == "price" else "new",
        "after": args.get("after", "")[:80],
    }


def other_language(locale_name: str) -> i18n.Language:
    """The next of the list: where there are two, the other one."""
    names = list(i18n.LANGUAGES)
    return i18n.LANGUAGES[names[(names.index(locale_name) + 1) % len(names)]]
