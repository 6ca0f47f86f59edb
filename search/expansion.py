"""Expansion: which terms of a field a prefix stands for (law 10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from search.plan import Beginning, Plan, clauses
from search.query import Notice


@dataclass(frozen=True, slots=True)
class Expansion:
    """The terms that a prefix stands for, and whether there are more that are not looked at."""

    terms: tuple[str, ...]
    more: bool

    @property
    def nbytes(self) -> int:
        """Bytes that the terms take, about."""
        return 64 * len(self.terms)


def expand(beginning: Beginning, posts: Mapping[str, int]) -> tuple[str, ...]:
    """Return the terms to look at: those in most posts first, then alphabetical, at most `beginning.limit`.

    `posts` maps each term of the field that begins with the prefix to the number of live posts that hold it; terms in no live
    post do not count.
    """
    return tuple(sorted((term for term in posts if posts[term]), key=lambda term: (-posts[term], term))[: beginning.limit])


def cuts(asked: Plan, more: Callable[[str, Beginning], bool]) -> tuple[Notice, ...]:
    """Return a notice for each prefix of the plan that stands for more terms than were looked at; `more` says so of one in a field."""
    probes = (probe for node in (*asked.wanted, asked.required) for clause in clauses(node) for probe in clause.probes)
    beginnings = ((probe.field, probe.pattern) for probe in probes if isinstance(probe.pattern, Beginning))
    return tuple(dict.fromkeys(_cut(beginning) for field, beginning in beginnings if more(field, beginning)))


def _cut(beginning: Beginning) -> Notice:
    """Return the notice that a prefix stands for more terms than were looked at."""
    return Notice("prefix-cut", f"more words begin with {beginning.prefix}; the {beginning.limit} most frequent were searched for")
