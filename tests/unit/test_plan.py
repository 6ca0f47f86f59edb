from datetime import UTC, datetime

import pytest

from search.analysis import Analyzer
from search.plan import AllOf, AnyOf, Beginning, Between, Clause, Excluding, HasKey, Node, Plan, Probe, Sequence, Term, clauses, plan
from search.query import EXPANSIONS, NOTHING_ASKED, And, Expr, Filter, Not, Or, Phrase, Prefix, Query, Span, Value, Word

EXACT = ("title.exact", "body.exact", "categories.exact", "creator")
STEMS = ("title", "body", "categories")


def planned(expr: Expr, *languages: str | None) -> Plan:
    return plan(Query(expr=expr), languages, Analyzer())


def only(expr: Expr, *languages: str | None) -> Node:
    (node,) = planned(expr, *languages).wanted
    return node


def fields(clause: Clause) -> dict[str, object]:
    return {probe.field: probe.pattern for probe in clause.probes}


def exact(*terms: str) -> Clause:
    """Return the clause of terms in a row in the exact fields."""
    pattern = Term(terms) if len(terms) == 1 else Sequence(tuple((at, (term,)) for at, term in enumerate(terms)))
    return Clause(tuple(Probe(name, pattern) for name in EXACT))


def beginning(prefix: str, limit: int = EXPANSIONS // 4) -> Clause:
    return Clause(tuple(Probe(name, Beginning(prefix, limit)) for name in EXACT))


def test_a_word_is_stems_in_every_language_and_its_exact_form() -> None:
    node = only(Word("Häuser"), "de", "en", None)
    assert isinstance(node, Clause)
    assert fields(node) == dict.fromkeys(STEMS, Term(("haus", "hauser"))) | dict.fromkeys(EXACT, Term(("hauser",)))


def test_an_empty_index_has_the_default_language() -> None:
    node = only(Word("feeds"))
    assert isinstance(node, Clause)
    assert fields(node)["title"] == Term(("feed",))


def test_a_chosen_language_changes_no_word() -> None:
    query = Query(expr=Word("Häuser"), filters=(Filter("lang", ("en",)),))
    assert plan(query, ("de", "en"), Analyzer()) == planned(Word("Häuser"), "de", "en")


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("title", ["title", "title.exact"]),
        ("body", ["body", "body.exact"]),
        ("categories", ["categories", "categories.exact"]),
        ("creator", ["creator"]),
    ],
)
def test_a_word_of_a_field_looks_there_only(field: str, names: list[str]) -> None:
    node = only(Word("feed", field))
    assert isinstance(node, Clause)
    assert list(fields(node)) == names


def test_a_word_of_several_parts_is_a_row() -> None:
    node = only(Word("multi-agents"), "en")
    assert isinstance(node, Clause)
    assert fields(node)["body"] == Sequence(((0, ("multi",)), (1, ("agent",))))
    assert fields(node)["body.exact"] == Sequence(((0, ("multi",)), (1, ("agents",))))


def test_a_phrase_is_exact() -> None:
    assert only(Phrase("The Feeds")) == exact("the", "feeds")
    assert only(Phrase("Feeds")) == exact("feeds")


def test_a_run_of_characters_may_go_on_after_the_typed_end() -> None:
    assert only(Phrase("快乐")) == exact("快乐")
    assert only(Phrase("新年快乐")) == exact("新年", "年快", "快乐")
    assert only(Phrase("快")) == beginning("快")
    apart = Sequence(((0, ("快乐",)), (2, ("新年",))))
    assert only(Phrase("快乐 新年")) == Clause(tuple(Probe(name, apart) for name in EXACT))
    assert only(Phrase("Python入")) == AllOf((exact("python"), beginning("入")))
    assert only(Prefix("新年")) == exact("新年")


def test_a_prefix_is_the_beginning_of_exact_forms() -> None:
    assert only(Prefix("Fee")) == beginning("fee")
    title = only(Prefix("fee", "title"))
    assert title == Clause((Probe("title.exact", Beginning("fee", EXPANSIONS)),))


def test_what_stands_before_the_last_part_of_a_prefix_is_a_word() -> None:
    node = only(Prefix("nodes.j"), "en")
    assert isinstance(node, AllOf)
    word, last = node.nodes
    assert word == only(Word("nodes"), "en")
    assert last == beginning("j")


def test_all_beginnings_share_the_expansions() -> None:
    both = planned(And((Prefix("a"), Not(Prefix("b", "title")))))
    assert {probe.pattern.limit for clause in both.scored for probe in clause.probes if isinstance(probe.pattern, Beginning)} == {
        EXPANSIONS // 5
    }
    many = planned(And(tuple(Prefix(f"a{number}") for number in range(300))))
    assert {probe.pattern.limit for clause in many.scored for probe in clause.probes if isinstance(probe.pattern, Beginning)} == {1}


@pytest.mark.parametrize(
    "expr", [Word("***"), Phrase("--"), Prefix("."), Not(Word("***")), And((Word("*"),)), Or((Word("*"), Not(Word("-"))))]
)
def test_what_holds_no_term_asks_nothing(expr: Expr) -> None:
    assert planned(expr) == Plan((), AllOf(()), ())
    assert planned(And((expr, Word("feed")))) == planned(Word("feed"))


def test_an_empty_query_asks_nothing() -> None:
    assert planned(NOTHING_ASKED) == Plan((), AllOf(()), ())


def test_words_are_wanted_and_the_rest_is_required() -> None:
    span = Span(datetime(2009, 1, 1, tzinfo=UTC), None)
    mixed = Or((Phrase("b"), Value("tag", "x")))
    both = planned(And((Word("a"), Value("tag", "t"), mixed, Not(Phrase("c")), span, Or((Value("tag", "y"), Word("*"))))))
    a, b = only(Word("a")), exact("b")
    assert both.wanted == (a, AnyOf((b, HasKey("tag", "x"))))
    assert both.required == AllOf((HasKey("tag", "t"), Excluding(exact("c")), Between(span.after, None), HasKey("tag", "y")))
    assert both.scored == (a, b)


def test_inner_groups() -> None:
    node = only(Or((And((Phrase("a"), Phrase("b"))), Phrase("c"))))
    assert node == AnyOf((AllOf((exact("a"), exact("b"))), exact("c")))
    assert planned(Not(And(()))).required == AllOf((Excluding(AllOf(())),))
    assert planned(Or(())).required == AllOf((AnyOf(()),))


def test_a_word_typed_twice_is_asked_once() -> None:
    twice, once = planned(And((Word("a"), Word("a")))), planned(Word("a"))
    assert (twice.wanted, twice.required) == (once.wanted, once.required)
    assert twice.scored == once.scored * 2  # how often it stands there counts for the score
    assert len(set(planned(And((Word("a"), Or((Word("a"), Word("b")))))).scored)) == 2


def test_clauses_under_an_exclusion() -> None:
    node = AllOf((exact("a"), Excluding(AnyOf((exact("b"), HasKey("tag", "x"))))))
    assert list(clauses(node)) == [exact("a"), exact("b")]
    assert list(clauses(node, excluded=False)) == [exact("a")]
