"""Sources view: what there is in the archive and what may be missing: sites, opened into feeds and sources. A page of it at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, TypeVar

from search.page import IndexInfo
from search.query import Notice
from search.sources import Status
from web import params, strings
from web.links import Links
from web.sourcerows import EntryRow, GapRow, SiteRow, entry_row, gap_row, site_row
from web.standing import Known

T = TypeVar("T")

Show = Literal["sites", "sources", "problems"]
SHOWS: tuple[Show, ...] = ("sites", "sources", "problems")

PER_PAGE = 25
"""Sites or sources of a page; 25 sites of four feeds, each with its line, are 60 kB."""
FEEDS = 4
"""Feeds and sources of a site where it is one of many; its own page has all."""
FEEDS_PER_PAGE = 50
"""Feeds on the page of one site: one per tag makes thousands."""
GAPS = 100
"""Gaps on the page of one site, the widest."""
SOURCES = 50
"""Sources on the page of one site."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for. `site` is the key of the one site to show, or None; a feed without address and title is of the site ``."""

    show: Show = "sites"
    contains: str = ""
    page: int = 1
    site: str | None = None
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists, and how many rows it has."""

    show: Show
    count: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class SourcesView:
    """A page of sites, a page of sources, or one site with all that is known of it."""

    links: Links
    index: IndexInfo | None
    status: Status | None
    """None where nothing was written yet."""
    asked: Asked
    notices: tuple[Notice, ...]
    feeds: int = 0
    gap_count: int = 0
    tabs: tuple[Tab, ...] = ()
    sites: tuple[SiteRow, ...] = ()
    entries: tuple[EntryRow, ...] = ()
    one: SiteRow | None = None
    gaps: tuple[GapRow, ...] = ()
    """Of the one site, the widest first."""
    found: int = 0
    """Rows on all pages."""
    page: int = 1
    pages: int = 1
    previous_url: str | None = None
    next_url: str | None = None


def asked(pairs: Iterable[tuple[str, str]]) -> Asked:
    """Return what the arguments of a request ask for; what cannot be used is a problem, and has its default."""
    given: dict[str, str] = {}
    for name, raw in pairs:
        if (value := params.printable(raw).strip()) or name == "site":
            given.setdefault(name, value)
    problems: list[tuple[str, str]] = []

    def refuse(name: str, text: str, **more: object) -> None:
        problems.append((name, strings.text(text, value=repr(given[name][: params.SHOWN]), **more)))

    show = next((each for each in SHOWS if each == given.get("show", SHOWS[0])), None)
    if show is None:
        refuse("show", "bad.one_of", allowed=", ".join(SHOWS))
    page = int(given["page"]) if params.NUMBER.fullmatch(given.get("page", "")) else 0
    if "page" in given and not page:
        refuse("page", "bad.number", most=params.PAGE_MOST)
    contains = given.get("contains", "")[: params.SHOWN * 4]
    return Asked(show or SHOWS[0], contains, page or 1, given.get("site"), tuple(problems))


def build(known: Known | None, wanted: Asked, links: Links, index: IndexInfo | None) -> SourcesView:
    """Return the view of what is known."""
    notices = params.noticed(wanted.problems)
    view = SourcesView(links, index, known.status if known else None, wanted, notices)
    if known is None:
        return view
    counts = (len(known.status.sites), len(known.entries), known.wrong)
    view = replace(view, feeds=known.feeds, gap_count=known.gaps, tabs=tuple(map(partial(_tab, view), SHOWS, counts)))
    if wanted.site is not None:
        return _one_site(known, view)
    sought = wanted.contains.casefold()
    if wanted.show == "sites":
        sites = [site for site, name in zip(known.status.sites, known.site_names, strict=True) if sought in name]
        shown, view = _paged(view, sites, PER_PAGE)
        rows = tuple(site_row(known.status, site, links, site.feeds[:FEEDS], FEEDS) for site in shown)
        return replace(view, sites=rows)
    named = zip(known.entries, known.entry_names, strict=True)
    entries = [entry for entry, name in named if sought in name and (wanted.show == "sources" or entry.is_wrong)]
    some, view = _paged(view, entries, PER_PAGE)
    return replace(view, entries=tuple(map(entry_row, some)))


def _one_site(known: Known, view: SourcesView) -> SourcesView:
    """Return the view of one site with all that is known of it."""
    site = next((site for site in known.status.sites if site.key == view.asked.site), None)
    if site is None:
        return view
    feeds, view = _paged(view, site.feeds, FEEDS_PER_PAGE)
    row = site_row(known.status, site, view.links, feeds, SOURCES)
    gaps = sorted((gap_row(feed, gap) for feed in site.feeds for gap in feed.gaps), key=lambda gap: (-gap.days, gap.after))
    return replace(view, one=row, gaps=tuple(gaps[:GAPS]))


def _paged(view: SourcesView, rows: Sequence[T], per_page: int) -> tuple[Sequence[T], SourcesView]:
    """Return the rows of the page that is asked for, or of the last one, and the view with the addresses around it."""
    pages = max(1, -(-len(rows) // per_page))
    page = min(view.asked.page, pages)

    def at(number: int) -> str:
        return _address(view, ("page", str(number)) if number > 1 else None)

    placed = replace(
        view,
        found=len(rows),
        page=page,
        pages=pages,
        previous_url=at(page - 1) if page > 1 else None,
        next_url=at(page + 1) if page < pages else None,
    )
    return rows[(page - 1) * per_page : page * per_page], placed


def _address(view: SourcesView, place: tuple[str, str] | None) -> str:
    wanted = view.asked
    said = (("contains", wanted.contains), place or ("page", ""), ("show", wanted.show if wanted.show != SHOWS[0] else ""))
    own = () if wanted.site is None else (("site", wanted.site),)
    return view.links.sources(*(pair for pair in said if pair[1]), *own)


def _tab(view: SourcesView, show: Show, count: int) -> Tab:
    url = view.links.sources(*([("show", show)] if show != SHOWS[0] else []))
    return Tab(show, count, url, view.asked.site is None and show == view.asked.show)
