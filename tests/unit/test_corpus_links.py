"""Links of real feeds: one spelling each, and no two posts of one document become one (see test_corpus_feeds.py for the corpus)."""

from __future__ import annotations

import pytest

from index import identity, links
from index.formats.unreadable import NotReadable
from index.identity import Claim
from index.sighting import FeedDocument
from tests.reading import read
from tests.unit.test_corpus_feeds import SHARED, _sample

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the corpus of real feeds is not here: no folder {SHARED}; set BACKISSUES_SHARED to where it is"
)


@pytest.fixture(scope="module", name="documents")
def _documents() -> dict[str, FeedDocument]:
    found = {}
    for path in _sample():
        try:
            document = read(path.read_bytes(), path.name)
        except NotReadable:
            continue
        if document is not None:
            found[str(path)] = document
    return found


def test_a_key_is_its_own_key(documents: dict[str, FeedDocument]) -> None:
    found = {sighting.link for document in documents.values() for sighting in document.sightings if sighting.link}
    assert len(found) > 500
    keys = {link: links.canonical(link) for link in found}
    assert [link for link, key in keys.items() if links.canonical(f"https://{key}") != key] == []


def test_posts_of_one_document_with_two_guids_stay_two(documents: dict[str, FeedDocument]) -> None:
    odd: list[str] = []
    for path, document in documents.items():
        items = document.sightings
        claims = [Claim(at, 0, identity.keys_of(one, document.channel), (path, at)) for at, one in enumerate(items)]
        posts = [[items[claim.sighting] for claim in post] for post in identity.posts(claims)]
        odd += [f"{path}: {post}" for post in posts if len({one.guid for one in post}) > 1]
    assert odd == []
