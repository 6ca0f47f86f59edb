"""Tails: what programs add after the end of a post, told by its form. Each rule cuts at the end of the text only and counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from index.lines import Line

_FOOTER_LINKS = 2
"""WordPress (Yoast) signs a post with a link to it and a link to the blog."""

_FOOTER_LENGTH = 600
"""Characters of the longest footer: a title and a blog's name."""

_FOOTER = re.compile(
    r"appeared first on|first appeared on|erschien zuerst auf|est apparu en premier sur|(?:se publicó|apareció) primero en|"
    r"proviene da|sembra essere il primo su|apareceu primeiro em|verscheen eerst op|впервые появилась|pochodzi z serwisu|dök först upp på|"
    r"yazısı ilk önce|"  # noqa: RUF001 - Turkish has a dotless i
    r"最先出现在|最早出现于|最初發表於|最先出現在|最初に .{0,200}に登場しました|に最初に表示されました"
)
"""What stands between the two links, in the translations of WordPress SEO."""

_ELLIPSES = ("[…]", "(…)", "[...]", "(...)")
"""Ends of an excerpt."""

_MORE = re.compile(
    r"\W*(?:(?:continue|keep) reading\b.*|read the rest\b.*|(?:read|see|view) (?:more|the full (?:post|article|story))\W*|"
    r"more\W*|full story\W*|weiterlesen\b.*|mehr lesen\W*|lire la suite\b.*|"
    r"(?:leer|ver) más\W*|(?:sigue|seguir) leyendo\b.*|"
    r"continua a leggere\b.*|leggi tutto\W*|"
    r"leia mais\W*|continuar? lendo\b.*|lees (?:verder|meer)\b.*|czytaj (?:dalej|więcej)\b.*|"
    r"читать (?:далее|дальше)\b.*|(?:続きを読む|继续阅读|繼續閱讀|阅读全文|閱讀全文|계속 읽기).*)",
    re.IGNORECASE | re.DOTALL,
)
"""What the link to the rest of a post says. A title may follow where programs put one."""


def cut_tails(lines: list[Line], cuts: Counter[str]) -> None:
    """Cut the tails from the end of `lines`, in place, as often as any rule finds one; `cuts` counts them by rule."""
    while lines and any(rule(lines, cuts) for rule in _RULES):
        pass


def _footer(lines: list[Line], cuts: Counter[str]) -> bool:
    last = lines[-1]
    if last.links != _FOOTER_LINKS or len(last.text) > _FOOTER_LENGTH or not _FOOTER.search(last.text):
        return False
    lines.pop()
    cuts["footer"] += 1
    return True


def _more(lines: list[Line], cuts: Counter[str]) -> bool:
    last = lines[-1]
    link = last.last_link
    if link and (last.more or _MORE.fullmatch(link)):
        last.text, last.last_link = last.text.removesuffix(link).rstrip(), ""
    elif not link and len(last.text) < _FOOTER_LENGTH and _PLAIN_MORE.fullmatch(last.text):
        last.text = ""
    else:
        return False
    if not last.text.strip("([ →»"):
        lines.pop()
    cuts["read more"] += 1
    return True


_PLAIN_MORE = re.compile(r"[(\[]?(?:continue reading|read more|more)\s*(?:…|\.\.\.|→|»|&raquo;)[)\]]?", re.IGNORECASE)
"""The same without a link: it must be the whole line and end in dots or an arrow."""


def _ellipsis(lines: list[Line], cuts: Counter[str]) -> bool:
    last = lines[-1]
    text, end, found = last.text, len(last.text), 0
    while text.endswith(_ELLIPSES, 0, end):  # by places, since one cut for each of 40,000 would be quadratic
        end -= 3 if text[end - 2] == "…" else 5
        found += 1
        while end and text[end - 1].isspace():
            end -= 1
    if not found:
        return False
    last.text, last.last_link = text[:end], ""
    if not end:
        lines.pop()
    cuts["ellipsis"] += found
    return True


_RULES: tuple[Callable[[list[Line], Counter[str]], bool], ...] = (_footer, _more, _ellipsis)
