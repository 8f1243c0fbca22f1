"""Where uploaded files lie: a folder, or an S3-compatible bucket, behind one interface."""

import os
import re
import secrets
from pathlib import Path
from typing import Any, Protocol

from flask import current_app

from blueprints.core.errors import NotFound
from blueprints.core.settings import Settings

# Segments that begin with a letter or digit leave no way up (..), no hidden file and no absolute
# path; lower case only, because some folders and some buckets do not tell case apart.
_SEGMENT = r"[a-z0-9][a-z0-9._-]{0,127}"
_NAME = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT}){{0,7}}", re.ASCII)


class StorageNotFound(NotFound):
    """Nothing is kept under that name."""


class BadStorageName(StorageNotFound, ValueError):
    """Nothing can be kept under that name. To a reader it is simply not there."""


class Storage(Protocol):
    def put(self, name: str, body: bytes, content_type: str) -> None:
        """Keep the body, replacing what was there; when this returns it survives a power cut."""

    def get(self, name: str) -> bytes:
        """What was put last, whole; StorageNotFound if there is nothing."""

    def exists(self, name: str) -> bool: ...

    def delete(self, name: str) -> None:
        """Quiet if there is nothing: a repeated job must not fail."""


class FolderStorage:
    """Files in a folder. The content type is not kept: a name's ending says it."""

    def __init__(self, path: str | Path) -> None:
        self._root = Path(path).absolute()

    def path(self, name: str) -> Path:
        """Where the file is or would be, for a server that can send files by itself."""
        return self._root / _checked(name)

    def put(self, name: str, body: bytes, content_type: str) -> None:
        place = self.path(name)
        _make_folder(place.parent)
        # The leading dot keeps a half-written file out of the names that can be asked for.
        draft = place.with_name(f".{secrets.token_hex(8)}.draft")
        try:
            with open(draft, "xb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, place)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _sync_folder(place.parent)

    def get(self, name: str) -> bytes:
        try:
            return self.path(name).read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise StorageNotFound from None

    def exists(self, name: str) -> bool:
        return self.path(name).is_file()

    def delete(self, name: str) -> None:
        place = self.path(name)
        if place.is_file():
            place.unlink(missing_ok=True)
            _sync_folder(place.parent)


class BucketStorage:
    """Objects in a bucket of any service that speaks S3."""

    def __init__(
        self, *, endpoint: str, region: str, bucket: str, access_key: str, secret_key: str
    ) -> None:
        # Here, not above: a village that keeps a folder installs no boto3.
        import boto3
        from botocore.config import Config

        self._bucket = bucket
        self._client: Any = boto3.client(
            "s3",
            endpoint_url=endpoint,
            region_name=region,
            aws_access_key_id=access_key,
            aws_secret_access_key=secret_key,
            config=Config(
                signature_version="s3v4",
                connect_timeout=5,
                read_timeout=30,
                retries={"mode": "standard", "max_attempts": 3},
                # boto3's newer default, checksums in chunk trailers, is refused by many services
                # that speak S3 but are not AWS: https://github.com/boto/boto3/issues/4392
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                # A bucket name as a host name would need DNS and a certificate for each bucket.
                s3={"addressing_style": "path"},
            ),
        )

    def put(self, name: str, body: bytes, content_type: str) -> None:
        self._client.put_object(
            Bucket=self._bucket, Key=_checked(name), Body=body, ContentType=content_type
        )

    def get(self, name: str) -> bytes:
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=_checked(name))
        except self._client.exceptions.ClientError as error:
            raise _explained(error) from error
        body: bytes = answer["Body"].read()
        return body

    def exists(self, name: str) -> bool:
        try:
            self._client.head_object(Bucket=self._bucket, Key=_checked(name))
        except self._client.exceptions.ClientError as error:
            if isinstance(_explained(error), StorageNotFound):
                return False
            raise
        return True

    def delete(self, name: str) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=_checked(name))


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise BadStorageName
    return name


def _make_folder(folder: Path) -> None:
    """Make the folder and its parents so that they, too, survive a power cut."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _explained(error: Any) -> Exception:
    """A missing object is ours to name; any other refusal of the service stays what it is."""
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    missing = status == 404 and error.response["Error"]["Code"] != "NoSuchBucket"
    return StorageNotFound() if missing else error


def from_settings(settings: Settings) -> Storage:
    if settings.bucket_name is None:
        return FolderStorage(settings.instance / "uploads")
    return BucketStorage(
        endpoint=settings.bucket_url or "",
        region=settings.bucket_region,
        bucket=settings.bucket_name,
        access_key=settings.bucket_key or "",
        secret_key=settings.bucket_secret or "",
    )


def storage() -> Storage:
    """Where this app keeps its uploads."""
    found: Storage = current_app.extensions["storage"]
    return found
