"""A browser for the tests of this folder, and sites to visit. Without Chromium they are skipped, and say so."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.archives import SITES
from tests.browser.embedding import EMBEDDED, embedded
from tests.browser.serving import ROOT, Place, command, reindexed, thread
from tests.browser.visitor import Visitor, visiting

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""What the browser is called: on Debian, on older Ubuntu, and where it is Google's."""

NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""No host but ours is found, whatever a page asks for; asking for one is a failure (visitor.py)."""

Visit = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of this folder use this machine's own address, and be chosen with -m browser."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser, without a window; each visit has a profile of its own."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"NOT RUN IN A BROWSER: here is no {' or '.join(NAMES)}. On Debian and Ubuntu: sudo apt install chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=[NOWHERE])
        yield running
        running.close()


@pytest.fixture(scope="session")
def place(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Place]]:
    """What opens a site by its name, once for all tests: no visit changes one. "examples" is the example archive, read and served by
    the command: 42 posts of three blogs in three languages; others are in `archives.SITES` and `embedding.EMBEDDED`.
    """
    assert browser
    with ExitStack() as closing:

        @cache
        def opened(name: str) -> Place:
            folder = tmp_path_factory.mktemp(name)
            if name == "examples":
                return Place(closing.enter_context(command(reindexed(folder, ROOT / "examples"))))
            if name in EMBEDDED:
                return closing.enter_context(embedded(name))
            return Place(closing.enter_context(thread(closing.enter_context(SITES[name](folder)))))

        yield opened


@pytest.fixture
def visit(browser: Browser, place: Callable[[str], Place]) -> Iterator[Visit]:
    """What lets a visitor come to a site, `visit(name, **how)`. They leave when the test ends."""
    with ExitStack() as leaving:
        yield lambda name, **how: leaving.enter_context(visiting(browser, place(name), **how))
