"""The watch itself: a page that does what no page may is found out, each way of it by its own line."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.serving import Place, thread
from tests.browser.visitor import visiting

POLICY = {"Content-Security-Policy": "default-src 'none'; script-src 'self'; img-src * data:"}
BAD = {
    "dialog: hello": "<script src=said.js></script>",
    "elsewhere: https://example.org/x.png": "<img src=https://example.org/x.png>",
    "elsewhere: http://192.0.2.1/y.png": "<img src=http://192.0.2.1/y.png>",
    "script: broken": "<script src=broken.js></script>",
    "console: complaint": "<script src=complaint.js></script>",
    "Content Security Policy": "<script>alert(1)</script>",
    "status of 404": "<img src=nothing.png>",
}
"""What is noted, and the page that it is noted of."""

SCRIPTS = {"said": "alert('hello')", "broken": "throw new Error('broken')", "complaint": "console.warn('complaint')"}


def _bad(text: str) -> Flask:
    app = Flask(__name__)
    head = "<!doctype html><link rel=icon href=data:,>"  # or the browser asks for one
    app.add_url_rule("/", "page", lambda: (head + text, POLICY))
    app.add_url_rule("/<name>.js", "script", lambda name: (SCRIPTS[name], {"Content-Type": "text/javascript"}))
    app.register_error_handler(404, lambda _error: (head, 404))
    return app


@pytest.mark.parametrize("noted", BAD)
def test_what_must_not_happen_is_noted(browser: Browser, noted: str) -> None:
    with thread(_bad(BAD[noted])) as home, pytest.raises(AssertionError, match=noted), visiting(browser, Place(home)) as visitor:  # noqa: PT012 - leaving is what fails
        visitor.open()
        visitor.page.wait_for_timeout(100)


def test_who_goes_on_has_what_was_bad_told_once(browser: Browser) -> None:
    with thread(_bad(BAD["console: complaint"])) as home, thread(_bad("")) as other, visiting(browser, Place(home)) as visitor:
        visitor.open()
        visitor.open("nothing", status=404)
        with pytest.raises(AssertionError, match="console: complaint"):
            visitor.rest()
        visitor.place = Place(other)
        visitor.open()
        visitor.rest()
        assert (visitor.page.url, visitor.failures) == ("about:blank", set())


def test_an_answer_of_another_status_is_no_answer(browser: Browser) -> None:
    with thread(_bad("")) as home, visiting(browser, Place(home)) as visitor:
        visitor.open("nothing", status=404)
        with pytest.raises(AssertionError, match="200 http"):
            visitor.open("", status=404)
