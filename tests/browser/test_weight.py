"""What a first visit costs: bytes and requests, as a browser without a cache loads them, uncompressed."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

BYTES = 60_000
"""Of all that a page loads, headers not counted."""

SHARES = {"document": 38_000, "stylesheet": 15_000, "script": 4_000, "other": 1_000, "image": 2_000}
"""Bytes of each kind; "other" is the icon, "image" the logo of the archive that has one. A kind that is not here is not loaded at all."""

THEME = 500
"""Bytes of the sheet that the settings of a site make."""

FIRST = ("", "search?q=python")
"""Where a visit mostly begins, in 4 requests: the page, its style, its script, its icon."""

FULL = "search?q=the"
"""The same with as many results as a page has."""

OTHER = ("advanced", "help", "advanced?q=garden&tag=python")
"""Pages with one sheet more, of 4,000 bytes."""


@pytest.mark.parametrize(
    ("path", "requests", "style"),
    [*((path, 4, 15_000) for path in (*FIRST, FULL)), *((path, 5, 20_000) for path in OTHER)],
)
def test_a_first_page_is_light(visit: Visit, path: str, requests: int, style: int) -> None:
    visitor = visit("examples")
    visitor.open(path)
    assert weighed(visitor, requests, style) == {}


@pytest.mark.parametrize("path", ["", "search?q=word"])
def test_colour_and_logo_cost_a_request_each(visit: Visit, path: str) -> None:
    visitor = visit("branded")
    visitor.open(path)
    assert weighed(visitor, 6, SHARES["stylesheet"] + THEME) == {}
    asked = [urlsplit(answer.url).path for answer in visitor.answers]
    assert (asked.count("/theme.css"), asked.count("/logo")) == (1, 1)


def weighed(visitor: Visitor, requests: int, style: int) -> dict[str, int]:
    """Return the bytes of each kind of which the page that is open has loaded too many. Requests and bytes in all must do."""
    visitor.page.wait_for_load_state("networkidle")  # what a script loads when the page is there counts too
    loaded: Counter[str] = Counter()
    for answer in visitor.answers:
        loaded[answer.request.resource_type] += len(answer.body())
    shares = SHARES | {"stylesheet": style}
    assert len(visitor.answers) <= requests, [answer.url for answer in visitor.answers]
    assert loaded.total() < BYTES
    return {kind: size for kind, size in loaded.items() if size > shares.get(kind, 0)}
