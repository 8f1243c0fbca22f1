"""What an organisation holds of a person, and may only put right itself; and who reads it."""

from __future__ import annotations

from datetime import date, timedelta

from blueprints.core.errors import N_, Conflict, DomainError

ASKABLE = {
    "joined": N_("The day I became a member"),
    "other": N_("Something else"),
}
DONE, REFUSE, TAKE_BACK = "done", "refuse", "take_back"
ANSWER_WORDS = {
    DONE: N_("Put right"),
    REFUSE: N_("Left as it is"),
    TAKE_BACK: N_("Taken back"),
}
# Who answers for what an organisation holds: leaders of a cooperative, officers of an office.
ANSWERERS = ("manager", "treasurer", "officer")
# Looking through page after page is one look.
LOOK_LASTS = timedelta(minutes=15)
LOOK_WORDS = {
    "page": N_("Read on a page"),
    "csv": N_("Taken along as a file (CSV)"),
    "xlsx": N_("Taken along as a file (Excel)"),
}
LOOK_PURPOSES = {"register": N_("To keep the register of members")}
_LONG_AGO = date(1949, 1, 1)


class NotHeldThere(DomainError):
    field = "organisation"
    sentence = N_(
        "Please choose who holds it: a cooperative of yours, or the office of your county."
    )


class NoSuchSubject(DomainError):
    field = "subject"
    sentence = N_("Please choose what is wrong.")


class DayNeeded(DomainError):
    field = "day"
    sentence = N_("Please give the day, no later than today.")


class WordsNeeded(DomainError):
    field = "told"
    sentence = N_("Please write what is wrong, and how it should be.")


class CorrectionWaits(Conflict):
    sentence = N_("You have asked for this already, and it waits for an answer.")


class CorrectionAnswered(Conflict):
    sentence = N_("This was answered already. Please look again.")


class NoLongerMember(Conflict):
    sentence = N_(
        "They are no member here any more, so there is no day to change. Please tell them so."
    )


class NoSuchReply(DomainError):
    field = "outcome"
    sentence = N_("Please choose: put right, or leave as it is.")


def check_wish(subject: str, day: date | None, words: str, *, today: date, member: bool) -> None:
    """Raises NoSuchSubject, NotHeldThere, DayNeeded and WordsNeeded."""
    if subject not in ASKABLE:
        raise NoSuchSubject
    if subject == "joined":
        if not member:
            raise NotHeldThere
        if day is None or not _LONG_AGO <= day <= today:
            raise DayNeeded
    elif not words:
        raise WordsNeeded
