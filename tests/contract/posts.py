"""Example posts for the contract tests."""

from __future__ import annotations

from datetime import UTC, datetime

from search.document import Document, Site

BLOG = Site("example.org", "Example Blog", "https://example.org/")
OTHER = Site("example.net/notes", "Notes", "https://example.net/notes")


def post_id(number: int) -> str:
    return f"{number:016x}"


def post(
    number: int,
    title: str = "",
    body: str = "",
    *,
    tags: tuple[str, ...] = (),
    by: tuple[str, ...] = (),
    date: str | None = None,
    lang: str | None = "en",
    site: Site = BLOG,
    aliases: tuple[str, ...] = (),
) -> Document:
    """Return a post; `date` is ISO 8601 without a zone, in UTC."""
    return Document(
        post_id(number),
        title,
        body,
        url=f"https://example.org/{number}",
        creators=by,
        categories=tags,
        date=datetime.fromisoformat(date).replace(tzinfo=UTC) if date else None,
        date_source="published" if date else None,
        lang=lang,
        site=site,
        aliases=aliases,
    )


SHELF = (
    post(1, "Parsing feeds", "A feed parser in Python.", tags=("Python", "Feeds"), by=("Ada Lovelace",), date="2009-03-01T10:00:00"),
    post(2, "Snakes", "The python is a snake.", tags=("Animals",), by=("Bob",), date="2009-12-31T23:30:00", site=OTHER),
    post(
        3, "Flask and feeds", "Serving feeds with Flask.", tags=("python", "Flask"), by=("Ada Lovelace", "Bob"), date="2011-06-15T00:00:00"
    ),
    post(4, "Fütterung", "Die Katze frisst.", tags=("Animals", "C++"), lang="de", site=OTHER),
    post(5, "Old parser notes", "How parsers were written.", tags=("python",), by=("Ada Lovelace",), date="1969-07-20T20:17:40"),
)
"""Five posts: dated before 1970, in 2009 and 2011, and one undated; two sites, two languages, several spellings of a tag."""
