"""A made-up language, ⟦every sentence in brackets⟧: what stands outside was never marked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from app import create_app
from blueprints import ROOMS
from blueprints.core import catalogues, i18n
from blueprints.core.i18n import Language
from tests.architecture.conftest import Crowd
from tests.architecture.matrix import CASES, IDENTITIES
from tests.conftest import House, settings_for
from tests.databases import leave
from tests.inspector import PSEUDO, untranslated
from tests.page import Client, Page, is_html

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


@pytest.fixture(scope="module")
def pseudo(crowd: Crowd, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    """The same village and the same people, spoken to in brackets."""
    words = tmp_path_factory.mktemp("words")
    for domain in i18n.domains(ROOMS):
        _bracket(domain, words / PSEUDO / "LC_MESSAGES" / f"{domain}.po")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(i18n.LANGUAGES, PSEUDO, Language(PSEUDO, "⟦⟧", PSEUDO, "⟦⟧"))
        i18n._variant.cache_clear()
        database = crowd.house.app.config["SQLALCHEMY_DATABASE_URI"]
        folder = Path(crowd.house.app.instance_path)
        app = create_app(settings_for(folder, COMMONFIELD_DATABASE_URL=database), words)
        house = House.__new__(House)
        house.app, house.database, house.keys = app, crowd.house.database, crowd.house.keys
        clients = {name: Client(app, Page) for name in crowd.clients}
        yield Crowd(house, clients, crowd.things, crowd.cookies)
        leave(app)
    i18n._variant.cache_clear()


def _bracket(domain: str, path: Path) -> None:
    spoken = Catalog(locale=PSEUDO, domain=domain, fuzzy=False)
    for message in catalogues.sentences(Path(), domain):
        if isinstance(message.id, (list, tuple)):
            spoken.add(message.id, [f"⟦{form}⟧" for form in message.id], context=message.context)
        elif message.id:
            spoken.add(message.id, f"⟦{message.id}⟧", context=message.context)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, spoken)


@pytest.mark.parametrize("identity", IDENTITIES)
def test_every_word_on_every_page_comes_from_a_catalogue(pseudo: Crowd, identity: str) -> None:
    """The client's inspector looks for bare letters wherever the page is in this language."""
    faults = {}
    pseudo.begin_again()
    for case in CASES:
        if case.method == "GET" and case.expected[identity] == 200:
            try:
                page = pseudo.ask(case, identity, PSEUDO)
            except AssertionError as told:
                faults[str(case)] = str(told)
                continue
            if is_html(page):
                assert page.one("html").get("lang") == PSEUDO
    assert not faults, "\n".join(faults.values())


@pytest.mark.parametrize("identity", ["stranger", "farmer", "buyer"])
def test_every_refused_form_speaks_from_a_catalogue(pseudo: Crowd, identity: str) -> None:
    faults = {}
    for case in CASES:
        if case.method == "POST":
            pseudo.begin_again()
            client = pseudo.clients[identity]
            client.environ_base["HTTP_ACCEPT_LANGUAGE"] = PSEUDO
            page = client.post(pseudo.path(case), data={"quantity": "-1", "price": "x", "pin": "1"})
            if (
                is_html(page)
                and page.status_code >= 400
                and (bare := untranslated(page.reader.root))
            ):
                faults[str(case)] = f"{case}: {bare}"
    pseudo.begin_again()
    assert not faults, "\n".join(faults.values())
