"""Origins: which pages of other sites may read an answer (CORS). Pure; the setting `web.origins` decides, never what a request asks for."""

from __future__ import annotations

EXPOSED = "ETag, Link, Retry-After"
"""Headers of an answer that scripts of such pages may read besides the usual ones."""


def headers(origins: tuple[str, ...], origin: str | None) -> dict[str, str]:
    """Return the headers of an answer to a request from a page of `origin`; none where the setting is empty.

    With a list of sites the answer depends on who asks, and caches are told so, also where the site is not in it. The origin `null` (a page
    from a file or in a sandbox) is nobody's and can be in no list.
    """
    if not origins:
        return {}
    if "*" in origins:
        return {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": EXPOSED}
    allowed = {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": EXPOSED} if origin and origin in origins else {}
    return {"Vary": "Origin", **allowed}
