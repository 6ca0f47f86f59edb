"""Worlds: a blog's posts and the documents that show them, drawn at random: its own feeds over time, exports, copies, strangers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from index.rewriting import AS_PUBLISHED, Rewriting, rewriting
from index.sighting import Channel, FeedDocument, Sighting

HOME = "https://blog.example.org"
OLD = "http://old.example.net/blog"
SPELLINGS = (HOME, "http://blog.example.org", "https://www.blog.example.org")
STRANGERS = ("stranger", "linkblog")
"""Names of files that copy what names a post, and say something else."""

_LONG = "The very same words stand in every copy of a long text. " * 10
_NUMBERS = st.integers(1, 4)


@dataclass(frozen=True)
class Saved:
    """One state of a file. Those of one file are read in the order of time."""

    file: str
    document: FeedDocument
    time: int

    @property
    def modified(self) -> str:
        """When it was saved, ISO 8601 in UTC."""
        return _moment(self.time)


@dataclass(frozen=True)
class World:
    """What there is to read, in the order of time, and how addresses that moved are understood."""

    saved: tuple[Saved, ...]
    moved: Rewriting = field(default=AS_PUBLISHED)

    def without(self, *files: str) -> World:
        """Return the world that never had these files."""
        return replace(self, saved=tuple(one for one in self.saved if one.file not in files))

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all files."""
        return tuple(sorted({one.file for one in self.saved}))


def _moment(time: int) -> str:
    return f"2024-01-{time + 1:02}T00:00:00+00:00"


@dataclass(frozen=True)
class _Blog:
    """How a blog writes its posts; each number has one way, so that two posts may say the same."""

    guids: tuple[str, ...]
    links: tuple[str, ...]
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    dates: tuple[str | None, ...]

    def post(self, number: int, site: str = HOME, edited: int = 0) -> Sighting:
        """Return the post as the site shows it; `edited` is when its text was last changed, or 0."""
        at = number - 1
        known = {"site": site, "number": number}
        text = self.texts[at].format(**known) + (f"<p>Edited at {edited}.</p>" if edited else "")
        return Sighting(
            guid=self.guids[at].format(**known) or None,
            link=self.links[at].format(**known) or None,
            title=self.titles[at].format(**known),
            title_is_html=False,
            html=text,
            summary_only=False,
            creators=("Ann",),
            categories=(f"tag {number % 2}",),
            published=self.dates[at],
            updated=_moment(edited) if edited else None,
        )


def _each(*values: str | None) -> st.SearchStrategy[tuple[str | None, ...]]:
    return st.tuples(*[st.sampled_from(values)] * 4)


_BLOGS = st.builds(
    _Blog,
    _each("{site}/?p={number}", "{number}", "tag:blog.example.org,2020:{number}", "urn:uuid:{number}", ""),
    _each("{site}/{number}", "{site}/{number}", "{site}/", ""),
    _each("Post {number}", "Weekly meeting", ""),
    _each("<p>Text {number}.</p>", f"<p>{_LONG} {{number}}</p>", f"<p>{_LONG}</p>", "<p>See you.</p>", "<img src='{number}.jpg'>", ""),
    _each("2020-01-01T00:00:00+00:00", "2021-01-01T00:00:00+00:00", "2022-01-01T10:00:00+02:00", None),
)  # fmt: skip


def _shown(draw: DrawFn, blog: _Blog, time: int, site: str) -> list[Sighting]:
    """Return some posts as the site shows them at that time: some edited by then, one perhaps twice."""
    numbers = draw(st.lists(_NUMBERS, max_size=4, unique=draw(st.integers(0, 4)) > 0))
    return [blog.post(number, site, draw(st.sampled_from((0, 0, time)))) for number in numbers]


def _own(draw: DrawFn, blog: _Blog, time: int) -> Saved:
    site = draw(st.sampled_from(SPELLINGS))
    built = draw(st.sampled_from((None, _moment(time))))
    channel = draw(st.sampled_from((
        Channel("Blog", f"{site}/feed/", f"{site}/", built=built),
        Channel("Blog", None, f"{site}/", built=built),
        Channel("tag 1 - Blog", f"{site}/tag/1/feed/", f"{site}/", built=built),
    )))  # fmt: skip
    file = draw(st.sampled_from(("main", f"save-{time}")))
    return Saved(file, FeedDocument(channel, tuple(_shown(draw, blog, time, site))), time)


def _old(draw: DrawFn, blog: _Blog, time: int) -> Saved:
    channel = Channel("Blog before", f"{OLD}/feed/", f"{OLD}/")
    return Saved("old", FeedDocument(channel, tuple(_shown(draw, blog, time, OLD))), time)


def _export(draw: DrawFn, blog: _Blog, time: int) -> Saved:
    channel = Channel("Blog", None, f"{HOME}/", built=_moment(time))
    posts = (replace(one, html=one.html.replace("<p>", "").replace("</p>", "\n\n"), markup="wordpress", categories=("exported",))
             for one in _shown(draw, blog, time, HOME))  # fmt: skip
    return Saved(draw(st.sampled_from(("export", f"export-{time}"))), FeedDocument(channel, tuple(posts), snapshot=False), time)


def _planet(draw: DrawFn, blog: _Blog, time: int) -> Saved:
    channel = Channel("Planet", "https://planet.example.com/feed", "https://planet.example.com/", built=_moment(time))
    prefix = draw(st.sampled_from(("", "Ann: ")))
    posts = (replace(one, title=prefix + one.title, categories=("planet",)) for one in _shown(draw, blog, time, HOME))
    return Saved("planet", FeedDocument(channel, tuple(posts)), time)


def _tracker(draw: DrawFn, blog: _Blog, time: int) -> Saved:
    channel = Channel("Tracker", None, "https://tracker.example.com/")
    posts = (
        replace(one, link=f"https://tracker.example.com/go/{at}", html=one.html[:20], summary_only=True, updated=_moment(time))
        for at, one in enumerate(_shown(draw, blog, time, HOME))
    )
    return Saved("tracker", FeedDocument(channel, tuple(posts)), time)


def _linkblog(draw: DrawFn, blog: _Blog, time: int) -> Saved:
    channel = Channel("Links", "https://links.example.com/feed", "https://links.example.com/")
    posts = (
        replace(one, guid=f"https://links.example.com/{time}/{at}", title=f"Read this: {at}", html=f"<p>Good one, {at}.</p>")
        for at, one in enumerate(_shown(draw, blog, time, HOME))
    )
    return Saved("linkblog", FeedDocument(channel, tuple(posts)), time)


def _stranger(draw: DrawFn, blog: _Blog, time: int) -> Saved:
    """Copies of the blog's posts by someone else, all said to be newer: with another text, or with the text and what else it takes."""
    site = "https://evil.example.com"
    channel = Channel("Evil", draw(st.sampled_from((None, f"{site}/feed"))), f"{site}/", built=_moment(27))
    posts = []
    for at, one in enumerate(_shown(draw, blog, time, HOME)):
        text = draw(st.sampled_from((f"<p>Pills {at}.</p>", f"<p>{'Pills and more pills. ' * 40}</p>", one.html)))
        posts.append(
            replace(
                one,
                guid=draw(st.sampled_from((one.guid, one.guid, f"{site}/?p={at}", None))),
                link=draw(st.sampled_from((one.link, f"{site}/{at}", None))),
                title=draw(st.sampled_from((one.title, "Pills"))),
                html=text,
                creators=("Mallory",),
                categories=("pills",),
                published=draw(st.sampled_from((one.published, one.published and _moment(1)))),
                updated=_moment(27),
            )
        )
    return Saved("stranger", FeedDocument(channel, tuple(posts)), time)


_KINDS = (_own, _own, _own, _old, _export, _planet, _tracker, _linkblog, _stranger)


@st.composite
def worlds(draw: DrawFn, *, strange: bool = False) -> World:
    """Draw a world, a `strange` one with a stranger in it."""
    blog = draw(_BLOGS)
    kinds = draw(st.lists(st.sampled_from(_KINDS), min_size=1, max_size=7))
    if strange:
        kinds += [_own, _stranger]
    saved = tuple(kind(draw, blog, time) for time, kind in enumerate(kinds, 1))
    rules: Sequence[tuple[str, str]] = [(OLD, HOME)] if draw(st.booleans()) else []
    return World(saved, rewriting(rules))
