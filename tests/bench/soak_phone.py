"""One phone of the soak: two tabs, a line of its own, and what its outbox says of itself."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error

from blueprints.core.access import SESSION_COOKIE
from tests.bench.soak_plan import CHECKOUT, NEW, Intent, Person
from tests.browser.conftest import Server, new_phone
from tests.browser.offline.line import Line
from tests.browser.steps import fill, press, put_away, sign_in, worker_is_ready
from tests.village import PIN

WRITE = (Path(__file__).parent / "soak.js").read_text()
EVERYTHING = """async () => (await outbox.read(({ items }) => outbox.get(items.getAll())))
    .map(({ key, title, state }) => ({ key, title, state }))"""
NOTED = "() => JSON.parse(localStorage.getItem('soak') || '{}')"
SHOWN = """() => Array.from(document.querySelectorAll("#outbox > li"), (row) =>
    ({ ...row.dataset, title: row.querySelector("[data-title]").textContent }))
    .map(({ key, title, state }) => ({ key, title, state }))"""
# Somebody asks, or the network says that it is back: nobody waits for the back-off.
ASK = """() => {
    const button = document.querySelector("#send:not([hidden]) button");
    if (button) button.click();
    else dispatchEvent(new Event("online"));
}"""
UPDATE = "async () => { await (await navigator.serviceWorker.getRegistration())?.update(); }"
TAKE_IT = "() => document.querySelector('#status button')?.click()"
GO_WITHIN_MS = 8_000


@dataclass(frozen=True)
class Item:
    key: str
    state: str
    title: str


class Handset:
    """Whatever goes wrong on the way (a dead page, a foreign one) is no answer, not an error."""

    def __init__(self, browser: Browser, server: Server, person: Person, seed: int) -> None:
        self.person = person
        self.line = Line(server.port, seed)
        self.line.start()
        self.phone = new_phone(browser, self.line.url, "en-GB", shut=False)
        if person.phone:
            sign_in(self.phone, person.phone)
        self.phone.open("/sync/")
        worker_is_ready(self.phone)
        self.tabs = [self.phone.page, self.phone.context.new_page()]

    def write(self, tab: int, intents: list[Intent], *, apart: bool = False) -> list[Intent]:
        """Compose and submit them on a page of this tab. Answers with those that no form was found
        for. `apart`: nobody waits until they are saved.
        """
        if not self.go(tab, NEW if self.person.side == "seller" else CHECKOUT):
            return intents
        asked = {"writes": [one.for_page() for one in intents], "apart": apart}
        told = self.ask(tab, WRITE, asked)
        # No answer: the page went on, as it does when the first of them was received.
        written = set(told["written"] if told else self.noted())
        for one in intents:
            one.cut_short = apart or (told is None and one.kind == "photo")
        return [one for one in intents if one.mark not in written]

    def go(self, tab: int, path: str) -> bool:
        """On a page of ours, with our script in it."""
        with suppress(Error):
            self.tabs[tab].goto(
                self.line.url + path, wait_until="domcontentloaded", timeout=GO_WITHIN_MS
            )
        return bool(self.ask(tab, "() => typeof outbox !== 'undefined' && app.able"))

    def ask(self, tab: int, script: str, *words: Any) -> Any:
        try:
            return self.tabs[tab].evaluate(script, *words)
        except Error:
            return None

    def close(self, tab: int) -> None:
        """In the middle of whatever it does."""
        put_away(self.tabs[tab])
        self.tabs[tab] = self.phone.context.new_page()

    def shown(self, tab: int) -> list[Item]:
        """What the page about what waits says, opened anew."""
        if not self.go(tab, "/sync/"):
            return []
        self.tabs[tab].wait_for_timeout(60)  # it draws once it has read the outbox
        return [Item(**one) for one in self.ask(tab, SHOWN) or []]

    def everything(self) -> list[Item]:
        """All that the phone holds, whether or not a page would show it now."""
        return [Item(**one) for one in self._any_tab(EVERYTHING) or []]

    def noted(self) -> dict[str, str]:
        """Mark → key of everything that was ever submitted here; "" where it was not saved."""
        return dict(self._any_tab(NOTED) or {})

    def hurry(self) -> None:
        for tab in range(len(self.tabs)):
            self.ask(tab, ASK)

    def stop_workers(self) -> None:
        with suppress(Error):
            session = self.phone.context.new_cdp_session(self.tabs[0])
            session.send("ServiceWorker.enable")
            session.send("ServiceWorker.stopAllWorkers")
            session.detach()

    def take_release(self) -> None:
        """Asked for, and where it is offered, taken; the other tab keeps the old one."""
        self.ask(0, UPDATE)
        self.tabs[0].wait_for_timeout(300)
        self.ask(0, TAKE_IT)

    def lose_session(self) -> None:
        self.phone.context.clear_cookies(name=SESSION_COOKIE)

    def is_signed_in(self) -> bool:
        names = {cookie.get("name") for cookie in self.phone.context.cookies()}
        return not self.person.phone or SESSION_COOKIE in names

    def sign_in_again(self, tab: int) -> bool:
        """This phone was confirmed before: the number and the PIN are enough."""
        page = self.tabs[tab]
        with suppress(Error):
            page.goto(self.line.url + "/sign-in?next=/sync/", timeout=GO_WITHIN_MS)
            fill(page, phone=self.person.phone, pin=PIN)
            press(page, "main form[action='/sign-in'] button")
        return self.is_signed_in()

    def stop(self) -> None:
        self.phone.context.close()
        self.line.stop()

    def _any_tab(self, script: str) -> Any:
        """From the first tab that stands on a page of ours; otherwise one is opened."""
        for tab in range(len(self.tabs)):
            if (found := self.ask(tab, script)) is not None:
                return found
        return self.ask(0, script) if self.go(0, "/sync/") else None
