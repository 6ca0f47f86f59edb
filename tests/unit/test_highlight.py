import time

import pytest

from search.analysis import Analyzer
from search.highlight import BETWEEN, GAP, LENGTH, MORE, snippet, title
from search.marking import marks, places
from search.page import Snippet
from search.plan import plan
from search.query import Query
from search.syntax import parse

ANALYZER = Analyzer()
FILLING = "Nothing of note stands here, only filling. " * 40


def shown(query: str, text: str, lang: str | None = "en", field: str = "body", weights: dict[int, float] | None = None) -> Snippet:
    wanted = marks(plan(Query(expr=parse(query).expr), (lang, None), ANALYZER), field, weights)
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
        (".NET", "快.NET x_.NET é.NET ASP.NET .NET", [".NET"]),
        ("feed", "Ðfeed feed", ["feed"]),
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
        ('"open source" code', "open the source, open source code", ["open source", "code"]),
        ('"open source" open', "open source", ["open source"]),
        ("b -(a OR c) -title:b", "a b c", ["b"]),
        ("-(a -b) c", "a b c", ["c"]),
        ("snake_case", "snake_case and snake case, snake", ["snake_case", "snake case"]),
        ("🧠", "a🧠🧠 b, 🧠b", ["🧠🧠", "🧠"]),
        ("快乐", "祝你们新年快乐、快来", ["快乐"]),
        ("新年快乐", "祝你们新年快乐、新年", ["新年快乐"]),
        ("快", "快乐 很快 快。", ["快", "快", "快"]),
        ("快乐 乐观", "快乐观", ["快乐观"]),
        ("数据库 库存", "数据库存", ["数据库存"]),
        ("快乐", "快 乐快", []),
        ('"快乐"', "快乐很快乐", ["快乐", "快乐"]),
        ("快乐*", "快乐很快乐", ["快乐", "快乐"]),
        ("python教程", "Python教程、Python 教程、教程", ["Python教程", "Python 教程"]),
        ("が", "か\u3099 が か", ["か\u3099", "が"]),
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


def test_a_passage_is_shown_from_the_beginning_of_its_sentence_to_the_end_of_one() -> None:
    found = shown("rain barrel", f"{FILLING}Then some rain fell into the barrel. {FILLING}")
    assert found.text.startswith("… Then some rain fell into the barrel. Nothing of note")
    assert found.text.endswith("only filling. …")
    assert "… The barrel" in shown("barrel", f"{FILLING}A heading\nThe barrel stands. {FILLING}").text


def test_where_no_passage_has_all_words_several_are_shown_in_the_order_of_the_text() -> None:
    found = shown("barrel rain roof", f"{FILLING}The rain falls. {FILLING}A roof of tin. {FILLING}The barrel stands. {FILLING}")
    said = found.text.split(" … ")
    assert len(said) == 3
    assert ["rain" in said[0], "roof" in said[1], "barrel" in said[2]] == [True, True, True]
    assert [found.text[start:end] for start, end in found.marks] == ["rain", "roof", "barrel"]
    assert LENGTH < len(found.text) <= LENGTH * MORE + 10


def test_passages_that_nearly_meet_are_shown_as_one() -> None:
    left_out = set()
    for words in range(44, 62):
        between = f" {'on ' * words}on. Then {'so ' * 28}a "
        found = shown("rain barrel", f"{FILLING}The rain{between}barrel. {FILLING}")
        assert [found.text[start:end] for start, end in found.marks] == ["rain", "barrel"]
        kept = found.text[found.marks[0][1] : found.marks[1][0]].replace(BETWEEN, "")
        left_out.add(len(between) - len(kept))
    assert 0 in left_out
    assert len(left_out) > 1
    assert min(left_out - {0}) > GAP


def test_one_passage_that_says_it_all_is_shown_alone() -> None:
    found = shown("rain barrel", f"{FILLING}Some rain. {FILLING}A rain barrel. {FILLING}A barrel. {FILLING}")
    assert "A rain barrel" in found.text
    assert found.text.count("…") == 2
    assert len(found.text) <= LENGTH + 4


def test_another_strong_passage_far_away_is_shown_too() -> None:
    found = shown("rain", f"{FILLING}First rain. {FILLING}Second rain. {FILLING}")
    assert [len(part) > 60 for part in found.text.split(" … ")] == [True, True]
    assert len(found.marks) == 2


def test_rare_words_choose_the_passage() -> None:
    text = f"{FILLING}Is it the one and only. {FILLING}Behold a barrel. {FILLING}"
    rare = shown("is it the barrel", text, weights={0: 0.1, 1: 0.1, 2: 0.01, 3: 6.0})
    assert "Behold a barrel" in rare.text
    assert "the one and only" not in rare.text
    assert "the one and only" in shown("is it the barrel", text).text


@pytest.mark.parametrize("behind", [True, False])
def test_half_of_a_word_of_the_query_is_not_shown(behind: bool) -> None:
    seen = set()
    for room in range(1, 110):
        around = ("祝" * 300, "新年快乐", "祝" * room, "rain", "祝" * room, "新年快乐", "祝" * 300)
        text = "".join(around[2:] if behind else around[:5])
        found = shown("rain 新年快乐", text, weights={0: 5.0, 1: 0.001})
        words = {found.text[start:end] for start, end in found.marks}
        assert ("新" in found.text) == ("乐" in found.text) == ("新年快乐" in words)
        assert words <= {"rain", "新年快乐"}
        seen |= {len(words)}
    assert seen == {1, 2}


def test_wide_letters_take_the_room_of_two() -> None:
    found = shown("快乐", f"{'祝你们。' * 200}快乐{'祝你们。' * 200}")
    assert LENGTH // 3 < len(found.text) <= LENGTH // 2 + 4
    assert len(shown("absent", "祝你们。" * 200).text) <= LENGTH // 2 + 2


def test_a_match_longer_than_a_snippet_is_cut_between_words() -> None:
    phrase = "far and wide " * 40
    found = shown(f'"{phrase}"', f"{FILLING}{phrase}{FILLING}")
    assert len(found.marks) == 1
    ((start, end),) = found.marks
    assert phrase.startswith(found.text[start:end].strip())
    assert len(found.text) <= LENGTH + 4


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


def test_an_ordinary_text_is_read_whole() -> None:
    text = f"{'the rain ' * 4000}rain the barrel"
    assert "barrel" in shown("the rain barrel", text).text
    assert "barrel stands" in shown("the", f"{'of ' * 9000}the barrel stands").text


def test_reading_a_long_text_ends_when_there_is_enough_to_choose_from() -> None:
    for query, text, most in (
        ("rain", "rain " * 90_000, 10_000),
        ("rain absent", "rain " * 90_000, 60_000),
        ("absent", "rain " * 9000, 45_000),
    ):
        wanted = marks(plan(Query(expr=parse(query).expr), ("en",), ANALYZER), "body")
        assert places(text, "en", wanted, ANALYZER).end <= most


def test_a_long_phrase_is_not_looked_for_inside_itself() -> None:
    for words, found in ((3, 1998), (100, 20)):
        wanted = marks(plan(Query(expr=parse(f'"{"a " * words}"').expr), ("en",), ANALYZER), "body")
        assert len(places("a " * 2000, "en", wanted, ANALYZER).places) == found


@pytest.mark.parametrize("padding", ["x ", "x\n", "x-", "快", "か\u3099", "e\u0301 ", "é "])
@pytest.mark.parametrize("query", ['"open source code"', "快乐 乐观", "feeding"])
def test_what_stands_over_the_edge_of_two_blocks_is_found(padding: str, query: str) -> None:
    text = {"feeding": "feeding"}.get(query, "open source-code" if "open" in query else "快乐观")
    for room in range(4980, 5004):
        found = marked(query, f"{(padding * 5000)[:room]} {text} {padding * 1000}")
        assert found == [text], room


def test_marked_up_text_stays_text() -> None:
    found = shown("script", "<script>alert(1)</script>")
    assert found.segments() == (("<", False), ("script", True), (">alert(1)</", False), ("script", True), (">", False))


def test_long_texts_take_no_long_time() -> None:
    start = time.process_time()
    for text in ("a" * 500_000, "快" * 500_000, "'" * 500_000, "a'" * 250_000, "é " * 250_000):
        shown("absent 乐 a's", text)
    assert time.process_time() - start < 60  # they take 0.1 to 3 s; what is quadratic takes hours


def test_many_rows_take_no_long_time() -> None:
    common = ["the", "of", "and", "to", "in", "a", "is", "for", "on", "that", "with", "it", "as", "are", "be", "this", "we", "by", "or"]
    query = " ".join(f"{one}-{two}-it" for one in common for two in common[:12])
    start = time.process_time()
    assert marked(query, f"{' '.join(common) * 400}. Of and it.")[-1] == "Of and it"
    assert time.process_time() - start < 10  # it takes 0.7 s; where each word was compared with each row, 18 s
