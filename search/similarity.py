"""Similarity: by which of its stems other posts are found to be like a post."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from search.analysis import FILLER, SIGNS
from search.plan import STEM_FIELDS, Clause, Probe, Term
from search.ranking import SIMILAR_TERMS, WEIGHTS, idf
from search.scoring import Weighted


def telling(rows: Mapping[str, str], posts: int, frequency: Callable[[str, str], int]) -> tuple[Weighted, ...]:
    """Return clauses for the post's most telling terms, at most `SIMILAR_TERMS`, heaviest first, then alphabetical.

    Each weighs tf * idf of its term in the post.

    `rows` are the post's terms (see `Analysed.terms`), `posts` counts all posts of the index and `frequency(field, term)` those
    that hold the term in the field. A term that this post alone has in each field tells nothing of others and is left out.
    """
    counts: dict[str, float] = {}
    for field in STEM_FIELDS:
        for term in rows.get(field, "").split():
            if term != FILLER and term not in SIGNS:  # a sign says nothing of the topic behind it
                counts[term] = counts.get(term, 0) + WEIGHTS[field]
    weights = {
        term: tf * idf(posts, most) for term, tf in counts.items() if (most := max(frequency(field, term) for field in STEM_FIELDS)) > 1
    }
    heaviest = sorted(weights, key=lambda term: (-weights[term], term))[:SIMILAR_TERMS]
    return tuple(Weighted(Clause(tuple(Probe(field, Term((term,))) for field in STEM_FIELDS)), weights[term]) for term in heaviest)
