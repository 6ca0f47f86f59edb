"""What is wrong with a page that is open: what axe finds, and what is wider than the screen."""

from __future__ import annotations

from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All that axe looks at by itself, and the size of targets (WCAG 2.2), which it leaves out unless told to."""


@cache
def _axe() -> str:
    return str(Axe().axe_script)


def of_axe(page: Page) -> list[str]:
    """Return what axe finds, a line for each element."""
    page.evaluate(_axe())
    found = page.evaluate("options => axe.run(document, options)", EVERYTHING)
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary'].splitlines()[-1].strip()}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def wider(page: Page, widths: tuple[int, ...]) -> list[str]:
    """Return at which of the widths the page is wider than the screen."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        if (whole := page.evaluate("document.scrollingElement.scrollWidth")) > width:
            found.append(f"{whole} pixels on a screen of {width}")
    return found
