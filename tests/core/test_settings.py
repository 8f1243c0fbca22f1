"""Settings: what they default to, and what a bad one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from blueprints.core.settings import BadSetting, from_environment

REAL = {"COMMONFIELD_DEMO": "0", "COMMONFIELD_SMS_GATEWAY": "https://sms.example/send"}


def test_nothing_set_is_the_demo_on_loopback_in_a_folder_here() -> None:
    made = from_environment({})
    assert (made.demo, made.host, made.port) == (True, "127.0.0.1", 8000)
    assert made.instance == Path("instance").absolute()
    assert made.database_url == f"sqlite:///{made.instance}/commonfield.db"
    assert (made.timezone, made.currency, made.origin) == ("Asia/Shanghai", "CNY", None)
    assert not made.bucket


def test_an_empty_word_is_as_good_as_none() -> None:
    assert from_environment({"PORT": "", "COMMONFIELD_DEMO": "", "HOST": ""}) == from_environment(
        {}
    )


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_named_in_any_of_its_ways(scheme: str) -> None:
    made = from_environment({"COMMONFIELD_DATABASE_URL": f"{scheme}://u@h:5432/d"})
    assert made.database_url == "postgresql+psycopg://u@h:5432/d"


BAD = [
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "eighty"),
    ("COMMONFIELD_DEMO", "yes"),
    ("COMMONFIELD_TIMEZONE", "Moon/Crater"),
    ("COMMONFIELD_TIMEZONE", "../../etc/passwd"),
    ("COMMONFIELD_CURRENCY", "RMB"),
    ("COMMONFIELD_DATABASE_URL", "mysql://h/d"),
    ("COMMONFIELD_DATABASE_URL", "just words"),
    ("COMMONFIELD_ORIGIN", "village.example"),
    ("COMMONFIELD_ORIGIN", "https://village.example/path"),
    ("COMMONFIELD_ORIGIN", "ftp://village.example"),
    ("COMMONFIELD_TRUSTED_PROXIES", "-1"),
    ("COMMONFIELD_ALPINE_URL", "http://cdn.example/alpine.js"),
    ("COMMONFIELD_ALPINE_URL", "https://cdn.example/a.js; script-src *"),
    ("COMMONFIELD_WORKERS", "0"),
    ("COMMONFIELD_REDIS_URL", "http://redis"),
    ("COMMONFIELD_SMS_GATEWAY", "http://sms.example"),
    ("COMMONFIELD_WRITES_PER_MINUTE", "0"),
]


@pytest.mark.parametrize(("name", "text"), BAD, ids=str)
def test_a_bad_setting_is_named_with_what_it_holds(name: str, text: str) -> None:
    with pytest.raises(BadSetting) as refusal:
        from_environment({name: text})
    assert name in str(refusal.value)
    assert text in str(refusal.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "village.example"])  # noqa: S104
def test_the_demo_does_not_open_itself_to_others_unasked(host: str) -> None:
    assert not from_environment({"HOST": host}).demo
    assert from_environment({"HOST": host, "COMMONFIELD_DEMO": "1"}).demo
    assert not from_environment({"HOST": host, **REAL}).demo


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_loopback_is_loopback_by_every_name(host: str) -> None:
    assert from_environment({"HOST": host}).demo


def test_real_use_may_start_before_a_gateway_is_found() -> None:
    assert from_environment({"COMMONFIELD_DEMO": "0"}).sms_gateway is None


def test_a_bucket_needs_its_address() -> None:
    with pytest.raises(BadSetting, match="COMMONFIELD_BUCKET_URL"):
        from_environment({"COMMONFIELD_BUCKET_NAME": "pictures"})
    both = {"COMMONFIELD_BUCKET_NAME": "pictures", "COMMONFIELD_BUCKET_URL": "https://s3.example"}
    assert from_environment(both).bucket


def test_the_ceiling_is_wide_in_the_demo_and_narrower_in_use() -> None:
    assert from_environment({}).writes_per_minute > from_environment(REAL).writes_per_minute


@pytest.mark.parametrize("words", ["x" * 201, "two\nlines", "a\u202eb"])
def test_an_operators_name_is_one_short_line(tmp_path: Path, words: str) -> None:
    with pytest.raises(BadSetting, match="COMMONFIELD_OPERATOR"):
        from_environment({"COMMONFIELD_INSTANCE": str(tmp_path), "COMMONFIELD_OPERATOR": words})
