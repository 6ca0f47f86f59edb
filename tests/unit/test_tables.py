"""Tables: what `backissues status` prints, on terminals of two widths and elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from index.tables import MOST_GAPS, Shown, overview
from search.page import IndexInfo
from search.sources import AddressStatus, FeedStatus, Gap, History, SiteStatus, SourceStatus, Status

INDEX = IndexInfo("whoosh", "00000007", 9, None)
MONTHS = ((2009, (0, 3, *[0] * 10)), (2012, (1, *[0] * 11)), (2013, (0, 0, 1, *[0] * 9)))
LOST = Gap("2009-02-03T10:00:00+00:00", "2012-01-05T10:00:00+00:00", "/saved/2009.xml", "/saved/2012.xml")
BLOG = FeedStatus("Blog", "https://blog.example.org/feed/", 5, 2, 1, LOST.after, LOST.before, 1, (LOST,))
SITE = SiteStatus("blog.example.org", "The Blog", None, 6, 1, LOST.after, "2013-03-01T00:00:00+00:00", MONTHS, (BLOG,))
PLANET = SiteStatus("planet.example.net", "", None, 0, feeds=(FeedStatus("Planet", None, 1, 1),))
ERROR = "/feeds/long/cut.xml: cut off in the middle: 2 whole posts read, and more words than one line of a terminal has"
LIST = SourceStatus(
    "/lists/a.opml", "file", 4, 2, checked="2026-08-30T07:15:00+00:00", failed=1, error="https://b.example/feed: status 404 Not Found",
    addresses=(
        AddressStatus("https://a.example/feed", "feed", 4, 0, "2010-01-01T", "2012-05-01T", "2026-08-30T07:14:00+00:00",
                      history=History("complete", "complete: 12 pages")),
        AddressStatus("https://b.example/feed", "failed", error="status 404 Not Found", next_check="2026-08-31T00:00:00+00:00"),
    ),
)  # fmt: skip
STATUS = Status(
    "uuid", 3, 6, 9, 1, "2009-02-03T10:00:00+00:00", "2013-03-01T00:00:00+00:00", (("draft", 20), ("comment", 1)), (SITE, PLANET),
    (SourceStatus("/fine.xml", "file", 2, 1), LIST, SourceStatus("/feeds/long", "folder", 2, 7, gone=2, failed=3, error=ERROR)),
)  # fmt: skip


def shown(width: int | None, status: Status = STATUS, **given: bool) -> list[str]:
    return list(overview(status, INDEX, Shown(width, **given)))


def place(lines: list[str], beginning: str) -> int:
    return next(at for at, line in enumerate(lines) if line.startswith(beginning))


def test_the_whole_comes_first() -> None:
    assert shown(80)[:4] == [
        "6 posts 2009-02 to 2013-03, 1 undated; 3 duplicates",
        "2 sites, 2 feeds, 3 sources",
        "left out: 20 draft, 1 comment (--skipped lists them)",
        "whoosh index, generation 7, 9 posts",
    ]


@pytest.mark.parametrize("width", [80, 200])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(cell_len, shown(width, feeds=True, months=True))) <= width


def test_sites_come_first_then_gaps_then_sources_with_those_in_trouble_on_top() -> None:
    lines = shown(80)
    order = [place(lines, text) for text in ("site ", "gaps:", "source ", "/lists/a.opml", "/feeds/long", "/fine.xml")]
    assert order == sorted(order)
    assert lines[place(lines, "blog.example.org")].split() == ["blog.example.org", "6", "2009-02", "2013-03", "1", "47", "of", "50", "1"]
    assert "and 1 site whose posts are all from other sites" in lines


def test_a_gap_is_shown_with_its_dates_and_files() -> None:
    lines = shown(80)
    at = place(lines, "Blog ")
    assert lines[at].split() == ["Blog", "2009-02-03", "2012-01-05", "1,066"]
    assert lines[at + 1] == "    /saved/2009.xml and /saved/2012.xml"


def test_many_gaps_are_shown_by_the_widest() -> None:
    many = tuple(Gap(LOST.after, f"2012-01-{day:02}T10:00:00+00:00", f"f{day}", f"f{day}") for day in range(1, 29))
    feed = FeedStatus("Blog", None, 5, 2, gap_count=500, gaps=many)
    status = Status("uuid", 3, 6, 9, sites=(SiteStatus("blog.example.org", "", None, 6, feeds=(feed,)),))
    lines = shown(80, status)
    assert f"and {500 - MOST_GAPS:,} more that are no wider" in lines
    assert "    f28" in lines
    assert "    f2" not in lines
    assert "f2" in "\n".join(shown(None, status))


def test_addresses_of_a_list_stand_below_it_those_in_trouble_first() -> None:
    lines = shown(80)
    at = place(lines, "/lists/a.opml")
    assert [line.strip().split("  ")[0] for line in lines[at + 1 : at + 7]] == [
        "https://b.example/feed: status 404 Not Found",
        "https://b.example/feed",
        "failed: status 404 Not Found",
        "not asked again before 2026-08-31",
        "https://a.example/feed",
        "history complete: 12 pages",
    ]
    wide = shown(200)
    assert re.search(r"https://a\.example/feed .* 2026-08-30 07:14Z  complete$", "\n".join(wide), re.MULTILINE)


def test_problems_of_a_folder_are_told_below_it() -> None:
    lines = shown(80)
    at = place(lines, "/feeds/long")
    assert lines[at + 1 : at + 4] == [
        "    2 files gone; the posts are kept",
        "    3 with errors, the last one: cut.xml: cut off in the middle: 2 whole posts",
        "    read, and more words than one line of a terminal has",
    ]


def test_months_without_posts_are_shown_and_years_without_are_put_together() -> None:
    lines = shown(80, months=True)
    at = lines.index("blog.example.org")
    assert lines[at + 2].split() == ["2009", ".", "3", *["."] * 10]
    assert lines[at + 3].split() == ["2010", "to", "2011", *["."] * 12]
    assert len([line for line in lines if line.startswith("year ")]) == 1


def test_off_a_terminal_each_row_is_one_line_with_every_column() -> None:
    lines = shown(None, feeds=True, months=True)
    assert "site                posts  from     to       undated  empty months  feeds  gaps  title" in lines
    assert len([line for line in lines if "cut off in the middle" in line]) == 1
    assert len([line for line in lines if "/saved/2009.xml" in line]) == 1
    assert re.search(r"^planet\.example\.net +0 ", "\n".join(lines), re.MULTILINE)
    assert re.search(r"^2010 to 2011( +\.){12}  blog\.example\.org$", "\n".join(lines), re.MULTILINE)


def test_files_below_the_current_folder_are_called_as_they_are_from_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    status = Status("uuid", 3, 6, 9, sources=(SourceStatus(str(tmp_path / "feeds" / "a.xml"), "file", 2, 1),))
    assert any(line.startswith("feeds/a.xml ") for line in shown(80, status))
    assert any(line.startswith(str(tmp_path)) for line in shown(None, status))


def test_an_archive_without_posts() -> None:
    assert shown(80, Status("uuid", 0, 0, 0)) == [
        "0 posts; 0 duplicates",
        "0 sites, 0 feeds, 0 sources",
        "whoosh index, generation 7, 9 posts",
    ]
