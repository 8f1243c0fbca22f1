"""The gate's part of the demo village: its people, and one who is helped."""

from blueprints.members.queries import organisation_with, person_with, place_with
from blueprints.members.seeds.ids import id_for
from blueprints.members.seeds.village import PEOPLE, PIN, plant, village_stands

__all__ = [
    "PEOPLE",
    "PIN",
    "id_for",
    "organisation_with",
    "person_with",
    "place_with",
    "plant",
    "village_stands",
]
