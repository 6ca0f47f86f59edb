"""A visitor: a person with a browser of their own, and a list of what no visit may meet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, Response, WebError

from tests.browser.serving import Place

PATIENCE = 20_000
"""Milliseconds to wait for a page or an element: ten times what a busy machine needs."""

TELLING = 20
"""Milliseconds after which what a page began last is told of."""

WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DARK = {"color_scheme": "dark"}
SCRIPTLESS = {"java_script_enabled": False}
STILL = {"reduced_motion": "reduce"}
"""How a visitor may come; `|` joins them."""


@dataclass
class Visitor:
    """Someone on a site of ours, its pages in one tab."""

    page: Page
    place: Place
    problems: list[str] = field(default_factory=list)
    """Dialogs, addresses elsewhere, errors of scripts, and what the console says is wrong: refusals of the content policy among it."""
    failures: set[tuple[str, int]] = field(default_factory=set)
    """Addresses that are asked for because they fail, with their status."""
    answers: list[Response] = field(default_factory=list)
    """What was loaded for the page that is open."""

    @property
    def home(self) -> str:
        """The address of the site."""
        return self.place.home

    def open(self, path: str = "", status: int = 200) -> Page:
        """Go there; the answer must have that status. Return the page."""
        self.answers.clear()
        url = urljoin(self.home, path.removeprefix("/"))
        if status >= 400:  # the console tells of these too
            self.failures.add((url, status))
        answer = self.page.goto(url, wait_until="load")
        assert answer is not None, f"{url} is the page that was open, or a part of it"
        assert answer.status == status, f"{answer.status} {url}"
        return self.page

    def total(self) -> int:
        """Return the number of results that the heading says, 0 for none."""
        said = re.search(r"\d[\d,]*", self.page.get_by_role("heading", level=1).inner_text())
        return int(said[0].replace(",", "")) if said else 0

    def rest(self) -> None:
        """Leave the page that is open. Nothing bad may have happened since the last rest."""
        self.page.wait_for_timeout(TELLING)
        self.page.goto("about:blank")
        problems = "\n".join(self.problems)
        self.problems.clear()
        self.failures.clear()
        assert not problems, problems

    def watch(self, context: BrowserContext) -> None:
        """Note from now on what must not happen."""
        context.on("dialog", self._met_dialog)
        context.on("console", self._heard)
        context.on("weberror", self._met_error)
        context.on("request", self._asked)
        context.on("response", self._answered)

    def _met_dialog(self, dialog: Dialog) -> None:
        self.problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _met_error(self, error: WebError) -> None:
        self.problems.append(f"script: {error.error}")

    def _asked(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme != "data" and url.netloc not in {urlsplit(each).netloc for each in (self.home, *self.place.asked)}:
            self.problems.append(f"elsewhere: {request.url}")

    def _answered(self, answer: Response) -> None:
        self.answers.append(answer)

    def _heard(self, message: ConsoleMessage) -> None:
        expected = re.fullmatch(r"Failed to load resource: the server responded with a status of (\d+) .*", message.text)
        if expected and (message.location["url"], int(expected[1])) in self.failures:
            return
        if message.type in {"error", "warning", "assert"}:
            self.problems.append(f"console: {message.text} ({message.location['url']})")


@contextmanager
def visiting(browser: Browser, place: Place, **coming: object) -> Iterator[Visitor]:
    """Let a visitor come to a site for the first time, with nothing stored. Nothing bad may happen until they leave."""
    context = browser.new_context(**(WIDE | coming))
    context.set_default_timeout(PATIENCE)
    try:
        visitor = Visitor(context.new_page(), place)
        visitor.watch(context)
        yield visitor
        visitor.page.wait_for_timeout(TELLING)
    finally:
        context.close()
    assert not visitor.problems, "\n".join(visitor.problems)
