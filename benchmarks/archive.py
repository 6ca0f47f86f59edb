"""The seeded archive of a benchmark: feed documents as WordPress serves them page by page, the same on every machine."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from itertools import islice
from pathlib import Path

from benchmarks.texts import Drawn, Texts

SEED = 1
PER_PAGE = 250
"""Posts in a feed document."""
BEGAN = datetime(2005, 1, 1, 10, tzinfo=UTC)
SPAN = timedelta(days=20 * 365)
"""The posts are spread evenly over 20 years, whatever their number."""
WITNESS = "zorblax"
"""A word that no natural text has, in a known number of posts: what every system must find, whatever it does to words."""
EVERY = 199
"""Every so many posts have the witness."""
NEWCOMER = "quorblix"
"""A word that only those posts have which come after the first reindex."""

CHANNEL = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>{title}</title><atom:link href="{link}/feed/?paged={page}" rel="self" type="application/rss+xml"/>
<link>{link}</link><description>A benchmark</description><lastBuildDate>{built}</lastBuildDate><language>en-US</language>
<generator>https://wordpress.org/?v=6.5.5</generator>
"""
ITEM = """<item><title>{title}</title><link>{link}/post-{number}/</link><dc:creator><![CDATA[{creator}]]></dc:creator>
<pubDate>{date}</pubDate>{tags}<guid isPermaLink="false">{link}/?p={number}</guid>
<description><![CDATA[{summary} [&#8230;]]]></description><content:encoded><![CDATA[{html}]]></content:encoded></item>
"""
NO_TEXT = re.compile(r"<(style|script)\b.*?</\1>|<[^>]+>", re.DOTALL | re.IGNORECASE)


def post(texts: Texts, number: int) -> Drawn:
    """Return the post of that number: the same one in an archive of any size."""
    return texts.draw(random.Random(f"{SEED} {number}"))  # noqa: S311 - posts, not keys


def plain(html: str) -> str:
    """Return the text without markup, well enough to draw words from."""
    return " ".join(NO_TEXT.sub(" ", html).split())


def witnesses(count: int) -> int:
    """Return how many of so many posts have the witness."""
    return -(-count // EVERY)


def write(folder: Path, texts: Texts, count: int) -> None:
    """Write so many posts, each site's in documents of 250, newest last."""
    folder.mkdir(parents=True)
    waiting: list[list[str]] = [[] for _site in texts.sites]
    pages = [0] * len(texts.sites)
    for number in range(count):
        drawn = post(texts, number)
        said = f"<p>{WITNESS}</p>" if number % EVERY == 0 else ""
        waiting[drawn.site].append(_item(texts, drawn, number, BEGAN + SPAN * (number / count), said))
        if len(waiting[drawn.site]) == PER_PAGE:
            pages[drawn.site] += 1
            _page(folder, texts, drawn.site, f"{pages[drawn.site]:06}", waiting[drawn.site])
            waiting[drawn.site].clear()
    for site, items in enumerate(waiting):
        if items:
            _page(folder, texts, site, f"{pages[site] + 1:06}", items)


def write_new(folder: Path, texts: Texts, number: int) -> None:
    """Write one post that came after the others, in a document of its own."""
    drawn = post(texts, number)
    item = _item(texts, drawn, number, BEGAN + SPAN + timedelta(hours=number), f"<p>{NEWCOMER}</p>")
    _page(folder, texts, drawn.site, f"new-{number}", [item])


def remove_new(folder: Path) -> None:
    """Remove what `write_new` wrote."""
    for path in folder.glob("*-new-*.xml"):
        path.unlink()


def _address(texts: Texts, site: int) -> str:
    return f"https://{re.sub('[^a-z0-9]', '', texts.sites[site].lower())}.example"


def _item(texts: Texts, drawn: Drawn, number: int, date: datetime, said: str) -> str:
    return ITEM.format(
        title=escape(drawn.title),
        link=_address(texts, drawn.site),
        number=number,
        creator=drawn.creator,
        date=format_datetime(date.replace(microsecond=0)),
        tags="".join(f"<category><![CDATA[{tag}]]></category>" for tag in drawn.tags),
        summary=" ".join(islice(plain(drawn.html).split(), 55)).replace("]]>", ""),
        html=f"{drawn.html}\n{said}".replace("]]>", "]]&gt;"),
    )


def _page(folder: Path, texts: Texts, site: int, name: str, items: Iterable[str]) -> None:
    address = _address(texts, site)
    head = CHANNEL.format(title=escape(texts.sites[site]), link=address, page=name, built=format_datetime(BEGAN + SPAN))
    host = address.removeprefix("https://").removesuffix(".example")
    (folder / f"{host}-{name}.xml").write_text(f"{head}{''.join(items)}</channel></rss>\n", encoding="utf-8")
