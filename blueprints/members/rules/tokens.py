"""Secrets that browsers and phones hold; we keep only what they are recognised by."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
import uuid

_LONGEST = 100
CODE_DIGITS = 6  # 20 bits: ASVS 6.5.4


def new_token() -> str:
    return secrets.token_urlsafe(32)


def new_challenge() -> bytes:
    return secrets.token_bytes(32)


def new_code() -> str:
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def token_mark(token: str | None) -> str | None:
    """What the tables hold for a cookie; None for what cannot be one of ours."""
    if not token or len(token) > _LONGEST or not token.isascii():
        return None
    return fingerprint("token", token)


def account_mark(phone: str) -> str:
    """Counts wrong PINs of a number, whether it has an account or not."""
    return fingerprint("account", phone)


def code_mark(code_id: uuid.UUID, device_token: str, code: str) -> str:
    """Six digits are soon tried out, but who reads the table has not the browser's token."""
    return fingerprint("code", code_id.hex, device_token, code)


def read_code(text: str) -> str:
    """As people type and paste it: full-width digits, spaces, a dash in the middle."""
    plain = unicodedata.normalize("NFKC", text[:40])
    return "".join(sign for sign in plain if sign.isdigit())


def fingerprint(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode("utf-8", "replace")).hexdigest()
