"""Records and what is counted in them, held against the rows of terms themselves."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from search.analysis import Analyzer
from search.document import Analysed
from search.engines.tantivy import matching
from search.engines.tantivy.pool import Pool
from search.engines.tantivy.preparing import prepare
from search.engines.tantivy.rows import Rows, Writing
from search.fields import TEXT_FIELDS
from search.plan import Beginning, Probe, Sequence, Term
from search.sketch import sketch
from tests.contract.posts import post

WORDS = [f"w{number}" for number in range(6)]
texts = st.lists(st.sampled_from([*WORDS, "|"]), max_size=12).map(" ".join)
posts = st.lists(st.fixed_dictionaries(dict.fromkeys(TEXT_FIELDS, texts)), max_size=6)
alternatives = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6, unique=True).map(tuple)
patterns = st.one_of(
    alternatives.map(Term),
    st.lists(alternatives, min_size=2, max_size=3).map(lambda steps: Sequence(tuple(enumerate(steps)))),
    st.just(Beginning("w", 6)),
)


def _written(folder: Path, runs: list[list[Analysed]]) -> list[int]:
    addresses = []
    for run in runs:
        with Writing(folder) as writing:
            addresses += [writing.add(prepare(one).content.record) for one in run]
            writing.finish()
    return addresses


def _occurrences(row: list[str], pattern: Term | Sequence | Beginning) -> int:
    match pattern:
        case Sequence(steps):
            return sum(all(at + step < len(row) and row[at + step] in terms for step, terms in steps) for at in range(len(row)))
        case Term(terms):
            return sum(Counter(row)[term] for term in terms)
        case Beginning(prefix):
            return sum(term.startswith(prefix) for term in row)


@given(posts, st.sampled_from(TEXT_FIELDS), patterns)
def test_a_pool_counts_what_stands_in_the_rows(
    tmp_path_factory: object, shelf: list[dict[str, str]], field: str, pattern: Term | Sequence | Beginning
) -> None:
    folder = tmp_path_factory.mktemp("rows")  # type: ignore[attr-defined] # of pytest
    addresses = _written(folder, [[Analysed(post(number), terms) for number, terms in enumerate(shelf)]])
    asked = mock.create_autospec(matching.Matching, instance=True)
    asked.terms.side_effect = lambda _field, one: one.terms if isinstance(one, Term) else tuple(WORDS)
    pool = Pool(Rows(folder).records(addresses), dict.fromkeys(TEXT_FIELDS, 1.0), asked)
    found = pool.found(Probe(field, pattern))
    counted = dict(zip(found.posts.tolist(), found.counts.tolist(), strict=True))
    expected = {number: _occurrences(terms[field].split(), pattern) for number, terms in enumerate(shelf)}
    assert counted == {number: count for number, count in expected.items() if count}
    assert pool.title_lengths.tolist() == [sum(term != "|" for term in terms["title"].split()) for terms in shelf]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=12))
def test_records_stay_at_their_addresses_whatever_files_are_joined(tmp_path_factory: object, sizes: list[int]) -> None:
    folder = tmp_path_factory.mktemp("rows")  # type: ignore[attr-defined] # of pytest
    analyzer = Analyzer()
    numbers = iter(range(100))
    runs = [[analyzer.analyse(post(next(numbers), f"Títle {size}", "words of a text " * size)) for _post in range(size)] for size in sizes]
    addresses = _written(folder, runs)
    rows = Rows(folder)
    for one, address in zip((one for run in runs for one in run), addresses, strict=True):
        record = rows.record(address)
        assert record.texts() == (one.document.title, one.terms["title.exact"])
        assert record.sketch == sketch(one)
    assert len(list(folder.iterdir())) <= rows.size.bit_length()
    assert rows.size > max(addresses, default=-1)
