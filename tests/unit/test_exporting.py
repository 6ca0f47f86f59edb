"""What a line of an export says, and the command that writes them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import backissues
from index.archive import Archive
from index.holdings import Holdings
from index.schema import FILE
from index.sighting import Channel
from search.errors import ArchiveError
from tests.exports import documents, export, take_in
from tests.feeding import BLOG, feed, put, sighting

TAG = Channel("Tag", "https://blog.example.org/tag/x/feed/", "https://blog.example.org/", "de")
PLANET = Channel("Planet", None, "https://planet.example.net/")


def exported(data: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export(data).splitlines()]


def test_a_line_is_an_item_with_all_that_is_known(tmp_path: Path) -> None:
    one = sighting(
        9, title="One &amp; <i>two</i>", title_is_html=True, html="<p>\u2028\x9bÄ</p>", creators=("Ann", "Bo"), categories=("Py", "x, y"),
        published="2009-03-01T19:00:00+09:00", updated="2009-03-02T10:00:00+01:00",
        lang="pt", creator_aliases=("ann7",), markup="wordpress",
    )  # fmt: skip
    with Archive(tmp_path) as archive:
        put(archive, "a", feed(one, channel=replace(BLOG, built="2020-01-01T00:00:00+00:00")))
        put(archive, "b", feed(replace(one, categories=("py", "Z"), html="old"), channel=TAG))
    assert exported(tmp_path) == [
        {
            "id": "https://blog.example.org/?p=9",
            "url": "https://blog.example.org/9",
            "title": "One & two",
            "content_html": "old",
            "date_published": "2009-03-01T19:00:00+09:00",
            "date_modified": "2009-03-02T09:00:00+00:00",
            "authors": [{"name": "Ann"}, {"name": "Bo"}],
            "tags": ["py", "Z", "Py", "x, y"],
            "language": "pt",
            "_backissues": {
                "feeds": [
                    {"title": "Blog", "feed_url": BLOG.self_link, "home_page_url": BLOG.link, "language": "de"},
                    {"title": "Tag", "feed_url": TAG.self_link, "home_page_url": TAG.link, "language": "de"},
                ],
                "title_html": "One &amp; <i>two</i>",
                "creator_aliases": ["ann7"],
                "markup": "wordpress",
            },
        }
    ]


def test_a_line_is_text_that_is_safe_to_show(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        put(archive, "a", feed(sighting(1, html="<p>\u2028\x9b\x7f日本語</p>")))
    (line,) = export(tmp_path).decode().splitlines()
    assert r"<p>\u2028\u009b\u007f日本語</p>" in line
    assert json.loads(line)["content_html"] == "<p>\u2028\x9b\x7f日本語</p>"


@pytest.mark.parametrize(
    ("given", "name", "url", "guid"),
    [
        ({}, "https://blog.example.org/?p=1", "https://blog.example.org/1", True),
        ({"link": None}, "https://blog.example.org/?p=1", None, True),
        ({"guid": None}, "https://blog.example.org/1", "https://blog.example.org/1", False),
        ({"guid": None, "link": None}, "urn:backissues:", None, False),
    ],
)
def test_every_item_has_an_id(tmp_path: Path, given: dict[str, object], name: str, url: str | None, guid: bool) -> None:
    with Archive(tmp_path / "first") as archive:
        put(archive, "a", feed(sighting(1, **given)))
    (item,) = exported(tmp_path / "first")
    (post,) = documents(tmp_path / "first")
    assert item["id"] == (name + post if name.startswith("urn:") else name)
    assert item["url"] == url
    assert ("guid" not in item["_backissues"]) is guid
    take_in(tmp_path / "second", export(tmp_path / "first"))
    assert documents(tmp_path / "second") == documents(tmp_path / "first")


def test_a_post_keeps_the_id_of_its_older_guid(tmp_path: Path) -> None:
    """A blog that moved to https gave its posts new guids; ids that people have in their bookmarks stay."""
    with Archive(tmp_path / "first") as archive:
        put(archive, "a", feed(sighting(1, "old", guid="http://blog.example.org/?p=1")))
        put(archive, "a", feed(sighting(1, "new", updated="2024-01-01T00:00:00+00:00")))
    (item,) = exported(tmp_path / "first")
    assert item["id"] == "https://blog.example.org/?p=1"
    assert [(feed.get("id"), feed.get("first")) for feed in item["_backissues"]["feeds"]] == [
        (None, None),
        ("http://blog.example.org/?p=1", True),
    ]
    take_in(tmp_path / "second", export(tmp_path / "first"))
    assert documents(tmp_path / "second") == documents(tmp_path / "first")
    assert export(tmp_path / "second") == export(tmp_path / "first")


def test_a_feed_keeps_a_name_that_only_another_name_leads_to(tmp_path: Path) -> None:
    """The planet has another link than the blog had, and is the same post because the blog had that link later."""
    proxied = "https://proxy.example.com/1"
    for order in ("bpl", "lpb", "plb"):
        first, second = tmp_path / order / "first", tmp_path / order / "second"
        states = {
            "b": feed(sighting(1, guid="1")),
            "p": feed(sighting(1, guid="1", link=proxied), sighting(2), channel=PLANET),
            "l": feed(sighting(2), sighting(1, guid="1", link=proxied)),
        }
        with Archive(first) as archive:
            for name in order:
                put(archive, name, states[name])
        take_in(second, export(first))
        assert documents(second) == documents(first)
        assert export(second) == export(first)


def test_what_was_forgotten_or_left_out_is_not_exported(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        put(archive, "a", feed(sighting(1, "secret"), sighting(2)))
        put(archive, "b", replace(feed(sighting(3, "remark")), comments=True))
        with Holdings(tmp_path) as holdings:
            archive.forget_post(holdings.find("https://blog.example.org/1"))
        assert [item["title"] for item in exported(tmp_path)] == ["Post 2"]  # while the archive is open for writing
    assert b"secret" not in export(tmp_path)
    assert b"remark" not in export(tmp_path)


def test_many_posts_come_in_the_order_in_which_they_were_first_seen(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        put(archive, "a", feed(*(sighting(number) for number in range(250, 500))))
        put(archive, "b", feed(*(sighting(number) for number in range(300)), channel=PLANET))
    assert [item["title"] for item in exported(tmp_path)] == [f"Post {number}" for number in (*range(250, 500), *range(250))]


def _data(folder: Path, count: int) -> Path:
    with Archive(folder) as archive:
        put(archive, "a", feed(*(sighting(number, "word " * 200) for number in range(count))))
    return folder


def test_the_command_writes_the_lines(tmp_path: Path) -> None:
    result = CliRunner().invoke(backissues.backissues, ["export", "--data", str(_data(tmp_path, 3))])
    assert result.exit_code == 0
    assert result.stdout_bytes == export(tmp_path)
    assert result.stderr == ""


def test_without_an_archive_the_command_says_so(tmp_path: Path) -> None:
    result = CliRunner().invoke(backissues.backissues, ["export", "--data", str(tmp_path)])
    assert isinstance(result.exception, ArchiveError)


def test_an_archive_that_is_damaged_is_named(tmp_path: Path) -> None:
    path = _data(tmp_path, 200) / FILE
    content = path.read_bytes()
    path.write_bytes(content[:40_000] + b"\xff" * (len(content) - 40_000))
    result = CliRunner().invoke(backissues.backissues, ["export", "--data", str(tmp_path)])
    assert isinstance(result.exception, ArchiveError)
    assert "malformed" in str(result.exception)


def _process(data: Path, closed: str = "") -> subprocess.Popen[bytes]:
    code = f"import backissues, sys, os{closed}; sys.argv[1:] = ['export', '--data', {str(data)!r}]; backissues.main()"
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 - our own command


def test_a_reader_that_has_enough_ends_the_command_quietly(tmp_path: Path) -> None:
    with _process(_data(tmp_path, 500)) as process:  # 0.6 MB: more than a pipe holds
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["title"] == "Post 0"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


def test_a_closed_standard_output_is_named(tmp_path: Path) -> None:
    with _process(_data(tmp_path, 1), closed="; sys.stdout = None") as process:
        assert process.communicate()[1] == b"backissues: standard output is closed: backissues export > FILE\n"
        assert process.returncode == 2
