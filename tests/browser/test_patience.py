"""The suite ends, whatever a browser does."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Error

from tests.browser.conftest import FLAGS
from tests.browser.patience import MARK, patience
from tests.setup_browser import chromium

pytestmark = pytest.mark.browser


def test_a_browser_that_never_answers_is_ended_and_no_other(browser: Browser) -> None:
    mark = f"{MARK}-and-hangs"
    flags = [mark if flag == MARK else flag for flag in FLAGS]
    stuck = browser.browser_type.launch(executable_path=chromium(), args=flags)
    page = stuck.new_page()
    with patience(3, mark), pytest.raises(Error, match="closed"):
        page.evaluate("() => new Promise(() => {})")
    assert browser.is_connected()
