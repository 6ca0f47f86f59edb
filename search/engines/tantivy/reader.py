"""The reader of the Tantivy engine: a `Searchable` over one generation."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path

from search import completion, cursor, expansion, generations
from search.advice import advised
from search.analysis import Analyzer
from search.cache import Cache
from search.completing import Completing
from search.decision import decide
from search.document import Document
from search.engines.tantivy import schema
from search.engines.tantivy.counting import Counting
from search.engines.tantivy.matching import Matching, all_of, simplified
from search.engines.tantivy.ordering import after, ordered
from search.engines.tantivy.pool import tallies
from search.engines.tantivy.posts import Posts, Some
from search.engines.tantivy.ranking import Ranked, Ranking
from search.engines.tantivy.relating import near
from search.engines.tantivy.rows import Rows
from search.engines.tantivy.titles import Titles
from search.engines.tantivy.vocabulary import TantivyVocabulary
from search.generations import Generation
from search.page import Hit, Page, Related, Suggestion
from search.plan import AllOf, AnyOf, Between, Node, Plan, plan
from search.port import Health
from search.query import Query, check
from search.reasons import largest_first, of_support, reasons
from search.scoring import scoring
from search.similarity import Spelling, telling
from search.snippets import Snippets, snippets
from search.window import onward, window

ENGINE = "tantivy"
CACHE = 64 * 2**20
"""Bytes of counts, facets, results in order and snippets that a reader keeps: some 500 queries with 500 tags each."""


def open_reader(data: Path, fingerprint: str) -> TantivyReader:
    """Return a reader of the newest generation that holds, checked to the byte before anything of it is read.

    Raises IndexMissing, IndexOutdated or IndexDamaged.
    """
    return generations.opened(generations.home(data, ENGINE, fingerprint), TantivyReader)


class TantivyReader:
    """A reader of one generation, which `generations` has checked."""

    def __init__(self, generation: Generation) -> None:
        """Open the files."""
        self._generation = generation
        index = schema.opened(generation.path)
        whole = not any(file.name.endswith(".del") for file in generation.manifest.files)
        cache = self._cache = Cache(CACHE)
        posts = self._posts = Posts(index.searcher(), index.schema, Rows(generation.path), whole=whole)
        self._matching = Matching(posts, cache)
        self._ranking = Ranking(posts, self._matching, cache)
        self._counting = Counting(posts, self._matching, cache)
        self._vocabulary = TantivyVocabulary(posts, self._matching)
        self._analyzer = Analyzer()
        self._completing: Completing | None = None
        self._lock = threading.Lock()

    def search(self, query: Query) -> Page:
        """Answer the query, with advice where it finds little."""
        return advised(query, self._answer(query), self._vocabulary, self._answer)

    def _answer(self, query: Query) -> Page:
        check(query)
        asked = plan(query, self._posts.languages, self._analyzer)
        match, notices = decide(query, asked, lambda: self._matching.count(simplified(AllOf(asked.wanted))))
        worded = simplified(AllOf((AllOf(asked.wanted) if match == "all" else AnyOf(asked.wanted), asked.required)))
        found = simplified(AllOf((worded, Between(query.after, query.before)))) if query.after or query.before else worded
        choices = self._counting.choices(query)
        results = simplified(AllOf((found, *(one.allowed for one in choices.values()))))
        total = self._matching.count(results)
        hits, onward = self._window(query, asked, worded, results, total)
        facets = self._counting.facets(query, found, choices)
        cuts = expansion.cuts(asked, lambda field, beginning: self._matching.expansion(field, beginning).more)
        return Page(total, hits, facets, match, self._generation.info, (*(notices if total else ()), *cuts), onward)

    def get(self, post_id: str) -> Document | None:
        """Return the post of this id, or the one that took it over."""
        some = self._standing(post_id)
        return self._posts.document(some.addresses[0]) if some.addresses else None

    def suggest(self, prefix: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Return what the text may become."""
        with self._lock:  # made when first asked for, since only a server is
            if self._completing is None:
                posts, titles = self._posts, Titles(self._posts)
                named = completion.named(posts.counts, posts.labels.__getitem__)
                self._completing = Completing(titles, range(len(titles.ids)), named, self._analyzer)
        return self._completing.complete(prefix, limit)

    def similar(self, post_id: str, limit: int = 5) -> tuple[Related, ...]:
        """Return the posts that are like this one."""
        post = self._standing(post_id)
        if not post.addresses:
            return ()
        document = self._posts.document(post.addresses[0])
        stems = telling(self._analyzer.analyse(document).terms, self._posts.count, self._matching.frequency)
        if not stems:
            return ()
        spelling = Spelling(document, stems, self._analyzer)
        found = near(post, stems, max(0, limit), self._posts, self._ranking)
        return tuple(Related(self._posts.document(one.address), one.score, spelling.words(one.stems)) for one in found)

    def health(self) -> Health:
        """Return the state that answers."""
        return Health(self._generation.info, self._generation.manifest.position, self._generation.problem)

    def close(self) -> None:
        """Do nothing: the files are mapped into memory, and let go of with the reader."""

    def _standing(self, post_id: str) -> Some:
        """Return the live post of this id, or the one that took it over."""
        for field in (schema.ID, schema.ALIAS):
            if found := self._posts.having(field, post_id):
                return self._posts.some(found)
        return self._posts.some([])

    def _window(self, query: Query, asked: Plan, worded: Node, results: Node, total: int) -> tuple[tuple[Hit, ...], str | None]:
        """Return the hits of the query's page, and where newest or oldest goes on after them."""
        if not total:
            return (), None
        if query.order == "relevance":
            part = window(query, total)
            ranked = self._ranking.ranked(scoring(asked.scored, self._posts.languages), worded, results, part) if part.stop else []
            return self._explained(query, asked, ranked), None
        oldest = query.order == "oldest"
        matching = self._matching.query(results)
        part = window(query, total) if query.cursor is None else slice(0, query.per_page)
        if query.cursor is not None:
            matching = all_of((matching, after(self._posts, cursor.decode(query.cursor), oldest=oldest)))
            total = self._matching.counted(matching)
        shown = ordered(self._posts, matching, part, oldest=oldest)
        hits = self._hits(query, asked, shown, None)
        return hits, onward(hits, part.start, total)

    def _hits(self, query: Query, asked: Plan, shown: Some, scores: Iterable[float] | None) -> tuple[Hit, ...]:
        """Return these posts as results."""
        posts = [self._posts.document(address) for address in shown.addresses]
        values = [None] * len(posts) if scores is None else list(scores)
        if not query.highlight:
            return tuple(map(Hit, posts, values))
        kept = self._cache.kept(("snippets", asked.scored, tuple(shown.ids.tolist())), lambda: self._snippets(posts, asked))
        return tuple(Hit(post, value, *pair) for post, value, pair in zip(posts, values, kept.pairs, strict=True))

    def _snippets(self, posts: list[Document], asked: Plan) -> Snippets:
        weights = scoring(asked.scored, self._posts.languages).weights(self._matching.rarity)
        return snippets(posts, asked, weights, self._analyzer)

    def _explained(self, query: Query, asked: Plan, ranked: list[Ranked]) -> tuple[Hit, ...]:
        """Return these results with their scores, and with the reasons where they are asked for."""
        scored = scoring(asked.scored, self._posts.languages)
        pieces = [self._hits(query, asked, piece.some, piece.scores.tolist()) for piece in ranked]
        if not query.explain:
            return tuple(chain(*pieces))
        return tuple(
            replace(hit, reasons=largest_first((*reasons(scored, tally), *of_support(earned))))
            for piece, hits in zip(ranked, pieces, strict=True)
            for hit, tally, earned in zip(hits, tallies(self._ranking.pool(piece.some)), piece.earned.tolist(), strict=True)
        )
