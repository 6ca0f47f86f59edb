"""Clean: HTML to text. Blocks and line breaks separate words, inline tags never do; each rule counts what it cut.

BeautifulSoup on lxml only: its other parsers are quadratic on 150 kB of `<!--` or `<a `. The tree is walked by a loop, since posts
may be 20,000 tags deep.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from bs4 import BeautifulSoup, Comment, NavigableString, PageElement, Tag

from index import references
from index.lines import Lines, one_line
from index.tails import cut_tails
from search.document import Cut

LONGEST = 500_000
"""Characters of text that are kept of a post; the rest is counted as a cut."""

LONGEST_TITLE = 1_000
"""Characters of the longest title: a longer one is a whole text in the wrong element."""

_NO_TEXT = (
    "script style template noscript iframe frame frameset svg canvas object embed applet audio video map head title select datalist "
    "textarea button input rp rt annotation annotation-xml"
)
_DROPPED = frozenset(_NO_TEXT.split())
"""Elements whose text is no text of the post: code, players and their fallbacks, form controls, readings of ruby."""

_BREAKING = (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table tbody tfoot thead tr ul xmp listing"
)
_BLOCKS = frozenset(_BREAKING.split())
"""Elements that begin and end a line."""

_CELLS = frozenset(("td", "th"))
_MARKED = _BLOCKS | _CELLS | {"a", "img"}
"""Elements that the walk looks at; all others are inline and change nothing."""

_VERBATIM = frozenset(("pre", "xmp", "listing"))
_EMOJI = re.compile(r"\b(?:wp-smiley|emoji)\b")
_BEACON = re.compile(
    r"//(?:feeds\.feedburner\.com/~|pixel\.wp\.com|stats\.wordpress\.com|feeds\.wordpress\.com|[^/]*\.doubleclick\.net|www\.google-analytics\.com)"
)
_TINY = ("0", "1", "0px", "1px")
"""Sizes of an image that nobody is meant to see."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_ESCAPED = re.compile(
    r"\s*&lt;(?:p|div|h[1-6]|ul|ol|table|blockquote|section|article|span|a|img|figure|br)\b.*&lt;/\w+&gt;\s*", re.DOTALL | re.IGNORECASE
)
"""Content that is HTML escaped once too often: it begins and ends with a tag that is text."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text of a post and what was cut from it, by rule."""

    text: str
    cuts: tuple[Cut, ...] = ()


def to_text(html: str) -> Cleaned:
    """Return the text of a post: a line for each block, words separated by one space. It never raises."""
    cuts: Counter[str] = Counter()
    if "<" not in html and _ESCAPED.fullmatch(html):
        html = references.unescape(html)
        cuts["escaped twice"] += 1
    lines = _lines(html, cuts)
    cut_tails(lines.done, cuts)
    text = "\n".join(line.text for line in lines.done)
    if len(text) > LONGEST:
        text = text[:LONGEST].rstrip()
        cuts["length"] += 1
    return Cleaned(text, tuple(Cut(rule, count) for rule, count in sorted(cuts.items())))


def to_title(raw: str, *, is_html: bool) -> str:
    """Return a title (or a name, or a label) as one line of text."""
    text = " ".join(line.text for line in _lines(raw, Counter()).done) if is_html else raw
    return one_line(text[: 2 * LONGEST_TITLE])[:LONGEST_TITLE].rstrip()


def _lines(html: str, cuts: Counter[str]) -> Lines:
    lines = Lines()
    if "<" in html:
        _walk(_soup(html), lines, cuts)
        lines.end()
    else:
        text = references.unescape(html)
        for row in text.splitlines():
            lines.add(row)
            lines.end()
    return lines


def _soup(html: str) -> BeautifulSoup:
    """Parse. The two settings save 10 to 20 % of the time; nobody asks for line numbers or for classes as lists."""
    markup = _FORBIDDEN.sub("", html).replace("<![CDATA[", "").replace("]]>", "")
    return BeautifulSoup("<body>" + markup, "lxml", store_line_numbers=False, multi_valued_attributes=None)


class _End(NamedTuple):
    """The place in the walk where an element ends."""

    name: str


def _walk(soup: BeautifulSoup, lines: Lines, cuts: Counter[str]) -> None:
    todo: list[PageElement | _End] = [soup]
    while todo:
        node = todo.pop()
        if isinstance(node, _End):
            _close(node.name, lines)
        elif isinstance(node, Tag):
            if node.name in _DROPPED:
                cuts[node.name] += 1
                continue
            if node.name in _MARKED:
                _open(node, lines, cuts)
                todo.append(_End(node.name))
            todo.extend(reversed(node.contents))
        elif type(node) is NavigableString:
            lines.add(node)
        elif type(node) is Comment:
            cuts["comment"] += 1


def _open(tag: Tag, lines: Lines, cuts: Counter[str]) -> None:
    name = tag.name
    if name == "a":
        lines.begin_link(more="more-link" in _attribute(tag, "class"))
    elif name == "img":
        _image(tag, lines, cuts)
    elif name in _CELLS:
        lines.add(" ")
    elif name == "br" and lines.verbatim:
        lines.add("\n")
    else:
        lines.end()
        lines.verbatim += name in _VERBATIM


def _close(name: str, lines: Lines) -> None:
    if name == "a":
        lines.end_link()
    elif name in _BLOCKS:
        lines.end()
        lines.verbatim -= name in _VERBATIM


def _image(tag: Tag, lines: Lines, cuts: Counter[str]) -> None:
    alt = _attribute(tag, "alt")
    if _attribute(tag, "width") in _TINY or _attribute(tag, "height") in _TINY or _BEACON.search(_attribute(tag, "src")):
        cuts["tracking pixel"] += 1
    elif _EMOJI.search(_attribute(tag, "class")) or not any(map(str.isalnum, alt)):
        lines.add(alt)
    else:
        lines.add(f" {alt} ")


def _attribute(tag: Tag, name: str) -> str:
    return str(tag.get(name, ""))
