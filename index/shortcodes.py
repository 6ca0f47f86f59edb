"""Shortcodes: the marks in square brackets that WordPress replaces when it shows a post. They go, and the text between them stays.

What a site's plugins define is not in its posts, so a shortcode is told by its form. `[name ...]` is one where
- WordPress itself defines the name, or a common plugin does and the name is no word (`contact-form-7`);
- a common plugin defines the name and something follows it (`[youtube https://...]`, `[gist 12]`);
- its first argument is `name="value"` or `name=value`;
- `[/name]` comes later, or it ends itself (`[name /]`).
Every other bracket is text: `[1]`, `[sic]`, `[...]`, `array[i]`. So is what stands in `pre` or `code`, and in tags and comments.
`[[name ...]]` is how WordPress writes a shortcode that is meant to be read: it stays with one pair of brackets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from index.endings import Endings

_OWN = "audio caption embed gallery playlist video wp_caption"
_BLOCKS = frozenset(_OWN.split())
"""WordPress's own: they stand on lines of their own, however they are written."""

_CAPTIONS = ("caption", "wp_caption")

_NO_WORDS = (
    "contact-form contact-form-7 contact-field gravityform gravityforms ninja_form ninja_forms mc4wp_form wpforms nggallery ngg_images "
    "singlepic imagebrowser rev_slider layerslider metaslider jetpack_subscription_form jetpack-related-posts recent_posts display-posts "
    "tablepress woocommerce_cart woocommerce_checkout woocommerce_my_account ez-toc wp_sitemap_page"
)
_ALWAYS = _BLOCKS | frozenset(_NO_WORDS.split())
_WORDS = (
    "youtube vimeo dailymotion googlevideo soundcloud bandcamp mixcloud spotify slideshare scribd ted gist googlemaps instagram twitter "
    "tweet facebook polldaddy crowdsignal wufoo vine kickstarter archiveorg getty hulu videopress wpvideo flickr issuu download"
)
_WITH_ARGUMENTS = frozenset(_WORDS.split())
"""Shortcodes of common plugins by name."""

_CODE = (
    "code|sourcecode|source|highlight|crayon|cc|bash|shell|c|cpp|csharp|css|diff|html|java|javascript|js|perl|php|python|ruby|sql|vb|xml"
)
"""Shortcodes that show program text (SyntaxHighlighter, Crayon, CodeColorer), where they have an end."""

_VERBATIM = "pre|code|script|style|textarea|xmp"

_TOKEN = re.compile(
    rf"<!--|<(?P<verbatim>{_VERBATIM})(?=[\s/>])[^<>]*>|</?[A-Za-z][^<>]*>|(?<!\[)\[(?P<code>{_CODE})(?:\s[^\[\]]*)?\](?!\])"
    r"|(?P<extra>\[?)\[(?P<close>/?)(?P<name>[A-Za-z][\w-]{0,60})"
    # Brackets may stand in quoted values. Possessive and of limited length: not to be tried in 2^n ways, nor from n places to the end.
    r"(?P<rest>(?:[\s=/](?:=\s*\"[^\"]{0,1000}\"|=\s*'[^']{0,1000}'|[^\[\]]){0,2000}+)?)\](?P<more>\]?)",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""\s+[\w-]+(?:=\s*\S|\s*=\s*["'])""")
_CAPTION = re.compile(r"""\scaption\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SELF_CLOSING = 3
"""Letters of the shortest name that may end itself: `[w/]` is prose."""


@dataclass(frozen=True, slots=True)
class _Bracket:
    """One that may be a shortcode: `[name rest]`, `[/name]`, and a second bracket on either side (`extra`, `more`)."""

    text: str
    name: str
    closing: bool
    rest: str
    extra: str
    more: str

    def side(self) -> str:
        """Return on which side of a pair it stands, and whether it stands in two brackets there."""
        return f"end{self.more}" if self.closing else f"begin{self.extra}"


class _Brackets:
    """All of a source, by number: which of them have partners."""

    def __init__(self, tokens: list[str | _Bracket]) -> None:
        self._first: dict[tuple[str, str], int] = {}
        self._last: dict[tuple[str, str], int] = {}
        for number, token in enumerate(tokens):
            if isinstance(token, _Bracket):
                for side in (token.side(), token.side().rstrip("[]")):
                    self._first.setdefault((token.name, side), number)
                    self._last[token.name, side] = number

    def partner(self, number: int, bracket: _Bracket, doubled: str = "") -> bool:
        """Say whether the other one of the pair is there; `doubled` asks for one in two brackets."""
        if bracket.closing:
            return self._first.get((bracket.name, f"begin{'[' * bool(doubled)}"), number) < number
        return self._last.get((bracket.name, f"end{']' * bool(doubled)}"), number) > number

    def escaped(self, number: int, bracket: _Bracket) -> bool:
        """Say whether the author doubled the brackets so that the shortcode is read and not done."""
        if bracket.extra and bracket.more:
            return True
        return bool(bracket.more if bracket.closing else bracket.extra) and self.partner(number, bracket, doubled="yes")

    def shortcode(self, number: int, bracket: _Bracket) -> bool:
        """Say whether it is one, by the rules above."""
        if bracket.name in _ALWAYS or self.partner(number, bracket):
            return True
        if bracket.closing or not bracket.rest:
            return False
        ends_itself = bracket.rest.endswith("/") and len(bracket.name) >= _SELF_CLOSING
        return bracket.name in _WITH_ARGUMENTS or ends_itself or bool(_ATTRIBUTE.match(bracket.rest))


def without_shortcodes(source: str, cuts: Counter[str]) -> str:
    """Return the source without its shortcodes; each is counted once. It takes linear time, whatever the source."""
    tokens = list(_tokens(source, cuts))
    brackets = _Brackets(tokens)
    written: list[str] = []
    caption = ""
    for number, token in enumerate(tokens):
        if isinstance(token, str):
            written.append(token)
        elif brackets.escaped(number, token):
            written.append(token.text[bool(token.extra) : len(token.text) - bool(token.more)])
        elif not brackets.shortcode(number, token):
            written.append(token.text)
        else:
            paired = brackets.partner(number, token)
            cuts["shortcode"] += not (token.closing and paired)
            gap = "\n\n" if token.name in _BLOCKS else ""
            if token.name in _CAPTIONS and not token.closing:
                caption = _caption(token.rest)
            shown = caption if token.closing or not paired else ""
            written.append(f"{token.extra}{gap}{shown}{gap if shown else ''}{token.more}")
            caption = "" if shown else caption
    return "".join(written)


def _caption(rest: str) -> str:
    """Return the caption that WordPress before 3.4 wrote as a value."""
    found = _CAPTION.search(rest)
    return (found[1] or found[2] or "") if found else ""


def _tokens(source: str, cuts: Counter[str]) -> Iterator[str | _Bracket]:
    """Yield the source piece by piece: what may be a shortcode, and what is none. Program text is made HTML."""
    endings = Endings(source)
    at = 0
    while (start := _TOKEN.search(source, at)) is not None:
        yield source[at : start.start()]
        at = start.end()
        end = endings.find(_end(start), at) if start[0] == "<!--" or start["verbatim"] or start["code"] else None
        if end and start["code"]:
            cuts["shortcode"] += 1
            yield _program(source[at : end.start()])
        elif end:
            yield source[start.start() : end.end()]
        elif start["name"]:
            yield _Bracket(start[0], start["name"], bool(start["close"]), start["rest"], start["extra"], start["more"])
        else:
            yield start[0]
        at = end.end() if end else at
    yield source[at:]


def _end(start: re.Match[str]) -> str:
    """Return the pattern of the end of what begins so."""
    if start["verbatim"]:
        return rf"</{start['verbatim']}(?=[\s>])[^<>]*>"
    return rf"\[/{start['code']}\]" if start["code"] else "-->"


def _program(text: str) -> str:
    """Return program text as HTML. Most editors store it escaped already; `<` in one that did not is no tag."""
    shown = text if "&lt;" in text or "&gt;" in text else escape(text, quote=False).replace("&amp;", "&")
    return f"<pre>{shown.strip(chr(10))}</pre>"
