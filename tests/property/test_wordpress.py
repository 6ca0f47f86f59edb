"""What WordPress stores: no word of a text is lost or glued to another one, whatever marks stand around it."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from index.clean import to_text
from index.wordpress import to_html

WORDS = st.text("abcλж中", min_size=1, max_size=5)
GAPS = st.sampled_from(
    (" ", "\n", "\n\n", "\r\n", "<!--more-->", "<!-- wp:x /-->\n", " [gallery ids='1'] ", "[caption]", "\n[/caption]", "<br>")
)
AROUND = st.sampled_from(
    (("", ""), ("<p>", "</p>"), ("[box]", "[/box]"), ("[box a=1]\n", "\n[/box]"), ("<pre>", "</pre>"), ("[code]", "[/code]"))
)

TEXTS = st.recursive(
    st.tuples(WORDS, GAPS).map("".join),
    lambda inner: (
        st.lists(inner, max_size=5).map("".join) | st.tuples(AROUND, inner).map(lambda pair: f"{pair[0][0]} {pair[1]} {pair[0][1]}")
    ),
    max_leaves=15,
)
MARKS = "<!--more--> <!--_wp:x_/--> [gallery_ids='1'] [caption] [/caption] [box_a=1] [box] [/box] [code] [/code] <br> <p> </p> <pre> </pre>"

SCRAPS = "[ ] [[ ]] [a [/a [/a] [a=1] [code] [/code] <!-- --> <pre> </pre> <p> [:en] [:] <!--:en--> <!--:--> < > [caption/] [/caption]"
FRAGMENTS = st.lists(st.sampled_from(["\n", "\n\n", *SCRAPS.split()]) | st.text(max_size=4), max_size=30).map("".join)


@settings(max_examples=150, deadline=None)
@given(source=TEXTS)
def test_words_stay_and_stay_apart(source: str) -> None:
    """In a `pre` inside program text its own marks are text: they hold no letters of the words."""
    words = "".join(char if char in "abcλж中" else " " for char in _plain(source)).split()
    found = to_text(to_html(source, Counter())).text
    assert "".join(char if char in "abcλж中" else " " for char in _plain(found)).split() == words


@settings(max_examples=200, deadline=None)
@given(source=FRAGMENTS)
def test_no_text_raises(source: str) -> None:
    assert isinstance(to_text(to_html(source, Counter())).text, str)


def _plain(source: str) -> str:
    for mark in MARKS.split():
        source = source.replace(mark.replace("_", " "), " ")
    return source
