"""Sites of archives that are put together here: empty, small, odd, hostile and troubled ones, and one of 10,000 posts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

from index import status
from search.analysis import Analyzer
from search.document import Document, Feed, Position, Site
from search.engines.memory import MemoryEngine
from search.opening import open_indexable, open_live
from search.settings import Settings, WebSettings
from tests.browser.serving import ROOT
from tests.browser.troubles import TROUBLED
from tests.payloads import PAYLOADS, hostile_posts
from web.app import create_app

Opened = AbstractContextManager[Flask]

LONG = "Of everything that happened between the first and the last day of our move to another house, and what we learned of it word by word"
UNBROKEN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
RIGHT_TO_LEFT = (
    ("ar", "كيف تزرع الطماطم word على الشرفة", "في الربيع نزرع البذور word في أوعية صغيرة، ثم ننقلها إلى الشرفة."),
    ("he", "עגבניות word במרפסת 2019", "באביב זורעים את הזרעים word בעציצים קטנים (C++ ו-Python)."),  # noqa: RUF001 - letters of their own script
    ("fa", "گوجه‌فرنگی word در بالکن", "در بهار دانه‌ها را word در گلدان‌های کوچک می‌کاریم."),  # noqa: RUF001 - letters of their own script
)


def _post(number: int) -> Document:
    date = datetime(2004, 5, 6, 7, 8, tzinfo=UTC) + timedelta(days=211 * number)
    return Document(
        id=f"{number:016x}",
        title=f"The word of day {number}",
        body=f"A first line with the word {number}.\n" + "And more of it follows here, as posts do. " * 20,
        url=f"https://blog.example.org/{number}",
        creators=("Ann Author",),
        categories=("Garden", "C++", "野菜")[: 1 + number % 3],
        date=date,
        date_source="published",
        published=date.isoformat(),
        lang="en",
        site=Site("blog.example.org", "A blog", "https://blog.example.org/"),
        feeds=(Feed("A blog", "https://blog.example.org/feed/"),),
        sources=("blog.xml",),
    )


def _odd_posts() -> list[Document]:
    """Return posts that are hard to lay out: long and without a break, undated, from right to left, and without anything."""
    tags = tuple(f"{UNBROKEN[: 20 + number]} {number}" for number in range(30))
    people = tuple(f"{LONG[:40]} {number}" for number in range(12))
    long = replace(_post(1), title=f"word {LONG} {LONG}", creators=people, categories=tags)
    unbroken = replace(_post(2), title=f"word {UNBROKEN}", body=f"word {UNBROKEN} {UNBROKEN}", creators=(UNBROKEN,))
    of_far = [
        replace(_post(10 + at), lang=lang, title=title, body=body, creators=(title.split()[0],), categories=(title.split()[-1],))
        for at, (lang, title, body) in enumerate(RIGHT_TO_LEFT)
    ]
    undated = [replace(_post(20 + at), date=None, date_source=None, published=None) for at in range(3)]
    bare = Document(id="f" * 16, title="", body="word", url=None)
    return [long, unbroken, *of_far, *undated, bare]


def _short_post(number: int) -> Document:
    """Return a post of a big archive: of one of 120 sites and 400 people, with one of 977 tags, from 24 years."""
    date = datetime(1999, 1, 2, 12, tzinfo=UTC) + timedelta(hours=21 * number)
    site = Site(f"blog{number % 120}.example.org", f"Blog number {number % 120}", f"https://blog{number % 120}.example.org/")
    return replace(
        _post(number),
        body=f"A short post with the word {number}.",
        creators=(f"Author {number % 400}",),
        categories=(f"Subject {number % 977}", "Everything"),
        date=date,
        published=date.isoformat(),
        lang=("en", "de", "ja")[number % 3],
        site=site,
        feeds=(Feed(site.title, f"{site.url}feed/"),),
    )


def app(posts: list[Document], web: WebSettings, data: Path = Path("/nowhere")) -> Flask:
    """Return a site of these posts in the reference engine."""
    engine = MemoryEngine()
    engine.rebuild(map(Analyzer().analyse, posts), Position("archive", 1))
    return create_app(Settings(data=data, web=web), engine.reader())


def few_posts(number: int = 60) -> list[Document]:
    """Return posts as they mostly are, over 35 years. "word" finds all of them."""
    return [_post(at) for at in range(number)]


@contextmanager
def _live(settings: Settings) -> Iterator[Flask]:
    with closing(open_live(settings)) as live:
        yield create_app(settings, live)


def _missing(_data: Path) -> Opened:
    return _live(Settings(data=Path("/nowhere")))


def _big(data: Path) -> Opened:
    """Return a site of 10,000 posts in the engine that people use; it takes 3 s."""
    settings = Settings(data=data, web=WebSettings(title="Ten thousand posts"))
    with open_indexable(settings) as writer:
        writer.rebuild(map(Analyzer().analyse, map(_short_post, range(10_000))), Position("archive", 1))
    return _live(settings)


def _troubled(data: Path) -> Opened:
    status.write(TROUBLED, data)
    return nullcontext(app(few_posts(9), WebSettings(title="An archive with troubles"), data))


def _site(posts: Callable[[], list[Document]], title: str = "Back issues of a blog", **web: str) -> Callable[[Path], Opened]:
    return lambda _data: nullcontext(app(posts(), WebSettings(title=title, **web)))  # type: ignore[arg-type] # texts only


BRAND = {
    "title": "The Garden Letters",
    "intro": "Twenty years of letters from an allotment by the railway, and what became of them.",
    "accent": "#ffcc00",
    "logo": str(ROOT / "web" / "static" / "icon.svg"),
}
"""A site of its own, of a colour that cannot be read on white."""

SITES: dict[str, Callable[[Path], Opened]] = {
    "missing": _missing,
    "empty": _site(list),
    "one": _site(lambda: few_posts(2)[1:]),
    "many": _site(few_posts),
    "odd": _site(_odd_posts, LONG),
    "hostile": _site(hostile_posts, PAYLOADS[1]),
    "branded": _site(few_posts, **BRAND),
    "troubled": _troubled,
    "big": _big,
}
"""Applications by name of their archive; each is made when it is asked for, may keep its data in the folder, and closes what it opened."""
