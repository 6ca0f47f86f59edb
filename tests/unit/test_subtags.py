import pytest

from search.facets import value_key
from search.subtags import primary


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en-US", "en"), (" PT_br ", "pt"), ("zh-Hant-TW", "zh"), ("deu", "de"), ("nb", "no"), ("hr-HR", "sh"), ("jp", "ja"),
        ("gsw", "gsw"), ("english", None), ("und", None), ("mul", None), ("x-klingon", None), ("e", None), ("", None), ("d3", None),
    ],
)  # fmt: skip
def test_what_tags_come_to(tag: str, code: str | None) -> None:
    assert primary(tag) == code


def test_what_has_been_reduced_stays() -> None:
    codes = [code for first in "abcdefghijklmnopqrstuvwxyz" for second in "abcdefghijklmnopqrstuvwxyz" if (code := primary(first + second))]
    assert len(codes) > 600
    assert [code for code in codes if primary(code) != code] == []


@pytest.mark.parametrize(
    ("asked", "key"), [("nb", "no"), ("sr-Latn", "sh"), ("DE_at", "de"), ("und", "und"), ("german", "german"), ("", "")]
)
def test_people_ask_by_any_of_the_codes(asked: str, key: str) -> None:
    assert value_key("lang", asked) == key
