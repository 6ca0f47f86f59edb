from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from index.clean import to_text, to_title

INLINE = ("b", "i", "em", "strong", "span", "a", "code", "font", "sup", "u")
BLOCKS = ("div", "blockquote", "section", "article", "aside", "pre", "figure")
"""Blocks that may stand in each other: in `<li><li>a</li>b</li>c` the last end tag ends nothing, and browsers glue b and c too."""

Pair = tuple[str, str]
"""HTML, and the same as text where a block is white space on both sides."""


WORDS = st.text("abcλж中 \n", min_size=1, max_size=6).map(lambda text: (text, text))
BREAKS = st.sampled_from(
    [("<br>", " "), ("<br/>", " "), ("<hr>", " "), ("<wbr>", ""), ("<!-- x -->", ""), ("&shy;", ""), ("&#8203;", ""), ("&nbsp;", " ")]
)


def _element(names: tuple[str, ...], gap: str, inner: st.SearchStrategy[Pair]) -> st.SearchStrategy[Pair]:
    return st.builds(lambda name, part: (f"<{name}>{part[0]}</{name}>", f"{gap}{part[1]}{gap}"), st.sampled_from(names), inner)


def _joined(parts: list[Pair]) -> Pair:
    return "".join(html for html, _ in parts), "".join(text for _, text in parts)


PAGES = st.recursive(
    WORDS | BREAKS,
    lambda inner: st.lists(inner | _element(INLINE, "", inner) | _element(BLOCKS, " ", inner), max_size=5).map(_joined),
    max_leaves=25,
)

SCRAPS = "< > </ /> <p <p> </p> <b> <!-- --> <![CDATA[ ]]> <?xml & &lt; &amp; &#0; &#xD800; &#x110000; <td> <pre> </pre> <script> </script>"
ODDITIES = ["<img alt='x'>", "<a href=x>", "</a>", "[...]", "\0", "\ud800", "\ufffe", "&lt;p&gt;", "&lt;/p&gt;", " "]
FRAGMENTS = st.lists(st.sampled_from([*SCRAPS.split(), *ODDITIES]) | st.text(max_size=4), max_size=30).map("".join)


@settings(max_examples=150, deadline=None)
@given(page=PAGES)
def test_words_of_blocks_never_glue_and_inline_tags_never_split(page: Pair) -> None:
    html, text = page
    assert to_text(html).text.split() == text.split()


@settings(max_examples=150, deadline=None)
@given(html=FRAGMENTS)
def test_no_page_raises_and_what_comes_out_is_clean(html: str) -> None:
    for text in (to_text(html).text, to_title(html, is_html=True), to_title(html, is_html=False)):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufeff\u200b\xad]", text)
        assert text == text.strip() or "\n" in text
    assert "\n" not in to_title(html, is_html=True)


@settings(max_examples=100, deadline=None)
@given(words=st.lists(st.text("abc é中", max_size=5), max_size=5), tag=st.sampled_from(INLINE + BLOCKS))
def test_no_tag_survives(words: list[str], tag: str) -> None:
    html = f"<{tag} class='x' title=\"y>z\">".join(words)
    assert not {"<", ">", "class", "z"} & set(re.findall(r"\w+|[<>]", to_text(html).text))


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.characters(exclude_characters="<&"), max_size=60))
def test_plain_text_is_cleaned_once_for_all(text: str) -> None:
    once = to_text(text).text
    assert to_text(once).text == once
    assert once.split() == to_title(once, is_html=False).split()
