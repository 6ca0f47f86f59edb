"""A small archive in the reference engine, and a client of the web on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from search.analysis import Analyzer
from search.document import Cut, Document, Feed, Position, Site
from search.engines.memory import MemoryEngine
from search.port import Searchable
from search.settings import Settings, WebSettings
from web.app import create_app

WORDS = ("parser", "feed", "python", "archive", "zebra")
OLD_ID = "f" * 16

Reader = Callable[[list[Document]], Searchable]


def post(number: int) -> Document:
    """Return one of a row of posts, a month apart from 2008-11 on."""
    word = WORDS[number % len(WORDS)]
    return Document(
        id=f"{number:016x}",
        title=f"Post {number} about a {word}",
        body=f"The first line says {word}.\nThe second one says agile. " + "And more words follow here. " * 20,
        url=f"https://example.org/{number}",
        creators=("Ann", "Bob")[: 1 + number % 2],
        categories=("Python", "Machine Learning", "C++")[: number % 4],
        date=datetime(2008, 11, 1, 10, tzinfo=UTC) + timedelta(days=30 * number),
        date_source="published",
        published=(datetime(2008, 11, 1, 10, tzinfo=UTC) + timedelta(days=30 * number)).isoformat(),
        lang="en" if number % 3 else "de",
        site=Site("example.org", "Example", "https://example.org/") if number % 5 else Site("other.org", "Other", None),
        feeds=(Feed("Example feed", "https://example.org/feed/"),),
        sources=("example.xml",),
        aliases=(OLD_ID,) if number == 1 else (),
        cuts=(Cut("tracking-pixel", 2),),
    )


@pytest.fixture(scope="session")
def reader() -> Reader:
    """Return what makes a searchable of documents."""
    analyzer = Analyzer()

    def read(documents: list[Document]) -> Searchable:
        engine = MemoryEngine()
        engine.rebuild(map(analyzer.analyse, documents), Position("archive", 1))
        return engine.reader()

    return read


@pytest.fixture(scope="session")
def archive(reader: Reader) -> Searchable:
    """Return 47 posts of two sites, from the end of 2008 into 2012."""
    return reader([post(number) for number in range(1, 48)])


@pytest.fixture(scope="session")
def client(archive: Searchable) -> FlaskClient:
    """Return a client of the archive under the usual settings."""
    return create_app(Settings(), archive).test_client()


@pytest.fixture(scope="session")
def based(archive: Searchable) -> FlaskClient:
    """Return a client of a page that is mounted below a path, in a zone far from UTC."""
    return create_app(Settings(timezone="Asia/Tokyo", web=WebSettings(base_path="/old/posts/")), archive).test_client()
