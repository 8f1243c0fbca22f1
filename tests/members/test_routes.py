"""The gate as people meet it, without script."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from blueprints.core.errors import TooMany
from blueprints.core.web.act import BadKey
from tests.page import Client, Page
from tests.village import BUYER, FARMER, MANAGER, PIN

NEW = {"phone": "139 1234 5678", "name": "田新", "pin": "739205"}
WRONG = "830417"
OPEN = Callable[..., Client]


def code_on(page: Page) -> str:
    return str(page.one(data_demo_code=True).text)


def test_a_newcomer_joins_and_arrives_where_they_were_going(client: OPEN) -> None:
    stranger = client()
    page = stranger.follow(stranger.submit(stranger.get("/join?next=/storefront/"), **NEW))
    assert page.request.path == "/join"
    arrived = stranger.submit(page, code=code_on(page))
    assert (arrived.status_code, arrived.headers["Location"]) == (303, "/storefront/")
    me = stranger.get("/members/me")
    assert me.h1 == "田新"
    assert "13912345678" in me.words


def test_a_refused_form_keeps_the_words_but_not_the_pin(client: OPEN) -> None:
    stranger = client()
    page = stranger.submit(stranger.get("/join"), **{**NEW, "pin": "123456"})
    assert page.status_code == 422
    form = page.form("phone", "name", "pin")
    assert [one.get("value") for one in form.all("input", name="phone")] == [NEW["phone"]]
    assert [one.get("value") for one in form.all("input", name="pin")] == [""]
    assert "easy to guess" in page.words


def test_a_known_number_learns_it_only_behind_its_own_code(client: OPEN) -> None:
    stranger = client()
    first = stranger.submit(stranger.get("/join"), **{**NEW, "phone": FARMER})
    other = client().post("/join", data=NEW)
    assert (first.status_code, first.headers["Location"]) == (
        other.status_code,
        other.headers["Location"],
    )
    page = stranger.follow(first)
    page = stranger.follow(stranger.submit(page, code=code_on(page)))
    assert page.request.path == "/sign-in"
    assert "already has an account" in page.words
    assert stranger.get("/members/me").status_code == 303
    arrived = stranger.submit(page, phone=FARMER, pin=PIN)
    assert arrived.headers["Location"] == "/members/me"


def test_the_next_person_on_a_shared_phone_joins_too(client: OPEN) -> None:
    phone = client(FARMER)
    assert "柳大田" in phone.get("/join").words
    page = phone.follow(phone.submit(phone.get("/join"), **NEW))
    me = phone.follow(phone.submit(page, code=code_on(page)))
    assert me.h1 == "田新"


def test_signing_in_on_a_new_device_asks_for_the_code_once(client: OPEN) -> None:
    phone = client(FARMER)
    answer = phone.submit(phone.get("/members/me"), to="/sign-out")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert phone.get("/members/me").headers["Location"] == "/sign-in?next=/members/me"
    arrived = phone.submit(phone.get("/sign-in?next=/members/me"), phone=FARMER, pin=PIN)
    assert arrived.headers["Location"] == "/members/me"


def test_a_wrong_pin_looks_the_same_with_and_without_an_account(client: OPEN) -> None:
    def answer(phone: str) -> tuple[int, str]:
        page = client().post("/sign-in", data={"phone": phone, "pin": WRONG})
        text = re.sub(r'name="key" value="[^"]+"', "", page.text)
        return page.status_code, text.replace(phone, "")

    assert answer(FARMER) == answer("13700000099")
    assert answer(FARMER)[0] == 422


@pytest.mark.parametrize("phone", [FARMER, "13700000099"])
def test_too_many_wrong_pins_are_told_to_wait(client: OPEN, phone: str) -> None:
    stranger = client()
    for _ in range(5):
        assert stranger.post("/sign-in", data={"phone": phone, "pin": WRONG}).status_code == 422
    page = stranger.post("/sign-in", data={"phone": phone, "pin": PIN})
    assert page.status_code == 429
    assert 0 < int(page.headers["Retry-After"]) <= 30
    assert TooMany.sentence in page.words
    assert page.form("phone", "pin")


def test_a_wrong_code_can_be_asked_for_again_or_put_aside(client: OPEN) -> None:
    stranger = client()
    page = stranger.follow(stranger.post("/join", data=NEW))
    wrong = stranger.submit(page, code=f"{(int(code_on(page)) + 1) % 10**6:06}")
    assert wrong.status_code == 422
    assert "Tries left: 4" in wrong.words
    new = stranger.follow(stranger.post("/join", data={"again": "code"}))
    assert new.form("code")
    over = stranger.follow(stranger.post("/join", data={"again": "start"}))
    assert over.form("phone", "name", "pin")
    late = stranger.post("/join", data={"code": code_on(new)})
    assert late.status_code == 422
    assert "no longer works" in late.words


@pytest.mark.parametrize("code", ["", "abc", "12345678901234567890" * 500, "\x00"])
def test_any_rubbish_instead_of_a_code_is_refused_in_words(client: OPEN, code: str) -> None:
    stranger = client()
    stranger.post("/join", data=NEW)
    assert stranger.post("/join", data={"code": code}).status_code == 422
    assert client().post("/sign-in", data={"code": code}).status_code == 422


def test_signing_in_gives_a_new_session_and_safe_cookies(client: OPEN) -> None:
    phone = client(FARMER)
    page = phone.post("/sign-in", data={"phone": FARMER, "pin": PIN})
    cookies = {one.partition("=")[0]: one for one in page.headers.getlist("Set-Cookie")}
    for name in ("session", "device"):
        assert "HttpOnly" in cookies[name]
        assert "SameSite=Lax" in cookies[name]
    before = phone.get_cookie("session")
    phone.post("/sign-in", data={"phone": FARMER, "pin": PIN})
    assert before is not None
    assert phone.get_cookie("session") != before
    phone.set_cookie("session", before.value)
    assert phone.get("/members/me").status_code == 303


def test_behind_tls_cookies_are_secure(client: OPEN) -> None:
    page = client().post("/join", data=NEW, base_url="https://localhost")
    assert "Secure" in page.headers["Set-Cookie"]


@pytest.mark.parametrize(
    "next_page", ["//evil.example", "https://evil.example", "/\\evil", "/join"]
)
def test_nobody_is_led_astray_by_signing_in(client: OPEN, next_page: str) -> None:
    phone = client(FARMER)
    page = phone.post("/sign-in", data={"phone": FARMER, "pin": PIN, "next": next_page})
    assert page.headers["Location"] == "/members/me"


@pytest.mark.parametrize("name", ["session", "device", "visitor", "locale", "size"])
@pytest.mark.parametrize("value", ["x", "同田", "\x01\x02", "a" * 10_000, "%ff%fe", '"', "a=b; c"])
def test_a_broken_cookie_reads_as_no_cookie(client: OPEN, name: str, value: str) -> None:
    header = {"Cookie": f"{name}={value}".encode().decode("latin-1")}
    stranger = client()
    assert stranger.get("/sign-in", headers=header).status_code == 200
    assert stranger.get("/members/me", headers=header).status_code == 303
    sent = stranger.post("/sign-in", data={"phone": FARMER, "pin": WRONG}, headers=header)
    assert sent.status_code == 422
    assert stranger.post("/sign-out", headers=header).status_code == 303
    assert stranger.post("/join", data=NEW, headers=header).status_code == 303


def test_the_own_page_shows_belonging_roles_and_devices(client: OPEN) -> None:
    manager = client(MANAGER)
    me = manager.get("/members/me")
    assert "13800000002" in me.words
    assert "Liushu Cooperative" in me.words
    assert "Manager" in me.words
    assert me.headers["X-Offline"] == "private"
    assert "this one" in me.words


def test_signing_out_a_lost_phone_leaves_this_one(client: OPEN) -> None:
    lost, mine = client(FARMER), client(FARMER)
    me = mine.get("/members/me")
    forms = [form for form in me.all("form") if form.get("action").startswith("/members/devices")]
    assert len(forms) == 2
    answer = mine.post(forms[1].get("action"), data={"key": forms[1].all("input")[0].get("value")})
    assert answer.headers["Location"] == "/members/me"
    assert lost.get("/members/me").status_code == 303
    assert mine.get("/members/me").status_code == 200


def test_signing_out_this_device_leads_to_the_front(client: OPEN) -> None:
    mine = client(FARMER)
    me = mine.get("/members/me")
    action = me.form("key", action="/sign-out").get("action")
    assert mine.post(action).headers["Location"] == "/"
    assert mine.get("/members/me").status_code == 303
    again = mine.post("/sign-in", data={"phone": FARMER, "pin": PIN})
    assert again.headers["Location"] == "/sign-in"


def test_another_persons_device_is_not_there(client: OPEN) -> None:
    farmer, buyer = client(FARMER), client(BUYER)
    action = farmer.get("/members/me").form("key", action="/sign-out").get("action")
    assert buyer.post(action).status_code == 404
    assert farmer.get("/members/me").status_code == 200


def test_a_language_is_chosen_without_an_account_and_kept_with_one(client: OPEN) -> None:
    phone = client(FARMER)
    answer = phone.post("/preferences", data={"language": "zh-CN", "next": "/members/me"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/members/me")
    assert "HttpOnly" not in answer.headers["Set-Cookie"]
    assert phone.get("/members/me").one("html").get("lang") == "zh-Hans"
    elsewhere = client(FARMER)
    assert elsewhere.get("/members/me").one("html").get("lang") == "zh-Hans"
    assert client(BUYER).get("/members/me").one("html").get("lang") == "en"


def test_large_text_is_chosen_for_every_page(client: OPEN) -> None:
    stranger = client()
    stranger.post("/preferences", data={"text_size": "large"})
    assert stranger.get("/join").one("html").get("data-size") == "large"


@pytest.mark.parametrize(
    "sent", [{}, {"language": "xx"}, {"text_size": "huge"}, {"language": "zh", "text_size": "x"}]
)
def test_an_unknown_preference_changes_nothing(client: OPEN, sent: dict[str, str]) -> None:
    page = client().post("/preferences", data=sent)
    assert page.status_code == 422
    assert "Set-Cookie" not in page.headers
    assert "Nothing was changed" in page.words


@pytest.mark.parametrize("evil", ["//evil.example", "/\\evil", "http://evil.example", "x", "/\n"])
def test_preferences_lead_nowhere_else(client: OPEN, evil: str) -> None:
    answer = client().post("/preferences", data={"language": "en", "next": evil})
    assert answer.headers["Location"] == "/"


def test_an_organisation_shows_figures_and_its_manager_but_no_member(client: OPEN) -> None:
    page = client(FARMER).get("/members/me")
    page = client().get(page.link("/members/organisations/"))
    assert page.h1 == "Liushu Cooperative"
    assert "Liushu, Liuhe, Qinghe" in page.words
    assert "周禾秀" in page.words
    assert "柳大田" not in page.words
    assert page.headers["X-Offline"] == "public"
    missing = client().get("/members/organisations/0197a5d2-0000-7000-8000-000000000000")
    assert missing.status_code == 404


def test_every_page_of_the_gate_stands_in_chinese(client: OPEN) -> None:
    stranger = client(locale="zh")
    assert stranger.get("/sign-in").h1 == "登录"
    page = stranger.follow(stranger.post("/join", data=NEW))
    me = stranger.follow(stranger.submit(page, code=code_on(page)))
    assert "您的手机和电脑" in me.words


def test_a_program_is_answered_in_json(client: OPEN) -> None:
    key = "0197a5d2-0000-7000-8000-000000000001"
    head = {"Accept": "application/json", "Idempotency-Key": f'"{key}"'}
    stranger = client()
    wrong = stranger.post("/sign-in", data={"phone": FARMER, "pin": WRONG}, headers=head)
    assert (wrong.status_code, wrong.json["state"], wrong.json["key"]) == (422, "refused", key)
    empty = stranger.post("/join", data={}, headers=head)
    assert set(empty.json["errors"]) == {"phone", "name", "pin"}
    sent = stranger.post("/join", data=NEW, headers=head)
    assert (sent.json["state"], sent.json["location"]) == ("received", "/join")
    assert sent.headers["Idempotency-Key"] == key


def test_a_key_that_is_none_changes_nothing(client: OPEN) -> None:
    phone = client(FARMER)
    key = {"Idempotency-Key": "no", "Accept": "application/json"}
    assert phone.post("/sign-out", headers=key).status_code == BadKey.status
    assert phone.post("/sign-out", data={"key": "no"}).status_code == BadKey.status
    assert phone.get("/members/me").status_code == 200
