"""Clean: HTML to text. Blocks and line breaks separate words, inline tags never do; each rule counts what it cut.

BeautifulSoup on lxml only: its other parsers are quadratic on 150 kB of `<!--` or `<a `. It is given a builder that makes no tree:
most of the time went into trees of which each node was looked at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.builder import LXMLTreeBuilder  # type: ignore[attr-defined]  # put there at run time, where lxml is installed
from lxml import etree

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
BLOCKS = frozenset(_BREAKING.split())
"""Elements that begin and end a line."""

_CELLS = frozenset(("td", "th"))
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


def to_text(html: str, before: Counter[str] | None = None) -> Cleaned:
    """Return the text of a post: a line for each block, words separated by one space. It never raises.

    `before` are the cuts that made `html` of what was published.
    """
    cuts = Counter(before)
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


def is_marked_up(raw: str) -> bool:
    """Say whether a title or label of a format that says plain text is HTML: by an end tag, a line break or a reference.

    `List<T>` is not, and stays whole.
    """
    return any(sign in raw for sign in ("</", "<br", "&"))


def _lines(html: str, cuts: Counter[str]) -> Lines:
    if "<" in html:
        markup = _FORBIDDEN.sub("", html).replace("<![CDATA[", "").replace("]]>", "")
        reader = _Reader(cuts)
        # Text before the first tag would be put into a paragraph of its own, and styles before it into the head.
        BeautifulSoup(f"<body>{markup}", builder=_Builder(reader))
        return reader.lines
    lines = Lines()
    for row in references.unescape(html).splitlines():
        lines.add(row)
        lines.end()
    return lines


class _Builder(LXMLTreeBuilder):  # type: ignore[misc]  # see the import
    """BeautifulSoup's own use of lxml, but what lxml reads goes to a `_Reader` and makes no tree."""

    def __init__(self, reader: _Reader) -> None:
        super().__init__()
        self._reader = reader

    def default_parser(self, encoding: str | None) -> etree.HTMLParser:
        """Return the parser that BeautifulSoup feeds."""
        return etree.HTMLParser(target=self._reader, recover=True, huge_tree=self.huge_tree, encoding=encoding)


class _Reader:
    """What lxml tells of a page, as it reads it, becomes lines. No tree is built, so depth costs nothing.

    A tree over the same parser gave the same text and cuts for all of 7,776 real posts; see `docs/cleaning.md` for the times.
    """

    def __init__(self, cuts: Counter[str]) -> None:
        self.lines = Lines()
        self._cuts = cuts
        self._dropped = 0
        """Open elements from the outermost dropped one inwards."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in a start tag."""
        if self._dropped or name in _DROPPED:
            if not self._dropped:
                self._cuts[name] += 1
            # `embed` has no end tag (HTML standard, 4.8.6), but libxml2 waits for one and puts the rest of the post into it.
            self._dropped += bool(self._dropped) or name != "embed"
        elif name == "a":
            self.lines.begin_link(more="more-link" in attributes.get("class", ""))
        elif name == "img":
            self._image(attributes)
        elif name in _CELLS:
            self.lines.add(" ")
        elif name == "br" and self.lines.verbatim:
            self.lines.add("\n")
        elif name in BLOCKS:
            self.lines.end()
            self.lines.verbatim += name in _VERBATIM

    def end(self, name: str) -> None:
        """Take in an end tag; lxml gives one for every start tag."""
        if self._dropped:
            self._dropped -= 1
        elif name == "a":
            self.lines.end_link()
        elif name in BLOCKS:
            self.lines.end()
            self.lines.verbatim -= name in _VERBATIM

    def data(self, text: str) -> None:
        """Take in text."""
        if not self._dropped:
            self.lines.add(text)

    def comment(self, _text: str) -> None:
        """Count a comment."""
        if not self._dropped:
            self._cuts["comment"] += 1

    def close(self) -> None:
        """End the last line."""
        self.lines.end()

    def _image(self, attributes: Mapping[str, str]) -> None:
        alt = attributes.get("alt", "")
        if attributes.get("width") in _TINY or attributes.get("height") in _TINY or _BEACON.search(attributes.get("src", "")):
            self._cuts["tracking pixel"] += 1
        elif _EMOJI.search(attributes.get("class", "")) or not any(map(str.isalnum, alt)):
            self.lines.add(alt)
        else:
            self.lines.add(f" {alt} ")
