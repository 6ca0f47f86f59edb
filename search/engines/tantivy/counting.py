"""Counting: the facets of an answer (law 5), by Tantivy's aggregations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from search import buckets, values
from search.buckets import Bucket
from search.cache import Cache
from search.choices import Choice, choice
from search.engines.tantivy.matching import Matching, simplified
from search.engines.tantivy.posts import Posts
from search.engines.tantivy.schema import MONTH, NEWEST, key_field
from search.facets import FACETS
from search.instants import microseconds
from search.page import FacetResult
from search.plan import AllOf, Excluding, Node
from search.query import FacetWanted, Query

MOST = 55_000
"""Values of all facets that Tantivy counts at a time; its limit is 65,000, and 10,000 months are 833 years. What has more is counted key by
key."""
FIRST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Counted:
    """By facet, how many posts have each key; of `date` the keys are `schema.MONTH`."""

    counts: Mapping[str, Mapping[Any, int]]

    @property
    def nbytes(self) -> int:
        """Bytes that it takes, about."""
        return 150 * sum(map(len, self.counts.values()))


class Counting:
    """The facets of one index state."""

    def __init__(self, posts: Posts, matching: Matching, cache: Cache) -> None:
        """Take the parts of the index; what was counted is kept in the cache."""
        self._posts = posts
        self._matching = matching
        self._cache = cache

    def choices(self, query: Query) -> dict[str, Choice]:
        """Return what is chosen in each facet in which anything is."""
        return {chosen.facet: choice(chosen, query.timezone) for chosen in query.filters}

    def facets(self, query: Query, found: Node, choices: Mapping[str, Choice]) -> tuple[FacetResult, ...]:
        """Return the facets that the query wants; `found` is what its words and its window leave. Those of one node are counted at once."""
        clicked = {wanted.name: _clicked(wanted.name, query, found, choices) for wanted in query.facets}
        counted = {node: self._counted(node, tuple(name for name in clicked if clicked[name] == node)) for node in set(clicked.values())}
        return tuple(self._facet(wanted, query, counted[clicked[wanted.name]], found, choices) for wanted in query.facets)

    def _facet(self, wanted: FacetWanted, query: Query, counted: Counted, found: Node, choices: Mapping[str, Choice]) -> FacetResult:
        chosen = query.filter(wanted.name)
        if FACETS[wanted.name].kind != "date":
            return values.listed(wanted, chosen, counted.counts[wanted.name], self._posts.labels[wanted.name])
        scope, clicked = _scope("date", found, choices), _clicked("date", query, found, choices)
        months = self._months(clicked, counted, query.timezone)
        inside = months if scope == clicked else self._months(scope, self._counted(scope, ("date",)), query.timezone)
        span = (_moment(min(inside), query.timezone), _moment(max(inside), query.timezone)) if inside else None
        return buckets.counted(chosen, span, query.timezone, lambda bucket: _posts_in(bucket, months))

    def _counted(self, node: Node, names: tuple[str, ...]) -> Counted:
        return self._cache.kept(("facets", node, names), lambda: self._count(node, names))

    def _count(self, node: Node, names: tuple[str, ...]) -> Counted:
        query = self._matching.query(node)
        many = self._many(names)
        fields = {name: MONTH if name == "date" else key_field(name) for name in names if name not in many}
        asked = {name: {"terms": {"field": field, "size": MOST, "segment_size": MOST}} for name, field in fields.items()}
        answer = self._posts.searcher.aggregate(query, asked) if asked else {}
        counts: dict[str, dict[Any, int]] = {name: {one["key"]: one["doc_count"] for one in answer[name]["buckets"]} for name in fields}
        counts |= {name: dict(self._posts.searcher.terms_with_prefix(key_field(name), "", filter_query=query)) for name in many}
        return Counted(counts)

    def _months(self, node: Node, counted: Counted, timezone: str) -> Mapping[str, int]:
        """Return how many of the posts fall into each month of the zone in which some do."""
        utc = {_month(int(number)): count for number, count in counted.counts["date"].items()}
        if timezone == "UTC" or not utc:
            return utc
        return self._cache.kept(("months", node, timezone), lambda: Counted({"date": self._local(node, utc, timezone)})).counts["date"]

    def _local(self, node: Node, utc: Mapping[str, int], timezone: str) -> dict[str, int]:
        """Count anew by the months of the zone: they begin up to a day earlier or later."""
        near = sorted({value for month in utc for value in _beside(month)})
        ranges = {value: _range(buckets.bucket(value, timezone)) for value in near}
        asked = {"date": {"range": {"field": NEWEST, "ranges": list(ranges.values())}}}
        answer = self._posts.searcher.aggregate(self._matching.query(node), asked)
        # Bounds come back as floats, and are found again: months begin at whole seconds, which they hold beyond the year 9999.
        counts = {one.get("from"): one["doc_count"] for one in answer["date"]["buckets"]}
        return {value: count for value, span in ranges.items() if (count := counts.get(span["from"]))}

    def _many(self, names: tuple[str, ...]) -> list[str]:
        """Return the facets that have more values than Tantivy counts."""
        room, many = MOST, []
        for size, name in sorted((len(self._posts.labels.get(name, ())), name) for name in names):
            room -= size
            if room < 0:
                many.append(name)
        return many


def _scope(name: str, found: Node, choices: Mapping[str, Choice]) -> Node:
    """Return what is left without the selection in the facet of this name."""
    others = (one.allowed if other != name else Excluding(one.excluded) for other, one in choices.items())
    return simplified(AllOf((found, *others)))


def _clicked(name: str, query: Query, found: Node, choices: Mapping[str, Choice]) -> Node:
    """Return what is left where a click on a value of the facet narrows it: in mode all, the selection stays."""
    scope = _scope(name, found, choices)
    return simplified(AllOf((scope, choices[name].selected))) if name in choices and query.filter(name).mode == "all" else scope


def _month(number: int) -> str:
    """Return the value of the date facet for a `schema.MONTH`."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _beside(month: str) -> list[str]:
    """Return the month with those before and after it, as far as there are any."""
    number = 12 * int(month[:4]) + int(month[5:]) - 1
    return [_month(near) for near in (number - 1, number, number + 1) if 12 <= near < 12 * 10_000]  # noqa: PLR2004 - years 1 to 9999


def _range(bucket: Bucket) -> dict[str, int]:
    span = {"from": microseconds(bucket.start or FIRST)}
    return span if bucket.end is None else span | {"to": microseconds(bucket.end)}


def _moment(month: str, timezone: str) -> datetime:
    """Return a moment in the month."""
    return buckets.bucket(month, timezone).start or FIRST


def _posts_in(bucket: Bucket, months: Mapping[str, int]) -> int:
    """Return how many posts fall into a year or a month."""
    if "-" in bucket.value:
        return months.get(bucket.value, 0)
    return sum(count for month, count in months.items() if month[:4] == bucket.value)
