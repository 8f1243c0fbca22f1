"""Photos of a problem: between its two sides, and so kept apart from the public pictures."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, select

from blueprints.core import events, jobs, pictures
from blueprints.core.db import session
from blueprints.core.photo_field import KeptPhoto
from blueprints.core.storage import storage
from blueprints.storefront import rules
from blueprints.storefront.models import (
    Photo,
    Problem,
    ProblemFile,
    ProblemPhoto,
    ReviewPhoto,
)

SMALL, FULL = min(pictures.WIDTHS), max(pictures.WIDTHS)


def keep_photos(problem_id: uuid.UUID, photos: Sequence[KeptPhoto]) -> None:
    """Behind those that are there; what came as a public picture is taken in after the commit."""
    of_it = ProblemPhoto.problem_id == problem_id
    session.scalar(select(Problem.id).where(Problem.id == problem_id).with_for_update())
    known = list(session.scalars(select(ProblemPhoto.name).where(of_it)))
    last = session.scalar(select(func.max(ProblemPhoto.place)).where(of_it))
    place = 0 if last is None else last + 1
    for photo in photos:
        if photo.name not in known and len(known) < rules.MOST_PROBLEM_PHOTOS:
            session.add(ProblemPhoto(problem_id=problem_id, place=place, name=photo.name))
            known.append(photo.name)
            place += 1
    session.flush()
    if photos:
        jobs.enqueue("storefront.take_in_photos", {"names": [photo.name for photo in photos]})


def attach_evidence(*, owner: str, sha256: str, photo: KeptPhoto | None) -> None:
    """A file has come for the problems that wait for it; None for one that is no picture."""
    waiting = (ProblemFile.owner == owner, ProblemFile.sha256 == sha256)
    problem_ids = session.scalars(select(ProblemFile.problem_id).where(*waiting)).all()
    session.execute(delete(ProblemFile).where(*waiting))
    if photo is None:
        return
    for problem_id in problem_ids:
        keep_photos(problem_id, [photo])
    held = select(ProblemPhoto.name).where(ProblemPhoto.name == photo.name).limit(1)
    if not problem_ids and session.scalar(held):
        # Its answer was lost and it came again: it must not lie in public now.
        jobs.enqueue("storefront.take_in_photos", {"names": [photo.name]})


def take_in_photos(names: Iterable[str]) -> None:
    """Copied to where only the two sides look, then gone from where everybody could."""
    there = storage()
    for name in names:
        for width in (SMALL, FULL):
            public = pictures.path_of(name, width)
            if there.exists(public):
                there.put(evidence_path(name, width), there.get(public), "image/webp")
    withdraw_pictures(names)


def photo_body(name: str, width: int) -> bytes:
    """Raises StorageNotFound."""
    kept = evidence_path(name, width)
    there = storage()
    return there.get(kept if there.exists(kept) else pictures.path_of(name, width))


def delete_evidence(names: Iterable[str]) -> None:
    """But those that another problem shows too."""
    names = set(names)
    asked = select(ProblemPhoto.name).where(ProblemPhoto.name.in_(names))
    shown = set(session.scalars(asked))
    session.rollback()
    for name in names - shown:
        for width in (SMALL, FULL):
            storage().delete(evidence_path(name, width))


def evidence_path(name: str, width: int) -> str:
    return f"evidence/{pictures.path_of(name, width).rpartition('/')[2]}"


def withdraw_pictures(names: Iterable[str]) -> None:
    """Out of the public pictures, but those that a product or a review shows."""
    names = set(names)
    shown = {
        name
        for table in (Photo, ReviewPhoto)
        for name in session.scalars(select(table.name).where(table.name.in_(names)))
    }
    session.rollback()
    gone = names - shown
    for name in gone:
        for width in pictures.WIDTHS:
            storage().delete(pictures.path_of(name, width))
    if gone:
        events.announce("storefront.pictures_withdrawn", names=sorted(gone))
