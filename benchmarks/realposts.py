"""Posts out of the passages of real posts: any number of them, with the markup, the words and the lengths of the real ones."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

from benchmarks.texts import Drawn

PASSAGE = 4
"""Paragraphs, lists and headings that follow each other in a real post and are taken together, at most."""
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


@dataclass(frozen=True, slots=True)
class Real:
    """A real post, cut into the elements at the top of its text; `words` counts those of all of them."""

    title: str
    creator: str
    tags: tuple[str, ...]
    blocks: tuple[str, ...]
    sizes: tuple[int, ...]

    @property
    def words(self) -> int:
        """Words of the whole text."""
        return sum(self.sizes)


class RealPosts:
    """The posts of the feeds FOLDER/SITE/feed-page-*.xml.

    A drawn post takes creator, tags and length from one real post, each half of its title from another, and its text in passages of one
    to four blocks from still others of the same site, until it is as long. So words stand beside the words that they stand beside in
    life, and no two posts are copies. What it cannot have is new words: beyond some 6,500 posts the vocabulary no longer grows.
    """

    def __init__(self, folder: Path) -> None:
        """Read the posts. Raises FileNotFoundError where there is none."""
        pages = [sorted(site.glob("feed-page-*.xml")) for site in sorted(folder.iterdir())]
        read = [(_title(found[0]), _posts(found)) for found in pages if found]
        if not read:
            raise FileNotFoundError(f"{folder} has no feeds SITE/feed-page-*.xml")
        self.sites = tuple(title for title, _posts in read)
        self._of_site = [posts for _title, posts in read]
        self._all = [(site, post) for site, posts in enumerate(self._of_site) for post in posts]
        self.name = f"drawn from {len(self._all):,} real posts of {len(read)} sites"

    def draw(self, chance: random.Random, /) -> Drawn:
        """Return a post."""
        site, model = chance.choice(self._all)
        neighbours = self._of_site[site]
        blocks: list[str] = []
        words = 0
        while words < model.words:
            other = chance.choice(neighbours)
            first = chance.randrange(len(other.blocks))
            for place in range(first, min(first + chance.randint(1, PASSAGE), len(other.blocks))):
                if words < model.words:
                    blocks.append(other.blocks[place])
                    words += other.sizes[place]
        begins, ends = chance.choice(neighbours).title.split(), chance.choice(neighbours).title.split()
        title = " ".join(begins[: (len(begins) + 1) // 2] + ends[len(ends) // 2 :])
        return Drawn(site, title, model.creator, model.tags, "\n".join(blocks))


def _title(page: Path) -> str:
    return etree.parse(page).findtext("channel/title") or page.parent.name


def _posts(pages: list[Path]) -> list[Real]:
    items = (item for page in pages for item in etree.parse(page).iterfind("channel/item"))
    return [post for post in map(_post, items) if post.blocks and post.title]


def _post(item: etree._Element) -> Real:
    fragments = html.fragments_fromstring(item.findtext(CONTENT) or "<p></p>")
    texts = [(html.tostring(one, encoding="unicode"), one.text_content()) for one in fragments if isinstance(one, html.HtmlElement)]
    blocks = [(block.strip(), len(text.split())) for block, text in texts if text.split()]
    return Real(
        " ".join((item.findtext("title") or "").split()),
        item.findtext(CREATOR) or "",
        tuple(tag.text for tag in item.iterfind("category") if tag.text),
        tuple(block for block, _words in blocks),
        tuple(words for _block, words in blocks),
    )
