"""The reader of the reference engine: one state, asked through the port."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from search import buckets, completion, cursor, expansion, highlight, ranking, similarity, support, values
from search.advice import advised
from search.analysis import Analyzer
from search.decision import decide
from search.document import Document
from search.engines.memory.posts import Ids, Posts, State
from search.engines.memory.vocabulary import MemoryVocabulary
from search.facets import FACETS
from search.marking import marks
from search.page import FacetResult, Hit, IndexInfo, Page, Related, Suggestion
from search.plan import AllOf, AnyOf, Beginning, Between, Plan, plan
from search.port import Health
from search.query import FacetWanted, Filter, Query, check
from search.reasons import largest_first, of_support
from search.scoring import Scoring, scoring
from search.sketch import sketch
from search.window import window


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of posts by their own words, and what they earn from others beside them."""

    own: Mapping[str, float]
    earned: Mapping[str, float]

    def of(self, post_id: str) -> float:
        """Return the whole score of a post."""
        return self.own.get(post_id, 0.0) + self.earned.get(post_id, 0.0)


class MemoryReader:
    """A reader of one state."""

    def __init__(self, state: State) -> None:
        """Lay out the posts of the state."""
        self._state = state
        self._posts = Posts(state)
        self._documents = self._posts.documents
        self._analyzer = Analyzer()
        self._vocabulary = MemoryVocabulary(self._posts)
        self._aliases = {alias: post.id for post in self._documents.values() for alias in post.aliases}
        self._languages = Counter(post.lang for post in self._documents.values())

    def search(self, query: Query) -> Page:
        """Answer the query, with advice where it finds little."""
        return advised(query, self._answer(query), self._vocabulary, self._answer)

    def _answer(self, query: Query) -> Page:
        check(query)
        asked = plan(query, self._languages, self._analyzer)
        match, notices = decide(query, asked, lambda: len(self._posts.matching(AllOf(asked.wanted))))
        wanted = AllOf(asked.wanted) if match == "all" else AnyOf(asked.wanted)
        worded = AllOf((wanted, asked.required))
        found = self._posts.matching(worded)
        if query.after or query.before:
            found &= self._posts.matching(Between(query.after, query.before))
        allowed = {chosen.facet: self._allowed(chosen, query.timezone) for chosen in query.filters}
        results = found.intersection(*allowed.values())
        hits, onward = self._window(query, results, asked, worded)
        facets = (
            self._facet(wanted, query, [found, *(ids for name, ids in allowed.items() if name != wanted.name)]) for wanted in query.facets
        )
        told = (*(notices if results else ()), *expansion.cuts(asked, self._more))
        return Page(len(results), hits, tuple(facets), match, self._info(), told, onward)

    def _more(self, field: str, beginning: Beginning) -> bool:
        """Say whether the prefix stands for more terms than are looked at."""
        return len(self._posts.frequencies(field, beginning.prefix)) > beginning.limit

    def _valued(self, facet: str, value: str, timezone: str) -> Ids:
        """Return the posts that have the value, which for dates is a year or a month."""
        if FACETS[facet].kind == "values":
            return self._posts.having(facet, value)
        span = buckets.bucket(value, timezone)
        return self._posts.matching(Between(span.start, span.end))

    def _allowed(self, chosen: Filter, timezone: str) -> Ids:
        """Return the posts that the facet's selection and exclusions leave."""
        return self._selected(chosen, timezone) - self._excluded(chosen, timezone)

    def _selected(self, chosen: Filter, timezone: str) -> Ids:
        sets = [self._valued(chosen.facet, value, timezone) for value in chosen.values]
        if chosen.mode == "any" and sets:
            return set().union(*sets)
        return set(self._documents).intersection(*sets)

    def _excluded(self, chosen: Filter, timezone: str) -> Ids:
        return set().union(*(self._valued(chosen.facet, value, timezone) for value in chosen.excluded))

    def _facet(self, wanted: FacetWanted, query: Query, others: list[Ids]) -> FacetResult:
        """Return the facet's values; `others` are the posts that the words, the window and each other filter leave."""
        chosen = query.filter(wanted.name)
        scope = set(self._documents).intersection(*others) - self._excluded(chosen, query.timezone)
        clicked = scope & self._selected(chosen, query.timezone) if chosen.mode == "all" else scope
        if FACETS[wanted.name].kind == "date":
            dates = sorted(post.date for post in map(self._documents.__getitem__, scope) if post.date)
            span = (dates[0], dates[-1]) if dates else None
            return buckets.counted(
                chosen, span, query.timezone, lambda bucket: sum(bucket.holds(self._documents[post_id].date) for post_id in clicked)
            )
        pairs = self._posts.pairs[wanted.name]
        counts = Counter(key for post_id in clicked for key in pairs[post_id])
        names = values.labels(pair for of_post in pairs.values() for pair in of_post.items())
        return values.listed(wanted, chosen, counts, names)

    def _ranked(self, scored: Scoring, worded: AllOf) -> Scores:
        """Return the scores by what the text asks for; `worded` are the posts that it finds. Filters change nothing about them."""
        own = self._posts.scores(scored)
        share = support.share(scored.words)
        found = [post_id for post_id in self._posts.matching(worded) if own.get(post_id)] if share else []
        newest = {post_id: cursor.place(self._documents[post_id].date, post_id, "newest") for post_id in found}
        best = sorted(found, key=lambda post_id: (-support.chosen_by(own[post_id]), newest[post_id]))[: ranking.SUPPORT_RESULTS]
        sketches = [sketch(self._state.posts[post_id]) for post_id in best]
        return Scores(own, dict(zip(best, support.earned([own[post_id] for post_id in best], sketches, share), strict=True)))

    def _window(self, query: Query, results: Ids, asked: Plan, worded: AllOf) -> tuple[tuple[Hit, ...], str | None]:
        """Return the hits of the query's page, and where newest or oldest goes on after them."""

        def place(post_id: str) -> cursor.Place:
            return cursor.place(self._documents[post_id].date, post_id, query.order)

        ordered = sorted(results, key=place)
        scored = scoring(asked.scored, self._languages)
        scores = Scores({}, {})
        if query.order == "relevance":
            scores = self._ranked(scored, worded)
            ordered.sort(key=lambda post_id: -scores.of(post_id))
        if query.cursor is None:
            part = window(query, len(ordered))
        else:
            after = cursor.decode(query.cursor)
            passed = cursor.place(after.date, after.id, query.order)
            start = sum(place(post_id) <= passed for post_id in ordered)
            part = slice(start, start + query.per_page)
        shown = ordered[part]
        hits = tuple(self._hit(query, asked, scored, scores, post_id) for post_id in shown)
        if query.order == "relevance" or not shown or shown[-1] == ordered[-1]:
            return hits, None
        return hits, cursor.encode(cursor.Cursor(self._documents[shown[-1]].date, shown[-1]))

    def _hit(self, query: Query, asked: Plan, scored: Scoring, scores: Scores, post_id: str) -> Hit:
        post = self._documents[post_id]
        hit = Hit(post, scores.of(post_id) if query.order == "relevance" else None)
        if query.explain and query.order == "relevance":
            hit = replace(hit, reasons=largest_first((*self._posts.reasons(scored, post_id), *of_support(scores.earned.get(post_id, 0.0)))))
        if not query.highlight:
            return hit
        weights = scored.weights(self._posts.rarity)
        return replace(
            hit,
            title=highlight.title(post.title, post.lang, marks(asked, "title", weights), self._analyzer),
            body=highlight.snippet(post.body, post.lang, marks(asked, "body", weights), self._analyzer),
        )

    def get(self, post_id: str) -> Document | None:
        """Return the post of this id, or the one that took it over."""
        return self._documents.get(post_id) or self._documents.get(self._aliases.get(post_id, ""))

    def suggest(self, prefix: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Return what the text may become."""
        return completion.complete(prefix, completion.candidates(self._documents.values(), self._analyzer), limit, self._analyzer)

    def similar(self, post_id: str, limit: int = 5) -> tuple[Related, ...]:
        """Return the posts that are like this one."""
        post = self.get(post_id)
        if post is None:
            return ()
        rows = self._state.posts[post.id].terms
        stems = similarity.telling(rows, len(self._documents), lambda field, term: self._posts.frequencies(field, term)[term])
        holding = {stem: self._posts.matching(similarity.clause(stem)) for stem in stems}
        scores = self._posts.scores(similarity.scoring(stems))
        spelling = similarity.Spelling(post, stems, self._analyzer)
        found = []
        for other in scores.keys() - {post.id}:
            shared = [stem for stem in stems if other in holding[stem]]
            if scores[other] >= similarity.least(len(self._documents), scores[post.id]) and len(shared) >= similarity.SHARED:
                found.append(Related(self._documents[other], similarity.likeness(scores[other], scores[post.id]), spelling.words(shared)))
        found.sort(key=lambda one: (-one.score, cursor.place(one.document.date, one.document.id, "newest")))
        return tuple(found[: max(0, limit)])

    def health(self) -> Health:
        """Return the state that answers."""
        return Health(self._info(), self._state.position)

    def _info(self) -> IndexInfo:
        return IndexInfo("memory", str(self._state.number), len(self._documents), None)

    def close(self) -> None:
        """Do nothing: there are no files to let go of."""
