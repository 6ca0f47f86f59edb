"""Lines: the text of a post as it is put together, block by block. Blocks break lines; what is inline never does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]"
)
"""Controls, soft hyphen, zero-width space, bidi marks, word joiner, byte order mark, surrogates. Joiners (ZWJ, ZWNJ) are letters' own."""

_WINDOWS = {code: bytes([code]).decode("cp1252", "replace").replace("\ufffd", "") for code in range(0x80, 0xA0)}
"""C1 controls are Windows-1252 characters that somebody took for Latin-1 (HTML, numeric character reference end state)."""


def visible(text: str) -> str:
    """Return the text without characters that nobody sees and that keep words from being found."""
    return _INVISIBLE.sub(lambda found: _WINDOWS.get(ord(found[0]), ""), text)


def one_line(text: str) -> str:
    """Return the text as one line: invisible characters gone, every run of white space one space."""
    return " ".join(visible(text).split())


@dataclass(slots=True)
class Line:
    """One line of a post, with what the rules for its end need to know."""

    text: str
    links: int = 0
    """Links that begin in the line."""
    last_link: str = ""
    """Text of the link that the line ends with, or nothing."""
    more: bool = False
    """Whether that link is marked as the way to the rest of the post (WordPress: class `more-link`)."""


@dataclass(slots=True)
class Lines:
    """The lines so far and the pieces of the next one."""

    done: list[Line] = field(default_factory=list)
    verbatim: int = 0
    """How many preformatted elements are open."""
    _pieces: list[str] = field(default_factory=list)
    _links: int = 0
    _link: slice = field(default_factory=lambda: slice(0, 0))
    _more: bool = False

    def add(self, text: str) -> None:
        """Add inline text."""
        self._pieces.append(text)

    def begin_link(self, *, more: bool) -> None:
        """Note that a link begins here."""
        self._links += 1
        self._more = more
        self._link = slice(len(self._pieces), len(self._pieces))

    def end_link(self) -> None:
        """Note that the link ends here."""
        self._link = slice(self._link.start, len(self._pieces))

    def end(self) -> None:
        """End the line: white space collapses, or, in preformatted text, its own lines are kept."""
        if not self._pieces:
            return
        text = "".join(self._pieces)
        if self.verbatim:
            self.done.extend(
                Line(row.rstrip()) for row in visible(text).replace("\xa0", " ").expandtabs(4).split("\n") if row and not row.isspace()
            )
        elif text := one_line(text):
            link = one_line("".join(self._pieces[self._link])) if self._links else ""
            ends = bool(link) and text.endswith(link)
            self.done.append(Line(text, self._links, link if ends else "", self._more and ends))
        self._pieces.clear()
        self._links, self._more, self._link = 0, False, slice(0, 0)
