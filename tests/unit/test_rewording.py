from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import syntax
from search.rewording import Meanings, reworded, reworded_text

MEANINGS: Meanings = {("pyhton",): "python", ("opensource",): "open source", ("data", "base"): "database"}


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("", ""),
        ("pyhton", "[python]"),
        ("Pyhton, PYHTON!", "[python], [python]!"),
        ("title:pyhton -java", "title:[python] -java"),
        ("opensource", '["open source"]'),
        ("title:opensource", 'title:["open source"]'),
        ('"my opensource', '"my [open source]'),
        ("\u201copensource\u201d opensource", '\u201c[open source]\u201d ["open source"]'),
        ("a data  base b", "a [database] b"),
        ("data, base", "data, base"),
        ("data data base", "data [database]"),
        ("pyhtons", "pyhtons"),
    ],
)
def test_words_are_replaced_and_marked(text: str, changed: str) -> None:
    found = reworded_text(text, MEANINGS)
    assert "".join(f"[{piece}]" if marked else piece for piece, marked in found.segments()) == changed


@pytest.mark.parametrize(
    "text",
    [
        "pyhton",
        "title:pyhton -java lang:en",
        "title:(pyhton OR java)",
        '"learn pyhton" opensource',
        "body:opensource OR pyhton",
        "data base",
        "learn data base",
        "multi-pyhton",
        "tag:pyhton",
        'tag:"learn PYHTON" tag:opensource',
    ],
)
def test_text_and_expression_are_reworded_alike(text: str) -> None:
    assert syntax.parse(reworded_text(text, MEANINGS).text).expr == reworded(syntax.parse(text).expr, MEANINGS)


@pytest.mark.parametrize("text", ["-pyhton java", "site:pyhton", "title:data base", "pyhton*", "multi-opensource"])
def test_where_more_than_words_would_change_they_differ(text: str) -> None:
    assert syntax.parse(reworded_text(text, MEANINGS).text).expr != reworded(syntax.parse(text).expr, MEANINGS)


@given(st.text(st.sampled_from('pyhton opensource data base"()-:*\u201c') | st.characters(), max_size=60))
def test_any_text_can_be_reworded(text: str) -> None:
    reworded(syntax.parse(text).expr, MEANINGS)
    assert reworded_text(text, {}).text == text
