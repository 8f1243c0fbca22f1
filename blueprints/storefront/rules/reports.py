"""When a product should not be in the shop: who may say so, who decides, who may object."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import TypeVar

from blueprints.core.errors import N_, Conflict, Gone, TooMany

Person = TypeVar("Person")

# For one person or visitor, and of all visitors together about one product.
MOST_REPORTS_A_DAY = 5
MOST_BY_VISITORS_A_DAY = 20
A_DAY = timedelta(days=1)

REPORT_KINDS: Mapping[str, str] = {
    "not_as_described": N_("It is not what the words say"),
    "forbidden": N_("It must not be sold"),
    "dangerous": N_("It is dangerous"),
    "stolen_picture": N_("The picture is somebody else's"),
    "other": N_("Something else"),
}
OUTCOMES: Mapping[str, str] = {
    "hidden": N_("Hidden from the shop"),
    "kept": N_("Stays in the shop"),
    "lifted": N_("Back in the shop"),
}


class ReportedAlready(Conflict):
    sentence = N_("You have told us already. Somebody is looking at it.")


class TooManyReports(TooMany):
    sentence = N_("That is enough for one day. Please tell us the rest tomorrow.")


class HiddenAlready(Conflict):
    sentence = N_("It is hidden already.")


class NotOnSaleNow(Gone):
    """What strangers are told of a hidden product: never why."""

    sentence = N_("This is not on sale just now. Perhaps it comes back; look in again.")


class NotHidden(Conflict):
    sentence = N_("It is in the shop already.")


class NoReport(Conflict):
    sentence = N_("Somebody has looked at these reports already.")


class AppealedAlready(Conflict):
    sentence = N_("You have objected already. Somebody else is looking at it.")


class NoAppeal(Conflict):
    sentence = N_("Nobody has objected. It stays hidden until somebody says otherwise.")


class ForSomebodyElse(Conflict):
    sentence = N_("Who hid it does not answer the seller. Somebody else of the office does.")


def who_answers(
    hid_by: Person, as_officer: bool, officers: Collection[Person], managers: Collection[Person]
) -> frozenset[Person]:
    """Who may answer the seller's objection: not who hid it, unless there is no other.

    What an officer hid, an officer answers: a manager sells there too.
    """
    others = frozenset(officers if as_officer else [*officers, *managers]) - {hid_by}
    return others or frozenset({hid_by})
