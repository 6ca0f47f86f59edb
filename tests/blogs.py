"""Blogs for tests: what a site of `servers.py` shows."""

from __future__ import annotations

from tests.feeding import rss
from tests.servers import Play, Site, answer

WORDPRESS = "<generator>https://wordpress.org/?v=6.4</generator>"
PAGE = b"<html><head>%s</head><body>Hi</body></html>"
NAMED = b"<link rel='alternate' type='application/rss+xml' href='%s'>"
SENDS = b"<meta http-equiv='refresh' content='0; url=%s'>"


def feed(*numbers: int, extra: str = "", site: str = "http://blog.example.org") -> bytes:
    text = rss([(number, f"text {number}") for number in numbers], site=site)
    return text.replace("<language>", f"{extra}<language>").encode()


def outlines(*urls: str) -> bytes:
    return ("<opml version='2.0'><body>" + "".join(f"<outline type='rss' xmlUrl='{url}'/>" for url in urls) + "</body></opml>").encode()


def paths(site: Site) -> list[str]:
    return [asked.path for asked in site.asked]


def wordpress(posts: int, size: int = 2) -> dict[str, bytes | Play]:
    """Return a blog that shows `posts` posts, the newest first, so many on a page of its feed."""
    newest = list(range(posts, 0, -1))
    pages = [newest[at : at + size] for at in range(0, posts, size)]
    plays: dict[str, bytes | Play] = {"/feed/": answer(200, feed(*pages[0], extra=WORDPRESS))}
    return plays | {f"/feed/?paged={at}": answer(200, feed(*page, extra=WORDPRESS)) for at, page in enumerate(pages, 1) if at > 1}
