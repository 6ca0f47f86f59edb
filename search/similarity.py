"""Similarity: by which of its words other posts are found to be like a post, and which of them are shown.

The numbers were chosen by the links between posts of three real archives, see docs/ranking.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappush, heappushpop

from search.analysis import FILLER, SIGNS, Analyzer, is_unspaced, tokens
from search.document import Document
from search.plan import STEM_FIELDS, Clause, Probe, Term
from search.ranking import SIMILAR_TERMS, WEIGHTS, idf
from search.scoring import Scoring, Weighted

COMMON = 0.2
"""A stem that more than this share of the posts has tells nothing. With all stems, `was` and `have` were among the 25 of short posts."""
FEW = 10
"""So many posts are never too many: in an archive of twenty, four posts on one thing are related."""
SCORE = 0.12
"""Score that a related post has at least, the post's own being 1. Of pairs drawn by chance 95 in 100 have less."""
SHARED = 3
"""Telling stems that both have at least: one rare name in common is no relation. Of chance pairs three quarters share two at most."""
RAREST = 2.5
"""As much as this many of the rarest stems, each once, a related post scores at least: in a short post of small talk `handful` and `I'll`
tell most and say nothing. Of 74 linked posts among the first five 1 had less, of the five of such posts most (by the first weights
of the ranking)."""
LOOKED_UP = 1_000
"""Stems of a post that are looked up in the index, those that it says most. 700 words have 250; one of 60,000 different words took 850,000
look-ups."""
FIELDS = ("body", "title", "categories")
"""Where it is looked how many posts have a stem: in the first of these that more than one post has it in. Few words are not in texts."""
SPELLED = 100_000
"""Characters of a text in which the words to show are looked for: 15,000 words, 30 ms. The longest of 6,574 real posts has 76,000."""
WORDS = 5
"""Shared words that are shown: what fits a line."""


def telling(rows: Mapping[str, str], posts: int, frequency: Callable[[str, str], int]) -> tuple[str, ...]:
    """Return the post's most telling stems by tf * idf, at most `SIMILAR_TERMS`, heaviest first, then alphabetical.

    `rows` are the post's terms (see `Analysed.terms`), `posts` counts all posts of the index and `frequency(field, term)` those
    that hold the term in the field. Left out are stems that this post alone has in each field or that are common, numbers, and the last
    character of a run in a script without spaces, which its pairs hold already.
    """
    counts: dict[str, float] = {}
    for field in STEM_FIELDS:
        for term in rows.get(field, "").split():
            counts[term] = counts.get(term, 0) + WEIGHTS[field]
    rarest, most = _rarest(posts), max(FEW, COMMON * posts)
    weights: dict[str, float] = {}
    best: list[float] = []  # the greatest weights so far, the least of them first
    for term in sorted(filter(tells, counts), key=lambda term: (-counts[term], term))[:LOOKED_UP]:
        if len(best) == SIMILAR_TERMS and counts[term] * rarest < best[0]:
            break  # however rare, no term after this one weighs enough: half of them need not be looked up
        having = next((found for field in FIELDS if (found := frequency(field, term)) > 1), 0)
        if 1 < having <= most:
            weights[term] = counts[term] * idf(posts, having)
            (heappushpop if len(best) == SIMILAR_TERMS else heappush)(best, weights[term])
    return tuple(sorted(weights, key=lambda term: (-weights[term], term))[:SIMILAR_TERMS])


def tells(term: str) -> bool:
    """Say whether a term may tell what a post is about: no number, no sign, and not the last character of a run without spaces."""
    return term != FILLER and term not in SIGNS and not term.isdigit() and not (len(term) == 1 and is_unspaced(term))


def clause(stem: str) -> Clause:
    """Return the clause that a telling stem is scored by; each counts the same beside its own idf.

    Weighted by tf * idf as well, long posts about one word crowded out those about the same things: 16 of 100 linked posts were among the
    first five, 19 without.
    """
    return Clause(tuple(Probe(field, Term((stem,))) for field in STEM_FIELDS))


def scoring(stems: Iterable[str]) -> Scoring:
    """Return what other posts are scored by."""
    return Scoring(tuple(Weighted(clause(stem), 1.0) for stem in stems))


def least(posts: int, own: float) -> float:
    """Return what a related post scores at least, in an index of so many posts, where the post itself scores `own`."""
    return max(SCORE * own, RAREST * _rarest(posts))


def likeness(score: float, own: float) -> float:
    """Return the score of a related post where the post itself scores `own`: at most 1, though a shorter one may score higher."""
    return min(1.0, score / own)


def _rarest(posts: int) -> float:
    """Return the idf of a stem that one other post has."""
    return idf(max(posts, 2), 2)


@dataclass(frozen=True, slots=True)
class _Place:
    stem: str
    text: int
    start: int
    end: int


class Spelling:
    """How a post writes its telling stems."""

    def __init__(self, document: Document, stems: Sequence[str], analyzer: Analyzer) -> None:
        """Find them in the texts of the post: 2 ms for 1,000 words."""
        self._stems = stems
        self._texts = [text[:SPELLED] for text in (document.title, document.body, *document.categories)]
        wanted = set(stems)
        self._places = [
            _Place(stem, number, token.start, token.end)
            for number, text in enumerate(self._texts)
            for token in tokens(text)
            if (stem := analyzer.stem(token.exact, document.lang)) in wanted
        ]

    def words(self, shared: Collection[str]) -> tuple[str, ...]:
        """Return the stems of the post that are among `shared`, each in its commonest form: at most `WORDS`, the most telling first.

        Pairs of characters that overlap are shown as the one word that they are parts of.
        """
        forms: dict[str, Counter[str]] = {}
        for run in _runs(place for place in self._places if place.stem in shared):
            form = self._texts[run[0].text][run[0].start : run[-1].end]
            for place in run:
                forms.setdefault(place.stem, Counter())[form] += 1
        words = (forms[stem].most_common(1)[0][0] for stem in self._stems if stem in forms)
        return tuple(dict.fromkeys(words))[:WORDS]


def _runs(places: Iterable[_Place]) -> Iterator[list[_Place]]:
    """Yield the places in order, those that overlap together."""
    run: list[_Place] = []
    for place in places:
        if run and (place.text != run[-1].text or place.start >= run[-1].end):
            yield run
            run = []
        run.append(place)
    if run:
        yield run
