"""WordPress: the source of a post, as its editors store it, to HTML. Pure; what goes is counted by rule (docs/cleaning.md).

Comments that mark blocks, pages and the end of the teaser go, then shortcodes (`shortcodes.py`); then lines become paragraphs, since
old posts have no `<p>`. Texts in several languages (qTranslate) follow each other without their marks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from index.clean import BLOCKS
from index.endings import Endings
from index.shortcodes import without_shortcodes

_LANGUAGE = re.compile(r"<!--:(?:[a-z]{2})?-->")
_LANGUAGE_IN_BRACKETS = re.compile(r"<!--:(?:[a-z]{2})?-->|\[:(?:[a-z]{2})?\]")
_IN_BRACKETS = re.compile(r"\s*\[:[a-z]{2}\]")
"""A text that begins so is qTranslate's; else `[:]` is Python."""

_BLOCK = re.compile(r"\s*/?wp:")
_PAGE = re.compile(r"more(?:\s.*)?|nextpage|noteaser", re.DOTALL)
"""Comments of WordPress by their text; its own patterns allow no space before these words."""

_GAP = "\n\n"
_VERBATIM = frozenset(("pre", "script", "style", "textarea", "xmp"))
"""Elements that keep their lines."""

_BREAKS = BLOCKS | _VERBATIM | frozenset(("td", "th", "option"))
"""Elements beside which a line break says nothing."""

_PIECE = re.compile(r"<!--|<(?:(?P<begun>[A-Za-z][A-Za-z0-9]*)|/(?P<ended>[A-Za-z][A-Za-z0-9]*))(?![\w-])[^<>]*>|\n\s*")
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)


def to_html(source: str, cuts: Counter[str]) -> str:
    """Return the post as HTML; `cuts` counts what went. It takes linear time and never raises."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    marks = _LANGUAGE_IN_BRACKETS if _IN_BRACKETS.match(source) else _LANGUAGE
    source, found = marks.subn(_GAP, source)
    if found:
        cuts["language mark"] += found
    return _paragraphs(without_shortcodes(_without_marks(source, cuts), cuts))


def to_title(source: str) -> str:
    """Return a title without qTranslate's marks, its texts separated by slashes."""
    marks = _LANGUAGE_IN_BRACKETS if _IN_BRACKETS.match(source) else _LANGUAGE
    return " / ".join(filter(None, map(str.strip, marks.split(source))))


def _without_marks(source: str, cuts: Counter[str]) -> str:
    """Return the source without the comments that mark blocks and pages; other comments stay."""
    kept: list[str] = []
    at = 0
    while (start := source.find("<!--", at)) >= 0 and (end := source.find("-->", start + 4)) >= 0:
        said = source[start + 4 : end]
        kept.append(source[at:start])
        at = end + 3
        if _BLOCK.match(said):
            cuts["block comment"] += 1
        elif _PAGE.fullmatch(said):
            cuts["page break"] += 1
            kept.append(_GAP)
        else:
            kept.append(source[start:at])
    return "".join((*kept, source[at:]))


def _paragraphs(source: str) -> str:
    """Return the source with a `<p>` for each blank line and, where it has no `<p>` of its own, a `<br>` for each other line break.

    Line breaks beside blocks, and in texts that keep their lines, stay what they are.
    """
    pieces = list(_pieces("\n".join(line.rstrip() for line in source.strip().split("\n"))))
    own = bool(_PARAGRAPH.search(source))
    written = ["" if own or not pieces or _is_block(pieces[0]) else "<p>"]
    for number, piece in enumerate(pieces):
        if not piece.startswith("\n"):
            written.append(piece)
        elif _is_block(pieces[number - 1]) or _is_block(pieces[number + 1]):
            written.append("\n")
        elif piece.count("\n") > 1:
            written.append("\n<p>")
        else:
            written.append("\n" if own else "<br>\n")
    return "".join(written)


def _pieces(source: str) -> Iterator[str]:
    """Yield tags, comments, elements that keep their lines, line breaks, and the texts between them."""
    endings = Endings(source)
    at = 0
    while (start := _PIECE.search(source, at)) is not None:
        if start.start() > at:
            yield source[at : start.start()]
        at = start.end()
        end = None
        if start[0] == "<!--":
            end = endings.find("-->", at)
        elif (start["begun"] or "").lower() in _VERBATIM:
            end = endings.find(rf"</{start['begun']}[^<>]*>", at)
        at = end.end() if end else at
        yield source[start.start() : at]
    if at < len(source):
        yield source[at:]


def _is_block(piece: str) -> bool:
    tag = _PIECE.match(piece)
    return tag is not None and (tag["begun"] or tag["ended"] or "").lower() in _BREAKS
