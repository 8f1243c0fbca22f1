"""Photos on a form: kept before any transaction, and still there when the form comes back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import wtforms
from flask import current_app
from flask_babel import gettext, ngettext
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import FileStorage
from wtforms.form import BaseForm

from blueprints.core import pictures
from blueprints.core.errors import DomainError
from blueprints.core.storage import storage

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True)
class KeptPhoto:
    """A picture that is stored already; width and height are those of the content size.

    `faults`: what may be wrong with it (core.photo_faults), parted by commas.
    """

    name: str
    width: int
    height: int
    faults: str = ""

    @property
    def token(self) -> str:
        """Signed, so that a form can carry only pictures that were accepted here."""
        return _signer().dumps([self.name, self.width, self.height, self.faults])

    @property
    def thumb(self) -> str:
        return f"/{pictures.path_of(self.name, min(pictures.WIDTHS))}"


class PhotosField(wtforms.MultipleFileField):
    """Files named like the field, and hidden `kept_<name>` tokens from an earlier round.

    After validation `photos` holds all of them, also the good ones beside a bad one. An outbox
    sends the words first: `<name>_sha256` names a file that follows, and `awaited` lists those.
    """

    photos: Sequence[KeptPhoto] = ()
    awaited: Sequence[str] = ()

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._most = most

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        super().process(formdata, data, extra_filters)
        tokens = formdata.getlist(f"kept_{self.name}") if formdata else []
        kept = [photo for token in tokens if (photo := _read(token)) is not None]
        self.photos = _without_doubles(kept)
        coming = formdata.getlist(f"{self.name}_sha256") if formdata else []
        self.awaited = list(dict.fromkeys(filter(_SHA256.fullmatch, coming)))

    def pre_validate(self, form: BaseForm) -> None:
        chosen = [
            file for file in self.data or () if isinstance(file, FileStorage) and file.filename
        ]
        if len(self.photos) + len(chosen) + len(self.awaited) > self._most:
            raise wtforms.validators.StopValidation(
                ngettext(
                    "Please choose %(num)s photo.",
                    "Please choose %(num)s photos at most.",
                    self._most,
                )
            )
        problems = []
        for file in chosen:
            try:
                self.photos = _without_doubles([*self.photos, _accept(file)])
            except DomainError as bad:
                sentence = gettext(bad.sentence, **bad.params)
                problems.append(f"{file.filename}: {sentence}" if len(chosen) > 1 else sentence)
        if problems:
            raise wtforms.validators.StopValidation(" ".join(problems))


def kept(picture: pictures.Picture) -> KeptPhoto:
    return KeptPhoto(picture.sha256, picture.width, picture.height, ",".join(picture.faults))


def _accept(file: FileStorage) -> KeptPhoto:
    picture = pictures.accept(file.stream)  # type: ignore[arg-type]
    pictures.store(picture, storage())
    return kept(picture)


def _without_doubles(photos: list[KeptPhoto]) -> list[KeptPhoto]:
    return list({photo.name: photo for photo in photos}.values())


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="kept photo")


def _read(token: str) -> KeptPhoto | None:
    try:
        name, width, height, *faults = _signer().loads(token)
    except (BadData, ValueError, TypeError):
        return None
    return KeptPhoto(str(name), int(width), int(height), *map(str, faults[:1]))
