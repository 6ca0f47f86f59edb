"""The floors of speed: a first reindex, a second one with nothing new, and JSON searches with all facets over HTTP."""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

COMMAND = [sys.executable, "-c", "import backissues; backissues.main()"]
PER_FILE = 250
"""Posts in a feed document, as in a WordPress archive page by page."""
VOCABULARY = 61_000
"""Different words to draw from: as many as the exact forms that 6,575 real English posts hold (60,989)."""

CHANNEL = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Floor</title><link>https://floor.example</link>'
    "<language>en</language>{items}</channel></rss>"
)
ITEM = (
    "<item><title>{title}</title><link>https://floor.example/{number}/</link><dc:creator>Writer {writer}</dc:creator>"
    "<pubDate>{day:02} Dec {year} 10:00:00 +0000</pubDate>{tags}<guid>https://floor.example/?p={number}</guid>"
    "<description>{summary} [&#8230;]</description><content:encoded><![CDATA[{body}]]></content:encoded></item>"
)


def words(chance: random.Random) -> list[str]:
    """Return the vocabulary: made-up words of two to four syllables."""
    syllables = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
    return ["".join(chance.choices(syllables, k=chance.randrange(2, 5))) for _word in range(VOCABULARY)]


def write(folder: Path, posts: int, length: int) -> list[str]:
    """Write the feed documents; return words to search for, from frequent to rare."""
    chance = random.Random(1)  # noqa: S311 - posts, not keys
    vocabulary = words(chance)
    weights = [1 / rank for rank in range(1, VOCABULARY + 1)]
    for first in range(0, posts, PER_FILE):
        items = [_item(chance, vocabulary, weights, number, length) for number in range(first, min(first + PER_FILE, posts))]
        (folder / f"page-{first:06}.xml").write_text(CHANNEL.format(items="".join(items)), encoding="utf-8")
    return [vocabulary[rank] for rank in (1, 5, 20, 80, 300, 1000, 3000)]


def _item(chance: random.Random, vocabulary: list[str], weights: list[float], number: int, length: int) -> str:
    drawn = chance.choices(vocabulary, weights, k=length)
    paragraphs = (" ".join(drawn[at : at + 80]) for at in range(0, length, 80))
    return ITEM.format(
        title=" ".join(drawn[:7]),
        number=number,
        writer=number % 20,
        day=1 + number % 28,
        year=2005 + number % 20,
        tags="".join(f"<category>tag {int(chance.paretovariate(0.7)) % 200}</category>" for _tag in range(3)),
        summary=" ".join(drawn[:55]),
        body="".join(f"<p>{text}</p>\n" for text in paragraphs),
    )


def reindex(data: Path, *sources: Path) -> float:
    """Run the command; return its seconds."""
    began = time.perf_counter()
    subprocess.run([*COMMAND, "reindex", *map(str, sources), "--data", str(data), "--quiet"], check=True)  # noqa: S603 - our own command
    return time.perf_counter() - began


def searches(data: Path, asked: list[str], repeat: int) -> list[float]:
    """Serve the index and search; return the milliseconds of each search, ascending."""
    server = subprocess.Popen([*COMMAND, "serve", "--port", "0", "--data", str(data)], stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own command
    try:
        assert server.stderr is not None  # noqa: S101 - it is a pipe
        url = next(word for word in server.stderr.readline().split() if word.startswith("http://"))
        spent = []
        for turn in range(repeat + len(asked)):
            query = urllib.parse.urlencode({"q": asked[turn % len(asked)]})
            began = time.perf_counter()
            with urllib.request.urlopen(f"{url}search.json?{query}") as answer:  # noqa: S310 - the address of our own server
                answer.read()
            spent.append(1000 * (time.perf_counter() - began))
        return sorted(spent[len(asked) :])
    finally:
        server.kill()
        server.communicate()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=5000)
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--repeat", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        feeds, data = Path(name) / "feeds", Path(name) / "data"
        feeds.mkdir()
        asked = write(feeds, given.posts, given.words)
        first = reindex(data, feeds)
        print(f"first reindex     {given.posts / first:6.0f} posts/s  ({given.posts} posts of {given.words} words in {first:.1f} s)")
        print(f"nothing new       {reindex(data):6.2f} s")
        spent = searches(data, [*asked, f"{asked[2]} {asked[3]}", f'"{asked[0]} {asked[1]}"', f"{asked[4][:3]}*"], given.repeat)
        print(f"JSON with facets  {statistics.median(spent):6.1f} ms median, {spent[int(0.95 * len(spent))]:.1f} ms p95 (warm)")


if __name__ == "__main__":
    main()
