"""Questions that a page, or a higher room, may ask the gate."""

from blueprints.members.queries.entry import PendingCode, pending_code, viewer_of
from blueprints.members.queries.organisations import (
    OrganisationRow,
    figures_of,
    holds,
    organisation,
    organisation_with,
    organisations,
    organisations_led_by,
    organisations_of,
)
from blueprints.members.queries.own import OwnPage, own_page
from blueprints.members.queries.people import (
    Contact,
    contact_of,
    home_place_of,
    names_of,
    person_with,
)
from blueprints.members.queries.places import (
    PlaceRow,
    ancestors,
    place,
    place_line,
    place_with,
    places,
    villages,
)

__all__ = [
    "Contact",
    "OrganisationRow",
    "OwnPage",
    "PendingCode",
    "PlaceRow",
    "ancestors",
    "contact_of",
    "figures_of",
    "holds",
    "home_place_of",
    "names_of",
    "organisation",
    "organisation_with",
    "organisations",
    "organisations_led_by",
    "organisations_of",
    "own_page",
    "pending_code",
    "person_with",
    "place",
    "place_line",
    "place_with",
    "places",
    "viewer_of",
    "villages",
]
