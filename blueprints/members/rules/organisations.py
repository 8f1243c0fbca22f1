"""What an organisation may be called, and where it may be."""

from __future__ import annotations

import re
import unicodedata

from blueprints.core.errors import N_, DomainError

LONGEST_NAME_OF_ORGANISATION = 80


class BadOrganisationName(DomainError):
    field = "name"
    sentence = N_("Please write the name of the organisation, up to 80 characters.")


class NoSuchKind(DomainError):
    field = "kind"
    sentence = N_("Please choose what kind of organisation it is.")


class NotOverseen(DomainError):
    field = "place"
    sentence = N_("Please choose a place in your county.")


def read_organisation_name(text: str) -> str:
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    letters = any(unicodedata.category(sign).startswith("L") for sign in name)
    if not letters or len(name) > LONGEST_NAME_OF_ORGANISATION or not name.isprintable():
        raise BadOrganisationName
    return name
