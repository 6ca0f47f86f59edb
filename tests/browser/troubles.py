"""A status with troubles: many sites, sources that fail, end early or are gone, feeds with gaps, names that are long."""

from __future__ import annotations

from search.sources import AddressStatus, FeedStatus, Gap, History, SiteStatus, SourceStatus, Status

FIRST, LAST, CHECKED = "1999-12-31T23:30:00+00:00", "2010-02-03T00:00:00+00:00", "2026-11-27T10:00:00+00:00"
SITES = 150
LONG = "Of everything that happened between the first and the last day of our move, and what we learned of it, word by word"
ERRORS = (
    "status 404",
    "certificate verify failed: Hostname mismatch, certificate is not valid for the name that was asked for",
    "line 2041, column 17: the file ends in the middle of an element; the 812 posts before it were read",
)


def _months(site: int) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return posts of every month from 2000 on; each third year has none."""
    return tuple((2000 + year, tuple((year + month * 7 + site) % 19 for month in range(12))) for year in range(10) if year % 3 != 2)


def _feed(site: int, number: int) -> FeedStatus:
    host = f"https://blog{site}.example.org/"
    gap = Gap("2003-01-01T00:00:00+00:00", "2003-03-01T00:00:00+00:00", "autumn.xml", f"{host}feed/")
    return FeedStatus(
        title=LONG if number == 2 else f"Blog number {site}, feed {number}",
        url=f"{host}feed/{number}/" if number else None,
        posts=100 + number,
        documents=3,
        first=FIRST,
        last=LAST,
        gap_count=number % 2,
        gaps=(gap,) * (number % 2),
        sources=(site,),
        checked=CHECKED,
        error=ERRORS[site % 3] if number == 2 else None,
    )


def _site(number: int) -> SiteStatus:
    return SiteStatus(
        key=f"blog{number}.example.org",
        title="" if number == 1 else LONG if number == 2 else f"Blog number {number}",
        url=f"https://blog{number}.example.org/",
        posts=4000 - 20 * number,
        undated=number % 4,
        first=FIRST,
        last=LAST,
        months=_months(number) if number != 3 else (),
        feeds=tuple(_feed(number, at) for at in range(14 if number == 0 else 1 + number % 3)),
    )


def _source(number: int) -> SourceStatus:
    wrong = number % 3 == 0
    if number % 10 == 5:
        stopped = History("limit", "stopped at 50 pages")
        addresses = (
            AddressStatus(f"https://blog{number}.example.org/feed/", "feed", 40, checked=CHECKED, history=stopped),
            AddressStatus(f"https://blog{number + 1}.example.org/feed/", "failed", error=ERRORS[1], next_check=CHECKED),
        )
        return SourceStatus(f"blogroll-{number}.opml", "file", 40, 2, failed=1, error=ERRORS[1], checked=CHECKED, addresses=addresses)
    return SourceStatus(
        name=f"https://blog{number}.example.org/feed/" if number % 2 else f"export-{number}.xml",
        kind="address" if number % 2 else "file",
        posts=120,
        documents=1,
        first=FIRST,
        last=LAST,
        checked=CHECKED,
        missing=number == 4,
        failed=int(wrong),
        error=ERRORS[number % 2] if wrong else None,
        next_check=CHECKED if number % 2 else None,
        history=History("complete", "read to its end, 14 pages") if number % 2 else None,
    )


TROUBLED = Status(
    archive="archive",
    change=1,
    posts=9,
    sightings=9,
    undated=3,
    first=FIRST,
    last=LAST,
    sites=tuple(map(_site, range(SITES))),
    sources=tuple(map(_source, range(SITES))),
)
