import pytest
import Stemmer

from search.stemming import DEFAULT, SNOWBALL, rules, stemmer


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("en", "feeds", "feed"),
        ("en", "dog's", "dogs"),
        ("de", "hauser", "haus"),
        ("fr", "etudiants", "etudiante"),
        ("es", "nacionales", "nacional"),
        ("ru", "книги", "книгами"),
        ("el", "ανθρωποσ", "ανθρωποι"),
        ("ar", "سنة", "سنه"),
        ("ar", "على", "علي"),
        ("ar", "مسؤول", "مسوول"),
        ("tr", "kitap", "kitaplar"),
    ],
)
def test_forms_of_a_word_have_one_stem(lang: str, one: str, other: str) -> None:
    stem = stemmer(rules(lang))
    assert stem(one) == stem(other)


@pytest.mark.parametrize("term", ["who's", "it's", "don't", "c++", "c#", ".net", "r", "3", "快乐", "🧠", "книги", "हिन्दी"])
def test_default_rules_leave_other_terms_alone(term: str) -> None:
    assert stemmer(DEFAULT)(term) == term


@pytest.mark.parametrize("lang", [None, "", "zh", "ja", "xx"])
def test_unknown_languages_get_the_default(lang: str | None) -> None:
    assert rules(lang) == DEFAULT


def test_every_rule_set_is_known_to_snowball_or_falls_back() -> None:
    assert all(rules(lang) in Stemmer.algorithms() for lang in SNOWBALL)
    assert rules("de") == "german"
