"""Variants: what of an address says how a page is shown or was reached, not which page it is. `links.canonical` leaves it out.

It knows AMP copies, feed proxies, print views, share links, sessions and campaign tags. Not among them: `m.` hosts, since some are sites
of their own (m.signalvnoise.com was the blog itself) and others have other paths than their desktop twin; and single numbers such as
`?s=` or `?sid=`, which name sessions on some sites and posts on others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

_TRACKING = (
    r"(?:utm|pk|mtm|piwik|matomo|hsa|oly|vero|ns)_\w*|_hsenc|_hsmi|__hs\w+|hsctatracking|_ga|_gl|_openstat|fbclid|gclid|gclsrc|dclid|"
    r"gbraid|wbraid|msclkid|yclid|twclid|ttclid|srsltid|igsh(?:id)?|mkt_tok|mc_[ce]id|wt[._]\w+|at_(?:medium|campaign)|cmpid|xtor|"
    r"ref_src|ck_subscriber_id|feedtype|feedname|__twitter_impression|usqp|amp_(?:js_v|gsa)"
)
"""Names of parameters that say how a reader came to a page: campaign tags, click ids, feed proxies, AMP viewers."""

_SHOWN = (
    r"(?:amp|replytocom|showcomment|phpsessid|jsessionid|cfid|cftoken)(?:=.*)?|(?:outputtype|format)=amp|view=print|rss=1|"
    r"print(?:able)?=(?:1|true|y|yes|print)|m=[01]|share=[a-z][a-z-]*|nb=1"
)
"""Parameters that say how a page is shown: AMP, a form for a comment, a session, print, Blogger's `m=1` (a phone), WordPress' `share=x`."""

_FROM_A_FEED = r"(?:source|src|from|ref|via|partner|emc|part|kc|cmp|campaign)=(?:rss|atom|feed|feedburner)(?:[^a-z0-9].*)?|partner=rss\w*"
"""Parameters whose value says that the link was taken from a feed (NYT: partner=rss&emc=rss; Medium: source=rss----ab12)."""

_IDLE = re.compile(rf"(?:{_TRACKING})(?:=.*)?|{_SHOWN}|{_FROM_A_FEED}", re.DOTALL)

_HOST = re.compile(r"\A(?:(?:www|amp)\.)+(?=[^.]+\.)")
_SESSION = re.compile(r";jsessionid=.*", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(r"amp|(?:index|default)\.(?:html?|php\d?|shtml|aspx?|jsp)", re.IGNORECASE)
_AMP_FILE = re.compile(r"\.amp(?=\.html?$|$)", re.IGNORECASE)

_FEEDBURNER = frozenset(("feeds.feedburner.com", "feeds2.feedburner.com", "feedproxy.google.com"))
_AMP_CACHE = re.compile(r"(?:.+\.)?cdn\.ampproject\.org")
_GOOGLE = re.compile(r"google\.(?:com?\.)?[a-z]{2,3}")


def is_idle(piece: str) -> bool:
    """Return whether a parameter of a query (`name=value`, percent-encoded) says nothing of which page it is."""
    return piece in ("", "=") or bool(_IDLE.fullmatch(unquote(piece).casefold()))


def plain_host(name: str, segments: Sequence[str]) -> str:
    """Return the host (lower case) without `www.` and `amp.` in front; the proxies of FeedBurner, which share their numbers, are one."""
    if name in _FEEDBURNER and segments[:1] == ["~r"]:
        return "feedproxy.google.com"
    return _HOST.sub("", name)


def plain_segment(segment: str) -> str:
    """Return a segment of a path without a session; nothing for `index.php`, which some sites have in front of every path."""
    segment = _SESSION.sub("", segment)
    return "" if segment.lower() == "index.php" else segment


def plain_path(segments: Sequence[str]) -> list[str]:
    """Return the segments of a path (none of them empty) without index page and signs of AMP at its ends."""
    kept = list(segments)
    while kept:
        last = "" if _PAGE.fullmatch(kept[-1]) else _AMP_FILE.sub("", kept[-1])
        if last == kept[-1]:
            break
        kept[-1:] = [last] if last else []
    while len(kept) > 1 and kept[0].lower() == "amp":
        del kept[0]
    return kept


def inner(name: str, segments: Sequence[str], pieces: Sequence[str]) -> str | None:
    """Return the address that a cache or a redirect of Google carries in its own, or None where it carries none."""
    google = _GOOGLE.fullmatch(name)
    if google and segments == ["url"]:
        return next((unquote(piece.partition("=")[2]) for piece in pieces if piece.startswith(("url=", "q="))), None)
    if not (google and segments[:1] == ["amp"]) and not (_AMP_CACHE.fullmatch(name) and segments[:1] in (["c"], ["v"], ["wp"])):
        return None
    carried = segments[2:] if segments[1:2] == ["s"] else segments[1:]
    if not carried or "." not in carried[0]:
        return None
    return f"http://{'/'.join(carried)}" + (f"?{'&'.join(pieces)}" if pieces else "")
