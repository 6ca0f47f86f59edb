"""Links: Query -> URLs of this program. Pure; the other direction is `params.py`.

The functions above `Links` give the query of one click (a facet value, the next page, another sort); `Links` writes queries down.
Every click but paging goes back to the first page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import quote, quote_plus, urlsplit

from search import dates
from search.facets import FACETS, VALUE_FACETS
from search.query import WINDOW, FacetWanted, Filter, Match, Query, Sort
from search.settings import Settings
from web.forms import FORMS, Form

PLAIN = re.compile(r"[A-Za-z0-9_.~/:-]*")
"""What stands in an address as it is."""

Pair = tuple[str, str]


def first_page(query: Query, filters: Iterable[Filter] | None = None) -> Query:
    """Return the query with these filters (None: its own, empty ones dropped) on its first page."""
    chosen = query.filters if filters is None else filters
    kept = tuple(sorted((each for each in chosen if each != Filter(each.facet)), key=lambda each: each.facet))
    return replace(query, filters=kept, page=1, cursor=None)


def filtered(query: Query, chosen: Filter) -> Query:
    """Return the query with `chosen` as the filter of its facet."""
    return first_page(query, (*(each for each in query.filters if each.facet != chosen.facet), chosen))


def toggled(query: Query, facet: str, value: str) -> Query:
    """Return the query with the value of a value facet selected; with neither selection nor exclusion of it where it has one."""
    chosen = query.filter(facet)
    values, excluded = set(chosen.values), set(chosen.excluded)
    if value not in values | excluded:
        values.add(value)
    else:
        values.discard(value)
        excluded.discard(value)
    return filtered(query, replace(chosen, values=tuple(sorted(values)), excluded=tuple(sorted(excluded))))


def selecting(query: Query, facet: str, value: str) -> Query:
    """Return the query with the value of a value facet selected (and no longer excluded)."""
    chosen = query.filter(facet)
    excluded = tuple(sorted(set(chosen.excluded) - {value}))
    return filtered(query, replace(chosen, values=tuple(sorted({*chosen.values, value})), excluded=excluded))


def excluding(query: Query, facet: str, value: str) -> Query:
    """Return the query with the value excluded (and no longer selected)."""
    chosen = query.filter(facet)
    values = tuple(sorted(set(chosen.values) - {value}))
    return filtered(query, replace(chosen, values=values, excluded=tuple(sorted({*chosen.excluded, value}))))


def zoomed(query: Query, value: str) -> Query:
    """Return the query for this year or month alone; one step back out where it is chosen already.

    A month lies in its year, so a click on it replaces the year: both together would find the whole year. It also makes the count of
    a date exactly the total after the click (law 5).
    """
    if query.filter("date").values != (value,):
        return filtered(query, Filter("date", (value,)))
    return filtered(query, Filter("date", (value[:4],) if "-" in value else ()))


def in_mode(query: Query, facet: str, mode: Literal["any", "all"]) -> Query:
    """Return the query that wants any or all of the facet's selected values."""
    return filtered(query, replace(query.filter(facet), mode=mode))


def cleared(query: Query, facet: str | None = None) -> Query:
    """Return the query without the facet's filter; without any filter or date where `facet` is None."""
    if facet is None:
        return first_page(replace(query, after=None, before=None), ())
    return filtered(query, Filter(facet))


def matching(query: Query, match: Match) -> Query:
    """Return the query that wants all, any or, as `auto`, as many of its words as posts have."""
    return first_page(replace(query, match=match))


def sorted_by(query: Query, sort: Sort) -> Query:
    """Return the query in another order."""
    return first_page(replace(query, sort=sort))


def decided(query: Query, match: Match) -> Query:
    """Return the query with what `match` became, so that no click flips it (law 15); a single word has nothing to decide."""
    return replace(query, match=match) if query.several_words else query


def next_page(query: Query, total: int, cursor: str | None) -> Query | None:
    """Return the query of the next page, by cursor where page numbers end (law 6); None where there is none."""
    if query.cursor is None and query.page * query.per_page >= total:
        return None
    if query.cursor is None and (query.page + 1) * query.per_page <= WINDOW:
        return replace(query, page=query.page + 1)
    return replace(query, page=1, cursor=cursor) if cursor else None


def previous_page(query: Query, pages: int) -> Query | None:
    """Return the query of the page before (of the last one, from past the end); None on the first page and on those by cursor."""
    if query.cursor is not None or query.page == 1:
        return None
    return replace(query, page=max(1, min(query.page - 1, pages)))


def last_page(query: Query, total: int) -> Query | None:
    """Return the query of the last page; None where its number is not known (by cursor) or page numbers end before it (law 6)."""
    pages = max(1, -(-total // query.per_page))
    return None if query.cursor or pages * query.per_page > WINDOW else replace(query, page=pages)


def syndicated(query: Query) -> Query:
    """Return the query as feeds and lists answer it: newest first, with nothing counted and nothing half typed."""
    return replace(query, sort="newest", facets=(), explain=False)


def outward(url: str | None) -> str | None:
    """Return the address if it is http(s) with a host, else None: nothing else becomes a link."""
    try:
        parts = urlsplit(url or "")
    except ValueError:  # such as an unfinished IPv6 address
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


@dataclass(frozen=True, slots=True)
class Links:
    """Writes queries down as absolute paths in one form, sorted and without what is the default anyway."""

    form: Form
    base_path: str = ""
    """Without a slash at its end."""
    per_page: int = 20
    """Results on a page where an address does not say."""
    facet_size: int = 20
    """Values of a facet where an address does not say."""
    kept: tuple[Pair, ...] = ()
    """Parameters that every link goes on with though they are no part of a Query (`include`, `prefix`)."""
    origin: str = ""
    """Scheme and host that `absolute` puts before an address, such as `https://example.org`; empty where they are not known."""

    def search(self, query: Query, form: Form | None = None) -> str:
        """Return the address of the query's answer. Feeds and lists say no order and no facets: theirs are always the same."""
        form = form or self.form
        pairs = self._syndicated_pairs(query) if FORMS[form].syndicated else sorted([*self.pairs(query), *self.kept])
        if form == "html" and not pairs:
            return f"{self.base_path}/"
        return f"{self.base_path}/search{FORMS[form].suffix}{_written(pairs)}"

    def choosing(self, query: Query, name: str) -> Callable[[str], str]:
        """Return what writes the address of the query with one value of a parameter that it has no value of: only that value differs.

        An answer has a hundred such addresses: 5 us each where `search` takes 12.
        """
        pairs = sorted([*self.pairs(query), *self.kept])
        head = _written([*(pair for pair in pairs if pair[0] < name), (name, "")])
        tail = _written([pair for pair in pairs if pair[0] > name]).replace("?", "&", 1)
        start = f"{self.base_path}/search{FORMS[self.form].suffix}{head}"
        return lambda value: f"{start}{_escaped(value)}{tail}"

    def subscription(self, query: Query, form: Form) -> str:
        """Return the address of the feed of a query, given as it was asked: for the words as typed and from the newest post on."""
        return self.search(first_page(query), form)

    def absolute(self, path: str) -> str:
        """Return the address with scheme and host, for what is read outside of a browser."""
        return f"{self.origin}{path}"

    def facet(self, query: Query, page: int = 1) -> str:
        """Return the address of a page of the values of the one facet that the query wants, as JSON."""
        (wanted,) = query.facets
        own = [("contains", wanted.contains)] if wanted.contains else []
        own += [("page", str(page))] if page > 1 else []
        pairs = [pair for pair in self.pairs(replace(query, page=1, cursor=None)) if pair[0] not in {"facet", "per_page"}]
        return f"{self.facet_path(wanted.name)}{FORMS['json'].suffix}{_written(sorted([*pairs, *own]))}"

    def facet_page(self, query: Query, name: str, contains: str = "", page: int = 1) -> str:
        """Return the address of the page with all values of a facet, for people; it keeps the whole search."""
        own = [("contains", contains)] if contains else []
        own += [("page", str(page))] if page > 1 else []
        return f"{self.facet_path(name)}{_written(sorted([*self.pairs(first_page(query)), *self.kept, *own]))}"

    def facet_path(self, name: str) -> str:
        """Return the address of that page without any parameter."""
        return f"{self.base_path}/facet/{quote(name, safe='')}"

    def everything(self) -> Query:
        """Return the query that finds all posts, in a way that no address needs to say."""
        return Query(per_page=self.per_page, facets=tuple(FacetWanted(name, self.facet_size) for name in FACETS))

    def advanced(self, query: Query | None = None) -> str:
        """Return the address of the advanced search, filled in with the query."""
        pairs = self.pairs(first_page(query)) if query else ()
        return f"{self.base_path}/advanced{_written([*pairs, *(pair for pair in self.kept if pair[0] != 'prefix')])}"

    def help(self) -> str:
        """Return the address of the search tips."""
        return f"{self.base_path}/help"

    def sources(self, *pairs: Pair) -> str:
        """Return the address of the sites, feeds and sources, or of a part of them."""
        return f"{self.base_path}/sources{_written(list(pairs))}"

    def opensearch(self) -> str:
        """Return the address of the description by which browsers and programs search here."""
        return f"{self.base_path}/opensearch.xml"

    def post(self, post_id: str, form: Form | None = None, query: Query | None = None) -> str:
        """Return the address of a post, in which the words of `query` are marked."""
        pairs: list[Pair] = []
        if query and query.words:
            pairs = [("match", query.match)] if query.match != "auto" else []
            pairs.append(("q", query.text))
        return f"{self.base_path}/post/{quote(post_id, safe='')}{FORMS[form or self.form].suffix}{_written(pairs)}"

    def static(self, name: str) -> str:
        """Return the address of a file that comes with the page."""
        return f"{self.base_path}/static/{name}"

    def theme(self) -> str:
        """Return the address of the style sheet that the settings make."""
        return f"{self.base_path}/theme.css"

    def logo(self) -> str:
        """Return the address of the picture beside the name."""
        return f"{self.base_path}/logo"

    def pairs(self, query: Query) -> tuple[Pair, ...]:
        """Return the query as parameters, sorted, without those that are the default."""
        pairs: list[Pair] = [("q", query.text)] if query.text else []
        pairs += [("match", query.match)] if query.match != "auto" else []
        pairs += [("sort", query.sort)] if query.sort != "relevance" else []
        pairs += [("cursor", query.cursor)] if query.cursor else []
        pairs += [("page", str(query.page))] if query.page > 1 and not query.cursor else []
        pairs += [("per_page", str(query.per_page))] if query.per_page != self.per_page else []
        pairs += [("after", dates.earliest_name(query.after, query.timezone))] if query.after else []
        pairs += [("before", dates.earliest_name(query.before, query.timezone))] if query.before else []
        pairs += [pair for chosen in query.filters for pair in _filter_pairs(chosen)]
        return tuple(sorted([*pairs, *self._facet_pairs(query)]))

    def hidden(self, query: Query) -> tuple[Pair, ...]:
        """Return what the search form carries besides the words: all but the place and what was decided for the old words."""
        bare = replace(first_page(query), text="", match="auto")
        return (*self.pairs(bare), *(pair for pair in self.kept if pair[0] != "prefix"))

    def _syndicated_pairs(self, query: Query) -> list[Pair]:
        """Return the parameters of a feed."""
        pairs = [pair for pair in self.pairs(query) if pair[0] not in {"sort", "facet", "facet_size"}]
        return sorted([*pairs, *(pair for pair in self.kept if pair[0] == "include")])

    def _facet_pairs(self, query: Query) -> list[Pair]:
        names = [wanted.name for wanted in query.facets]
        if not names:
            return [("facet", "none")]
        pairs = [("facet", name) for name in names] if set(names) != set(FACETS) else []
        size = query.facets[0].size
        return pairs if size == self.facet_size else [*pairs, ("facet_size", str(size))]


def _filter_pairs(chosen: Filter) -> list[Pair]:
    if chosen.facet not in VALUE_FACETS:
        return [("month" if "-" in value else "year", value) for value in chosen.values]
    pairs = [(chosen.facet, value) for value in chosen.values]
    pairs += [(f"exclude.{chosen.facet}", value) for value in chosen.excluded]
    return pairs if chosen.mode == "any" else [*pairs, (f"{chosen.facet}.mode", chosen.mode)]


def _written(pairs: list[Pair]) -> str:
    return "?" + "&".join([f"{name}={_escaped(value)}" for name, value in pairs]) if pairs else ""


def _escaped(text: str) -> str:
    """Return the text as a part of an address. An answer has a hundred addresses, and most of their parts need no escape."""
    return text if PLAIN.fullmatch(text) else quote_plus(text, safe="/:", errors="replace")


def base_path(settings: Settings) -> str:
    """Return the path below which the page is mounted: empty, or `/name` without a slash at its end."""
    bare = settings.web.base_path.strip("/")
    return f"/{bare}" if bare else ""
