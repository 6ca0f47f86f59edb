"""The reader of the Whoosh engine: a `Searchable` over one generation."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from pathlib import Path

from search import completion, cursor, expansion, generations, ranking, stored, support
from search.advice import advised
from search.analysis import Analyzer
from search.cache import Cache
from search.completing import Completing
from search.decision import decide
from search.document import Document
from search.engines.whoosh import ordering
from search.engines.whoosh.counting import Counting
from search.engines.whoosh.matching import Matching
from search.engines.whoosh.posts import Mask, Posts, Whole
from search.engines.whoosh.relating import near
from search.engines.whoosh.segments import Segments
from search.engines.whoosh.tally import Tallies
from search.engines.whoosh.terms import Terms
from search.engines.whoosh.vocabulary import WhooshVocabulary
from search.generations import Generation
from search.page import FacetResult, Hit, Page, Related, Suggestion
from search.plan import AllOf, AnyOf, Between, Plan, plan
from search.port import Health
from search.query import Query, check
from search.reasons import largest_first, of_support, reasons
from search.scores import Scores
from search.scoring import scoring
from search.similarity import Spelling, telling
from search.snippets import Snippets, snippets
from search.window import onward, window

CACHE = 64 * 2**20
"""Bytes of postings, masks, scores and posts that a reader keeps: on 30,000 posts a query of one word takes 0.7 MB with
all that its answer is made of, one of four words 2."""


def open_reader(data: Path, fingerprint: str) -> WhooshReader:
    """Return a reader of the newest generation that holds, checked to the byte before anything of it is loaded.

    Raises IndexMissing, IndexOutdated or IndexDamaged.
    """
    return generations.opened(generations.home(data, "whoosh", fingerprint), WhooshReader)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A post. Reading one takes 70 us, and the same ones are found again and again."""

    document: Document

    @property
    def nbytes(self) -> int:
        """Bytes that it takes, about: two for a character of its text, and 4,000 for all the rest."""
        return 4000 + 2 * len(self.document.body)


@dataclass(frozen=True, slots=True)
class Counted:
    """The facets of an answer: the pages after the first, and the first in another order, have the same."""

    facets: tuple[FacetResult, ...]

    @property
    def nbytes(self) -> int:
        """Bytes that they take, 300 for each value."""
        return sum(300 * (1 + len(one.values) + len(one.years)) for one in self.facets)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The scores of all posts, and what of them the best ones, by their numbers, earn from each other."""

    scores: Scores
    earned: dict[int, float]

    @property
    def nbytes(self) -> int:
        """Bytes that it takes, 100 for each of the best posts."""
        return self.scores.nbytes + 100 * len(self.earned)


class WhooshReader:
    """A reader of one generation, which `generations` has checked."""

    def __init__(self, generation: Generation) -> None:
        """Open the files and read the columns."""
        self._generation = generation
        self._segments = Segments(generation.path)
        segments = self._segments.all
        self._all = segments
        self._posts = Posts(segments)
        self._cache = Cache(CACHE)
        self._terms = Terms(segments, self._posts, self._cache)
        self._matching = Matching(self._posts, self._terms, self._cache)
        self._counting = Counting(self._posts, self._matching)
        self._vocabulary = WhooshVocabulary(segments, self._terms, self._posts.newest, self._document)
        self._languages = self._posts.languages()
        self._analyzer = Analyzer()
        self._completing: Completing | None = None
        self._lock = threading.Lock()

    def search(self, query: Query) -> Page:
        """Answer the query, with advice where it finds little."""
        return advised(query, self._answer(query), self._vocabulary, self._answer)

    def _answer(self, query: Query) -> Page:
        check(query)
        asked = plan(query, self._languages, self._analyzer)
        match, notices = decide(query, asked, lambda: int(self._matching.matching(AllOf(asked.wanted)).sum()))
        wanted = AllOf(asked.wanted) if match == "all" else AnyOf(asked.wanted)
        worded = AllOf((wanted, asked.required))
        found = self._matching.matching(worded)
        if query.after or query.before:
            found = found & self._matching.matching(Between(query.after, query.before))
        choices = self._counting.choices(query)
        results = found
        for choice in choices.values():
            results = results & choice.allowed
        total = int(results.sum())
        hits, onward = self._window(query, results, total, asked, worded)
        asked_of = (worded, query.after, query.before, query.filters, query.facets, query.timezone)
        facets = self._cache.kept(("facets", *asked_of), lambda: Counted(self._counting.facets(query, found, choices))).facets
        cuts = expansion.cuts(asked, lambda field, beginning: self._terms.expansion(field, beginning).more)
        return Page(total, hits, facets, match, self._generation.info, (*(notices if total else ()), *cuts), onward)

    def get(self, post_id: str) -> Document | None:
        """Return the post of this id, or the one that took it over."""
        number = self._number(post_id)
        return None if number is None else self._document(number)

    def suggest(self, prefix: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Return what the text may become."""
        with self._lock:  # made when first asked for, since only a server is
            if self._completing is None:
                posts = self._posts
                named = completion.named(posts.counts, lambda facet: posts.facets[facet].labels)
                self._completing = Completing(posts, posts.newest_first(), named, self._analyzer)
        return self._completing.complete(prefix, limit)

    def similar(self, post_id: str, limit: int = 5) -> tuple[Related, ...]:
        """Return the posts that are like this one."""
        number = self._number(post_id)
        if number is None:
            return ()
        document = self._document(number)
        stems = telling(self._analyzer.analyse(document).terms, self._posts.count, self._terms.frequency)
        if not stems:
            return ()
        spelling = Spelling(document, stems, self._analyzer)
        found = near(number, stems, limit, self._posts, self._matching)
        return tuple(Related(self._document(one.number), one.score, spelling.words(one.stems)) for one in found)

    def health(self) -> Health:
        """Return the state that answers."""
        return Health(self._generation.info, self._generation.manifest.position, self._generation.problem)

    def close(self) -> None:
        """Close the files."""
        self._segments.close()

    def _ranked(self, asked: Plan, worded: AllOf) -> Ranked:
        """Return the scores by what the text asks for; `worded` are the posts that it finds. Filters change nothing about them."""
        scored = scoring(asked.scored, self._languages)
        scores = self._matching.scored(scored)
        share = support.share(scored.words)
        if not share:
            return Ranked(scores, {})
        among = self._matching.matching(worded) & (scores > 0)
        best = ordering.by_score(among, support.chosen_by(scores), self._posts.newest, slice(ranking.SUPPORT_RESULTS))
        earned = support.earned(scores[best].tolist(), [self._posts.sketch(number) for number in best.tolist()], share)
        scores[best] += earned
        return Ranked(scores, dict(zip(best.tolist(), earned, strict=True)))

    def _window(self, query: Query, results: Mask, total: int, asked: Plan, worded: AllOf) -> tuple[tuple[Hit, ...], str | None]:
        """Return the hits of the query's page, and where newest or oldest goes on after them."""
        posts = self._posts
        if not total:
            return (), None
        if query.order == "relevance":
            ranked = self._cache.kept(("ranked", asked, worded), lambda: self._ranked(asked, worded))
            shown = ordering.by_score(results, ranked.scores, posts.newest, window(query, total))
            hits = self._hits(query, asked, shown, ranked.scores)
            return self._explained(hits, asked, shown, ranked.earned) if query.explain else hits, None
        if query.cursor is None:
            part = window(query, total)
        else:
            results = results & ordering.after(cursor.decode(query.cursor), posts, oldest=query.order == "oldest")
            part = slice(0, query.per_page)
            total = int(results.sum())
        ranks = posts.oldest if query.order == "oldest" else posts.newest
        shown = ordering.by_rank(results, ranks, part)
        hits = self._hits(query, asked, shown, None)
        return hits, onward(hits, part.start, total)

    def _hits(self, query: Query, asked: Plan, shown: Whole, scores: Scores | None) -> tuple[Hit, ...]:
        """Return these posts as results."""
        numbers = shown.tolist()
        posts = [self._document(number) for number in numbers]
        values = [None if scores is None else float(scores[number]) for number in numbers]
        if not query.highlight:
            return tuple(map(Hit, posts, values))
        marked = self._cache.kept(("snippets", asked.scored, tuple(numbers)), lambda: self._snippets(posts, asked))
        return tuple(Hit(post, value, *pair) for post, value, pair in zip(posts, values, marked.pairs, strict=True))

    def _snippets(self, posts: list[Document], asked: Plan) -> Snippets:
        weights = scoring(asked.scored, self._languages).weights(self._matching.rarity)
        return snippets(posts, asked, weights, self._analyzer)

    def _explained(self, hits: tuple[Hit, ...], asked: Plan, shown: Whole, earned: dict[int, float]) -> tuple[Hit, ...]:
        scored = scoring(asked.scored, self._languages)
        tallies = Tallies(self._posts, self._matching, shown).each()
        return tuple(
            replace(hit, reasons=largest_first((*reasons(scored, tally), *of_support(earned.get(number, 0.0)))))
            for hit, tally, number in zip(hits, tallies, shown.tolist(), strict=True)
        )

    def _number(self, post_id: str) -> int | None:
        return self._posts.numbers.get(post_id, self._posts.aliases.get(post_id))

    def _document(self, number: int) -> Document:
        return self._cache.kept(("post", number), lambda: Decoded(self._read(number))).document

    def _read(self, number: int) -> Document:
        segment, place = self._posts.place(number)
        return stored.from_json(self._all[segment].document(place))
