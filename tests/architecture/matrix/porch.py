"""Who gets what on the top floor: `home` and `sync`."""

from __future__ import annotations

from tests.architecture.matrix.cases import Case, fixed, get, put

SOME_FILE = fixed(sha256="0" * 64)

CASES: tuple[Case, ...] = (
    # home
    get("home.index", everyone=200),
    get("home.living_page", everyone=200),
    get("home.short_link", fixed(word="000000000000"), everyone=404),
    get("home.health", everyone=200),
    get("home.alpine", everyone=404),
    get("home.manifest", everyone=200),
    get("home.worker", everyone=200),
    get("home.picture", fixed(name="none.webp"), everyone=404),
    get("static", fixed(name="icons/shop.svg"), everyone=200),
    # sync
    get("sync.me", everyone=200),
    get("sync.token", everyone=200),
    get("sync.receipts", everyone=422),
    get("sync.index", everyone=200),
    get("sync.offline", everyone=200),
    get("sync.diagnostics", everyone=200),
    get("sync.received", everyone=200),
    get("sync.seal", guests=303, members=200),
    get("sync.show_file", SOME_FILE, everyone=200),
    put("sync.take_file", SOME_FILE, everyone=400),
)
