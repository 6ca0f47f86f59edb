"""Sites of archives that are put together here: empty, small, odd and hostile ones, in the reference engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

from search.analysis import Analyzer
from search.document import Document, Feed, Position, Site
from search.engines.memory import MemoryEngine
from search.opening import open_live
from search.settings import Settings, WebSettings
from tests.payloads import PAYLOADS, hostile_posts
from web.app import create_app

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


def _app(posts: list[Document], web: WebSettings) -> Flask:
    engine = MemoryEngine()
    engine.rebuild(map(Analyzer().analyse, posts), Position("archive", 1))
    return create_app(Settings(web=web), engine.reader())


def _missing() -> Flask:
    settings = Settings(data=Path("/nowhere"))
    return create_app(settings, open_live(settings))


def _site(posts: Callable[[], list[Document]], title: str = "Back issues of a blog") -> Callable[[], Flask]:
    return lambda: _app(posts(), WebSettings(title=title))


SITES: dict[str, Callable[[], Flask]] = {
    "missing": _missing,
    "empty": _site(list),
    "one": _site(lambda: [_post(1)]),
    "many": _site(lambda: [_post(number) for number in range(60)]),
    "odd": _site(_odd_posts, LONG),
    "hostile": _site(hostile_posts, PAYLOADS[1]),
}
"""Applications by name of their archive; each is made when it is asked for."""
