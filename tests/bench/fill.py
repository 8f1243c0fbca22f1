"""Thousands of products straight into the tables: `python -m tests.bench.fill 100000`.

They are what the shop's own service would have written (`tests/bench` has no other business with
the tables), only in large strides: names, words to find them by, pictures borrowed from the demo.
"""

import random
import sys
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app import create_app
from blueprints.core import clock, ids, search
from blueprints.core.db import writing
from blueprints.core.generation import public_changed
from blueprints.storefront.models import Photo, Product
from blueprints.storefront.queries.products import KIND

Row = dict[str, Any]
Pattern = tuple[Row, Row | None]

STRIDE = 1_000
# What the bench searches for, and what the names are made of.
WORDS = (
    *("蜜桔", "脐橙", "大米", "土豆", "红薯", "茶叶"),
    *("蜂蜜", "竹笋", "板栗", "花生", "香菇", "鸡蛋"),
)
MAKES = ("新鲜", "自家", "高山", "当季", "农家", "早熟", "晚熟", "有机", "手工", "今年")
ENDS = ("", "礼盒", "散装", "小份", "大份", "整箱")


def fill(total: int) -> int:
    """Bring the shop to `total` products; how many were added. Needs an application context."""
    with writing() as live:
        there = live.scalar(select(func.count()).select_from(Product)) or 0
        patterns = _patterns(live)
        chance = random.Random(there)
        for start in range(there, total, STRIDE):
            rows = list(_rows(patterns, chance, min(STRIDE, total - start)))
            live.execute(insert(Product), [product for product, _ in rows])
            live.execute(insert(Photo), [photo for _, photo in rows if photo])
            search.put_all(KIND, [_found_by(product) for product, _ in rows])
        public_changed(live)
    return max(0, total - there)


def _patterns(live: Session) -> list[Pattern]:
    """The demo's products and their first photos, as rows to vary."""
    found: list[Pattern] = []
    for product in live.scalars(select(Product).limit(40)):
        photo = live.get(Photo, (product.id, 0))
        found.append((_as_row(product), _as_row(photo) if photo else None))
    if not found:
        raise RuntimeError("the shop is empty: start it once with the demo first")
    return found


def _rows(patterns: list[Pattern], chance: random.Random, count: int) -> Iterator[Pattern]:
    for _ in range(count):
        pattern, photo = chance.choice(patterns)
        new_id = ids.uuid7()
        title = chance.choice(MAKES) + chance.choice(WORDS) + chance.choice(ENDS)
        product = pattern | {
            "id": new_id,
            "key": uuid.uuid4(),
            "title": title,
            "translations": {"en": {"title": f"Lot {new_id.hex[-6:]}", "description": ""}},
            "price_minor": chance.randrange(100, 20_000),
            "stock": chance.randrange(1, 500),
            "listed_at": clock.now() - timedelta(minutes=chance.randrange(100_000)),
            "withdrawn_at": None,
        }
        yield product, photo and photo | {"product_id": new_id}


def _found_by(product: Row) -> tuple[uuid.UUID, list[str], list[str]]:
    tags = [search.tag("category", product["category"])]
    return product["id"], [product["title"], product["description"]], tags


def _as_row(thing: Product | Photo) -> Row:
    return {column.key: getattr(thing, column.key) for column in type(thing).__table__.columns}


def main() -> None:
    app = create_app()
    with app.app_context():
        print(f"{fill(int(sys.argv[1]))} products added")


if __name__ == "__main__":
    main()
