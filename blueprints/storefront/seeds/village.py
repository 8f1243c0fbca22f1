"""The goods into the shop, and orders in every state, as a month in a village leaves them."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import NamedTuple

from flask import current_app
from sqlalchemy import update
from sqlalchemy.orm import Session

from blueprints.core import clock, pictures
from blueprints.core.access import Viewer
from blueprints.core.keys import mark_of
from blueprints.core.photo_field import KeptPhoto
from blueprints.core.storage import Storage, storage
from blueprints.members import seeds as members
from blueprints.members.queries import names_of
from blueprints.storefront import services
from blueprints.storefront.models import Order, Product
from blueprints.storefront.rules import Choice, State, Wanted
from blueprints.storefront.seeds import kinds, together
from blueprints.storefront.seeds.delivery import plant_delay, plant_ways, plant_window
from blueprints.storefront.seeds.drawing import draw
from blueprints.storefront.seeds.goods import GOODS, Good
from blueprints.storefront.services import Buyer, Listing

_THROUGH = {"liushu": "Liushu Cooperative", "shiqiao": "Shiqiao Cooperative"}
_PATH = (State.ACCEPTED, State.HANDED_OVER, State.COMPLETED)


class PastOrder(NamedTuple):
    """`good` is the n-th of GOODS; the last state it reached, and how long ago it was placed."""

    buyer: str
    good: int
    quantity: int
    reached: State
    hours_ago: int
    reason: str = ""


ORDERS = (
    PastOrder("11", 0, 3, State.PLACED, 5),
    PastOrder("12", 6, 2, State.PLACED, 20),
    PastOrder("11", 3, 4, State.ACCEPTED, 40),
    PastOrder("12", 18, 1, State.ACCEPTED, 50),
    PastOrder("11", 23, 2, State.HANDED_OVER, 100),
    PastOrder("12", 12, 5, State.HANDED_OVER, 150),
    PastOrder("11", 30, 1, State.COMPLETED, 300),
    PastOrder("12", 1, 6, State.COMPLETED, 400),
    PastOrder("11", 35, 1, State.COMPLETED, 700),
    PastOrder("12", 9, 2, State.CANCELLED, 90, "昨夜的雨把路冲断了，这周送不出来，对不起。"),
    PastOrder("11", 1, 2, State.HANDED_OVER, 120),
)


def plant(live: Session) -> None:
    today = clock.now()
    pictures_of = _pictures(storage())
    kinds.plant(lambda good: _list(good, pictures_of[good.drawing]), today)
    products = []
    for good in sorted(GOODS, key=lambda good: -good.days_ago):
        with clock.stopped_at(today - timedelta(days=good.days_ago, hours=1)):
            products.append((good.slug, _list(good, pictures_of[good.drawing])))
    live.flush()
    plant_ways(today)
    by_slug = dict(products)
    shelf = [by_slug[good.slug] for good in GOODS]
    for n, past in enumerate(ORDERS):
        _order(live, n, past, shelf[past.good], today)
    plant_window(today)
    plant_delay(live)
    together.plant(by_slug, today)
    # A village just planted: nobody has changed anything yet.
    live.execute(update(Product).values(version=1))


def _pictures(where: Storage) -> dict[str, KeptPhoto]:
    """Drawn on all cores: the village should not be waited for."""
    with ThreadPoolExecutor() as pool:
        return dict(
            zip(
                [good.drawing for good in GOODS], pool.map(_picture_into(where), GOODS), strict=True
            )
        )


def _picture_into(where: Storage) -> Callable[[Good], KeptPhoto]:
    def picture(good: Good) -> KeptPhoto:
        drawn = io.BytesIO()
        draw(good.drawing, 1080).save(drawn, "PNG", compress_level=1)
        drawn.seek(0)
        made = pictures.accept(drawn)
        pictures.store(made, where)
        return KeptPhoto(made.sha256, made.width, made.height)

    return picture


def _list(good: Good, photo: KeptPhoto) -> Product:
    return services.list_product(
        seller_id=members.person_with(good.seller),
        listing=Listing(
            title=good.title_zh,
            description=good.description_zh,
            category=good.category,
            price_minor=good.price_minor,
            currency=current_app.config["CURRENCY"],
            unit=good.unit,
            stock=good.stock,
            language="zh",
            organisation_id=members.organisation_with(_THROUGH[good.through])
            if good.through
            else None,
            place_id=members.place_with(good.place.capitalize()),
            photos=[photo],
            translations={"en": {"title": good.title_en, "description": good.description_en}},
        ),
        key=mark_of("demo", good.slug),
    )


def _order(live: Session, n: int, past: PastOrder, product: Product, today: datetime) -> None:
    placed_at = today - timedelta(hours=past.hours_ago)
    buyer_id = members.person_with(f"138000000{past.buyer}")
    names = names_of([buyer_id])
    with clock.stopped_at(placed_at):
        buyer = Buyer(
            owner=f"m:{buyer_id.hex}",
            member_id=buyer_id,
            visitor=None,
            name=names[buyer_id],
            phone=f"+86138000000{past.buyer}",
            address="",
            delivery="pickup",
            payment="on_delivery",
        )
        wanted = {Choice(product.id): Wanted(past.quantity, product.price_minor)}
        [order_id] = services.place_orders(
            buyer=buyer, wanted=wanted, key=mark_of("demo order", str(n))
        )
    live.get_one(Order, order_id).number = str(41270386 + n * 7919)
    _walk(order_id, past, placed_at, _as_viewer(product.seller_id), _as_viewer(buyer_id))


def _walk(
    order_id: uuid.UUID, past: PastOrder, at: datetime, seller: Viewer, buyer: Viewer
) -> None:
    """Each step some hours after the one before, done by whom the rules say."""
    if past.reached is State.CANCELLED:
        with clock.stopped_at(at + timedelta(hours=3)):
            services.cancel_order(
                order_id=order_id,
                viewer=seller,
                visitor=None,
                reason=past.reason,
                key=mark_of("demo cancel", order_id.hex),
            )
        return
    verbs = (services.accept_order, services.hand_over_order, services.complete_order)
    for step, verb in zip(_PATH, verbs, strict=True):
        if past.reached is State.PLACED:
            return
        at += timedelta(hours=9)
        with clock.stopped_at(at):
            who = buyer if step is State.COMPLETED else seller
            verb(
                order_id=order_id, viewer=who, visitor=None, key=mark_of("demo", step, order_id.hex)
            )
        if step is past.reached:
            return


def _as_viewer(person_id: uuid.UUID) -> Viewer:
    return Viewer(person_id, "", person_id, person_id, frozenset())
