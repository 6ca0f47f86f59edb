# ruff: noqa: RUF001 - words in many scripts
import pytest

from search.analysis import FILLER, MEMO_ENTRIES, TEXT_CHARACTERS, Analyzer, is_unspaced, tokens
from search.document import Document
from search.fields import TEXT_FIELDS


def exact(text: str) -> list[str]:
    return [token.exact for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Hello, World!", ["hello", "world"]),
        ("who's don\u2019t dogs'", ["who's", "don't", "dogs"]),
        ("C++ C# F# c++11", ["c++", "c#", "f#", "c++", "11"]),
        ("Notepad++ C\u266f Ｃ＋＋", ["notepad", "c#", "c++"]),
        ("@user #tag ##x #1", ["@", "user", "#", "tag", "#", "x", "#", "1"]),
        ("a@b.org x1#y # @ #! éé#z", ["a", "b", "org", "x1", "y", "ee", "z"]),
        ("感谢@张三 ＃タグ", ["感谢", "谢", "@", "张三", "三", "#", "タグ", "グ"]),
        (".NET (.net) ASP.NET x..NET .NETs .network", [".net", ".net", "asp", "net", "x", "net", "nets", "network"]),
        ("C#/.NET", ["c#", ".net"]),
        ("node.js multi-agent 3.11 R&D", ["node", "js", "multi", "agent", "3", "11", "r", "d"]),
        ("The The R", ["the", "the", "r"]),
        ("snake_case _x_", ["snake", "case", "x"]),
        ("l'homme d\u2019accord qu'il dell'arte", ["l", "homme", "d", "accord", "qu", "il", "dell", "arte"]),
        ("O'Reilly t's y'all", ["o'reilly", "t's", "y'all"]),
        ("QU'IL quelqu\u2019un", ["qu", "il", "quelqu'un"]),
        ("Café soft\u00adhyphen", ["cafe", "softhyphen"]),
        ("I \u2764\ufe0f 🧠🧠 © °", ["i", "\u2764", "🧠", "🧠"]),
        ("\u23f0 \u2318K \U0001fae8 \u2500\u253c\u2192", ["\u23f0", "\u2318", "k", "\U0001fae8"]),
        ("Привет, мир", ["привет", "мир"]),
        ("مُحَمَّد أحمد", ["محمد", "احمد"]),
        ("שָׁלוֹם", ["שלומ"]),
        ('צה"ל צה״ל צה\u201dל "אב" ג׳ז', ["צהל", "צהל", "צהל", "אב", "ג'ז"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("ــ \u0301 \ud800", []),
        ("*** -- ...", []),
    ],
)
def test_words(text: str, terms: list[str]) -> None:
    assert exact(text) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("快", ["快"]),
        ("快乐", ["快乐", "乐"]),
        ("新年快乐", ["新年", "年快", "快乐", "乐"]),
        ("Python教程3月", ["python", "教程", "程", "3", "月"]),
        ("新、年", ["新", "年"]),
        ("パソコン", ["パソ", "ソコ", "コン", "ン"]),
        ("ﾊﾟｿ", ["パソ", "ソ"]),
        ("か\u3099き", ["がき", "き"]),
        ("한국어", ["한국", "국어", "어"]),
        ("ภาษา", ["ภา", "าษ", "ษา", "า"]),
        ("๒๕", ["25"]),
        ("ｻｰﾊﾞｰ管理", ["サー", "ーバ", "バー", "ー管", "管理", "理"]),
        ("〇々", ["〇々", "々"]),
    ],
)
def test_pairs_of_characters(text: str, terms: list[str]) -> None:
    assert exact(text) == terms


def test_offsets_lead_back_to_the_text() -> None:
    text = "Ein “Café” für 新年快乐, don\u2019t!"
    assert [text[token.start : token.end] for token in tokens(text)] == ["Ein", "Café", "für", "新年", "年快", "快乐", "乐", "don\u2019t"]


def test_what_is_too_long_to_be_a_word_takes_no_position() -> None:
    assert exact(f"a {'x' * 65} {'y' * 64}") == ["a", "y" * 64]
    assert exact("x " * TEXT_CHARACTERS) == ["x"] * (TEXT_CHARACTERS // 2)


def test_unspaced_scripts() -> None:
    assert all(map(is_unspaced, "快がカ한ก"))
    assert not any(map(is_unspaced, "aé1я،。 🧠"))


def test_a_document_has_a_row_for_every_text_field() -> None:
    document = Document(
        "0" * 16,
        "Feeds & Readers",
        "Two feeds,\nthree readers.",
        categories=("Machine Learning", "***", "C++"),
        creators=("Jane Doe", "Ōe"),
        creator_aliases=("jdoe",),
        lang="en",
    )
    terms = Analyzer().analyse(document).terms
    assert dict(terms) == {
        "title": "feed reader",
        "title.exact": "feeds readers",
        "body": "two feed three reader",
        "body.exact": "two feeds three readers",
        "categories": f"machin learn {FILLER} c++",
        "categories.exact": f"machine learning {FILLER} c++",
        "creator": f"jane doe {FILLER} oe {FILLER} jdoe",
    }
    assert tuple(terms) == TEXT_FIELDS


def test_an_empty_document_has_empty_rows() -> None:
    assert set(Analyzer().analyse(Document("0" * 16, "", "")).terms.values()) == {""}


def test_stems_follow_the_language() -> None:
    analyzer = Analyzer()
    assert analyzer.stem("hauser", "de") == "haus"
    assert analyzer.stem("hauser", None) == "hauser"
    assert analyzer.alternatives("hauser", ("de", None, "zh")) == ("haus", "hauser")


def test_what_is_remembered_is_bounded() -> None:
    analyzer = Analyzer()
    text = " ".join(map(str, range(MEMO_ENTRIES + 10)))
    assert analyzer.exact(text[: TEXT_CHARACTERS // 2]) == text[: TEXT_CHARACTERS // 2].rstrip()
    for start in range(0, MEMO_ENTRIES + 10, 1000):
        analyzer.exact(" ".join(map(str, range(start, start + 1000))))
    assert len(analyzer._exact) <= MEMO_ENTRIES
