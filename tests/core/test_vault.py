"""Keys outside the database: kept safe, found again, destroyed for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from blueprints.core import vault
from blueprints.core.vault import KeyIsGone, Vault


@pytest.fixture
def keys(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "keys")


def test_a_key_is_made_once_and_only_its_owner_can_read_the_file(
    keys: Vault, tmp_path: Path
) -> None:
    made = keys.make("one.1")
    assert (len(made), keys.make("one.1"), keys.key("one.1")) == (32, made, made)
    assert keys.make("one.2") != made
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "keys" / "one.1").stat().st_mode & 0o777 == 0o600
    assert keys.names() == ["one.1", "one.2"]


def test_backup_programs_are_told_to_leave_the_folder_out(keys: Vault, tmp_path: Path) -> None:
    keys.make("one.1")
    tag = (tmp_path / "keys" / "CACHEDIR.TAG").read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_a_destroyed_key_is_gone_and_destroying_it_again_is_quiet(keys: Vault) -> None:
    keys.make("one.1")
    keys.destroy("one.1")
    keys.destroy("one.1")
    assert keys.names() == []
    with pytest.raises(KeyIsGone):
        keys.key("one.1")


def test_a_key_that_was_cut_short_is_no_key(keys: Vault, tmp_path: Path) -> None:
    keys.make("one.1")
    (tmp_path / "keys" / "one.1").write_bytes(b"short")
    with pytest.raises(KeyIsGone):
        keys.key("one.1")


@pytest.mark.parametrize("name", ["../one", "", ".hidden", "a/b", "ONE", "x" * 101])
def test_a_name_leads_nowhere_else(keys: Vault, name: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        keys.make(name)


def test_what_is_sealed_opens_with_its_key_about_its_thing_and_unchanged() -> None:
    key, other = b"k" * 32, b"o" * 32
    sealed = vault.seal(key, b"yes", "me")
    assert vault.unseal(key, sealed, "me") == b"yes"
    assert vault.seal(key, b"yes", "me") != sealed
    for wrong in (
        (other, sealed, "me"),
        (key, sealed, "you"),
        (key, sealed[:-1] + bytes([sealed[-1] ^ 1]), "me"),
    ):
        with pytest.raises(KeyIsGone):
            vault.unseal(*wrong)


def test_keys_for_different_purposes_differ() -> None:
    key = b"k" * 32
    told = {vault.derived(key, "a"), vault.derived(key, "b"), key}
    assert len(told) == 3
    assert vault.fingerprint(key) != vault.fingerprint(b"l" * 32)
