"""An offer that holds and a group order that is open, both for a good while yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from blueprints.core import clock
from blueprints.core.keys import mark_of
from blueprints.members import seeds as members
from blueprints.members.queries import names_of
from blueprints.storefront import services
from blueprints.storefront.models import GroupOrder, Product
from blueprints.storefront.services.offers import Terms
from blueprints.storefront.services.shares import Sharer
from blueprints.storefront.services.together import GroupPlan

ON_OFFER, TOGETHER = "winter-bamboo-shoots", "highland-potatoes"
_LEADER = "13800000006"
_SHARES = (("13800000006", 12, 30), ("13800000012", 8, 20), ("13800000007", 15, 3))


def plant(by_slug: Mapping[str, Product], today: datetime) -> None:
    shoots = by_slug[ON_OFFER]
    with clock.stopped_at(today - timedelta(hours=1)):
        terms = Terms(1280, clock.now(), _evening(today, 30), most_per_person=5)
        services.make_offer(
            by=shoots.seller_id, product_id=shoots.id, terms=terms, key=mark_of("demo offer")
        )
    with clock.stopped_at(today - timedelta(hours=36)):
        group = _open(by_slug[TOGETHER], _evening(today, 12))
    for phone, quantity, hours_ago in _SHARES:
        with clock.stopped_at(today - timedelta(hours=hours_ago)):
            _join(group, phone, quantity)


def _open(product: Product, closes_at: datetime) -> GroupOrder:
    return services.open_group(
        leader_id=members.person_with(_LEADER),
        product_id=product.id,
        plan=GroupPlan(
            least=60,
            closes_at=closes_at,
            words="一个人买不划算，凑够六十公斤，他们一车送到柳树。周日一起来拿。",
            handed_out="柳树村委会门口",
        ),
        key=mark_of("demo group order"),
    )


def _join(group: GroupOrder, phone: str, quantity: int) -> None:
    who = members.person_with(phone)
    services.join_group(
        group_id=group.id,
        sharer=Sharer(who, None, names_of([who])[who], f"+86{phone}"),
        quantity=quantity,
        key=mark_of("demo share", phone),
    )


def _evening(today: datetime, days: int) -> datetime:
    return clock.local(today + timedelta(days=days)).replace(hour=20, minute=0, second=0)
