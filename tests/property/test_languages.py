import re

from hypothesis import given
from hypothesis import strategies as st

from index.languages import language

CODE = re.compile(r"[a-z]{2,3}")
TAGS = st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["en-US", "de", "gsw", "zh-TW", "und", "x-klingon", "nb", "hr"]))
TEXTS = st.one_of(
    st.text(st.characters(), max_size=600),  # surrogates too
    st.lists(st.sampled_from(["der", "die", "the", "и", "你好", "xs[i]", "https://a.example/b", "12", "שלום"]), max_size=300).map(" ".join),
    st.builds(lambda text, times: text * times, st.text(max_size=4), st.integers(0, 100_000)),
)


@given(st.lists(TAGS, max_size=4), TEXTS)
def test_a_language_is_a_code_or_nothing_and_always_the_same(declared: list[str | None], text: str) -> None:
    found = language(declared, text)
    assert found is None or CODE.fullmatch(found)
    assert language(declared, text) == found
    assert found is None or language([found, *declared], text) == found
