"""Every form that writes waits in the outbox when there is no network, unless it stands here."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from tests.architecture.conftest import Crowd
from tests.architecture.matrix import CASES
from tests.page import is_html

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)

SAMPLES = "home.living_page"  # its forms lead nowhere
# Who one is, and what one is shown, only a server can settle, and only now.
ONLINE = frozenset(
    [
        "decisions.cast_in_booth",
        "members.close_account",
        "members.check_import",
        "members.start_acting",
        "members.stop_acting",
        "members.take_mandate",
        "members.confirm_places_list",
        "members.create_passkey",
        "members.end_passkey",
        "members.join_sent",
        "members.new_pin_sent",
        "members.make_vouchers",
        "members.own_pin_sent",
        "members.look_up_household",
        "members.passkey_sign_in",
        "members.preferences",
        "members.register_organisation",
        "members.send_places_list",
        "members.sign_in_sent",
        "members.sign_out",
        "members.sign_out_device",
        "members.take_back_voucher",
        "members.use_voucher",
        "members.switch_sent",
        "storefront.find_order",
    ]
)


@pytest.mark.parametrize(
    "identity", ["stranger", "visitor", "farmer", "buyer", "manager", "officer"]
)
def test_a_form_is_enlisted_by_itself(crowd: Crowd, identity: str) -> None:
    crowd.begin_again()
    adapter = crowd.house.app.url_map.bind("localhost")
    wrong, seen = [], set()
    pages = [case for case in CASES if case.method == "GET" and case.endpoint != SAMPLES]
    for case in pages:
        page = crowd.ask(case, identity)
        for form in page.all("form") if is_html(page) and page.status_code == 200 else ():
            if form.get("method").lower() != "post":
                continue
            action = urljoin(page.request.path, form.get("action"))
            endpoint, _ = adapter.match(action, method="POST")
            seen.add(endpoint)
            if form.has("data-online") != (endpoint in ONLINE):
                wrong.append(f"{case}: {endpoint}")
    assert not wrong
    assert "members.preferences" in seen
