"""The founding, the places and the organisations as people meet them, without script."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from app import create_app
from blueprints.core import cli, sms
from blueprints.core.db import session
from blueprints.members import rules
from tests.conftest import settings_for
from tests.databases import leave
from tests.page import Client, Page
from tests.village import FARMER, OFFICER

OPEN = Callable[..., Client]
FOUNDER = {"county": "新禾县", "phone": "139 1234 5678", "name": "田新", "pin": "739205"}


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("house")
def test_from_nothing_to_the_first_leader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sms, "_gateway", sms._gateway)  # each app chooses one for the process
    app = create_app(settings_for(tmp_path, COMMONFIELD_DEMO="0"))
    with app.app_context():
        cli.make_ready(app.config["SETTINGS"])
        session.remove()
    link = f"/found/{rules.founding_token(app.config['SECRET_KEY'])}"
    officer, late, leader = (Client(app, Page) for _ in range(3))
    for one in (officer, late, leader):
        one.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert late.get("/found/" + "x" * 40).status_code == 404
    page = officer.get(link)
    assert page.headers["X-Offline"] == "never"
    refused = officer.submit(page, **{**FOUNDER, "pin": "123456", "phone": ""})
    assert refused.status_code == 422
    me = officer.follow(officer.submit(officer.get(link), **FOUNDER))
    assert "Government officer · Xinhe" in me.words
    for answer in (late.get(link), late.submit(page, **FOUNDER)):
        assert (answer.status_code, "founded already" in answer.words) == (410, True)

    body = io.BytesIO("980201101000,大河镇\n980201101201,大河村\n".encode("gb18030"))
    sent = officer.submit(officer.get("/members/places/list"), list=(body, "a.csv"))
    officer.follow(officer.submit(officer.follow(sent), to="/confirmation"))
    new = officer.get("/members/organisations/new")
    village = next(o.get("value") for o in new.all("option") if o.text == "Dahe")
    made = officer.submit(new, kind="cooperative", name="大河合作社", place=village)
    sheet = officer.follow(made)
    voucher = next(one for one in sheet.links if "/v/" in one).partition("localhost")[2]
    came = leader.submit(leader.get(voucher), phone="13912345679", name="何苗", pin="739205")
    assert "Manager · Dahehezuoshe" in leader.follow(came).words
    leave(app)


def test_the_officer_lists_a_place_by_hand(client: OPEN) -> None:
    officer = client(OFFICER)
    assert "/members/places" in officer.get("/members/me").links
    page = officer.get(officer.get("/members/places").link("/members/places?in="))
    added = officer.submit(page, name="南坡镇", code="")
    assert added.status_code == 303
    assert "Nanpo" in officer.follow(added).words
    refused = officer.submit(page, name="", code="12x")
    assert refused.status_code == 422


def test_a_list_is_looked_at_before_anything_changes(client: OPEN) -> None:
    officer = client(OFFICER)
    body = io.BytesIO(b"\xef\xbb\xbf" + "代码,名称\n990101101209,东坡村\n12x,错村\n".encode())
    sent = officer.submit(officer.get("/members/places/list"), list=(body, "a.csv"))
    seen = officer.follow(sent)
    assert "Villages to add1" in seen.words
    assert "Row 3 · 12x 错村" in seen.words
    assert "Dongpo" not in officer.get("/members/organisations/new").words
    done = officer.submit(seen, to="/confirmation")
    assert done.headers["Location"] == "/members/places"
    assert "This list has been added" in officer.get(seen.request.path).words
    assert "Dongpo" in officer.get("/members/organisations/new").words


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe\x00\x00", b"a,b\nc,d\n", b"1" * 1_100_000], ids=len
)
def test_what_is_no_list_says_so(client: OPEN, body: bytes) -> None:
    officer = client(OFFICER)
    page = officer.get("/members/places/list")
    refused = officer.submit(page, list=(io.BytesIO(body), "a.csv"))
    if refused.status_code == 303:  # two rows that read as wrong ones
        assert "Nothing in this list can be added" in officer.follow(refused).words
        return
    assert refused.status_code == 422
    assert "CSV file" in refused.words


def test_others_see_neither_places_nor_organisations_of_the_county(client: OPEN) -> None:
    farmer = client(FARMER)
    for path in ("/members/places", "/members/organisations", "/members/organisations/new"):
        assert farmer.get(path).status_code == 403
    assert "/members/places" not in farmer.get("/members/me").links


def test_the_officer_finds_an_organisation_again(client: OPEN) -> None:
    listed = client(OFFICER).get("/members/organisations")
    assert "Liushu Cooperative" in listed.words
    assert listed.link("/members/organisations/").endswith(("vouchers", "new"))
