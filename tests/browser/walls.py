"""No page reaches another host than this machine; what it wanted there, and said, is noted."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Route


def hear(said: ConsoleMessage, complaints: list[str]) -> None:
    """What the content policy refused, in Chromium's words."""
    if "Content Security Policy" in said.text:
        complaints.append(said.text)


def shut_off(context: BrowserContext) -> list[str]:
    asked: list[str] = []

    def refuse(route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    context.route("**/*", refuse)
    return asked
