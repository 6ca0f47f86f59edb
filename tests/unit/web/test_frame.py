"""The frame of every page, and the hooks by which scripts find their way in it (docs/architecture.md)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement

import web

ROOM = Path(web.__file__).parent
PLACES = (
    "/search?q=agile&page=2",
    "/search?tag=python&exclude.tag=c%2B%2B",
    "/post/0000000000000003",
    "/search?facet_size=2",
    "/help",
    "/nowhere",
)


def load(client: FlaskClient, path: str) -> HtmlElement:
    return html.document_fromstring(client.get(path).text)


def rows(heading: str) -> list[str]:
    """Return the first column of the table below that heading line of the architecture."""
    text = (ROOM.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.split(f"| {heading} | what ", 1)[1].split("\n\n", 1)[0]
    cells = re.findall(r"(?m)^\| (`[^|]+`) \|", table)
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def test_every_hook_of_scripts_is_on_some_page(client: FlaskClient) -> None:
    pages = [load(client, path) for path in PLACES]
    found = {f"#{each}" for page in pages for each in page.xpath("//@id")}
    found |= {f".{each}" for page in pages for names in page.xpath("//@class") for each in names.split()}
    found |= {name for page in pages for element in page.iter() for name in element.attrib if name.startswith("data-")}
    hooks = rows("hook")
    assert len(hooks) > 10
    assert set(hooks) - found == set()
    assert {name for name in found if name.startswith("data-")} <= set(hooks)


def test_every_block_of_the_frame_is_described() -> None:
    frame = (ROOM / "templates" / "frame.html").read_text(encoding="utf-8")
    assert re.findall(r"{% block (\w+) %}", frame) == rows("block")


@pytest.mark.parametrize("path", PLACES)
def test_every_page_has_one_silent_place_to_be_read_out(client: FlaskClient, path: str) -> None:
    page = load(client, path)
    (said,) = page.xpath('//*[@id="said"]')
    assert (said.get("role"), said.text_content()) == ("status", "")
    assert [main.get("id") for main in page.xpath("//main")] == ["results"]
    assert len(page.xpath('//form[@role="search"]//input[@id="q"]')) == 1


def test_a_facet_says_its_name(client: FlaskClient) -> None:
    facets = load(client, "/search?q=agile").xpath('//*[@id="filters"]/*[@class="facet"]')
    assert [each.get("data-facet") for each in facets] == ["tag", "creator", "site", "lang"]
    assert all(each.get("id") == f"by-{each.get('data-facet')}" for each in facets)


def test_the_footer_lists_other_forms_where_there_are_any(client: FlaskClient) -> None:
    for path, doors in (
        ("/search?q=agile", [f"/search.{form}?q=agile" for form in ("atom", "rss", "csv", "json")]),
        ("/help", []),
        ("/post/0000000000000003", ["/post/0000000000000003.json"]),
    ):
        page = load(client, path)
        assert page.xpath("//footer/ul/li/a/@href") == doors
        assert len(page.xpath("//footer/ul")) == bool(doors)
