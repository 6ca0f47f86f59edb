"""A hostile archive in a real browser: no dialog, no request elsewhere, no error, whatever is opened; and escaping alone would do."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest

from tests.browser.conftest import Visit
from tests.payloads import PAYLOADS

PATHS = (
    "",
    "search?q=word&per_page=100&facet_size=100",
    "search?" + urlencode({"tag": PAYLOADS[0], "exclude.creator": PAYLOADS[3], "site": PAYLOADS[2], "year": PAYLOADS[1]}),
    "advanced",
    "help",
)


@pytest.mark.parametrize("guarded", [True, False], ids=["under the policy", "by escaping alone"])
def test_a_hostile_archive_stays_text(visit: Visit, *, guarded: bool) -> None:
    visitor = visit("hostile", bypass_csp=not guarded)
    for path in PATHS:
        assert visitor.open(path).title()
    assert visitor.open(PATHS[1]).locator(".hits h2").count() == len(PAYLOADS)
    for number, payload in enumerate(PAYLOADS):
        page = visitor.open(f"post/{number:016x}")
        assert " ".join(f"word {payload}".split()) == " ".join(page.get_by_role("heading", level=1).inner_text().split())


@pytest.mark.parametrize("guarded", [True, False], ids=["under the policy", "by escaping alone"])
def test_a_hostile_request_stays_text(visit: Visit, *, guarded: bool) -> None:
    visitor = visit("hostile", bypass_csp=not guarded)
    for payload in PAYLOADS:
        page = visitor.open(f"search?{urlencode({'q': payload, 'tag': payload, 'after': payload, 'match': 'any'})}")
        assert page.locator("#q").input_value() == payload
    for payload in PAYLOADS[:4]:
        visitor.open(quote(payload, safe=""), status=404)
        visitor.open(f"advanced?{urlencode({'q.since': payload, 'q.tag': payload, 'lang': payload})}")


def test_what_is_typed_by_hand_stays_text(visit: Visit) -> None:
    visitor = visit("hostile")
    visitor.open()
    for payload in PAYLOADS[:4]:
        visitor.page.locator("#q").fill("")
        visitor.page.locator("#q").press_sequentially(payload)
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_url("**/search?*")
        assert visitor.page.locator("#q").input_value() == payload
