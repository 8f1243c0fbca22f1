"""Listing, changing and taking away a product."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import selectinload

from blueprints.core import clock, search
from blueprints.core.db import session
from blueprints.core.errors import N_, Conflict, DomainError, NotFound
from blueprints.core.photo_field import KeptPhoto
from blueprints.core.visitors import owner_of
from blueprints.members import queries as members
from blueprints.storefront import rules
from blueprints.storefront.models import AwaitedPhoto, Photo, Product
from blueprints.storefront.queries.choices import kinds_of
from blueprints.storefront.queries.products import KIND
from blueprints.storefront.services.decided import keep_to_decided_price


class NotInOrganisation(DomainError):
    field = "organisation"
    sentence = N_("You are not a member of that cooperative, so you cannot sell through it.")


class NoSuchPlace(DomainError):
    field = "place"
    sentence = N_("That place is not on our list. Please choose one.")


class ProductChanged(Conflict):
    sentence = N_(
        "This product was changed meanwhile, on another phone perhaps. "
        "Below is what you typed; please compare it with the product's page and save again."
    )


@dataclass(frozen=True)
class Listing:
    """What a seller says of a product. `language` is the one they wrote in; `sender` owns the files
    that follow, where it is not the seller.
    """

    title: str
    description: str
    category: str
    price_minor: int
    currency: str
    unit: str
    stock: int
    language: str
    organisation_id: uuid.UUID | None = None
    place_id: uuid.UUID | None = None
    photos: Sequence[KeptPhoto] = ()
    awaited: Sequence[str] = ()
    sender: str = ""
    translations: dict[str, Any] = field(default_factory=dict)


def list_product(*, seller_id: uuid.UUID, listing: Listing, key: uuid.UUID) -> Product:
    _may_sell_so(seller_id, listing)
    product = Product(
        key=key,
        seller_id=seller_id,
        language=listing.language,
        currency=listing.currency,
        listed_at=clock.now(),
        photos=[],
    )
    _fill(product, listing)
    session.add(product)
    session.flush()
    _await(product, listing)
    _show(product)
    return product


def change_product(
    *,
    seller_id: uuid.UUID,
    product_id: uuid.UUID,
    version: int | None,
    seen_stock: int | None = None,
    listing: Listing,
) -> Product:
    """`version` and `seen_stock` are what the form was made from.

    An older version is asked about, never overwritten. So is a stock that sold meanwhile, if the
    seller typed another; one they left alone stays as the sales have made it.
    """
    product = own_locked(seller_id, product_id)
    if version is not None and version != product.version:
        raise ProductChanged
    if kinds_of([product.id]):
        # Each kind has its own price and stock, and its own page for them.
        listing = replace(listing, price_minor=product.price_minor, stock=product.stock)
        seen_stock = product.stock
    stock = product.stock if listing.stock == seen_stock else listing.stock
    if seen_stock not in (None, product.stock) and stock != product.stock:
        raise ProductChanged
    keep_to_decided_price(product, listing.price_minor)
    _may_sell_so(seller_id, listing)
    _fill(product, replace(listing, stock=stock))
    product.version += 1
    session.flush()
    _await(product, listing)
    _show(product)
    return product


def withdraw_product(*, seller_id: uuid.UUID, product_id: uuid.UUID) -> Product:
    """Nobody can order it from now on; orders already placed go on."""
    product = own_locked(seller_id, product_id)
    product.withdrawn_at = clock.now()
    search.remove(KIND, product.id)
    return product


def own_locked(seller_id: uuid.UUID, product_id: uuid.UUID) -> Product:
    """Found through the seller, and locked; anybody else finds nothing."""
    product = session.scalar(
        select(Product)
        .where(Product.id == product_id)
        .options(selectinload(Product.photos))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if product is None or product.seller_id != seller_id or product.withdrawn_at is not None:
        raise NotFound
    return product


def attach_photo(*, owner: str, sha256: str, photo: KeptPhoto | None) -> None:
    """A file has come: behind the other photos of each product that waits for it.

    None for a file that is no picture: nothing waits for it any longer.
    """
    waiting = (AwaitedPhoto.owner == owner, AwaitedPhoto.sha256 == sha256)
    product_ids = session.scalars(select(AwaitedPhoto.product_id).where(*waiting)).all()
    session.execute(delete(AwaitedPhoto).where(*waiting))
    for product_id in product_ids if photo else ():
        _append(product_id, photo)


def _append(product_id: uuid.UUID, photo: KeptPhoto | None) -> None:
    """A new last photo. The version stays: nothing that the seller typed has changed."""
    of_it = Photo.product_id == product_id
    session.scalar(select(Product.id).where(Product.id == product_id).with_for_update())
    names = session.scalars(select(Photo.name).where(of_it)).all()
    if photo is None or photo.name in names or len(names) >= rules.MOST_PHOTOS:
        return
    last = session.scalar(select(func.max(Photo.place)).where(of_it))
    session.add(
        Photo(
            product_id=product_id,
            place=0 if last is None else last + 1,
            name=photo.name,
            width=photo.width,
            height=photo.height,
            faults=photo.faults,
        )
    )
    session.flush()


def _await(product: Product, listing: Listing) -> None:
    known = set(
        session.scalars(select(AwaitedPhoto.sha256).where(AwaitedPhoto.product_id == product.id))
    )
    owner = listing.sender or owner_of(product.seller_id.hex)
    session.add_all(
        AwaitedPhoto(product_id=product.id, sha256=sha256, owner=owner)
        for sha256 in listing.awaited
        if sha256 not in known
    )


def _may_sell_so(seller_id: uuid.UUID, listing: Listing) -> None:
    if listing.organisation_id is not None:
        mine = {organisation.id for organisation in members.organisations_of(seller_id)}
        if listing.organisation_id not in mine:
            raise NotInOrganisation
    if listing.place_id is not None and members.place(listing.place_id) is None:
        raise NoSuchPlace


def _fill(product: Product, listing: Listing) -> None:
    product.title = listing.title
    product.description = listing.description
    product.translations = listing.translations
    product.category = listing.category
    product.price_minor = listing.price_minor
    product.unit = listing.unit
    product.stock = listing.stock
    product.organisation_id = listing.organisation_id
    product.place_id = listing.place_id
    if [photo.name for photo in product.photos] != [photo.name for photo in listing.photos]:
        product.photos.clear()
        session.flush()
        product.photos.extend(
            Photo(place=n, **vars(photo)) for n, photo in enumerate(listing.photos)
        )


def show_again(product: Product) -> None:
    """An office had hidden it, and no longer does."""
    if product.is_shown:
        _show(product)


def _show(product: Product) -> None:
    """Into the search, in every language it is written in, with its kind and place as tags."""
    if product.hidden_at is not None:
        return
    texts = [product.title, product.description]
    for translated in product.translations.values():
        texts += translated.values()
    tags = [search.tag("category", product.category)]
    if product.place_id is not None:
        ancestors = members.ancestors(product.place_id)
        tags += [search.tag("place", place.hex) for place in ancestors]
        # Townships and villages are what people search by: 柳树村 finds what grows there.
        texts += [members.place_line(product.place_id, locale) for locale in ("zh", "en")]
    if product.organisation_id is not None:
        through = members.organisation(product.organisation_id)
        texts += [through.name, through.latin_name] if through else []
    search.put(KIND, product.id, texts, tags)
