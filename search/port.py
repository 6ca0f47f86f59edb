"""The engine port: two small protocols and their laws. `tests/contract` holds every engine to them.

1. The last change of an id wins, within one batch and across.
2. `rebuild` replaces all; if it fails half-way the old answers stay and nothing half-built is left.
3. A reader opened before a rebuild or an apply keeps answering as before; a new one sees the new state.
4. A second writer gets `EngineBusy`; a killed writer leaves no lock behind.
5. `total` is exact. The count of a facet value is the total after the click: in mode any, the total with this facet's selection
   replaced by that value; in mode all, with the value added; excluded values stay excluded in every count. Year and month are the
   date facet's own filter; after and before are the window it counts in. Selected and excluded values are always listed, also with 0.
6. A window that starts at or past the total is empty with the right total. One that ends past `query.WINDOW` (and starts inside the
   total) raises BadParameter; `cursor` goes on from there for newest and oldest.
7. Newest and oldest are strict; undated posts come last in both; ties by id, ascending.
8. Times compare as instants; a Document takes aware UTC only.
9. Filter values are exact on the folded key: commas, spaces, quotes, any script.
10. Every Expr runs. No text a user types raises or reaches an engine's own query parser. Expansions are bounded: the terms of
    highest document frequency, then alphabetical.
11. A snippet is text with non-overlapping marks; never HTML.
12. A fingerprint that does not match raises IndexOutdated, which says `backissues reindex`; a rebuild cures it.
13. On the same posts every engine gives the same match set, total and facet counts, and the same order for newest and oldest.
14. What was removed is found nowhere: not by search, suggestion, correction, prefix or facet, nor as a related post.
15. `match=all` wants every word, `match=any` some. `match=auto` decides from the words alone, before any filter: all, if enough posts
    have them all (`ranking.ENOUGH`) or if the text has more than bare words (a phrase, a field, a group, a beginning), else any, with a
    notice `relaxed` over results that says how many have them all. `Page.match` carries the decision. Sorted by date, auto means all.
    Results by relevance stand in the order of their scores, of equal ones the newer first, and no filter changes a score; where they
    are asked for, the reasons of a result add up to its score. An engine of many posts may keep that order within the first 250 results
    and within each 250 after them (decision 0012).
16. `Page.suggestion` is the text with misspelt words, of tags too, replaced by words of live posts, and nothing else changed. Its total
    is the total after the click. More posts have all of its words than have those of the query, or it finds more of them. None for a
    query of which more than `correcting.FEW` posts have all words, and on later pages. No word that stands in more posts than that
    is replaced, but two that stand side by side in the text may become one.
17. `Page.relaxations` are there only where nothing is found. Each total is the total after the click; none is 0, the most come first.
    A query without `advice`, or with a text longer than `advice.LONGEST`, gets neither these nor a suggestion.
18. `apply` and `rebuild` do the same with what `prepare` made of a post as with the post itself. It is made in other processes, so it
    can be pickled, and of one post alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, Self

from search.document import Analysed, Change, Document, Position, Ready
from search.page import IndexInfo, Page, Related, Suggestion
from search.query import Query


@dataclass(frozen=True, slots=True)
class Health:
    """Whether answers are current. `problem` is one line for people where the newest index cannot be used, else None."""

    index: IndexInfo
    position: Position | None
    problem: str | None = None


class Searchable(Protocol):
    """A reader: one unchanging state of an index (law 3). Safe to use from several threads."""

    def search(self, query: Query) -> Page:
        """Answer the query. Raises BadParameter for a window or cursor that cannot be (law 6), QueryTooLong for too long a text."""

    def get(self, post_id: str) -> Document | None:
        """Return the post that has this id, or had it before two posts became one (its `id` then differs); None if none has."""

    def suggest(self, prefix: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Return the titles, tags, creators and sites that a half-typed text may become, in the order of `completion.py`."""

    def similar(self, post_id: str, limit: int = 5) -> tuple[Related, ...]:
        """Return the posts that are like this one by `similarity.py`, best first, without it; () if there is no such post."""

    def health(self) -> Health:
        """Return the state of this reader."""

    def close(self) -> None:
        """Let go of files and memory. Closing twice is no error."""


class Indexable(Protocol):
    """A writer. Only one exists at a time for a data folder (law 4); it holds its lock from opening to `close`."""

    def reached(self) -> Position | None:
        """Return the position of the newest published state under the present fingerprint, or None where there is none."""

    @property
    def worn(self) -> bool:
        """Whether a rebuild is better than more changes: too much of the newest state is of no use any more."""

    @property
    def prepare(self) -> Callable[[Analysed], Ready]:
        """What can be done to a post before it is written (law 18): a pure function that stands in a module by its name."""

    def apply(self, changes: Iterable[Change], position: Position) -> None:
        """Publish the state after these changes, reached at `position`. All of them, or on any error none."""

    def rebuild(self, documents: Iterable[Ready], position: Position) -> None:
        """Publish a state that holds just these documents, built without any file of an older one."""

    def close(self) -> None:
        """Let go of the lock. Closing twice is no error."""

    def __enter__(self) -> Self:
        """Return the writer itself."""

    def __exit__(self, *_exception: object) -> None:
        """Close."""
