"""Settings from the environment; a bad one stops the start and says how to mend it."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import click
from babel.numbers import list_currencies

T = TypeVar("T")

# The CSP build: our policy has no unsafe-eval. Recompute the hash when the version changes
# (`make alpine` fetches the file and checks it).
ALPINE_URL = "https://cdn.jsdelivr.net/npm/@alpinejs/csp@3.17.4/dist/cdn.min.js"
ALPINE_INTEGRITY = "sha384-DQd2BgbtOQrdt/JbxcM+wSb8poOHwsG5W2jbbXskj85r7SWPwqpBFgGGR1devM/D"


class BadSetting(click.ClickException, ValueError):
    """Names the variable, what it holds and what it may hold; a command prints it and ends."""


@dataclass(frozen=True)
class Settings:
    instance: Path
    database_url: str
    demo: bool
    host: str
    port: int
    timezone: str
    currency: str
    origin: str | None
    trusted_proxies: int
    alpine_url: str
    workers: int
    redis_url: str | None
    sms_gateway: str | None
    bucket_url: str | None
    bucket_name: str | None
    bucket_region: str
    bucket_key: str | None
    bucket_secret: str | None
    writes_per_minute: int
    worker: bool
    operator: str

    @property
    def bucket(self) -> bool:
        return self.bucket_name is not None


def from_environment(env: Mapping[str, str] = os.environ) -> Settings:
    instance = Path(env.get("COMMONFIELD_INSTANCE") or "instance").absolute()
    host = env.get("HOST") or "127.0.0.1"
    demo = _demo(env, host)
    settings = Settings(
        instance=instance,
        database_url=_read(
            env,
            "COMMONFIELD_DATABASE_URL",
            f"sqlite:///{instance / 'commonfield.db'}",
            _database_url,
            "sqlite:///… or postgresql://…",
        ),
        demo=demo,
        host=host,
        port=_read(env, "PORT", "8000", _between(1, 65535), "a port from 1 to 65535"),
        timezone=_read(
            env, "COMMONFIELD_TIMEZONE", "Asia/Shanghai", _zone, "a zone like Asia/Shanghai"
        ),
        currency=_read(env, "COMMONFIELD_CURRENCY", "CNY", _currency, "a currency code like CNY"),
        origin=_read(env, "COMMONFIELD_ORIGIN", "", _origin, "an origin like https://example.org"),
        trusted_proxies=_read(env, "COMMONFIELD_TRUSTED_PROXIES", "0", _between(0, 9), "0 to 9"),
        alpine_url=_read(
            env, "COMMONFIELD_ALPINE_URL", ALPINE_URL, _script_url, "an https address or a path"
        ),
        workers=_read(env, "COMMONFIELD_WORKERS", "2", _between(1, 64), "1 to 64"),
        redis_url=_read(env, "COMMONFIELD_REDIS_URL", "", _redis, "redis://…"),
        sms_gateway=_read(env, "COMMONFIELD_SMS_GATEWAY", "", _gateway, "an https address"),
        bucket_url=env.get("COMMONFIELD_BUCKET_URL") or None,
        bucket_name=env.get("COMMONFIELD_BUCKET_NAME") or None,
        bucket_region=env.get("COMMONFIELD_BUCKET_REGION") or "auto",
        bucket_key=env.get("COMMONFIELD_BUCKET_KEY") or None,
        bucket_secret=env.get("COMMONFIELD_BUCKET_SECRET") or None,
        writes_per_minute=_writes_per_minute(env, demo),
        worker=_read(env, "COMMONFIELD_WORKER", "on", _switch, "on or off"),
        operator=_operator(env),
    )
    _check_together(settings)
    return settings


def make_folder(instance: Path) -> None:
    try:
        instance.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise BadSetting(
            f"COMMONFIELD_INSTANCE={str(instance)!r} is not usable: {refused.strerror}."
        ) from refused


def _demo(env: Mapping[str, str], host: str) -> bool:
    """Everybody knows the demo's PINs: open to others, it must be asked for by name."""
    return _read(env, "COMMONFIELD_DEMO", "1" if _is_loopback(host) else "0", _flag, "0 or 1")


def _operator(env: Mapping[str, str]) -> str:
    allowed = "up to 200 characters: who runs this, and how to reach them"
    return _read(env, "COMMONFIELD_OPERATOR", "", _words, allowed)


def _writes_per_minute(env: Mapping[str, str], demo: bool) -> int:
    """A demo is tried by many behind one address, and by tests."""
    allowed = "a number of writes one address may make in a minute"
    wide = "6000" if demo else "600"
    return _read(env, "COMMONFIELD_WRITES_PER_MINUTE", wide, _between(1, 10**6), allowed)


def _check_together(settings: Settings) -> None:
    if settings.bucket_name and not settings.bucket_url:
        raise BadSetting("COMMONFIELD_BUCKET_NAME is set but COMMONFIELD_BUCKET_URL is not.")


def _read(
    env: Mapping[str, str], name: str, default: str, read: Callable[[str], T], allowed: str
) -> T:
    text = env.get(name) or default
    try:
        return read(text.strip())
    except (ValueError, KeyError, OSError) as error:
        raise BadSetting(f"{name}={text!r} is not usable: it takes {allowed}.") from error


def _flag(text: str) -> bool:
    return {"0": False, "1": True}[text]


def _words(text: str) -> str:
    if len(text) > 200 or not text.isprintable():
        raise ValueError(text)
    return text


def _switch(text: str) -> bool:
    return {"off": False, "on": True}[text]


def _between(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(text)
        if not low <= number <= high:
            raise ValueError(text)
        return number

    return read


def _zone(text: str) -> str:
    return ZoneInfo(text).key


def _currency(text: str) -> str:
    if text not in list_currencies():
        raise ValueError(text)
    return text


def _database_url(text: str) -> str:
    scheme, separator, rest = text.partition("://")
    if not separator or not rest:
        raise ValueError(text)
    if scheme in ("postgres", "postgresql"):
        return f"postgresql+psycopg://{rest}"
    if scheme in ("sqlite", "postgresql+psycopg"):
        return text
    raise ValueError(text)


def _origin(text: str) -> str | None:
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/"):
        raise ValueError(text)
    return f"{parts.scheme}://{parts.netloc}"


def _script_url(text: str) -> str:
    if text.startswith(("https://", "/")) and " " not in text and ";" not in text:
        return text
    raise ValueError(text)


def _redis(text: str) -> str | None:
    if text and not text.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError(text)
    return text or None


def _gateway(text: str) -> str | None:
    if text and not text.startswith(("https://", "http://127.0.0.1")):
        raise ValueError(text)
    return text or None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
