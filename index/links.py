"""Links: which addresses are links, and the keys by which links are compared. What is not http(s) is no link."""

from __future__ import annotations

import contextlib
import re
from urllib.parse import quote, unquote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

LONGEST = 4096
"""Characters of the longest link that is kept; a longer one is data, not an address (browsers' own limits begin at 2,083)."""

_TRIMMED = "".join(map(chr, range(0x21)))
"""C0 controls and space: the URL standard strips them at both ends."""

_BROKEN = re.compile(r"[\t\r\n]+ *")
"""A line break inside an address, with the indentation of the next line."""

_HOST = re.compile(r"[^\W_][\w.~%-]*|[0-9a-fA-F.]*:[0-9a-fA-F:.]+")
_UNSAFE = re.compile(r'[\x00-\x20"<>\\^`{|}\x7f]')
_SAFE = "!$&'()*+,-./:;=@_~"
"""What a path or query may hold unquoted (RFC 3986: pchar and the slash)."""

_TRACKING = re.compile(
    r"(?:utm|pk|mtm|piwik|matomo|hsa|oly|vero)_\w*|_hsenc|_hsmi|_ga|_gl|fbclid|gclid|gclsrc|dclid|msclkid|yclid|twclid|igshid|mc_[ce]id|"
    r"wt[._]\w+|at_(?:medium|campaign)|cmpid|xtor|ref_src|ck_subscriber_id|feedtype|feedname"
)
"""Names of parameters that say how a reader came to a page: campaign tags, click ids, feed proxies."""

_PROXY_NAME = ("source", "src", "from", "ref", "via", "partner", "cmp", "campaign")
_PROXY_VALUE = re.compile(r"(?:rss|atom|feed|feedburner)(?:$|[^a-z0-9])", re.IGNORECASE)
"""A value of one of these names that begins so says that the link was taken from a feed (Medium: source=rss----ab12)."""

_INDEX_PAGE = re.compile(r"(?:^|/)(?:index|default)\.(?:html?|php\d?|shtml|aspx?|jsp)$", re.IGNORECASE)
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


def host(link: str) -> str:
    """Return the host of an absolute link: lower case, without `www.` and default port."""
    parts = urlsplit(link)
    name = (parts.hostname or "").rstrip(".").removeprefix("www.")
    if not name.isascii():
        with contextlib.suppress(UnicodeError):  # a label that IDNA forbids: it is compared as it stands
            name = name.encode("idna").decode("ascii")
    port = parts.port
    return name if port is None or port == _DEFAULT_PORTS.get(parts.scheme) else f"{name}:{port}"


def canonical(link: str) -> str:
    """Return the key by which two absolute links are compared: the same page in another spelling has the same key.

    No scheme, `www.`, trailing slash, index page, AMP variant, fragment (but `#!` paths) or tracking parameter; parameters in order.
    """
    parts = urlsplit(link)
    path = _INDEX_PAGE.sub("", parts.path.rstrip("/"))
    path = path.removesuffix("/amp").rstrip("/")
    query = "&".join(sorted(_quoted(piece) for piece in parts.query.split("&") if _meaningful(piece)))
    fragment = f"#{_quoted(parts.fragment)}" if parts.fragment.startswith("!") else ""
    return host(link) + _quoted(path) + (f"?{query}" if query else "") + fragment


def site_key(link: str) -> str:
    """Return the key of the site that an absolute link belongs to: host and path without archives of it and feed files."""
    segments = [segment for segment in _ARCHIVE.sub("", urlsplit(link).path).split("/") if segment]
    while segments and (_FEED_FILE.fullmatch(segments[-1]) or _INDEX_PAGE.search(segments[-1])):
        segments.pop()
    return "/".join([host(link), *map(_quoted, segments)])


def is_archive(link: str) -> bool:
    """Return whether an absolute link leads to an archive within a site: a tag's, a category's, an author's."""
    return bool(_ARCHIVE.search(urlsplit(link).path))


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


def _meaningful(piece: str) -> bool:
    name, _, value = piece.partition("=")
    name = unquote(name).casefold()
    if not name or _TRACKING.fullmatch(name) or (name in _PROXY_NAME and _PROXY_VALUE.match(value)):
        return False
    return not (name == "amp" or (name == "outputtype" and value == "amp"))


def _quoted(text: str) -> str:
    """Percent-encode in one way. It goes through bytes: `%E8` and `%E9` are no UTF-8 and must stay two."""
    return quote(unquote_to_bytes(text), safe=_SAFE)
