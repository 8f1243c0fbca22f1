"""The soak under way: whose turn it is, what they write, what goes wrong meanwhile."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack

from playwright.sync_api import Browser

from tests.bench.soak_books import Books
from tests.bench.soak_fates import Report, Watch, fates_of
from tests.bench.soak_faults import EVENTS, Chance, change_release, deck, kill
from tests.bench.soak_phone import Handset, Item
from tests.bench.soak_plan import Person, Plan
from tests.browser.conftest import Server
from tests.village import BUYER, FARMER, SHIQIAO_FARMER

WAITS = frozenset({"saved", "sending", "photo", "sign-in"})
MOST_WAITING = 50
REST_WITHIN_S = 300
# Below this many writes there are two phones, since each takes seconds to be set up.
ALL_PHONES_FROM = 100
# How many things are written on one visit to a page.
FEW_AT_ONCE, MANY_AT_ONCE = (2, 6), (6, 24)
HOLD_S = 1.5
LOSS = 0.02


class Soak:
    def __init__(
        self, browser: Browser, server: Server, writes: int, seed: int, stack: ExitStack
    ) -> None:
        self.server, self.writes, self.seed = server, writes, seed
        self.books = Books(server.instance / "commonfield.db")
        self.chance = Chance(seed)
        self.happened: Counter[str] = Counter()
        self.sign_ins = 0
        self.begun = time.monotonic()
        people = [
            Person("farmer", "seller", FARMER, self.books.person(FARMER)),
            Person("visitor", "buyer"),
            Person("uphill", "seller", SHIQIAO_FARMER, self.books.person(SHIQIAO_FARMER)),
            Person("member", "buyer", BUYER, self.books.person(BUYER)),
        ]
        self.at_once = MANY_AT_ONCE
        if writes < ALL_PHONES_FROM:
            people, self.at_once = people[:2], FEW_AT_ONCE
        sellers = [one.member for one in people if one.side == "seller"]
        self.plan = Plan(seed, self.books, sellers)
        self.watch = Watch(self.books, self.plan.intents)
        self.phones: list[Handset] = []
        for n, person in enumerate(people):
            made = Handset(browser, server, person, seed + n)
            stack.callback(made.stop)
            made.line.choose, made.line.hold, made.line.loss = self.chance, HOLD_S, LOSS
            self.phones.append(made)

    def write(self) -> None:
        """Visits in turn, until so many things were saved on phones and every event was met."""
        events, turn = deck(self.seed), 0
        while (left := self.writes - self._known()) > 0 or turn < len(EVENTS):
            event = next(events)
            # Only members have a session to lose.
            able = [one for one in self.phones if one.person.phone or event != "session_lost"]
            phone = able[turn % len(able)]
            self.happened[event] += 1
            self._visit(phone, event, min(max(left, 1), self.plan.chance.randint(*self.at_once)))
            self._look(phone, self.plan.chance.randrange(2))
            for one in self.phones:
                one.hurry()
            self._let_drain(phone)
            turn += 1
            print(f"{self._known()} of {self.writes}, after {event}", file=sys.stderr)

    def rest(self) -> None:
        """The weather is fine again: whatever waits must now arrive."""
        self.chance.quiet = True
        deadline = time.monotonic() + REST_WITHIN_S
        for phone in self.phones:
            phone.line.loss = 0.0
            phone.line.mend()
            self._sign_in_again(phone)
        while any(self._waits(phone) for phone in self.phones) and time.monotonic() < deadline:
            for phone in self.phones:
                self._look(phone, 0)
                phone.hurry()
        for phone in self.phones:
            self._look(phone, 0)
            self._note(phone)

    def report(self) -> Report:
        held: dict[str, Item] = {}
        for phone in self.phones:
            held |= {one.title: one for one in phone.everything()}
        fates = fates_of(self.plan.intents.values(), held, self.books)
        keys = {one.key for one in self.plan.intents.values() if one.key}
        arrived = [
            key for phone in self.phones for _, _, key, _ in phone.line.arrivals if key in keys
        ]
        return Report(
            seed=self.seed,
            fates=fates,
            watch=self.watch,
            sign_ins=self.sign_ins,
            retries=len(arrived) - len(set(arrived)),
            faults=self.chance.counted + self.happened,
            seconds=time.monotonic() - self.begun,
        )

    def _visit(self, phone: Handset, event: str, size: int) -> None:
        meet: dict[str, Callable[[Handset, int], None]] = {
            "two_tabs": self._two_tabs,
            "page_closed": self._page_closed,
            "line_cut": self._line_cut,
            "line_stalled": self._line_stalled,
            "session_lost": self._session_lost,
            "worker_killed": self._worker_killed,
            "server_killed": self._server_killed,
            "release_changed": self._release_changed,
        }
        meet.get(event, self._compose)(phone, size)
        self._note(phone)

    def _compose(self, phone: Handset, size: int, tab: int = 0, **how: bool) -> None:
        off_line = how.pop("off_line", False)
        drawn = self.plan.batch(phone.person, size, off_line=off_line)
        self.plan.forget(phone.write(tab, drawn, **how))

    def _two_tabs(self, phone: Handset, size: int) -> None:
        self._compose(phone, size, tab=0)
        self._compose(phone, size, tab=1)

    def _page_closed(self, phone: Handset, size: int) -> None:
        self._compose(phone, size, apart=True)
        phone.tabs[1].wait_for_timeout(self.plan.chance.randrange(0, 300))
        phone.close(0)

    def _line_cut(self, phone: Handset, size: int) -> None:
        phone.line.cut()
        self._compose(phone, size, off_line=True)
        self._look(phone, 1)
        phone.line.mend()

    def _line_stalled(self, phone: Handset, size: int) -> None:
        phone.line.stall()
        self._compose(phone, size, off_line=True)
        phone.line.mend()

    def _session_lost(self, phone: Handset, size: int) -> None:
        """What waits is kept, says that it needs its owner, and goes on once they are back."""
        phone.line.cut()
        self._compose(phone, size, off_line=True)
        phone.lose_session()
        phone.line.mend()
        phone.hurry()
        self._look(phone, 1)
        self._sign_in_again(phone)

    def _worker_killed(self, phone: Handset, size: int) -> None:
        self._compose(phone, size)
        phone.stop_workers()

    def _server_killed(self, phone: Handset, size: int) -> None:
        self._compose(phone, size)
        kill(self.server)
        self._look(phone, 1)
        self.server.start()

    def _release_changed(self, phone: Handset, size: int) -> None:
        self._compose(phone, size)
        change_release(self.server, self.happened["release_changed"])
        for one in self.phones:
            if self.plan.chance.random() < 0.7:
                self._look(one, 0)
                one.take_release()

    def _sign_in_again(self, phone: Handset) -> None:
        for _ in range(10):
            if phone.is_signed_in():
                return
            self.sign_ins += phone.sign_in_again(0)

    def _look(self, phone: Handset, tab: int) -> None:
        self.watch.look(phone.shown(tab))

    def _note(self, phone: Handset) -> None:
        for mark, key in phone.noted().items():
            if mark in self.plan.intents:
                self.plan.intents[mark].key = key

    def _known(self) -> int:
        return sum(bool(one.key) for one in self.plan.intents.values())

    def _waits(self, phone: Handset) -> int:
        items = phone.everything()
        self.watch.look(items)
        return sum(one.state in WAITS for one in items)

    def _let_drain(self, phone: Handset) -> None:
        for _ in range(20):
            if self._waits(phone) <= MOST_WAITING:
                return
            phone.hurry()
            phone.tabs[0].wait_for_timeout(200)
