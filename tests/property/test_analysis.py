# ruff: noqa: RUF001 - letters of many scripts
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import FILLER, Analyzer, tokens
from search.document import Document
from search.folding import fold

LETTERS = 'サ ー ｰ " ל ١ # @'
MORE = "a é Z 9 . - _ ' + # | \u2019 C++ .NET l'h who's \u00ad \u0301 \ufe0f 快 乐 が ﾊ ﾟ ภ ำ हि אָ أ ß İ 🧠 \ud800 \x00 ﷺ 한 ᄒ ᅡ"
PIECES = st.sampled_from(f"{LETTERS} {MORE}".split()) | st.sampled_from([" ", "\n"])
TEXTS = st.text() | st.lists(PIECES, max_size=40).map("".join)
ANALYZER = Analyzer()


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_tokens_are_terms_in_order(text: str) -> None:
    found = tokens(text)
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert token.exact
        assert token.exact.split() == [token.exact]
        assert FILLER not in token.exact
        assert len(token.exact) <= 64
    assert [token.start for token in found] == sorted({token.start for token in found})


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_a_remembered_row_is_the_row_of_the_tokens(text: str) -> None:
    row = " ".join(token.exact for token in tokens(text))
    assert ANALYZER.exact(text) == row
    assert ANALYZER.exact(text) == row


@settings(max_examples=120, deadline=None)
@given(TEXTS, st.sampled_from([None, "en", "de", "ar", "zh", "tr", "fr"]))
def test_rows_run_parallel(text: str, lang: str | None) -> None:
    terms = ANALYZER.analyse(Document("0" * 16, text, text, categories=(text, "x", text), lang=lang)).terms
    for name in ("title", "body", "categories"):
        assert len(terms[name].split(" ")) == len(terms[f"{name}.exact"].split(" "))
    assert terms["categories"].split().count(FILLER) == terms["categories.exact"].split().count(FILLER)


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_terms_in_any_surrounding(text: str) -> None:
    inside = [token.exact for token in tokens(f"before {text} after")]
    assert inside == ["before", *(token.exact for token in tokens(text)), "after"]


@settings(max_examples=120, deadline=None)
@given(st.text(st.characters(categories=["L", "M", "N"]), max_size=12))
def test_folding_folds_case_and_normal_forms(word: str) -> None:
    assert fold(word.upper().lower()) == fold(word.upper())
    assert not fold(word) or fold(word).split() == [fold(word)]
