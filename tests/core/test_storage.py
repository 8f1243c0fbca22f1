"""Storage: a folder and a bucket keep the same promises."""

import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from blueprints.core.storage import (
    BadStorageName,
    BucketStorage,
    FolderStorage,
    Storage,
    StorageNotFound,
)

NAME = "pictures/ab/abcdef.160.webp"


class Bucket(ThreadingHTTPServer):
    """The four verbs of S3 that storage needs, over real HTTP."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Verbs)
        self.kept: dict[str, tuple[bytes, str]] = {}
        self.broken = False


class Verbs(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Bucket

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.kept[self.path] = (body, self.headers.get("Content-Type", ""))
        self.answer(200)

    def do_GET(self) -> None:
        if self.path in self.server.kept:
            self.answer(200, *self.server.kept[self.path])
        else:
            self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>", "application/xml")

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        self.server.kept.pop(self.path, None)
        self.answer(204)

    def answer(self, status: int, body: bytes = b"", content_type: str = "text/plain") -> None:
        signed = self.headers.get("Authorization", "").startswith("AWS4-HMAC-SHA256")
        self.send_response(500 if self.server.broken else status if signed else 403)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    server = Bucket()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def in_bucket(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> BucketStorage:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return BucketStorage(
        endpoint=f"http://127.0.0.1:{bucket.server_port}",
        region="county",
        bucket="village",
        access_key="key",
        secret_key="secret",
    )


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "folder":
        return FolderStorage(tmp_path / "made" / "when" / "needed")
    kept: Storage = request.getfixturevalue("in_bucket")
    return kept


class TestEveryStorage:
    @pytest.mark.parametrize("body", [b"", b"words", bytes(range(256)) * 5_000])
    def test_gives_back_exactly_what_was_put(self, storage: Storage, body: bytes) -> None:
        storage.put(NAME, body, "image/webp")
        assert storage.get(NAME) == body
        assert storage.exists(NAME)

    def test_keeps_the_last_of_two_bodies(self, storage: Storage) -> None:
        storage.put(NAME, b"first, and longer", "image/webp")
        storage.put(NAME, b"second", "image/webp")
        assert storage.get(NAME) == b"second"

    def test_says_so_when_there_is_nothing(self, storage: Storage) -> None:
        storage.put(NAME, b"words", "image/webp")
        for missing in ("pictures/ab/other.webp", "pictures/ab", "pictures", f"{NAME}/more"):
            assert not storage.exists(missing)
            with pytest.raises(StorageNotFound):
                storage.get(missing)

    def test_deletes_once_and_is_quiet_the_second_time(self, storage: Storage) -> None:
        storage.put(NAME, b"words", "image/webp")
        storage.put("pictures/ab/other.webp", b"stays", "image/webp")
        storage.delete(NAME)
        storage.delete(NAME)
        assert not storage.exists(NAME)
        assert storage.get("pictures/ab/other.webp") == b"stays"

    @pytest.mark.parametrize(
        "name",
        [
            "",
            ".",
            "..",
            "../up",
            "a/../../up",
            "a/./b",
            "/etc/passwd",
            "a//b",
            "a/",
            "a\\..\\b",
            "a/.hidden",
            "a\x00b",
            "a b",
            "a\n",
            "Upper",
            "橘",
            "a%2f..%2fb",
            "a" * 129,
            "/".join("a" * 9),
        ],
    )
    def test_refuses_a_name_that_could_lead_elsewhere(self, storage: Storage, name: str) -> None:
        refused: list[Callable[[], object]] = [
            lambda: storage.put(name, b"", "text/plain"),
            lambda: storage.get(name),
            lambda: storage.exists(name),
            lambda: storage.delete(name),
        ]
        for attempt in refused:
            with pytest.raises(BadStorageName):
                attempt()


def test_a_bucket_is_told_what_kind_of_file_it_keeps(
    in_bucket: BucketStorage, bucket: Bucket
) -> None:
    in_bucket.put(NAME, b"words", "image/webp")
    assert bucket.kept == {f"/village/{NAME}": (b"words", "image/webp")}


def test_a_broken_bucket_is_an_error_and_not_an_absence(
    in_bucket: BucketStorage, bucket: Bucket
) -> None:
    in_bucket.put(NAME, b"words", "image/webp")
    bucket.broken = True
    for attempt in (in_bucket.get, in_bucket.exists):
        with pytest.raises(Exception, match="500") as raised:
            attempt(NAME)
        assert not isinstance(raised.value, StorageNotFound)


def test_a_write_that_fails_leaves_the_old_file_and_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = FolderStorage(tmp_path)
    storage.put(NAME, b"old", "image/webp")

    def full(_: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        storage.put(NAME, b"new", "image/webp")
    assert storage.get(NAME) == b"old"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["abcdef.160.webp"]


def test_a_file_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def noted_fsync(descriptor: int) -> None:
        synced = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        steps.append("folder" if synced.is_dir() else "file")
        fsync(descriptor)

    def noted_replace(old: Path, new: Path) -> None:
        steps.append("named")
        replace(old, new)

    storage = FolderStorage(tmp_path)
    storage.put("a/one", b"", "text/plain")
    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_replace)
    storage.put("a/two", b"words", "text/plain")
    assert steps == ["file", "named", "folder"]
    steps.clear()
    storage.put("b/c/three", b"words", "text/plain")
    assert steps == ["folder", "folder", "file", "named", "folder"]


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    bodies = [b"a" * 300_000, b"b" * 200_000]
    storage.put(NAME, bodies[0], "image/webp")

    def write() -> None:
        for turn in range(100):
            storage.put(NAME, bodies[turn % 2], "image/webp")

    writer = threading.Thread(target=write)
    writer.start()
    seen = []
    while writer.is_alive():
        seen.append(storage.get(NAME))
    writer.join()
    assert all(body in bodies for body in seen)
