"""Templates: a proposal whose fields are its effect. What exactly changes if it passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blueprints.core.errors import N_, DomainError
from blueprints.decisions.rules.papers import METHODS, MOST_OPTIONS
from blueprints.decisions.rules.terms import BALLOTS, THRESHOLDS, Terms

RULE_KINDS = ("quality", "charter")
LONGEST_TITLE = 120
LONGEST_BODY = 5000
LONGEST_COMMENT = 1000


@dataclass(frozen=True)
class Template:
    """`effect` is a name in `core.effects`, or empty; `threshold` where the law gives no choice."""

    label: str
    effect: str = ""
    threshold: str = ""


TEMPLATES: dict[str, Template] = {
    "words": Template(N_("In your own words")),
    "price": Template(N_("Price of a product"), "storefront.price"),
    "split": Template(N_("How revenue is split"), "ledger.split"),
    "quality": Template(N_("Quality rule"), "decisions.rule"),
    "leader": Template(N_("Who leads"), "members.role"),
    "spending": Template(N_("Spending"), "ledger.spending"),
    "charter": Template(N_("Change of the charter"), "decisions.rule", "charter"),
    "order": Template(N_("Rules of order"), "decisions.order", "charter"),
}

# Why a decision that has passed has not taken effect yet.
NO_ROOM_YET = N_("This takes effect as soon as this site can do it by itself. The decision stands.")


class NoSuchTemplate(DomainError):
    field = "template"
    sentence = N_("There is no such form of proposal.")


class BadTitle(DomainError):
    field = "title"
    sentence = N_("Please say in 1 to 120 characters what is to be decided.")


class BadBody(DomainError):
    field = "body"
    sentence = N_("Please write some words, not more than %(most)s characters.")


class NoSuchMethod(DomainError):
    field = "method"
    sentence = N_("There is no such way of voting.")


class CharterThreshold(DomainError):
    field = "threshold"
    sentence = N_("The charter is changed only by two thirds of all members.")


class BallotByRules(DomainError):
    field = "ballot"
    sentence = N_("By the rules of this organisation, the ballot on this is of the other kind.")


class BadOptions(DomainError):
    field = "option"
    sentence = N_("Please give 2 to 12 different options, each up to 120 characters.")


class YesOrNoOnly(DomainError):
    field = "method"
    sentence = N_("What changes something by itself is decided by yes or no.")


class SharesNotWhole(DomainError):
    field = "shares"
    sentence = N_("The shares must add up to 100, not %(sum)s.")


class BadShares(DomainError):
    field = "shares"
    sentence = N_("Please give each share a name and a whole number of per cent above 0.")


class BadAmount(DomainError):
    field = "amount"
    sentence = N_("Please give an amount above 0.")


class ScrutineerIsCandidate(DomainError):
    sentence = N_("Who stands for election cannot count the paper ballots.")


class TwoScrutineers(DomainError):
    sentence = N_("Two different members of the organisation enter the paper ballots.")


class NotAScrutineer(DomainError):
    sentence = N_("Only the two who were named enter the paper ballots.")


class PaperDiffers(DomainError):
    sentence = N_("As many ballots as people, please: %(ballots)s ballots, %(people)s people.")


class PaperMissing(DomainError):
    status = 409
    sentence = N_("The paper ballots are not entered by both scrutineers yet.")


class PaperMismatch(DomainError):
    status = 409
    sentence = N_(
        "The two entries of paper ballots differ. Nothing is counted until both have looked again."
    )


def template_named(name: str) -> Template:
    found = TEMPLATES.get(name)
    if found is None:
        raise NoSuchTemplate
    return found


def threshold_of(name: str) -> str:
    """The one that the law asks for; empty where the members choose, or there is no such form."""
    found = TEMPLATES.get(name)
    return found.threshold if found else ""


def check_own_fields(template: str, fields: Mapping[str, Any]) -> None:
    """Of effects that no room offers yet: what is asked for must make sense all the same."""
    if template == "split":
        check_shares(fields.get("shares", []))
    if template == "spending" and int(fields.get("amount_minor", 0)) <= 0:
        raise BadAmount


def check_shares(shares: list[Mapping[str, Any]]) -> None:
    """`[{"who": …, "percent": …}]`, adding up to the whole."""
    parts = [share.get("percent") for share in shares]
    if not parts or not all(share.get("who") for share in shares):
        raise BadShares
    if not all(isinstance(part, int) and part > 0 for part in parts):
        raise BadShares
    whole = sum(part for part in parts if isinstance(part, int))
    if whole != 100:
        raise SharesNotWhole(sum=whole)


def check_scrutineers(people: set[Any], members: set[Any], candidates: set[Any]) -> None:
    """ScrutineerIsCandidate, TwoScrutineers."""
    if people & candidates:
        raise ScrutineerIsCandidate
    if len(people) != 2 or not people <= members:
        raise TwoScrutineers


@dataclass(frozen=True)
class Shape:
    """How a proposal is to be voted on. `options` are words; `of_people`: they are candidates."""

    method: str
    threshold: str
    ballot: str
    options: tuple[str, ...] = ()
    of_people: bool = False


def read_words(text: str, most: int) -> str:
    """Raises BadBody."""
    words = text.strip()
    if not 1 <= len(words) <= most:
        raise BadBody(most=most)
    return words


def check_wording(title: str, body: str) -> None:
    """BadTitle, BadBody."""
    if not 1 <= len(title.strip()) <= LONGEST_TITLE or not title.strip().isprintable():
        raise BadTitle
    read_words(body, LONGEST_BODY)


def check_shape(template: str, shape: Shape, terms: Terms) -> None:
    """NoSuchTemplate, NoSuchMethod, CharterThreshold, BallotByRules, BadOptions, YesOrNoOnly."""
    known = template_named(template)
    if shape.method not in METHODS:
        raise NoSuchMethod
    if shape.threshold not in THRESHOLDS or known.threshold not in ("", shape.threshold):
        raise CharterThreshold
    if shape.ballot not in BALLOTS or terms.kind_of_ballot(template) not in (
        "either",
        shape.ballot,
    ):
        raise BallotByRules
    _check_options(shape)
    if known.effect and shape.method != "yes_no" and not (template == "leader" and shape.of_people):
        raise YesOrNoOnly


def _check_options(shape: Shape) -> None:
    if shape.method == "yes_no":
        if shape.options:
            raise BadOptions
        return
    tidy = [words.strip() for words in shape.options]
    if not 2 <= len(tidy) <= MOST_OPTIONS or len(set(tidy)) < len(tidy):
        raise BadOptions
    if not all(1 <= len(words) <= LONGEST_TITLE for words in tidy):
        raise BadOptions
