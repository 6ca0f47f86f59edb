"""Items of an export: its text, block by block, cut into items, so that neither size nor damage of one touches the next.

An XML parser for the whole would do worse: after its first error libxml2 drops every `&amp;` and `&lt;`, and an end tag that is missing
puts posts into each other, so that a draft's text could come out under a published post's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.formats.sniffing import feed_root

LONGEST = 8_000_000
"""Characters of an item that are held; a longer one is lost. libxml2 takes no text of more than 10 MB."""

LONGEST_HEAD = 2_000_000
"""Characters before the first item that are kept: title and authors stand at their beginning, lists of terms follow."""

_BEGINNING = 65_536
"""Characters in which the root element is looked for, after an XML declaration, comments and a DOCTYPE."""

_BEHIND = 1_000_000
"""Characters that have been read and are let go at a time."""

_NAME = r"(?:[\w.-]{1,40}:)?"
_MARK = re.compile(rf"<(?:(?P<quote>!\[CDATA\[|!--)|(?P<close>/?){_NAME}(?P<name>item|channel|rss|RDF)(?=[\s>]))")
"""What says where an item begins and ends, and what may hold the same as text."""

_ENDS = {"![CDATA[": "]]>", "!--": "-->"}
_LONGEST_MARK = 64
_SEAM = re.compile(rf"(?<=</item>)\s*(?=<{_NAME}item[\s>])")


@dataclass(frozen=True, slots=True)
class Source:
    """The source of one item, from its start tag on. `whole` is false where its end tag was not found."""

    text: str
    whole: bool


class Items:
    """The items of an export, each once. After the first one `head` is what stands before them."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the text in blocks."""
        self._texts = iter(texts)
        self._text = ""
        self._at = 0
        self.head = ""
        self.root = False
        """Whether there is a root element; people cut items out of exports."""
        self.ended = False
        """Whether its end, or that of the channel, was there."""

    def __iter__(self) -> Iterator[Source]:
        """Yield the items in order; what stands between them is left out."""
        while len(self._text) < _BEGINNING and self._more():
            pass
        root = feed_root(self._text[:_BEGINNING])
        self.root = root is not None
        self._at = start = root.at if root else 0
        mark = self._outside(keep=LONGEST_HEAD)
        self.head = self._text[start : mark.start() if mark else None][:LONGEST_HEAD]
        while mark is not None:
            start = mark.start()
            whole = self._inside(start)
            yield Source(self._text[start : self._at], whole)
            if self._at > _BEHIND:
                self._text, self._at = self._text[self._at :], 0
            mark = self._outside(keep=0)

    def _outside(self, keep: int) -> re.Match[str] | None:
        """Go on to the next start tag of an item and return it, or None at the end. More than `keep` characters are not kept."""
        while (mark := self._mark(keep)) is not None:
            self._at = mark.end()
            if mark["quote"]:
                self._skip(_ENDS[mark["quote"]], keep)
            elif mark["name"] != "item":
                self.ended = bool(mark["close"])
            elif not mark["close"]:
                return mark
        return None

    def _inside(self, start: int) -> bool:
        """Go on to the end of the item that begins at `start`; return whether it has one."""
        longest = start + LONGEST
        while (mark := self._mark(longest, forget=False)) is not None:
            self._at = mark.end()
            if mark["quote"]:
                if not self._skip(_ENDS[mark["quote"]], longest, forget=False):
                    break
            elif mark["name"] == "item" and mark["close"]:
                return self._skip(">", longest, forget=False)
            else:  # the next item, or the end of all of them
                self._at = mark.start()
                return False
        self._at = len(self._text)
        return False

    def _mark(self, longest: int, *, forget: bool = True) -> re.Match[str] | None:
        while (found := _MARK.search(self._text, self._at)) is None:
            self._at = max(self._at, len(self._text) - _LONGEST_MARK)
            if not self._room(longest, forget=forget):
                return None
        return found

    def _skip(self, end: str, longest: int, *, forget: bool = True) -> bool:
        """Go on to after the next `end`; return whether there is one."""
        while (found := self._text.find(end, self._at)) < 0:
            self._at = max(self._at, len(self._text) - len(end) + 1)
            if not self._room(longest, forget=forget):
                self._at = len(self._text)
                return False
        self._at = found + len(end)
        return True

    def _room(self, longest: int, *, forget: bool) -> bool:
        """Take in the next block; return whether there is one. Where no more than `longest` may be held, forget what is behind, or stop."""
        if len(self._text) > longest:
            if not forget:
                return False
            self._text, self._at = self._text[self._at :], 0
        return self._more()

    def _more(self) -> bool:
        block = next(self._texts, None)
        if block is not None:
            self._text += block
        return block is not None


def seams(source: str) -> list[str]:
    """Return the source of an item cut where others begin in it: then the end of a CDATA section or of an item is missing before."""
    return _SEAM.split(source)
