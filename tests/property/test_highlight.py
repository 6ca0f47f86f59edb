from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import Analyzer, tokens
from search.highlight import snippet, title
from search.marking import marks, places
from search.plan import plan
from search.query import Query
from search.syntax import parse

ANALYZER = Analyzer()
SIGNED = "#feed feed#feed @ #"
WORDS = "feeds Feeding feed's re-feed a R dying die Café cafe\u0301s Æon Straße l'homme C++ .NET x_y soft\u00adly 1 🧠\ufe0f \ud800 \x00"
UNSPACED = '快 乐 快乐 が ﾊﾟ 한국 ภา ม้า サーバー ーバ ｰ צה"ל \u05f4 \u201d ם'
PIECES = st.sampled_from([*WORDS.split(), *SIGNED.split(), *UNSPACED.split(), " ", " ", "\n", "-", "\u2019", "\u2026", "."])
TEXTS = st.lists(PIECES | st.text(max_size=2), max_size=60).map("".join)
OTHERS = "#feed|サーバー|ーバ|サーバー快|צהל|"
ASKED = 'feed|feeds a|die|cafe aeon|fe*|strasse|homme|l\'homme|c++ .net|快|快乐|が|パ|한국|ภา|re-feed|"a r"|r*|🧠|softly|-a feed|1'
QUERIES = st.sampled_from(f"{OTHERS}{ASKED}".split("|"))
LANGS = st.sampled_from([None, "en", "de", "fr", "zh", "nl", "ar"])


@settings(max_examples=120, deadline=None)
@given(TEXTS, QUERIES, LANGS, st.integers(1, 120))
def test_marks_lie_in_the_text_in_order_and_apart(text: str, query: str, lang: str | None, length: int) -> None:
    asked = plan(Query(expr=parse(query).expr), (lang, None), ANALYZER)
    for found in (title(text, lang, marks(asked, "title"), ANALYZER), snippet(text, lang, marks(asked, "body"), ANALYZER, length)):
        at = -1
        for start, end in found.marks:
            assert at < start < end <= len(found.text)
            at = end
        assert "".join(piece for piece, _ in found.segments()) == found.text
        assert "\n" not in found.text
        assert " ".join(found.text.removeprefix("… ").removesuffix(" …").split()) in " ".join(text.split())


@settings(max_examples=120, deadline=None)
@given(TEXTS, QUERIES, st.sampled_from([None, "en", "de", "fr", "zh"]))
def test_reading_quickly_finds_what_reading_all_finds(text: str, query: str, lang: str | None) -> None:
    wanted = marks(plan(Query(expr=parse(query).expr), (lang, None), ANALYZER), "body")
    whole = f"\u00ad {text}"  # a soft hyphen makes a text that has to be read whole
    assert [(start + 2, end + 2, word) for start, end, word in places(text, lang, wanted, ANALYZER)] == places(
        whole, lang, wanted, ANALYZER
    )


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_a_text_is_marked_where_its_own_words_stand(text: str) -> None:
    for token in tokens(text)[:3]:
        expr = parse(f'"{text[token.start : token.end]}"').expr
        wanted = marks(plan(Query(expr=expr), (None,), ANALYZER), "body")
        if wanted.words:
            assert any(start <= token.start < end for start, end, _ in places(text, None, wanted, ANALYZER))
