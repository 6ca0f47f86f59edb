import pytest

from search.gershayim import GERSHAYIM, holds, joined, spelled


@pytest.mark.parametrize("sign", ['"', "\u201d", "\u201c", "\u201f", GERSHAYIM])
def test_the_sign_inside_a_hebrew_word_is_no_quotation_mark(sign: str) -> None:
    assert spelled(f"צה{sign}ל") == f"צה{GERSHAYIM}ל"
    assert joined(f"צה{sign}ל") == "צה\u2060ל"


@pytest.mark.parametrize("text", ['"שלום"', 'אמר "שלום" לו', 'x"y', 'א"x', '"', ""])
def test_other_quotation_marks_stay(text: str) -> None:
    assert spelled(text) == joined(text) == text
    assert not holds(text)


def test_an_acronym_is_held() -> None:
    assert holds('דובר צה"ל')
