import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import TERM_CHARACTERS, Analyzer, tokens
from search.disclosure import disclosed_hit
from search.document import Document, Position
from search.engines.memory import MemoryEngine
from search.highlight import BETWEEN, GAP, MORE, shortened, snippet, title
from search.marking import Marks, marks, places
from search.page import Hit, Snippet
from search.passages import MOST
from search.plan import plan
from search.query import Query
from search.syntax import parse

ANALYZER = Analyzer()
SIGNED = "#feed feed#feed @ #"
WORDS = "feeds Feeding feed's re-feed a R dying die Café cafe\u0301s Æon Straße l'homme C++ .NET x_y soft\u00adly 1 🧠\ufe0f \ud800 \x00"
UNSPACED = '快 乐 快乐 が ﾊﾟ 한국 ภา ม้า サーバー ーバ ｰ צה"ל \u05f4 \u201d ם'
SIGNS = [" ", " ", "\n", "-", "\u2019", "\u2026", ".", ". ", "。", "\u200d", "🏽", "🇩"]
PIECES = st.sampled_from([*WORDS.split(), *SIGNED.split(), *UNSPACED.split(), *SIGNS, "filling " * 9, "祝" * 30])
TEXTS = st.lists(PIECES | st.text(max_size=2), max_size=60).map("".join)
ASKED = 'feed|feeds a|die|cafe aeon|fe*|strasse|homme|l\'homme|c++ .net|re-feed|"a r"|r*|🧠|softly|-a feed|1|feed die (homme OR cafe) r'
OTHERS = "#feed|サーバー|ーバ|サーバー快|צהל"
PAIRS = "快|快乐|が|パ|한국|ภา|快乐 乐快|快乐快乐|快乐 a|a快|快 feed ภา"
QUERIES = st.sampled_from([*ASKED.split("|"), *OTHERS.split("|"), *PAIRS.split("|")])
LANGS = st.sampled_from([None, "en", "de", "fr", "zh", "nl", "ar"])
WEIGHTS = st.dictionaries(st.integers(0, 3), st.floats(0, 10), max_size=4)


def _wanted(query: str, lang: str | None, field: str = "body", weights: dict[int, float] | None = None) -> Marks:
    return marks(plan(Query(expr=parse(query).expr), (lang, None), ANALYZER), field, weights)


def _is_legal(found: Snippet) -> bool:
    """Say whether the marks ascend, lie apart in the text and are not empty (law 11), and the text is one line."""
    edges = [edge for mark in found.marks for edge in mark]
    inside = not edges or (edges[0] >= 0 and edges[-1] <= len(found.text))
    whole = "".join(piece for piece, _ in found.segments()) == found.text
    return edges == sorted(set(edges)) and inside and whole and "\n" not in found.text


def _are_parts_in_order(found: Snippet, text: str) -> bool:
    """Say whether the passages stand in the text one after another, white space apart. (A text with such an ellipsis is one passage.)"""
    flat, at = " ".join(text.split()), 0
    bare = found.text.removeprefix("… ").removesuffix(" …")
    passages = [bare] if "…" in text else bare.split(BETWEEN)
    for passage in passages:
        at = flat.find(" ".join(passage.split()), at)
        if at < 0:
            return "…" in text
        at += len(" ".join(passage.split()))
    return len(passages) <= MOST


@settings(max_examples=150, deadline=None)
@given(TEXTS, QUERIES, LANGS, st.integers(1, 240), WEIGHTS)
def test_snippets_are_parts_of_the_text_in_order_with_legal_marks(
    text: str, query: str, lang: str | None, length: int, weights: dict[int, float]
) -> None:
    found = snippet(text, lang, _wanted(query, lang, weights=weights), ANALYZER, length)
    assert _is_legal(found)
    assert _are_parts_in_order(found, text)
    assert len(found.text) <= max(length * MORE, TERM_CHARACTERS) + MOST * GAP


@settings(max_examples=60, deadline=None)
@given(TEXTS, QUERIES, LANGS)
def test_titles_are_whole_with_legal_marks(text: str, query: str, lang: str | None) -> None:
    found = title(text, lang, _wanted(query, lang, "title"), ANALYZER)
    assert _is_legal(found)
    assert found.text.split() == text.split()


@settings(max_examples=150, deadline=None)
@given(TEXTS, QUERIES, LANGS)
def test_what_is_marked_is_what_was_asked_for_and_not_one_character_more(text: str, query: str, lang: str | None) -> None:
    wanted = _wanted(query, lang)
    found = snippet(text, lang, wanted, ANALYZER)
    for start, end in found.marks:
        assert title(found.text[start:end], lang, wanted, ANALYZER).marks == ((0, end - start),)
        assert not unicodedata.category(found.text[end : end + 1] or "a").startswith("M")


@settings(max_examples=150, deadline=None)
@given(TEXTS, QUERIES, LANGS)
def test_a_post_that_is_found_by_its_text_has_something_marked(text: str, query: str, lang: str | None) -> None:
    engine = MemoryEngine()
    engine.rebuild([ANALYZER.analyse(Document("0" * 16, "", text, lang=lang))], Position("archive", 1))
    for hit in engine.reader().search(Query(expr=parse(query).expr)).hits:
        assert hit.body is not None
        assert hit.body.marks


@settings(max_examples=120, deadline=None)
@given(TEXTS, QUERIES, st.sampled_from([None, "en", "de", "fr", "zh"]))
def test_reading_quickly_finds_what_reading_all_finds(text: str, query: str, lang: str | None) -> None:
    wanted = _wanted(query, lang)
    whole = f"\u00ad {text}"  # a soft hyphen makes a text that has to be read whole
    quickly, slowly = places(text, lang, wanted, ANALYZER), places(whole, lang, wanted, ANALYZER)
    assert [(start + 2, end + 2, word) for start, end, word in quickly.places] == slowly.places


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_a_text_is_marked_where_its_own_words_stand(text: str) -> None:
    for token in tokens(text)[:3]:
        expr = parse(f'"{text[token.start : token.end]}"').expr
        wanted = marks(plan(Query(expr=expr), (None,), ANALYZER), "body")
        if wanted.words:
            assert any(start <= token.start < end for start, end, _ in places(text, None, wanted, ANALYZER).places)


@settings(max_examples=100, deadline=None)
@given(TEXTS, QUERIES, LANGS, st.integers(0, 300))
def test_a_snippet_that_is_shortened_is_a_legal_part_of_it(text: str, query: str, lang: str | None, length: int) -> None:
    whole = snippet(text, lang, _wanted(query, lang), ANALYZER)
    found = shortened(whole, length)
    assert _is_legal(found)
    bare = found.text.removeprefix("… ").removesuffix(" …")
    assert len(bare) <= length
    assert bare in whole.text


@settings(max_examples=100, deadline=None)
@given(TEXTS, QUERIES, LANGS)
def test_with_snippets_only_at_most_half_of_a_text_is_shown(text: str, query: str, lang: str | None) -> None:
    hit = Hit(Document("0" * 16, "", text, lang=lang), 1.0, body=snippet(text, lang, _wanted(query, lang), ANALYZER))
    shown = disclosed_hit(hit, "snippet").body
    assert shown is not None
    assert len(shown.text.removeprefix("… ").removesuffix(" …")) <= len(text) // 2
