"""Words of real languages: what is found and marked, typed as people type it, in every engine."""

# ruff: noqa: RUF001 - words in many scripts

from __future__ import annotations

from tests.contract.benches import Index
from tests.contract.shelves import filled, holds, ranked


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
    shelf = (("en", "A house here"), ("en", "Houses are here"), ("de", "Ein Haus hier"), ("de", "Die Häuser hier"), ("ru", "Это книга"))
    reader = filled(index, (*shelf, ("ru", "Это книги")))
    found = {"house": [1, 2], "Houses": [2, 1], "Haus": [3, 4], "Häuser": [4, 3], "книга": [5, 6], "книги": [6, 5]}
    assert {word: ranked(reader, word) for word in found} == found


def test_serbian_is_found_in_both_its_scripts(index: Index) -> None:
    holds(index, (("sh", "Нове књиге"), ("sh", "Nova knjiga")), {"knjiga": [1, 2], "књига": [1, 2], '"knjiga"': [2], "nova": [1, 2]})
