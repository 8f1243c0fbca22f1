"""What the soak writes: random intents of every kind, each with words that no other has."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.bench.soak_books import Books

NEW = "/storefront/products/new"
CHECKOUT = "/storefront/checkout"
GOOD = {"price": "4.80", "unit": "斤", "stock": "400", "category": "fruit"}
MOBILE = "13912345678"

# kind → its share among what this side writes.
SELLER = {"list": 16, "photo": 8, "bad": 3, "edit": 20, "basket": 12, "accept": 18}
SELLER |= {"handover": 14, "cancel": 5, "withdraw": 3}
BUYER = {"order": 45, "cancel": 12, "complete": 15, "problem": 15, "closing": 12}

# kind → (the state an order must be in, what its address ends with)
STEPS = {
    "accept": ("placed", "acceptance"),
    "handover": ("accepted", "handover"),
    "complete": ("handed_over", "completion"),
    "problem": ("handed_over", "problems"),
    "closing": ("handed_over", "problems/closing"),
    "cancel": ("placed", "cancellation"),
}


@dataclass
class Intent:
    """One thing somebody means to do once. `about`: the product or order, as 32 hex digits."""

    mark: str
    kind: str
    who: str
    path: str
    action: str
    words: dict[str, str] = field(default_factory=dict)
    about: str = ""
    basket: tuple[str, int] = ("", 0)
    key: str = ""
    # Its page was closed or left while it was being saved: nobody read "saved".
    cut_short: bool = False

    def for_page(self) -> dict[str, object]:
        product, seen = self.basket
        told = {"mark": self.mark, "path": self.path, "action": self.action, "words": self.words}
        return {**told, "photo": self.kind == "photo", "basket": product, "seen": seen}


@dataclass(frozen=True)
class Person:
    """`member`: their id as 32 hex digits, "" for a visitor without an account."""

    name: str
    side: str
    phone: str = ""
    member: str = ""


class Plan:
    """Draws intents. A step of one kind is taken once for each thing, so that its row tells which
    intent made it; races come from steps of other kinds, and other people, on the same thing.
    """

    def __init__(self, seed: int, books: Books, sellers: list[str]) -> None:
        self.chance = random.Random(seed)
        self.intents: dict[str, Intent] = {}
        self._books = books
        self._sellers = sellers
        self._seed = seed
        self._drawn_so_far = 0
        self._used: set[tuple[str, str]] = set()
        # Each kind once before chance alone decides, so that the smallest soak has them all.
        self._due = {"seller": list(SELLER), "buyer": list(BUYER)}
        for kinds in self._due.values():
            self.chance.shuffle(kinds)

    def batch(self, who: Person, most: int, *, off_line: bool) -> list[Intent]:
        """Off line there are only the forms of pages that are saved on the phone."""
        made: list[Intent] = []
        while len(made) < most:
            intent = self._next(who, off_line=off_line)
            if intent is None:
                return made
            # A photo takes its moment to be made small: it gets the next page for itself.
            if intent.kind == "photo" and made:
                self.forget([intent])
                self._due[who.side] = sorted({*self._due[who.side], "photo"})
                return made
            if intent.kind in self._due[who.side]:
                self._due[who.side].remove(intent.kind)
            made.append(intent)
            if intent.kind == "photo":
                break
        return made

    def _next(self, who: Person, *, off_line: bool) -> Intent | None:
        """What cannot be done just now gives its turn to another; in the end to the usual."""
        usual = "list" if who.side == "seller" else "order"
        for _ in range(5):
            kind = self._kind(who.side)
            if off_line and kind not in ("list", "photo", "bad", "order"):
                kind = usual
            if (intent := self._drawn(kind, who)) is not None:
                return intent
        return self._drawn(usual, who)

    def _kind(self, side: str) -> str:
        shares = SELLER if side == "seller" else BUYER
        if (due := self._due[side]) and self.chance.random() < 0.6:
            return self.chance.choice(due)
        return self.chance.choices(list(shares), list(shares.values()))[0]

    def forget(self, never_written: Iterable[Intent]) -> None:
        """Nobody offered their forms; another may be drawn in their place."""
        for intent in never_written:
            self.intents.pop(intent.mark)
            self._used.discard((intent.kind, intent.about))

    def _drawn(self, kind: str, who: Person) -> Intent | None:
        self._drawn_so_far += 1
        mark = f"soak-{self._seed}-{who.name}-{self._drawn_so_far:05d}"
        draw: Callable[[str, str, Person], Intent | None] = self._listing
        if kind in STEPS:
            draw = self._step
        elif kind in ("edit", "withdraw"):
            draw = self._change
        elif kind in ("order", "basket"):
            draw = self._order if kind == "order" else self._basket
        intent = draw(mark, kind, who)
        if intent is not None:
            self.intents[mark] = intent
        return intent

    def _listing(self, mark: str, kind: str, who: Person) -> Intent:
        words = GOOD | {"title": mark, "price": "cheap" if kind == "bad" else self._price()}
        return Intent(mark, kind, who.name, NEW, NEW, words)

    def _price(self) -> str:
        return f"{self.chance.randrange(1, 40)}.{self.chance.randrange(10, 99)}"

    def _change(self, mark: str, kind: str, who: Person) -> Intent | None:
        """An edit may meet an older one on its way: then it is asked about, as between two tabs."""
        mine = [
            one.id
            for one in self._books.sold([who.member])
            if ("withdraw", one.id) not in self._used
        ]
        if len(mine) < 4:
            return None
        product = self.chance.choice(mine)
        at = f"/storefront/products/{uuid.UUID(product)}"
        if kind == "edit":
            stock = str(self.chance.randrange(5, 900))
            words = {"price": self._price(), "stock": stock, "description": mark}
            return Intent(mark, kind, who.name, f"{at}/edit", f"{at}/edit", words, product)
        self._used.add((kind, product))
        return Intent(mark, kind, who.name, f"{at}/own", f"{at}/withdrawal", {}, product)

    def _basket(self, mark: str, kind: str, who: Person) -> Intent:
        """Of somebody who never withdraws anything."""
        others = [one for one in self._books.sold([]) if one.seller not in self._sellers]
        chosen = self.chance.choice(others)
        at = f"/storefront/products/{uuid.UUID(chosen.id)}"
        quantity = str(self.chance.randrange(1, chosen.stock))
        return Intent(
            mark, kind, who.name, at, "/storefront/basket", {"quantity": quantity}, chosen.id
        )

    def _order(self, mark: str, kind: str, who: Person) -> Intent:
        product = self.chance.choice(self._books.sold(self._sellers))
        words = {"name": mark, "phone": MOBILE}
        basket = (str(uuid.UUID(product.id)), product.price_minor)
        return Intent(mark, kind, who.name, CHECKOUT, CHECKOUT, words, basket=basket)

    def _step(self, mark: str, kind: str, who: Person) -> Intent | None:
        state, last = STEPS[kind]
        if kind == "cancel":
            state = self.chance.choice(["placed", "accepted"])
        seller = who.member if who.side == "seller" else ""
        named = "" if seller else f"soak-{self._seed}-{who.name}-"
        found = self._books.orders(state, seller=seller, named=named)
        problems = self._books.open_problems() if kind in ("problem", "closing") else set()
        if kind == "closing":
            found = [order for order in found if order in problems]
        found = [order for order in found if (kind, order) not in self._used]
        if not found:
            return None
        order = self.chance.choice(found)
        self._used.add((kind, order))
        at = f"/storefront/orders/{uuid.UUID(order)}"
        words = {"reason": mark} if kind in ("cancel", "problem") else {}
        return Intent(mark, kind, who.name, at, f"{at}/{last}", words, order)
