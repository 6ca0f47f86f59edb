from __future__ import annotations

import pytest

from index.sighting import Onward
from tests.feedtexts import atom, document, rss

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def link(rel: str, href: str, prefix: str = "") -> str:
    return f"<{prefix}link rel='{rel}' href='{href}'/>"


def test_an_atom_feed_names_its_archive_and_its_next_page() -> None:
    head = link("prev-archive", "https://example.com/2008.atom") + link("next", "https://example.com/?page=2") + "<fh:archive/>"
    found = document(atom("<title>a</title>", head=head)).onward
    assert found == Onward(prev_archive="https://example.com/2008.atom", next="https://example.com/?page=2", archive=True)


def test_an_rss_feed_names_them_with_links_of_atom() -> None:
    head = link("prev-archive", "https://example.com/2008.rss", "atom:") + link("next", "https://example.com/2", "atom:") + "<fh:archive/>"
    found = document(rss("<title>a</title>", head=head)).onward
    assert found == Onward(prev_archive="https://example.com/2008.rss", next="https://example.com/2", archive=True)


@pytest.mark.parametrize(
    ("head", "location", "following"),
    [
        (
            link("self", "https://example.com/blog/feed?page=1") + link("next", "?page=2"),
            "feed.xml",
            "https://example.com/blog/feed?page=2",
        ),
        (link("next", "/feed/2"), "https://example.com/blog/feed", "https://example.com/feed/2"),
        (link("self", "/blog/feed") + link("next", "2"), "https://example.com/x", "https://example.com/blog/2"),
        (link("next", "/feed/2"), "feed.xml", None),
        (link("next", "javascript:alert(1)"), "https://example.com/", None),
        (link("next", "file:///etc/passwd"), "https://example.com/", None),
        (link("next", ""), "feed.xml", None),
        (link("previous", "https://example.com/0"), "feed.xml", None),
    ],
)
def test_the_way_on_is_resolved_against_the_feed_itself(head: str, location: str, following: str | None) -> None:
    assert document(atom("<title>a</title>", head=head), location).onward.next == following


def test_the_links_of_an_entry_are_not_those_of_the_feed() -> None:
    entry = "<title>a</title>" + link("next", "https://example.com/b") + link("prev-archive", "https://example.com/z")
    assert document(atom(entry)).onward == Onward()
    assert document(rss(entry.replace("<link", "<atom:link"))).onward == Onward()


@pytest.mark.parametrize(
    "generator",
    [
        "<generator>https://wordpress.org/?v=6.4.2</generator>",
        "<generator>http://wordpress.org/?v=2.0</generator>",
        "<generator>http://wordpress.com/</generator>",
        "<generator>WordPress 2.9</generator>",
        "<generator>\n  https://www.wordpress.org/?v=6.4\n</generator>",
        "<generator uri='https://wordpress.org/' version='6.4'>WordPress</generator>",
        "<generator uri='http://wordpress.com/'>A blog</generator>",
        f"<a:generatorAgent xmlns:a='http://webns.net/mvcb/' xmlns:rdf='{RDF}' rdf:resource='https://wordpress.org/?v=6'/>",
    ],
)
def test_wordpress_is_told_by_its_generator(generator: str) -> None:
    assert document(rss("<title>a</title>", head=generator)).onward.wordpress


@pytest.mark.parametrize(
    "generator",
    [
        "",
        "<generator/>",
        "<generator>Ghost 5</generator>",
        "<generator>https://wordpress.org.example.com/</generator>",
        "<generator>Wordpressing</generator>",
        "<generator>Moved from WordPress</generator>",
        "<link>https://wordpress.org/</link>",
    ],
)
def test_what_wordpress_did_not_make(generator: str) -> None:
    assert not document(rss("<title>a</title><generator>https://wordpress.org/?v=6</generator>", head=generator)).onward.wordpress
