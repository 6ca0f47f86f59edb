from __future__ import annotations

from search import ranking
from search.analysis import Analyzer
from search.folding import fold
from search.plan import Clause, Probe, Sequence, Term, plan
from search.query import And, Expr, Phrase, Prefix, Query, Word
from search.scoring import Scoring, scoring
from search.stopwords import STOP_WORDS, of


def scored(*exprs: Expr, languages: dict[str | None, int] | None = None) -> Scoring:
    spoken: dict[str | None, int] = languages or {"en": 10}
    return scoring(plan(Query(expr=And(exprs)), spoken, Analyzer()).scored, spoken)


def texts(clause: Clause) -> object:
    return clause.probes[-1].pattern


def test_neighbours_are_pairs_of_stems_in_a_row() -> None:
    (pair,) = scored(Word("Feeds"), Word("parsing")).pairs
    assert (texts(pair.first), texts(pair.second)) == (Term(("feeds",)), Term(("parsing",)))
    row = Sequence(((0, ("feed",)), (1, ("pars",))))
    assert pair.probes == (Probe("title", row), Probe("body", row), Probe("categories", row))


def test_words_of_several_parts_are_joined_as_they_stand() -> None:
    (pair,) = scored(Word("node.js"), Word("feed")).pairs
    assert pair.probes[0].pattern == Sequence(((0, ("node",)), (1, ("js",)), (2, ("feed",))))


def test_pairs_are_only_in_fields_that_both_ask_for() -> None:
    (pair,) = scored(Word("feed", "title"), Word("parser")).pairs
    assert [probe.field for probe in pair.probes] == ["title"]
    assert scored(Word("feed", "title"), Word("parser", "body")).pairs == ()
    assert scored(Word("ada", "creator"), Word("parser")).pairs == ()


def test_phrases_and_beginnings_and_function_words_have_no_neighbours() -> None:
    assert scored(Phrase("feed"), Word("parser")).pairs == ()
    assert scored(Prefix("fee"), Word("parser")).pairs == ()
    assert scored(Word("the"), Word("parser")).pairs == ()
    assert scored(Word("parser"), Word("parser")).pairs == ()


def test_only_so_many_pairs_are_looked_for() -> None:
    assert len(scored(*(Word(f"w{number}") for number in range(100))).pairs) == ranking.PAIRS_MOST


def test_function_words_weigh_little_and_repeated_words_more() -> None:
    weights = {texts(word.clause): word.weight for word in scored(Word("the"), Word("feed"), Word("parser"), Word("feed")).words}
    assert weights[Term(("the",))] == ranking.STOP_WORD
    assert weights[Term(("parser",))] == 1
    assert 1 < weights[Term(("feed",))] < 2


def test_function_words_of_a_language_that_few_posts_are_in_are_words_like_any_other() -> None:
    def weight(german: int) -> float:
        return scored(Word("hat"), languages={"en": 100, "de": german}).words[0].weight

    assert (weight(5), weight(40)) == (1, ranking.STOP_WORD)


def test_posts_of_no_known_language_are_taken_for_english_ones() -> None:
    assert "the" in of({None: 3})
    assert of({}) == of({"xx": 3}) == frozenset()


def test_the_lists_hold_folded_words_of_the_analysis() -> None:
    for lang, listed in STOP_WORDS.items():
        assert len(listed.split()) == len(set(listed.split())), lang
        assert of({lang: 1}) == {fold(word) for word in listed.split()}
