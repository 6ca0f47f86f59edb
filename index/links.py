"""Links: which addresses are links, and the keys by which links are compared. What is not http(s) is no link."""

from __future__ import annotations

import contextlib
import functools
import re
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

from index import variants

LONGEST = 4096
"""Characters of the longest link that is kept; a longer one is data, not an address (browsers' own limits begin at 2,083)."""

KEPT = 1024
"""Links whose host and keys are kept: a post asks some ten times for those of its own link and of its channel's."""

_TRIMMED = "".join(map(chr, range(0x21)))
"""C0 controls and space: the URL standard strips them at both ends."""

_BROKEN = re.compile(r"[\t\r\n]+ *")
"""A line break inside an address, with the indentation of the next line."""

_HOST = re.compile(r"[^\W_][\w.~%-]*|[0-9a-fA-F.]*:[0-9a-fA-F:.]+")
_UNSAFE = re.compile(r'[\x00-\x20"<>\\^`{|}\x7f]')
_SAFE = "!$&'()*+,-.:;=@_~"
"""What a segment of a path may hold unquoted (RFC 3986: pchar)."""
_SAFE_IN_QUERY = "!$'()*,-./:;@_~"
"""What the name or value of a parameter may; a plus is a space there (forms), a quoted one is a plus."""

_FEED_FILE = re.compile(r"(?:index|rss\d?|atom|feed|posts)\.(?:xml|rdf|rss|atom|json)|(?:feed|feeds|rss|rss2|rdf|atom)", re.IGNORECASE)
_ARCHIVE = re.compile(
    r"/(?:tag(?:s|ged|i)?|categor(?:y|ies|[ií]as?|ies?)|cat(?:é|%C3%A9)gories?|kategor(?:ie|ien|i|ia|ije|iat)|rubri(?:c|k|ken|que|ques|ka|ek)|"
    r"authors?|aut(?:or|oren|ores|eur|eurs|ore|ori)|yazar|labels?|topics?|(?:thema|themen|tema|temas|temat|sujets?|argoment[io]|assuntos?)|"
    r"schlag(?:wort|worte|woerter|w(?:ö|%C3%B6)rter)|stichwort(?:e|er)?|(?:trefwoord|onderwerp)(?:en)?|mots?-cles?|"
    r"(?:é|%C3%A9)tiquettes?|eti(?:queta|quetas|quette|quettes|chetta|chette|ket|kett|ketten|ketter)|"
    r"search/label|comments/feed|page/\d+)(?:/.*)?$",
    re.IGNORECASE | re.DOTALL,
)
"""Where an archive within a site begins: what the common blog programs write, and the bases that blogs in other languages give to
categories, tags and authors."""

_PAGING = re.compile(r"(?:paged?|start-index|max-results|offset)", re.IGNORECASE)
_LATER_PAGE = re.compile(r"(?:paged?|start-index|offset)=0*(?:[2-9]|[1-9][0-9])[0-9]*", re.IGNORECASE | re.ASCII)
"""A parameter that names a page of a feed after the first one."""

_DEFAULT_PORTS = {"http": 80, "https": 443}


def absolute(href: str | None, *bases: str | None) -> str | None:
    """Return `href` as an absolute http(s) address, or None where it is none.

    `bases` run from the nearest (xml:base) to the outermost; each may itself be relative to the next one.
    """
    link = _resolved(href, None)
    if link is None and href:
        base = None
        for candidate in reversed(bases):
            base = _resolved(candidate, base) or base
        link = _resolved(href, base) if base else None
    return link


def without_paging(link: str) -> str:
    """Return an absolute link without the parameters that turn the pages of a feed."""
    parts = urlsplit(link)
    kept = [piece for piece in parts.query.split("&") if not _PAGING.fullmatch(piece.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept)))


def is_later_page(link: str) -> bool:
    """Return whether an absolute link leads to a page of a feed after the first one."""
    return any(map(_LATER_PAGE.fullmatch, urlsplit(link).query.split("&")))


@functools.lru_cache(KEPT)
def host(link: str) -> str:
    """Return the host of an absolute link: lower case, without `www.` and default port."""
    parts = urlsplit(link)
    name = _host_name(parts).removeprefix("www.")
    return name + _port(parts)


@functools.lru_cache(KEPT)
def canonical(link: str) -> str:
    """Return the key by which two absolute links are compared: the same page in another spelling has the same key.

    No scheme, `www.`, default port, trailing slash, index page, AMP variant, fragment (but `#!` paths), session or tracking parameter;
    percent-encoding in one way, parameters in order. `variants.py` has the rest. The key with a scheme in front has itself as key.
    """
    while True:
        parts = urlsplit(link)
        segments = _segments(parts.path)
        pieces = sorted(parameter(piece) for piece in parts.query.split("&") if not variants.is_idle(piece))
        name = variants.plain_host(_host_name(parts), segments)
        carried = absolute(variants.inner(name, segments, pieces))
        if carried is None:
            break
        link = carried
    fragment = f"#{_quoted(parts.fragment, _SAFE + '/')}" if parts.fragment.startswith("!") else ""
    query = f"?{'&'.join(pieces)}" if pieces else ""
    return "/".join([name + _port(parts), *variants.plain_path(segments)]) + query + fragment


@functools.lru_cache(KEPT)
def site_key(link: str) -> str:
    """Return the key of the site that an absolute link belongs to: host and path without archives of it and feed files."""
    segments = variants.plain_path(_segments(_ARCHIVE.sub("", urlsplit(link).path)))
    while segments and _FEED_FILE.fullmatch(segments[-1]):
        segments = variants.plain_path(segments[:-1])
    return "/".join([host(link), *segments])


def is_archive(link: str) -> bool:
    """Return whether an absolute link leads to an archive within a site: a tag's, a category's, an author's."""
    return bool(_ARCHIVE.search(urlsplit(link).path))


def segment(piece: str) -> str:
    """Return a segment of a path in one spelling."""
    return _quoted(piece, _SAFE)


def parameter(piece: str) -> str:
    """Return a parameter of a query (`name=value`) in one spelling."""
    name, equals, value = piece.replace("+", "%20").partition("=")
    return _quoted(name, _SAFE_IN_QUERY) + equals + _quoted(value, _SAFE_IN_QUERY)


def _resolved(href: str | None, base: str | None) -> str | None:
    if not href:
        return None
    href = _BROKEN.sub("", href.strip(_TRIMMED))
    if not href or len(href) > LONGEST:
        return None
    try:
        parts = urlsplit(urljoin(base or "", href))
        if parts.scheme not in _DEFAULT_PORTS or not _HOST.fullmatch(parts.hostname or "") or parts.port == 0:
            return None
    except ValueError:  # brackets that hold no IPv6 address, a port that is no number
        return None
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", urlunsplit(parts))


def _host_name(parts: SplitResult) -> str:
    name = (parts.hostname or "").strip(".")
    if not name.isascii():
        with contextlib.suppress(UnicodeError):  # a label that IDNA forbids: it is compared as it stands
            name = name.encode("idna").decode("ascii")
    name = name.strip(".")  # again: IDNA has other full stops
    return f"[{name}]" if ":" in name else name


def _port(parts: SplitResult) -> str:
    """Return the port with its colon; nothing for the default one of either scheme, since the scheme is left out too."""
    return "" if parts.port in (None, *_DEFAULT_PORTS.values()) else f":{parts.port}"


def _segments(path: str) -> list[str]:
    """Return the segments of a path in one spelling, without empty ones and dots."""
    kept: list[str] = []
    for piece in path.split("/"):
        plain = variants.plain_segment(segment(piece))
        if plain == "..":
            del kept[-1:]
        elif plain not in ("", "."):
            kept.append(plain)
    return kept


def _quoted(text: str, safe: str) -> str:
    """Percent-encode in one way. It goes through bytes: `%E8` and `%E9` are no UTF-8 and must stay two."""
    return quote(unquote_to_bytes(text.encode("utf-8", "surrogatepass")), safe=safe)
