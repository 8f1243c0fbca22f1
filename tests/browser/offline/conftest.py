"""Phones that lose their network, on the server and browser of tests/browser."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import Phone
from tests.browser.steps import until


def cut_off(one: Phone) -> None:
    """No network, and seen to be so: the browser takes a moment to tell each of its pages."""
    one.context.set_offline(True)
    for page in one.context.pages:
        until(page, lambda page=page: _gets_nothing(page), "the page is still on line")


def _gets_nothing(page: Page) -> bool:
    return bool(
        page.evaluate("() => fetch('/healthz', {cache: 'no-store'}).then(() => false, () => true)")
    )


def saved_pages(page: Page) -> dict[str, list[str]]:
    """Names of the caches and the paths in each."""
    found: dict[str, list[str]] = page.evaluate(
        """async () => {
            const told = {};
            for (const name of await caches.keys()) {
                const all = await (await caches.open(name)).keys();
                told[name] = all.map((one) => new URL(one.url).pathname);
            }
            return told;
        }"""
    )
    return found


def items(page: Page) -> list[dict[str, str]]:
    """What /sync/ shows: key, state and title of each item."""
    found: list[dict[str, str]] = page.locator("#outbox > li").evaluate_all(
        """rows => rows.map(one => ({
            key: one.dataset.key, state: one.dataset.state,
            title: one.querySelector("[data-title]").textContent,
            words: one.textContent,
        }))"""
    )
    return found


def becomes(page: Page, state: str, key: str = "") -> dict[str, str]:
    """The one item (or that of `key`) in this state, once it is there."""

    def there() -> list[dict[str, str]]:
        return [one for one in items(page) if one["state"] == state and key in one["key"]]

    until(page, lambda: bool(there()), f"an item in state {state}; there are {items(page)}")
    return there()[0]
