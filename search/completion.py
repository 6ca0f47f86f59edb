"""Completion: what a half-typed text may become (titles, tags, creators and sites), and in which order.

The last word of what is typed is half typed, unless white space ends it; the words before it are whole and stand in a row with it. Any
word of a text may be the first of them. Words are those of `analysis`, so case and accents do not matter, and in scripts without spaces
a text is found from any of its characters on.

The order: tags, creators and sites, those with most posts first, then by text, kind and key; then titles, the one of the newest post
first, those that begin with what is typed before those with it inside. Of either, what is typed in whole comes first. Where there are
too many of both, titles have two fifths of the places.

Titles of the same words are one suggestion, as "Weekly notes" in forty posts: `count` says how many, `id` is the newest of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from search import values
from search.analysis import Analyzer
from search.cursor import place
from search.document import Document
from search.facets import FACETS
from search.page import Suggestion

KINDS = ("tag", "creator", "site")
"""Facets whose values are suggested; languages are not what people type."""
CHARACTERS = 200
"""A longer text is shown and completed up to there. Of 6,574 real titles the longest has 183; what has more is a text without a title."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be suggested, and its row of exact terms with a space before, between and behind them."""

    suggestion: Suggestion
    row: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """All that may be suggested, values and titles each in their order."""

    values: tuple[Candidate, ...]
    titles: tuple[Candidate, ...]


def candidates(documents: Iterable[Document], analyzer: Analyzer) -> Candidates:
    """Return all that may be suggested from these posts."""
    posts = sorted(documents, key=lambda post: place(post.date, post.id, "newest"))
    found = []
    for kind in KINDS:
        pairs = [pair for post in posts for pair in FACETS[kind].values(post)]
        counts = Counter(key for key, _label in pairs)
        found += [value(Suggestion(kind, label, counts[key], key=key), analyzer) for key, label in values.labels(pairs).items()]
    rows = [(row(post.title, analyzer), post) for post in posts]
    counts = Counter(words for words, _post in rows)
    labels = values.labels((words, post.title) for words, post in rows)
    newest: dict[str, str] = {}
    for words, post in rows:
        newest.setdefault(words, post.id)
    titles = (Candidate(Suggestion("title", shown(labels[words]), counts[words], newest[words]), words) for words in newest if words)
    return Candidates(ordered(found), tuple(titles))


def named(counts: Callable[[str], Mapping[str, int]], labels: Callable[[str], Mapping[str, str]]) -> Iterator[Suggestion]:
    """Yield the tags, creators and sites of an index that has counted how many posts have each key of a facet, and knows their labels."""
    for kind in KINDS:
        spelled = labels(kind)
        yield from (Suggestion(kind, spelled[key], count, key=key) for key, count in counts(kind).items())


def value(suggestion: Suggestion, analyzer: Analyzer) -> Candidate:
    """Return the candidate of a tag, creator or site; a site may be typed by its name or by its address."""
    text = f"{suggestion.text[:CHARACTERS]} {suggestion.key}" if suggestion.kind == "site" else suggestion.text
    return Candidate(replace(suggestion, text=shown(suggestion.text)), row(text, analyzer))


def ordered(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return these tags, creators and sites in their order, without those of no word."""
    named = ((one.suggestion, one) for one in found if one.row)
    return tuple(one for _, one in sorted(named, key=lambda pair: (-pair[0].count, pair[0].text, pair[0].kind, pair[0].key)))


def row(text: str, analyzer: Analyzer) -> str:
    """Return the row of a text that may be suggested; empty where it holds no word."""
    terms = analyzer.exact(text[:CHARACTERS])
    return f" {terms} " if terms else ""


def shown(text: str) -> str:
    """Return the text as it is suggested."""
    return text if len(text) <= CHARACTERS else f"{text[:CHARACTERS].rstrip()}…"


def beginning(text: str, analyzer: Analyzer) -> str:
    """Return how the row of what is typed begins; empty where it holds no word."""
    terms = analyzer.exact(text)
    return terms and f" {terms}{' ' * text[-1].isspace()}"


def complete(text: str, among: Candidates, limit: int, analyzer: Analyzer) -> tuple[Suggestion, ...]:
    """Return at most `limit` that the text may become, by looking at every candidate: the rule that `Roster` is a faster way to."""
    typed = beginning(text, analyzer)
    if not typed:
        return ()
    whole = f"{typed.rstrip()} "
    found = [one for one in among.values if typed in one.row]
    titles = [one for one in among.titles if typed in one.row]
    found.sort(key=lambda one: one.row != whole)
    titles.sort(key=lambda one: (one.row != whole, not one.row.startswith(typed)))
    return arranged([one.suggestion for one in found], [one.suggestion for one in titles], limit)


def arranged(found: Sequence[Suggestion], titles: Sequence[Suggestion], limit: int) -> tuple[Suggestion, ...]:
    """Return the first of both, at most `limit`; all that matter are the first `limit` of each."""
    limit = max(0, limit)
    kept = min(len(titles), limit * 2 // 5)
    first = found[: limit - kept]
    return (*first, *titles[: limit - len(first)])
