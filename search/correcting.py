"""Correcting: what a query that found little may have meant ("did you mean"). Pure: engines count, `spelling.py` finds words.

The correction is the text as typed with the misspelt words replaced, and is what a click on it asks: its total is exact. What is
excluded, half typed (`begin*`), a date, a site or a language stays as it is. The numbers here were chosen by benchmarks/spelling.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from search import spelling, syntax
from search.analysis import tokens
from search.page import Correction, Page
from search.query import Q_CHARACTERS, And, Expr, Match, Or, Phrase, Query, Value, Word
from search.rewording import Meanings, reworded, reworded_text
from search.spelling import Near, Vocabulary
from search.totals import Answer, counting

FEW = 2
"""A query of which more posts than this have all words is good, and a word in more posts than this is right, whatever it looks like."""
CERTAIN = 100
"""A word that stands in a post or two is a slip only where one slip leads to a word of this many times the posts,"""
CERTAIN_OF_FORMS = 30
"""(of so many times the posts where only other forms of it stand there: forms of words of other languages meet by chance)"""
CERTAIN_LETTERS = 7
"""and where it has this many letters and the other begins alike: `palace` is no slip of place, nor `omission` of mission."""
LOOKED_AT = 8
"""Words of a query that are looked at; each costs a look at all words of the index."""
NEAR = 64
"""Words near a misspelt one that are counted. Of 3,000 words of 6,574 posts none has more than 34; four made-up ones had 70,000."""
MEANINGS = 3
"""Words that one misspelt word may mean."""
TRIES = 6
"""Corrected queries that are counted at most."""
SHORTEST_PART = 3
"""Letters of the shorter of two words that were written as one."""
CUTS = 3
"""Ways to write one word as two, and two words as one, that are tried."""


def corrected(query: Query, page: Page, vocabulary: Vocabulary, answer: Answer) -> Correction | None:
    """Return what the query that `page` answers may have meant; None where it found enough, or where nothing finds more.

    The first correction wins of which more posts have all words than of the query, else the first that finds more of them.
    """
    having = page.total if page.match == "all" else _having_all(query, answer)
    if having > FEW:
        return None
    meant = _meant(query.expr, vocabulary, answer)
    found: list[tuple[Meanings, int]] = []
    proposed = _varied(meant) if meant else _joined(query.text, vocabulary)
    for _number, meanings in zip(range(TRIES), proposed, strict=False):
        asked = _asking(query, meanings)
        if asked is None:
            continue
        then = answer(counting(asked))
        if (then.total if then.match == "all" else _having_all(asked, answer)) > having:
            found = [(meanings, then.total)]
            break
        if then.match == page.match and then.total > page.total and _is_near(meanings, meant):
            found.append((meanings, then.total))
    return _as_written(query, *found[0], vocabulary) if found else None


def _is_near(meanings: Meanings, meant: Mapping[str, list[Near]]) -> bool:
    """Say whether no word is more than one slip away: where no post has all words, two slips lead to words that nobody meant."""
    return all((1, words) in meant.get(terms[0], [(1, words)]) for terms, words in meanings.items())


def _as_written(query: Query, meanings: Meanings, total: int, vocabulary: Vocabulary) -> Correction | None:
    """Return the correction with its words as posts write them; they are the same terms, so its total is the same."""
    written = {terms: _written(words, vocabulary) for terms, words in meanings.items()}
    for spelled in (written, meanings):
        asked = _asking(query, spelled)
        if asked is not None:
            return Correction(asked, total, reworded_text(query.text, spelled))
    return None


def _having_all(query: Query, answer: Answer) -> int:
    """Return how many posts have all words of the query."""
    return answer(counting(replace(query, match="all", sort="newest"))).total  # by date, nothing has to be scored


def _asking(query: Query, meanings: Meanings) -> Query | None:
    """Return the query after a click; None where its text says more than the words do, or would then say anything else."""
    text = reworded_text(query.text, meanings).text
    if len(text) > Q_CHARACTERS or syntax.parse(query.text, query.timezone).expr != query.expr:
        return None
    parsed = syntax.parse(text, query.timezone)
    if parsed.expr != reworded(query.expr, meanings):
        return None
    match: Match = "all" if query.match == "all" else "auto"
    return replace(query, text=text, expr=parsed.expr, parsed=parsed.text, notices=parsed.notices, match=match, page=1, cursor=None)


def _varied(meant: Mapping[str, list[Near]]) -> Iterator[Meanings]:
    """Yield the likeliest meaning of each term together, then these with another meaning of one term."""
    likeliest: dict[tuple[str, ...], str] = {(term,): meanings[0][1] for term, meanings in meant.items()}
    yield likeliest
    for place in range(1, MEANINGS):
        for term, meanings in meant.items():
            if place < len(meanings):
                yield {**likeliest, (term,): meanings[place][1]}


def _joined(text: str, vocabulary: Vocabulary) -> Iterator[Meanings]:
    """Yield pairs of neighbouring words as the one word that posts have, the commonest first."""
    found = tokens(text)[:LOOKED_AT]
    pairs = dict.fromkeys((one.exact, other.exact) for one, other in pairwise(found))
    wholes = [(vocabulary.posts("".join(pair), None), pair) for pair in pairs if spelling.slips_allowed("".join(pair))]
    for _posts, pair in sorted((-posts, pair) for posts, pair in wholes if posts > FEW)[:CUTS]:
        yield {pair: "".join(pair)}


def _meant(expr: Expr, vocabulary: Vocabulary, answer: Answer) -> dict[str, list[Near]]:
    """Return what each misspelt term may mean, the likeliest first; terms that mean themselves or nothing are left out."""
    asked: dict[str, Word | Phrase] = {}
    for leaf in _leaves(expr):
        for token in tokens(leaf.text):
            if len(asked) < LOOKED_AT and spelling.slips_allowed(token.exact):
                asked.setdefault(token.exact, leaf)
    found = {term: _meanings(term, leaf, vocabulary, answer) for term, leaf in asked.items()}
    return {term: meanings for term, meanings in found.items() if meanings}


def _leaves(expr: Expr) -> Iterator[Word | Phrase]:
    """Yield the words and phrases that are not excluded, from left to right; a tag is a phrase of the tags."""
    match expr:
        case Word() | Phrase():
            yield expr
        case Value("tag", key):
            yield Phrase(key, "categories")
        case And(exprs) | Or(exprs):
            for inner in exprs:
                yield from _leaves(inner)


def _meanings(term: str, leaf: Word | Phrase, vocabulary: Vocabulary, answer: Answer) -> list[Near]:
    """Return what the term may mean: words by slips, then by posts and how likely the slip is; a space left out is one slip."""
    field = leaf.field
    own = exact = vocabulary.posts(term, field)
    if own <= FEW and isinstance(leaf, Word):  # a word finds its other forms too
        own = answer(counting(Query(expr=Word(term, field), sort="newest"))).total
    if own > FEW or (own and (len(term) < CERTAIN_LETTERS or _is_name(term, vocabulary))):
        return []
    likely = sorted(vocabulary.words.near(term), key=lambda one: (one[0], -spelling.likelihood(term, one[1]), one[1]))[:NEAR]
    near = [(slips, other, vocabulary.posts(other, field)) for slips, other in likely]
    if own:
        least = own * (CERTAIN if exact else CERTAIN_OF_FORMS)
        near = [(slips, other, posts) for slips, other, posts in near if slips == 1 and other[0] == term[0] and posts >= least]
    else:
        near += [(1, words, posts) for words, posts in _split(term, field, vocabulary, answer)]
    ranked = sorted((slips, -posts * spelling.likelihood(term, words), words) for slips, words, posts in near if posts)
    return [(slips, words) for slips, _likely, words in ranked if slips == ranked[0][0]][:MEANINGS]


def _written(words: str, vocabulary: Vocabulary) -> str:
    """Return the terms as posts write them."""
    posts = ((term, vocabulary.newest(term)) for term in words.split())
    return " ".join(term if post is None else spelling.written(term, post) for term, post in posts)


def _is_name(term: str, vocabulary: Vocabulary) -> bool:
    """Say whether the rare term stands where authors take care: in a title, a tag or a creator's name."""
    return any(vocabulary.posts(term, field) for field in ("title", "categories", "creator"))


def _split(term: str, field: str | None, vocabulary: Vocabulary, answer: Answer) -> list[tuple[str, int]]:
    """Return the term as two words, and how many posts have them side by side; the cuts whose rarer word is the commonest."""
    cuts = []
    for place in range(SHORTEST_PART, len(term) - SHORTEST_PART + 1):
        halves = term[:place], term[place:]
        if all(map(spelling.is_word, halves)) and (posts := min(vocabulary.posts(half, field) for half in halves)):
            cuts.append((-posts, " ".join(halves)))
    likely = [words for _posts, words in sorted(cuts)[:CUTS]]
    return [(words, answer(counting(Query(expr=Phrase(words, field), sort="newest"))).total) for words in likely]
