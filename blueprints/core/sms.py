"""One way to reach a phone: the demo shows the words on the page, a deployment names a gateway."""

from __future__ import annotations

import json
import logging
import urllib.request
from typing import Protocol

from blueprints.core import jobs
from blueprints.core.settings import Settings

log = logging.getLogger("commonfield.sms")

KIND = "core.sms"


class Gateway(Protocol):
    shows_codes: bool

    def send(self, phone: str, words: str) -> None:
        """Raises OSError when the gateway does not take it: the job runner tries again."""
        ...


class DemoGateway:
    """Sends nothing. Whoever made the code may show it (`shows_codes`)."""

    shows_codes = True

    def send(self, phone: str, words: str) -> None:
        return None


class NoGateway:
    """A real deployment that named none: nothing leaves, and the log says so."""

    shows_codes = False

    def send(self, phone: str, words: str) -> None:
        log.warning("a code could not be sent: COMMONFIELD_SMS_GATEWAY is not set")


class HttpGateway:
    """POSTs `{"phone": "+86…", "text": "…"}` as JSON; any 2xx is taken as received."""

    shows_codes = False

    def __init__(self, url: str) -> None:
        self._url = url

    def send(self, phone: str, words: str) -> None:
        body = json.dumps({"phone": phone, "text": words}).encode()
        headers = {"Content-Type": "application/json"}
        asked = urllib.request.Request(self._url, body, headers)  # noqa: S310  from the settings
        with urllib.request.urlopen(asked, timeout=15):  # noqa: S310
            return


_gateway: Gateway = NoGateway()


def from_settings(settings: Settings) -> Gateway:
    """A demo never sends, even where a gateway is named: its people's numbers are made up."""
    if settings.demo:
        return DemoGateway()
    return HttpGateway(settings.sms_gateway) if settings.sms_gateway else NoGateway()


def use_gateway(gateway: Gateway) -> None:
    global _gateway
    _gateway = gateway


def shows_codes() -> bool:
    return _gateway.shows_codes


def send_later(phone: str, words: str) -> None:
    """Leaves with this transaction's commit, not before."""
    jobs.enqueue(KIND, {"phone": phone, "words": words})


@jobs.work(KIND)
def _send(phone: str, words: str) -> None:
    _gateway.send(phone, words)
