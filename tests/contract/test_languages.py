"""Law 13 in many scripts: what words of real languages find and mark, typed as people type them, in every engine."""
# ruff: noqa: RUF001 - words in many scripts

from __future__ import annotations

from search.port import Searchable
from search.query import Query
from search.syntax import parse
from tests.contract.benches import Index
from tests.contract.posts import post
from tests.contract.questions import ids

Shelf = tuple[tuple[str | None, str], ...]
"""Language and text of posts; they are numbered from 1."""


def asked(reader: Searchable, text: str) -> list[int]:
    """Return the posts that the text finds, each of which has to show why."""
    page = reader.search(Query(text=text, expr=parse(text).expr, match="all"))
    for hit in page.hits:
        assert hit.body is not None
        assert hit.body.marks
    return sorted(ids(page))


def holds(index: Index, shelf: Shelf, found: dict[str, list[int]]) -> None:
    """Assert what each query finds on the shelf."""
    reader = index.rebuild(*(post(number, "", text, lang=lang) for number, (lang, text) in enumerate(shelf, 1)))
    assert {text: asked(reader, text) for text in found} == found


def test_chinese_is_found_by_one_character_two_and_more(index: Index) -> None:
    shelf = (
        ("zh", "我们在学习机器学习的方法。"),
        ("zh", "今天去学校，机器坏了"),
        ("zh", "Python入门：３小时学会 ｐｙｔｈｏｎ"),
        ("zh", "Pythonの本"),
    )
    holds(
        index,
        shelf,
        {
            "机": [1, 2],
            "的": [1],
            "坏": [2],
            "机器": [1, 2],
            "机器学": [1],
            "机器学习": [1],
            '"机器学习的方法"': [1],
            "机器 学校": [2],
            '"机器 学习"': [1],
            '"学习 的 方法"': [],
            "学习机器学习": [1],
            "习惯": [],
            "校机": [],
            "Python入门": [3],
            "Python 入门": [3],
            '"python 入门"': [3],
            '"入门 3小时学会"': [3],
            "ＰＹＴＨＯＮ": [3, 4],
            "python": [3, 4],
            "3小时": [3],
            "机器 -学习": [2],
            "学 OR 门": [1, 2, 3],
            "机*": [1, 2],
        },
    )


def test_japanese_is_found_in_full_and_half_width_with_its_marks_kept(index: Index) -> None:
    shelf = (
        ("ja", "かがみを見る"),
        ("ja", "ガラスとカラス"),
        ("ja", "ﾊﾟｿｺﾝを買う"),
        ("ja", "パソコン入門、バラとハラ"),
    )
    holds(
        index,
        shelf,
        {
            "が": [1],
            "か": [1],
            "かか": [],
            "がみ": [1],
            "ガラス": [2],
            "カラス": [2],
            "ガラ": [2],
            "パソコン": [3, 4],
            "ﾊﾟｿｺﾝ": [3, 4],
            "ハソコン": [],
            "ハラ": [4],
            "バラ": [4],
            '"パソコン入門"': [4],
            "カ\u3099ラス": [2],
        },
    )


def test_the_long_vowel_at_the_end_of_a_katakana_word_may_be_left_out(index: Index) -> None:
    shelf = (
        ("ja", "サーバーを起動する"),
        ("ja", "サーバの管理"),
        ("ja", "ｻｰﾊﾞｰ管理"),
        ("ja", "サーバ管理"),
        ("ja", "カラーコピーをとる"),
        ("ja", "コピ"),
    )
    holds(
        index,
        shelf,
        {
            "サーバ": [1, 2, 3, 4],
            "サーバー": [1, 2, 3, 4],
            "ｻｰﾊﾞｰ": [1, 2, 3, 4],
            "title:x OR サーバー": [1, 2, 3, 4],
            '"サーバー"': [1, 3],
            "サーバ管理": [3, 4],
            "サーバー管理": [3, 4],
            '"サーバ管理"': [4],
            "サーバーの管理": [2],
            "サー": [1, 2, 3, 4],
            "コピー": [5],
            "カラーコピ": [5],
            "コピ": [5, 6],
            "バー": [1, 3],
            "サーバー管*": [3],
        },
    )


def test_the_spelling_as_typed_comes_first(index: Index) -> None:
    texts = ("サーバの話", "サーバーの話")
    reader = index.rebuild(*(post(number, "", text, lang="ja") for number, text in enumerate(texts, 1)))
    assert [hit.document.body for hit in reader.search(Query(expr=parse("サーバー").expr)).hits] == [texts[1], texts[0]]


def test_korean_is_found_with_its_particles(index: Index) -> None:
    shelf = (
        ("ko", "한국어는 어렵다. 검색을 한다"),
        ("ko", "\u1112\u1161\u11ab\u1100\u116e\u11a8 검색 엔진"),
        ("ko", "한강"),
        ("ko", "검색엔진을 만든다"),
    )
    holds(
        index,
        shelf,
        {"한국어": [1], "한국": [1, 2], "검색": [1, 2, 4], '"검색 엔진"': [2, 4], "한": [1, 2, 3], "국어": [1], "검색엔진": [4]},
    )


def test_thai_is_found_in_running_text_with_its_marks_kept(index: Index) -> None:
    shelf = (("th", "ภาษาไทยเป็นภาษาที่สวยงาม"), ("th", "ขอน้ำเปล่า ๒๕ บาท"), ("th", "นาม่าน"), ("th", "ม้าน"))
    holds(
        index,
        shelf,
        {"ภาษา": [1], "ไทย": [1], "สวยงาม": [1], '"เป็นภาษา"': [1], "น้ำ": [2], "25": [2], "๒๕": [2], "ม้า": [4], "ม่า": [3], "ก": []},
    )


def test_arabic_is_found_whatever_its_hamza_vowels_ligatures_and_digits(index: Index) -> None:
    shelf = (
        ("ar", "أحمد يقرأ الكتاب في ١٢٣ يوماً"),
        ("ar", "مُحَمَّدٌ إلى المدرســة"),
        ("ar", "ﻻ إله، لأن الأمر"),
        ("ar", "مسؤول في مكتبه على سنة"),
        (None, "room 123"),
    )
    holds(
        index,
        shelf,
        {
            "احمد": [1],
            "أحمد": [1],
            "إحمد": [1],
            "123": [1, 5],
            "١٢٣": [1, 5],
            "۱۲۳": [1, 5],
            "محمد": [2],
            "الى": [2],
            "المدرسة": [2],
            "مدرسه": [2],
            "لا": [3],
            "لان": [3],
            "\ufef7ن": [3],
            "مسؤول": [4],
            "مسوول": [4],
            '"مسوول"': [],
            "سنه": [4],
            '"سنه"': [],
            "علي": [4],
            "كتاب": [1],
        },
    )


def test_persian_is_found_from_both_keyboards(index: Index) -> None:
    shelf = (("fa", "کتاب‌های فارسی ۱۴۰۲"), ("fa", "كتاب فارسي"))
    holds(index, shelf, {"کتاب": [1, 2], "كتاب": [1, 2], "فارسی": [1, 2], '"فارسي"': [1, 2], "کتابهای": [1, 2], "1402": [1]})


def test_hebrew_is_found_without_points_and_by_its_acronyms(index: Index) -> None:
    shelf = (("he", 'שָׁלוֹם לכולם, אמר: "בוקר טוב"'), ("he", 'דובר צה"ל'), ("he", "צה״ל ומנכ\u201dלית"), ("he", "ג'ירפה חכמה וחכמים"))
    holds(
        index,
        shelf,
        {
            "שלום": [1],
            "שָׁלוֹם": [1],
            '"בוקר טוב"': [1],
            'צה"ל': [2, 3],
            "צה״ל": [2, 3],
            "צהל": [2, 3],
            '"דובר צה"ל"': [2],
            'title:צה"ל OR דובר': [2],
            'ומנכ"לית': [3],
            "ג׳ירפה": [4],
            "חכם*": [4],
            "צה": [],
        },
    )


def test_greek_is_found_whatever_its_accents_capitals_and_last_sigma(index: Index) -> None:
    shelf = (("el", "Ο άνθρωπος και η ΘΑΛΑΣΣΑ"), ("el", "οι άνθρωποι του κόσμου"))
    found = {"άνθρωπος": [1, 2], "ΑΝΘΡΩΠΟΣ": [1, 2], '"ανθρωπος"': [1], "θάλασσα": [1], "κοσμος": [2], "ΚΌΣΜΟΥ": [2]}
    holds(index, shelf, found)


def test_cyrillic_is_found_with_ye_for_yo_and_short_i_apart(index: Index) -> None:
    shelf = (
        ("ru", "Ёлка и мёд, зеленые книги"),
        ("ru", "елки, за\u0301мок"),
        ("uk", "Їжак з'їв об\u2019єкт"),
        ("ru", "мой йод"),
        ("ru", "иод"),
    )
    holds(
        index,
        shelf,
        {
            "елка": [1, 2],
            "ЁЛКА": [1, 2],
            '"елка"': [1],
            "мед": [1],
            "книга": [1],
            "замок": [2],
            "йод": [4],
            "иод": [5],
            "їжак": [3],
            "іжак": [],
            "об'єкт": [3],
        },
    )


def test_turkish_is_found_with_and_without_dots(index: Index) -> None:
    shelf = (("tr", "İstanbul'da ırmak kenarında kitaplar"), ("tr", "ISPARTA GÜLLERİ, çok şeker"), ("en", "Istanbul is a city"))
    holds(
        index,
        shelf,
        {
            "istanbul": [1, 3],
            "İstanbul": [1, 3],
            "ISTANBUL": [1, 3],
            '"istanbul\'da"': [1],
            "İstanbul*": [1, 3],
            "ırmak": [1],
            "irmak": [1],
            "IRMAK": [1],
            "ısparta": [2],
            "isparta": [2],
            "Isparta": [2],
            "kitap": [1],
            "gülleri": [2],
            "cok seker": [2],
        },
    )


def test_latin_letters_are_found_with_and_without_marks(index: Index) -> None:
    shelf = (("de", "Die Straße nach München, schöne Häuser"), ("vi", "Tiếng Việt và Đà Nẵng"), ("pl", "Łódź"), ("es", "El niño español"))
    holds(
        index,
        shelf,
        {
            "strasse": [1],
            "STRASSE": [1],
            "Straßen": [1],
            "munchen": [1],
            "Muenchen": [1],
            "Haus": [1],
            '"haus"': [],
            "tieng viet": [2],
            "TIẾNG VIỆT": [2],
            '"da nang"': [2],
            "lodz": [3],
            "nino": [4],
            "españoles": [4],
        },
    )


def test_indic_marks_are_part_of_the_letter(index: Index) -> None:
    shelf = (("hi", "हिन्दी में लिखना, १२३"), ("hi", "हनद"), ("ta", "தமிழ் மொழி"), ("bn", "বাংলা ভাষা"), ("hi", "\u0958लम"))
    holds(
        index,
        shelf,
        {"हिन्दी": [1], "हनद": [2], "१२३": [1], "123": [1], "தமிழ்": [3], "தமழ": [], "বাংলা": [4], "क\u093cलम": [5], '"में लिखना"': [1]},
    )


def test_a_word_is_looked_for_by_its_stems_in_every_language_of_the_archive(index: Index) -> None:
    shelf = (
        ("de", "Die Häuser der Stadt"),
        ("en", "Houses and running water"),
        ("fr", "Les étudiantes nationales"),
        ("sk", "Staré domy, feeds"),
        (None, "Feeds without a language"),
        ("ja", "RSSのfeeds"),
    )
    holds(
        index,
        shelf,
        {
            "Haus": [1],
            "house": [2],
            "run": [2],
            "étudiant": [3],
            "national": [3],
            "domy": [4],
            "dom": [],
            "feed": [4, 5, 6],
            '"feed"': [],
            "rss": [6],
        },
    )


def test_a_language_that_the_archive_has_not_lends_no_stems(index: Index) -> None:
    holds(index, (("en", "Hauser is a name"),), {"Haus": [], "Hauser": [1]})


def test_the_exact_form_ranks_above_the_stem(index: Index) -> None:
    bodies = {"en": ("A house here", "Houses are here"), "de": ("Ein Haus hier", "Die Häuser hier"), "ru": ("Это книга", "Это книги")}
    for lang, pair in bodies.items():
        reader = index.rebuild(*(post(number, "", body, lang=lang) for number, body in enumerate(pair, 1)))
        for number, body in enumerate(pair, 1):
            word = max(body.split(), key=len) if lang != "ru" else body.split()[1]
            assert ids(reader.search(Query(expr=parse(word).expr)))[0] == number
