import time

import pytest

from search.analysis import Analyzer
from search.highlight import LENGTH, snippet, title
from search.marking import marks
from search.page import Snippet
from search.plan import plan
from search.query import Query
from search.syntax import parse

ANALYZER = Analyzer()
FILLING = "Nothing of note stands here, only filling. " * 40


def shown(query: str, text: str, lang: str | None = "en", field: str = "body") -> Snippet:
    wanted = marks(plan(Query(expr=parse(query).expr), (lang, None), ANALYZER), field)
    return (title if field == "title" else snippet)(text, lang, wanted, ANALYZER)


def marked(query: str, text: str, lang: str | None = "en", field: str = "body") -> list[str]:
    found = shown(query, text, lang, field)
    return [found.text[start:end] for start, end in found.marks]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("feed", "Feeds feed FEEDING readers", ["Feeds", "feed", "FEEDING"]),
        ('"feed"', "Feeds feed", ["feed"]),
        ("fee*", "Feeds coffee fee", ["Feeds", "fee"]),
        ("die", "dying to die, dye", ["dying", "die"]),
        ("cafe", "Café, cafe\u0301 and CAFÉS", ["Café", "cafe\u0301", "CAFÉS"]),
        ("aesthetics", "Æsthetics and aesthetic", ["Æsthetics", "aesthetic"]),
        ("r", "R, are R's rust", ["R", "R's"]),
        ("C++ .NET c", "C++ and .NET in ASP.NET and c", ["C++", ".NET", "c"]),
        ("multi-agent", "multi-agent, multi agents; agent multi", ["multi-agent", "multi agents"]),
        ('"open source"', "open source, open-source, open the source", ["open source", "open-source"]),
        ("don't", "Don\u2019t, don", ["Don\u2019t"]),
        ("homme", "L\u2019homme et l'homme", ["homme", "homme"]),
        ("a -b c", "a b c", ["a", "c"]),
        ("tag:feed", "feed", []),
        ("title:feed", "feed", []),
        ("body:feed", "feed", ["feed"]),
        ("creator:feed", "feed", []),
        ("(a OR b) c*", "a b cd", ["a", "b", "cd"]),
        ("🧠", "a🧠🧠 b", ["🧠🧠"]),
        ("快乐", "祝你们新年快乐、快来", ["快乐"]),
        ("新年快乐", "祝你们新年快乐、新年", ["新年快乐"]),
        ("快", "快乐 很快 快。", ["快", "快", "快"]),
        ("python", "快python教程", ["python"]),
        ("パソコン", "ﾊﾟｿｺﾝとパソコン", ["ﾊﾟｿｺﾝ", "パソコン"]),
        ("한국", "한국어", ["한국"]),
        ("ภาษา", "ภาษาไทย", ["ภาษา"]),
    ],
)
def test_what_is_marked(query: str, text: str, found: list[str]) -> None:
    assert marked(query, text) == found
    assert marked(query.replace("body:", "title:"), text, field="title") == found or ":" in query


@pytest.mark.parametrize(
    ("lang", "query", "text", "found"),
    [
        ("de", "Haus", "Häuser, Haeuser und HAUS", ["Häuser", "Haeuser", "HAUS"]),
        ("de", "Fußball", "Fussball und FUSSBALL, Fußballs", ["Fussball", "FUSSBALL", "Fußballs"]),
        ("nl", "sluiten", "gesloten, sluiten", ["sluiten"]),
        ("ru", "книга", "книги и книгами", ["книги", "книгами"]),
        ("el", "άνθρωπος", "ΑΝΘΡΩΠΟΙ, άνθρωπος", ["ΑΝΘΡΩΠΟΙ", "άνθρωπος"]),
        ("ar", "محمد", "مُحَمَّد", ["مُحَمَّد"]),
        ("he", "שלום", "שָׁלוֹם", ["שָׁלוֹם"]),
        ("hi", "हिन्दी", "हिन्दी", ["हिन्दी"]),
    ],
)
def test_languages(lang: str, query: str, text: str, found: list[str]) -> None:
    assert marked(query, text, lang) == found


def test_a_title_is_shown_whole_on_one_line() -> None:
    found = shown("feed", "A feed\nof\tfeeds " + "x " * 300, field="title")
    assert found.text == "A feed of feeds " + "x " * 300
    assert found.marks == ((2, 6), (10, 15))


def test_a_snippet_shows_the_place_with_most_words() -> None:
    found = shown("rain barrel", f"{FILLING} rain rain rain rain {FILLING} a rain\nbarrel {FILLING}")
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")
    assert "a rain barrel" in found.text
    assert len(found.text) <= LENGTH + 4
    assert [found.text[start:end] for start, end in found.marks] == ["rain", "barrel"]


def test_of_equal_places_the_earliest_is_shown() -> None:
    found = shown("rain", f"one rain {FILLING} two rain")
    assert found.text.startswith("one rain Nothing")


def test_more_marks_are_better() -> None:
    assert "two rain" in shown("rain", f"one rain {FILLING} two rain, rain").text


def test_without_words_the_beginning_is_shown() -> None:
    for query in ("", "absent", "-feed", "tag:x"):
        found = shown(query, FILLING)
        assert found.text.startswith("Nothing of note")
        assert found.text.endswith(" …")
        assert found.marks == ()


def test_short_texts_are_shown_whole() -> None:
    assert shown("feed", "A feed.") == Snippet("A feed.", ((2, 6),))
    assert shown("feed", "") == Snippet("")


def test_what_is_shown_is_marked_to_its_end() -> None:
    found = shown("rain", "rain " * 2000)
    assert found.text.count("rain") == len(found.marks)


def test_text_without_spaces_is_cut_anywhere() -> None:
    found = shown("快乐", f"{'祝' * 5000}快乐{'祝' * 5000}")
    assert found.text.count("祝") <= LENGTH
    assert [found.text[start:end] for start, end in found.marks] == ["快乐"]


def test_a_word_at_the_end_of_a_long_text_is_found() -> None:
    assert marked("barrel", f"{FILLING * 200} barrel") == ["barrel"]


def test_marked_up_text_stays_text() -> None:
    found = shown("script", "<script>alert(1)</script>")
    assert found.segments() == (("<", False), ("script", True), (">alert(1)</", False), ("script", True), (">", False))


def test_long_texts_take_no_long_time() -> None:
    start = time.process_time()
    for text in ("a" * 500_000, "快" * 500_000, "'" * 500_000, "a'" * 250_000, "é " * 250_000):
        shown("absent 乐 a's", text)
    assert time.process_time() - start < 60  # they take 0.1 to 3 s; what is quadratic takes hours


def test_many_rows_take_no_long_time() -> None:
    common = ("the", "of", "and", "to", "in", "a", "is", "for", "on", "that", "with", "it", "as", "are", "be", "this", "we", "by", "or")
    query = " ".join(f"{one}-{two}-it" for one in common for two in common[:12])
    start = time.process_time()
    assert marked(query, f"{' '.join(common) * 1000}. Of and it.")[-1] == "Of and it"
    assert time.process_time() - start < 10  # it takes 0.7 s; where each word was compared with each row, 18 s
