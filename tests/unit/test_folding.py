# ruff: noqa: RUF001 - words in many scripts
import sys
import unicodedata

import pytest

from search.analysis import FILLER
from search.folding import fold


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Feed", "feed"),
        ("CAFÉ", "cafe"),
        ("cafe\u0301", "cafe"),
        ("naïve", "naive"),
        ("Straße", "strasse"),
        ("\u017f", "s"),
        ("Łódź", "lodz"),
        ("Øre", "ore"),
        ("Ærø", "aero"),
        ("Þórður", "thordur"),
        ("Œuvre", "oeuvre"),
        ("Ǽlfric", "aelfric"),
        ("İstanbul", "istanbul"),
        ("ısı", "isi"),
        ("Việt", "viet"),
        ("ﬁn", "fin"),
        ("Ｐｙｔｈｏｎ", "python"),
        ("don\u2019t", "don't"),
        ("donʼt", "don't"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("1\ufe0f\u20e3", "1"),
    ],
)
def test_latin(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Άνθρωπος", "ανθρωποσ"),
        ("ΆΝΘΡΩΠΟΣ", "ανθρωποσ"),
        ("ᾠδή", "ωιδη"),
        ("Ёлка", "елка"),
        ("Йод", "йод"),
        ("שָׁלוֹם", "שלומ"),
        ("за\u0301мок", "замок"),
        ("\u0453", "\u0453"),  # Macedonian gje
        ("Їжак", "їжак"),
        ("مُحَمَّد", "محمد"),
        ("كتـــاب", "كتاب"),
        ("أحمد", "احمد"),
        ("إلى", "الى"),
        ("آمن", "امن"),
        ("ٱلله", "الله"),
        ("مسؤول", "مسؤول"),
        ("رئيس", "رئيس"),
        ("مدرسة", "مدرسة"),
        ("على", "على"),
        ("\ufef7", "لا"),
        ("کتابی", "كتابي"),
        ("خانه\u0654", "خانه"),
        ("خان\u06c0", "خانه"),
        ("ﷺ", "صلىاللهعليهوسلم"),
    ],
)
def test_marks_are_stripped_where_writers_leave_them_out(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize("word", ["が", "パソ", "हिन्दी", "தமிழ்", "ภาษาที่", "한국어", "快乐"])
def test_marks_that_are_part_of_the_letter_stay(word: str) -> None:
    assert fold(word) == word


def test_digits_of_all_scripts_are_one() -> None:
    assert [fold(word) for word in ("١٢٣", "۱۲۳", "१२३", "๑๒๓", "１２３", "\U0001d7ce")] == ["123", "123", "123", "123", "123", "0"]
    digits = [char for char in map(chr, range(0x10000)) if unicodedata.category(char) == "Nd"]
    assert [fold(char) for char in digits] == [str(unicodedata.decimal(char)) for char in digits]


def test_spellings_of_kana_are_one() -> None:
    assert fold("か\u3099") == fold("が")
    assert fold("ﾊﾟｿｺﾝ") == fold("パソコン")
    assert fold(unicodedata.normalize("NFD", "한국")) == "한국"


def test_no_character_folds_to_white_space_or_filler() -> None:
    folded = {fold(char) for char in map(chr, range(sys.maxunicode + 1)) if char.isalnum()}
    assert not [text for text in folded if FILLER in text or len(text.split()) > 1 or text != text.strip()]


def test_what_is_folded_folds_to_itself() -> None:
    folded = {fold(char) for char in map(chr, range(sys.maxunicode + 1)) if char.isalnum()}
    assert not [text for text in folded if fold(text) != text]
