"""Items of an export: its text, block by block, cut into items, so that neither size nor damage of one touches the next.

An XML parser for the whole would do worse: after its first error libxml2 drops every `&amp;` and `&lt;`, and an end tag that is missing
puts posts into each other, so that a draft's text could come out under a published post's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.formats.sniffing import feed_root

LONGEST = 8_000_000
"""Characters of an item that are held; a longer one is lost. libxml2 takes no text of more than 10 MB."""

LONGEST_HEAD = 2_000_000
"""Characters before the first item that are kept: title and authors stand at their beginning, lists of terms follow."""

_BEGINNING = 65_536
"""Characters in which the root element is looked for, after an XML declaration, comments and a DOCTYPE."""

_NAME = r"(?:[\w.-]{1,40}:)?"
_MARK = re.compile(rf"<(?:(?P<quote>!\[CDATA\[|!--)|(?P<close>/?){_NAME}(?P<name>item|channel|rss|RDF)(?=[\s>]))")
"""What says where an item begins and ends, and what may hold the same as text."""

_ENDS = {"![CDATA[": "]]>", "!--": "-->"}
_LONGEST_MARK = 64
_ITEM = re.compile(rf"<{_NAME}item[\s>]")
_END = re.compile(rf"</{_NAME}item\s*>")

_DECIDING = re.compile(r":(?:status|post_type|post_password)>")
_BEYOND = 4_000
"""Characters after an item that are looked at before it is given."""

_STATUS, _TEXTS = 2, 4
"""How often `:status>` and `:encoded>` stand in an item: in start tags and end tags, of the text and of the excerpt."""


@dataclass(frozen=True, slots=True)
class Source:
    """The source of one item, from its start tag on. `whole` is false where its end tag was not found, or it is longer than `LONGEST`."""

    text: str
    whole: bool


class Items:
    """The items of an export, each once. After the first one `head` is what stands before them."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the text in blocks. How it is cut into them changes nothing."""
        self._texts = iter(texts)
        self._text = ""
        self._at = 0
        self._kept = 0
        """Place from which on the text is still needed."""
        self._longest = LONGEST_HEAD
        self._begun = ""
        """What was kept and had to be let go, being longer than that."""
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
        self._at = self._kept = root.at if root else 0
        mark = self._outside()
        self.head = (self._begun or self._text[self._kept : mark.start() if mark else None])[:LONGEST_HEAD]
        while mark is not None:
            self._kept, self._longest, self._begun = mark.start(), LONGEST, ""
            whole = self._inside()
            lost = bool(self._begun) or self._at - self._kept > LONGEST or (whole and self._torn())
            yield Source("" if lost else self._text[self._kept : self._at], whole and not lost)
            self._kept, self._longest = self._at, 0
            mark = self._outside()

    def _outside(self) -> re.Match[str] | None:
        """Go on to the next start tag of an item and return it, or None at the end."""
        while (mark := self._mark()) is not None:
            self._at = mark.end()
            if mark["quote"]:
                self._skip(_ENDS[mark["quote"]])
            elif mark["name"] != "item":
                self.ended = bool(mark["close"])
            elif not mark["close"]:
                return mark
        return None

    def _inside(self) -> bool:
        """Go on to the end of the item that has begun; return whether it has one."""
        self._at = self._kept + 1
        while (mark := self._mark()) is not None:
            self._at = mark.end()
            if mark["quote"]:
                self._skip(_ENDS[mark["quote"]])
            elif mark["name"] == "item" and mark["close"]:
                return self._skip(">")
            else:  # the next item, or the end of all of them
                self._at = mark.start()
                return False
        self._at = len(self._text)
        return False

    def _torn(self) -> bool:
        """Say whether elements that decide on the item stand after its end: then the end tag is not its own."""
        while len(self._text) - self._at < _BEYOND and self._more():
            pass
        beyond = self._text[self._at : self._at + _BEYOND]
        following = _ITEM.search(beyond)
        return bool(_DECIDING.search(beyond, 0, following.start() if following else len(beyond)))

    def _mark(self) -> re.Match[str] | None:
        while (found := _MARK.search(self._text, self._at)) is None:
            self._at = max(self._at, len(self._text) - _LONGEST_MARK)
            if not self._room():
                return None
        return found

    def _skip(self, end: str) -> bool:
        """Go on to after the next `end`; return whether there is one."""
        while (found := self._text.find(end, self._at)) < 0:
            self._at = max(self._at, len(self._text) - len(end) + 1)
            if not self._room():
                self._at = len(self._text)
                return False
        self._at = found + len(end)
        return True

    def _room(self) -> bool:
        """Take in the next block, and let go what is longer than it may be; return whether there is one."""
        if len(self._text) - self._kept > self._longest:
            self._begun = self._begun or self._text[self._kept : self._kept + self._longest]
            self._kept = self._at
        return self._more()

    def _more(self) -> bool:
        """Take in the next block in place of what is not needed any more; return whether there is one."""
        block = next(self._texts, None)
        if block is not None:
            self._text, self._at, self._kept = self._text[self._kept :] + block, self._at - self._kept, 0
        return block is not None


def mixes(source: str) -> bool:
    """Say whether the source of an item looks as if it held some of another one too.

    Where the end of a CDATA section is missing, or a piece of the file, the next section may end it. An XML parser then sees one item,
    which may be the title of a post and the text of a draft. A post may quote the items of a feed; it is taken for a mixture only if
    it quotes their texts (`content:encoded`) or statuses as well.
    """
    others = bool(_ITEM.search(source, 1)) or "</item" in source[: -len("</item>")]
    return others and (source.count(":status>") > _STATUS or source.count(":encoded>") > _TEXTS)


def pieces(source: str) -> Iterator[str]:
    """Yield what begins and ends as an item in the source of one that mixes several, or has no end."""
    starts = [found.start() for found in _ITEM.finditer(source)]
    for start, stop in pairwise((*starts, len(source))):
        if end := _END.search(source, start, stop):
            yield source[start : end.end()]
