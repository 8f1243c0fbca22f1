"""What the pages of a register and of a county need before they can be looked at."""

from __future__ import annotations

from tests.browser.conftest import Phone
from tests.browser.steps import fill, press

HOUSEHOLD_THAT_AGREED = "13800000022"


def ask_corrections(member: Phone) -> None:
    """One of each kind: the leader's list is not empty, and the asker's neither."""
    for words in ({"subject": "joined", "day": "2019-03-01"}, {"subject": "other"}):
        page = member.open("/members/me/corrections")
        fill(page, **words, told="名字里的“天”应该是“田”。")
        press(page, "main form[action$=corrections] .btn--main")


def made_by_leader(leader: Phone, organisation: str) -> dict[str, list[str]]:
    return {"import_id": [_register_file(leader, organisation)], "role_id": [_own_role(leader)]}


def made_by_officer(officer: Phone) -> dict[str, list[str]]:
    return {"import_id": [_place_list(officer)], "lookup_id": [_look_up(officer)]}


def _place_list(officer: Phone) -> str:
    """A list that was sent and not yet confirmed."""
    page = officer.open("/members/places/list")
    body = "990101101203,南坡村,Nanpo\n990101101201,柳树新村\n990101,短\n".encode()
    page.set_input_files("[name=list]", {"name": "a.csv", "mimeType": "text/csv", "buffer": body})
    return press(page, "main form[action$=list] .btn--main").url.rpartition("/")[2]


def _look_up(officer: Phone) -> str:
    page = officer.open("/members/lookups")
    fill(page, phone=HOUSEHOLD_THAT_AGREED)
    return press(page, "main form .btn--main").url.rpartition("/")[2]


def _register_file(leader: Phone, organisation: str) -> str:
    """One line that is good and two that are not, looked at and not taken in."""
    page = leader.open(f"/members/organisations/{organisation}/imports/new")
    body = "姓名,手机号,村子\n田小禾,13900000071,柳树村\n麦苗,12,\n=1+1,13900000072,\n".encode()
    page.set_input_files("[name=file]", {"name": "a.csv", "mimeType": "text/csv", "buffer": body})
    return press(page, "main form .btn--main").url.rpartition("/")[2]


def _own_role(holder: Phone) -> str:
    link = holder.open("/members/me").locator("a[href^='/members/me/roles/']").first
    return (link.get_attribute("href") or "").rpartition("/")[2]
