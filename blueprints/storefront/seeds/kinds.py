"""Goods in kinds, goods ordered ahead, and visits with their dates, beside the forty plain ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from blueprints.core import clock
from blueprints.core.keys import mark_of
from blueprints.members import seeds as members
from blueprints.storefront import services
from blueprints.storefront.models import Product
from blueprints.storefront.services import KindTold, Particulars

from .good import Good


@dataclass(frozen=True)
class Kind:
    """A date has no name; `in_days` is counted from the day the village is made."""

    zh: str
    en: str
    price_minor: int
    stock: int
    in_days: int | None = None
    hour: int = 9


@dataclass(frozen=True)
class Many:
    """`ahead`: in how many days a buyer gets it."""

    good: Good
    kinds: tuple[Kind, ...] = ()
    ahead: int | None = None
    grams: int | None = None
    season: tuple[int, int] | None = None
    meeting: str = ""


MANY: tuple[Many, ...] = (
    Many(
        Good(
            slug="graded-mushrooms",
            seller="13800000003",
            through="liushu",
            place="liushu",
            category="preserves",
            title_zh="分级香菇干",
            description_zh=(
                "段木上长的，太阳晒干，再用小火烘一遍。特级厚、边卷，整朵炖汤好看；一级稍薄，味道一样；"
                "统货大小都有，切开炒菜最合算。放干燥的地方，能吃一年。"
            ),
            title_en="Dried shiitake, by grade",
            description_en=(
                "Grown on logs, dried in the sun and once more over a low fire. The best are thick "
                "with curled rims and look well whole in a soup; first grade is a bit thinner and "
                "tastes the same; unsorted is for slicing. Kept dry, they last a year."
            ),
            price_minor=4800,
            unit="斤",
            stock=0,
            drawing="mushrooms",
            days_ago=58,
        ),
        kinds=(
            Kind("特级", "Best", 8800, 40),
            Kind("一级", "First grade", 6800, 80),
            Kind("统货", "Unsorted", 4800, 120),
        ),
        season=(10, 3),
    ),
    Many(
        Good(
            slug="new-year-sausage",
            seller="13800000004",
            through="liushu",
            place="liushu",
            category="preserves",
            title_zh="过年香肠（先订后灌）",
            description_zh=(
                "订好再灌，不订不做。用自家猪的前腿肉，肥三瘦七，花椒和白酒腌一夜，灶房里慢慢熏。说好"
                "哪天交货，就是哪天。咸淡可以商量，写在备注里。"
            ),
            title_en="New Year sausage, made to order",
            description_en=(
                "We only make what has been ordered. Front leg of our own pigs, three parts fat to "
                "seven lean, a night in pepper and spirits, then slowly smoked at home. It is "
                "ready on the day we promise. Tell us if you like it less salty."
            ),
            price_minor=3800,
            unit="斤",
            stock=60,
            drawing="cured-pork",
            days_ago=57,
        ),
        ahead=40,
        season=(12, 1),
    ),
    Many(
        Good(
            slug="winter-shoots-morning",
            seller="13800000002",
            through="liushu",
            place="liushu",
            category="visits",
            title_zh="跟着挖冬笋",
            description_zh=(
                "老李带路上竹山，教你看竹鞭、找土缝，挖到的冬笋按斤另算，挖不到也有一碗笋汤。来回三个"
                "钟头，山路有点滑，穿耐脏的鞋。锄头我们备。"
            ),
            title_en="Digging winter bamboo shoots",
            description_en=(
                "We go up the bamboo hill together and show you how to read roots and cracks "
                "in the ground. What you dig is weighed and paid for apart; found none? There is "
                "still soup. Three hours, slippery in places. We bring the hoes."
            ),
            price_minor=3000,
            unit="位",
            stock=0,
            drawing="bamboo-shoots",
            days_ago=56,
        ),
        kinds=(
            Kind("", "", 3000, 12, in_days=5, hour=9),
            Kind("", "", 3000, 12, in_days=12, hour=9),
            Kind("亲子场", "For families", 2500, 20, in_days=13, hour=14),
        ),
        meeting="柳树村口大樟树下，公交站旁边",
    ),
    Many(
        Good(
            slug="basket-sizes",
            seller="13800000005",
            through=None,
            place="hewan",
            category="crafts",
            title_zh="竹编提篮，大小三种",
            description_zh=(
                "两年的慈竹，破成篾再编，边用藤收紧，提手不勒手。小的放鸡蛋，中的赶场买菜，大的走亲戚装"
                "东西。用完挂在通风的地方，别泡水。手上活，每只有一点不一样。"
            ),
            title_en="Bamboo carrying baskets in three sizes",
            description_en=(
                "Bamboo two years old, split and woven by hand, rims bound with rattan. The small "
                "one is for eggs, the middle one for market day, the large one for gifts. Hang it "
                "up in moving air and do not leave it in water. No two are quite the same."
            ),
            price_minor=3500,
            unit="只",
            stock=0,
            drawing="basket",
            days_ago=59,
        ),
        kinds=(
            Kind("小，30 厘米", "Small, 30 cm", 3500, 15),
            Kind("中，45 厘米", "Middle, 45 cm", 5200, 9),
            Kind("大，60 厘米", "Large, 60 cm", 7800, 4),
        ),
        grams=650,
    ),
)

WORDS = {
    "13800000002": (
        "liushu",
        "柳树村七户人合起来卖自家种的东西。卖价由大家投票定，钱直接到种的人手里。东西有不好的，拍照"
        "给我们，社里认。",
    ),
    "13800000001": (None, "我在柳树村种猕猴桃和冬枣，树是我爹栽的。有空来看看。"),
}


def plant(list_good: Callable[[Good], Product], today: datetime) -> None:
    for many in MANY:
        with clock.stopped_at(today - timedelta(days=many.good.days_ago, hours=1)):
            product = list_good(many.good)
            _tell(many, product, today)
            for n, kind in enumerate(many.kinds):
                services.add_variant(
                    seller_id=product.seller_id,
                    product_id=product.id,
                    told=_told(kind, today),
                    key=mark_of("demo kind", many.good.slug, str(n)),
                )
    for phone, (through, words) in WORDS.items():
        services.write_about(
            writer_id=members.person_with(phone),
            organisation_id=members.organisation_with("Liushu Cooperative") if through else None,
            words=words,
            language="zh",
            key=mark_of("demo words", phone),
        )


def _tell(many: Many, product: Product, today: datetime) -> None:
    ahead = clock.local(today).date() + timedelta(days=many.ahead) if many.ahead else None
    services.set_particulars(
        seller_id=product.seller_id,
        product_id=product.id,
        version=None,
        told=Particulars(
            season_from=many.season[0] if many.season else None,
            season_to=many.season[1] if many.season else None,
            promised_on=ahead,
            weight_grams=many.grams,
            meeting=many.meeting,
        ),
    )


def _told(kind: Kind, today: datetime) -> KindTold:
    starts_at = None
    if kind.in_days is not None:
        day = clock.local(today) + timedelta(days=kind.in_days)
        starts_at = datetime.combine(day.date(), time(kind.hour), day.tzinfo)
    return KindTold(
        name=kind.zh,
        price_minor=kind.price_minor,
        stock=kind.stock,
        starts_at=starts_at,
        others={"en": kind.en} if kind.en else {},
    )
