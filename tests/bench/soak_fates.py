"""What became of every intent: the books of the server against what was meant, and was shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.bench.soak_books import Books
from tests.bench.soak_phone import Item
from tests.bench.soak_plan import Intent

SENT = frozenset({"received", "photo"})
REFUSED = frozenset({"refused", "conflict"})

# kind → how its rows are counted by the words that only it has.
BY_WORDS = {
    **dict.fromkeys(
        ("list", "photo", "bad"), "SELECT count(*) FROM storefront_product WHERE title = ?"
    ),
    "order": "SELECT count(*) FROM storefront_order WHERE name = ?",
    "cancel": "SELECT count(*) FROM storefront_step WHERE reason = ?",
    "problem": "SELECT count(*) FROM storefront_problem WHERE reason = ?",
}
# kind → the state that only this intent could bring about.
BY_STEP = {"accept": "accepted", "handover": "handed_over", "complete": "completed"}


@dataclass
class Fates:
    """Zero differences: nothing lost, nothing doubled, nothing shown that is not so."""

    intents: int = 0
    rows: int = 0
    refused: int = 0
    conflicts: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    never_saved: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


class Watch:
    """Compares at each step what phones show with what the books hold; rows never go away."""

    def __init__(self, books: Books, intents: Mapping[str, Intent]) -> None:
        self._books = books
        self._intents = intents
        self.falsely_sent: set[str] = set()
        self.falsely_refused: set[str] = set()

    def look(self, shown: Iterable[Item]) -> None:
        """The books are opened after the page was read: what it says must already be so."""
        items = list(shown)
        answers = self._books.answers([one.key for one in items if one.state in SENT | REFUSED])
        for one in items:
            answer = answers.get(one.key)
            if one.state in SENT and not (answer == "received" and self._photo_is_there(one)):
                self.falsely_sent.add(one.key)
            if one.state in REFUSED and answer == "received":
                self.falsely_refused.add(one.key)

    def _photo_is_there(self, one: Item) -> bool:
        meant = self._intents.get(one.title)
        follows = one.state == "photo" or meant is None or meant.kind != "photo"
        return follows or self._books.photos_of(one.title) == 1


def fates_of(intents: Iterable[Intent], held: dict[str, Item], books: Books) -> Fates:
    """`held`: what the phones hold at the end, by mark."""
    told = Fates()
    for one in intents:
        item = held.get(one.mark)
        one.key = one.key or (item.key if item else "")
        answer = books.answers([one.key]).get(one.key, "") if one.key else ""
        rows = _rows_of(one, answer, books)
        if rows == 0 and one.cut_short and not one.key:
            told.never_saved += 1
            continue
        told.intents += 1
        told.rows += rows
        told.kinds[one.kind] += 1
        told.doubled += [one.mark] * max(0, rows - 1)
        if rows:
            told.lost += [f"{one.mark} photo"] * (one.kind == "photo" and not _photo(one, books))
        elif answer in REFUSED:
            told.refused += answer == "refused"
            told.conflicts += answer == "conflict"
        else:
            told.lost.append(f"{one.mark} {one.kind} key={one.key or '-'} held={item}")
    _count_changes(told, books)
    return told


def _rows_of(one: Intent, answer: str, books: Books) -> int:
    if one.kind in BY_WORDS:
        return books.count(BY_WORDS[one.kind], one.mark)
    if one.kind in BY_STEP:
        asked = 'SELECT count(*) FROM storefront_step WHERE order_id = ? AND "to" = ?'
        return books.count(asked, one.about, BY_STEP[one.kind])
    # What leaves no row of its own: the answer, which is in the same commit.
    return int(answer == "received")


def _photo(one: Intent, books: Books) -> bool:
    return books.photos_of(one.mark) == 1


def _count_changes(told: Fates, books: Books) -> None:
    """A product's version tells how often it was really changed."""
    for product, (done, answered) in books.changes().items():
        told.doubled += [f"change of {product}"] * max(0, done - answered)
        told.lost += [f"change of {product}"] * max(0, answered - done)


@dataclass(frozen=True)
class Report:
    seed: int
    fates: Fates
    watch: Watch
    sign_ins: int
    retries: int
    faults: Counter[str]
    seconds: float

    @property
    def is_right(self) -> bool:
        told = self.fates
        return not self.wrong and told.rows == told.intents - told.refused - told.conflicts

    @property
    def wrong(self) -> list[str]:
        """Each by its name, for whoever looks into it."""
        told, shown = self.fates, self.watch
        return [
            *(f"lost: {one}" for one in told.lost),
            *(f"doubled: {one}" for one in told.doubled),
            *(f"falsely shown as sent: {key}" for key in sorted(shown.falsely_sent)),
            *(f"falsely shown as refused: {key}" for key in sorted(shown.falsely_refused)),
        ]

    def lines(self) -> list[str]:
        told = self.fates
        figures = {
            "seed": self.seed,
            "intents": told.intents,
            "rows": told.rows,
            "lost": len(told.lost),
            "doubled": len(told.doubled),
            "falsely_shown_as_sent": len(self.watch.falsely_sent),
            "falsely_shown_as_refused": len(self.watch.falsely_refused),
            "refused": told.refused,
            "conflicts": told.conflicts,
            "never_saved": told.never_saved,
            "sign_ins": self.sign_ins,
            "retries": self.retries,
            **{f"kind {name}": count for name, count in sorted(told.kinds.items())},
            **{f"fault {name}": count for name, count in sorted(self.faults.items())},
            "seconds": round(self.seconds),
        }
        return [f"{name} {figure}" for name, figure in figures.items()]
