"""What the server's database holds, read from beside it: the one truth the soak compares with."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Sold:
    """A product in the shop; ids are 32 hex digits."""

    id: str
    seller: str
    price_minor: int
    stock: int


class Books:
    """Each question is a look of its own; an answer is as old as the question."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def person(self, phone: str) -> str:
        return str(self._ask("SELECT id FROM members_person WHERE phone = ?", f"+86{phone}")[0][0])

    def received(self, keys: Iterable[str]) -> set[str]:
        """Those of them that stand in the books as received."""
        return {key for key, state in self.answers(keys).items() if state == "received"}

    def answers(self, keys: Iterable[str]) -> dict[str, str]:
        """Key → what was answered, for those that were answered. A key may come with dashes."""
        asked = list(keys)
        found: dict[str, str] = {}
        with self._open() as base:
            for key in asked:
                rows = base.execute(
                    "SELECT state FROM core_key WHERE key = ?", (key.replace("-", ""),)
                ).fetchall()
                if rows:
                    found[key] = str(rows[0][0])
        return found

    def sold(self, sellers: Iterable[str]) -> list[Sold]:
        wanted = set(sellers)
        rows = self._ask(
            "SELECT id, seller_id, price_minor, stock FROM storefront_product "
            "WHERE withdrawn_at IS NULL AND stock > 3 ORDER BY id"
        )
        return [Sold(*row) for row in rows if not wanted or row[1] in wanted]

    def orders(self, state: str, *, seller: str = "", named: str = "") -> list[str]:
        """Ids, oldest first: what this seller sells, or what those named so ordered."""
        return [
            str(order)
            for (order,) in self._ask(
                "SELECT id FROM storefront_order WHERE state = ? "
                "AND (seller_id = ? OR ? = '') AND name LIKE ? ORDER BY id",
                state,
                seller,
                seller,
                f"{named or 'soak-'}%",
            )
        ]

    def open_problems(self) -> set[str]:
        rows = self._ask("SELECT order_id FROM storefront_problem WHERE closed_at IS NULL")
        return {str(order) for (order,) in rows}

    def count(self, asked: str, *words: str) -> int:
        return int(self._ask(asked, *words)[0][0])

    def photos_of(self, title: str) -> int:
        return self.count(
            "SELECT count(*) FROM storefront_photo f JOIN storefront_product p "
            "ON p.id = f.product_id WHERE p.title = ?",
            title,
        )

    def changes(self) -> dict[str, tuple[int, int]]:
        """Product → (changes its version tells of, changes that were answered as received)."""
        answered: dict[str, int] = defaultdict(int)
        for (route,) in self._ask(
            "SELECT route FROM core_key WHERE state = 'received' AND route LIKE '%/edit'"
        ):
            answered[str(route).split("/")[-2].replace("-", "")] += 1
        rows = self._ask("SELECT id, version FROM storefront_product")
        return {str(one): (version - 1, answered[str(one)]) for one, version in rows}

    def _ask(self, asked: str, *words: object) -> list[Any]:
        with self._open() as base:
            return base.execute(asked, words).fetchall()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        uri = f"file:{self._file}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=20)) as base:
            yield base
