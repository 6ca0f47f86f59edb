"""Advanced search: a request of its form -> a search, or the form to fill in. Pure.

The form has one parameter for each field of `composition.py`, `q.all` and so on: a request with one of them was sent from the form.
Everything else are parameters of the search itself, which go on with it: filters, order, `match`, results on a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from search.page import IndexInfo, Page
from search.query import FACET_SIZE, MATCHES, Q_CHARACTERS, SORTS, FacetWanted, Match, Notice, Query, Sort, Span
from search.settings import Settings
from web import params, strings
from web.composition import NAMES, Fields, composed, sayable, undated
from web.decomposition import decomposed
from web.links import Links, Pair, first_page

PREFIX = "q."
"""Before the name of a field in an address: the fields are parts of `q`."""
OFFERED = ("tag", "creator", "site", "lang")
"""Fields that offer values of the archive, by the name of their facet."""
GROUPS: dict[str, tuple[str, ...]] = {
    "words": ("all", "phrase", "any", "none", "begins"),
    "places": ("title", "creator", "tag", "site", "lang"),
    "dates": ("since", "until"),
    "rest": ("more",),
}
"""The fields of the form in their order."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A search that is being put together. `problems` are pairs (parameter, detail): what keeps it from being made as it stands."""

    fields: Fields
    query: Query
    """What it is so far."""
    kept: tuple[Pair, ...]
    problems: tuple[Pair, ...]
    sent: bool
    """True where the form was sent, not only opened."""

    @property
    def complete(self) -> bool:
        """True where there is a search to go to."""
        return self.sent and not self.problems


def drafted(pairs: Iterable[Pair], settings: Settings, facet_size: int) -> Draft:
    """Return what the request has put together. Raises QueryTooLong for a `q` that no search could have had."""
    given, others = _split(pairs)
    if not given:
        asked = params.to_query(others, settings, facet_size)
        window = Span(asked.query.after, asked.query.before)
        return Draft(decomposed(asked.query.text, settings.timezone, window), asked.query, asked.kept, asked.problems, sent=False)
    fields = Fields(**given)
    short = sum(map(len, given.values())) <= Q_CHARACTERS  # what is longer is not even read
    text = composed(fields, settings.timezone) if short else ""
    undone = undated(fields, settings.timezone)
    bad = [(PREFIX + name, strings.text("bad.date", value=repr(given[name][: params.SHOWN]))) for name in undone]
    if len(text) > Q_CHARACTERS or not short:
        bad.append(("q", strings.text("bad.text", most=strings.number(Q_CHARACTERS))))
        text = ""
    own = [pair for pair in others if pair[0] not in {"q", "s", "prefix"}]
    asked = params.to_query([("q", text), *own], settings, facet_size)
    return Draft(fields, first_page(asked.query), asked.kept, (*bad, *asked.problems), sent=True)


def _split(pairs: Iterable[Pair]) -> tuple[dict[str, str], list[Pair]]:
    """Return the fields of the form that the request names, the first value of each, and all other pairs."""
    given: dict[str, str] = {}
    others: list[Pair] = []
    for name, value in pairs:
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) in NAMES:
            given.setdefault(name.removeprefix(PREFIX), params.printable(value))
        else:
            others.append((name, value))
    return given, others


def offering(timezone: str) -> Query:
    """Return the query for the values that the form offers: the commonest of the whole archive."""
    return Query(timezone=timezone, per_page=1, facets=tuple(FacetWanted(name, FACET_SIZE) for name in OFFERED), highlight=False)


@dataclass(frozen=True, slots=True)
class Input:
    """One field of the form: its name in an address, what stands in it, and pairs (value, label) to choose from."""

    key: str
    """Of its texts: a name of `composition.NAMES`."""
    name: str
    text: str
    options: tuple[Pair, ...]
    only: bool
    """True where nothing but an option can be chosen."""
    bad: bool


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """One filter of the search from which the form was opened. It goes on unless it is unticked; `name` is a parameter."""

    name: str
    facet: str
    value: str
    label: str
    excluded: bool


@dataclass(frozen=True, slots=True)
class AdvancedView:
    """The form, filled in."""

    groups: tuple[tuple[str, tuple[Input, ...]], ...]
    filters: tuple[KeptFilter, ...]
    hidden: tuple[Pair, ...]
    """What else goes on with the search, unseen."""
    match: Match
    sort: Sort
    problems: tuple[Notice, ...]
    query: Query
    links: Links
    index: IndexInfo

    @property
    def matches(self) -> tuple[Match, ...]:
        """The choices of `match`."""
        return MATCHES

    @property
    def sorts(self) -> tuple[Sort, ...]:
        """The choices of order."""
        return SORTS


def build(draft: Draft, page: Page, links: Links) -> AdvancedView:
    """Return the form for the draft. `page` answers `offering`."""
    query = draft.query
    elsewhere = query if draft.sent else replace(query, after=None, before=None)  # its dates stand in the fields now
    offered = {result.name: tuple((value.value, value.label) for value in result.values) for result in page.facets}
    filters = tuple(_filters(query, offered))
    own = {*((each.name, each.value) for each in filters), ("sort", query.sort)}
    bad = {name for name, _detail in draft.problems}
    notices = (Notice("bad-parameter", strings.text("problem", name=_called(name), detail=detail)) for name, detail in draft.problems)
    return AdvancedView(
        groups=tuple((group, tuple(_input(key, draft.fields, offered, bad) for key in keys)) for group, keys in GROUPS.items()),
        filters=filters,
        hidden=tuple(pair for pair in links.hidden(elsewhere) if pair not in own),
        match=query.match if draft.sent or query.match != "auto" else "all",  # a field says "All of these words"
        sort=query.sort,
        problems=tuple(notices),
        query=query,
        links=links,
        index=page.index,
    )


def _input(key: str, fields: Fields, offered: dict[str, tuple[Pair, ...]], bad: set[str]) -> Input:
    text = getattr(fields, key)
    values = [pair for pair in offered.get(key, ()) if sayable(pair[0])]
    options: list[Pair] = values
    if key == "lang":
        codes = dict.fromkeys(["", *(code for code, _label in values), text])
        options = [(code, strings.language(code) if code else strings.text("lang_any")) for code in codes]
    elif key != "site":
        options = [(label, "") for _value, label in values]
        text = dict(values).get(text, text) if key == "tag" else text  # a tag by its label, not by its folded key
    return Input(key, PREFIX + key, text, tuple(options), key == "lang", PREFIX + key in bad)


def _filters(query: Query, offered: dict[str, tuple[Pair, ...]]) -> Iterable[KeptFilter]:
    for chosen in query.filters:
        labels = dict(offered.get(chosen.facet, ()))
        for value in (*chosen.values, *chosen.excluded):
            excluded = value in chosen.excluded
            name = "month" if chosen.facet == "date" and "-" in value else "year" if chosen.facet == "date" else chosen.facet
            yield KeptFilter(f"exclude.{name}" if excluded else name, chosen.facet, value, labels.get(value, value), excluded)


def _called(parameter: str) -> str:
    """Return what the form calls a parameter."""
    key = parameter.removeprefix(PREFIX)
    named = f"input.{key}"
    return strings.text(named) if named in strings.TEXTS and (key in {"match", "sort"} or parameter != key) else parameter
