"""Keys that live outside the database and its backups, each in a file of its own, to be destroyed.

The folder carries the mark by which backup programs leave it out (https://bford.info/cachedir/).
Several hosts that serve one deployment share the folder, like the rest of the instance.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

_NAME = re.compile(r"[0-9a-z][0-9a-z.-]{0,99}", re.ASCII)
_TAG = (
    b"Signature: 8a477f597d28d172789f06886806bc55\n"
    b"# Keys. A copy of them would undo what they seal.\n"
)
_NONCE_BYTES = 12


class KeyIsGone(LookupError):
    """There is no such key here, or it is another one."""


class Vault:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self, name: str) -> bytes:
        """A new key of 256 bits, or the one of this name that is there already."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        tag = self._folder / "CACHEDIR.TAG"
        if not tag.exists():
            tag.write_bytes(_TAG)
        with contextlib.suppress(FileExistsError):
            self._write(name, secrets.token_bytes(32), os.O_EXCL)
        return self.key(name)

    def key(self, name: str) -> bytes:
        """Raises KeyIsGone."""
        try:
            found = self._place(name).read_bytes()
        except OSError:
            raise KeyIsGone from None
        if len(found) != 32:
            raise KeyIsGone
        return found

    def destroy(self, name: str) -> None:
        """Overwritten first, for what that is worth on today's discs; quiet if it is gone."""
        if self._place(name).exists():
            self._write(name, bytes(32), 0)
            self._place(name).unlink(missing_ok=True)
            self._settle()

    def names(self) -> list[str]:
        there = sorted(self._folder.glob("*")) if self._folder.is_dir() else []
        return [path.name for path in there if _NAME.fullmatch(path.name)]

    def _write(self, name: str, body: bytes, exclusively: int) -> None:
        """When this returns, the key survives a power cut: ballots will depend on it."""
        opened = os.open(self._place(name), os.O_WRONLY | os.O_CREAT | exclusively, 0o600)
        try:
            os.write(opened, body)
            os.fsync(opened)
        finally:
            os.close(opened)
        self._settle()

    def _settle(self) -> None:
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _place(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(name)
        return self._folder / name


def vault() -> Vault:
    """Where this app keeps its keys."""
    found: Vault = current_app.extensions["vault"]
    return found


def fingerprint(key: bytes) -> str:
    return hashlib.sha256(b"vault|" + key).hexdigest()


def derived(key: bytes, purpose: str) -> bytes:
    """A key for one purpose alone."""
    return hmac.digest(key, purpose.encode(), "sha256")


def seal(key: bytes, body: bytes, about: str) -> bytes:
    """AES-256-GCM under a nonce of its own; what is sealed about one thing opens for no other."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, body, about.encode())


def unseal(key: bytes, sealed: bytes, about: str) -> bytes:
    """Raises KeyIsGone where this key, or this `about`, did not seal it."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], about.encode())
    except InvalidTag:
        raise KeyIsGone from None
