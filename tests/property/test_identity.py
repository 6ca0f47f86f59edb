"""Which sightings are one post: the order of reading does not matter, and looking at what changed finds what looking at all finds."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index import identity, rows
from index.archive import Archive
from index.identity import Claim
from index.schema import connect_to_read
from index.sighting import Channel, FeedDocument, Sighting
from tests.feeding import put

LONG = "<p>" + "the very same long text " * 40 + "</p>"
HOSTS = ("a.example.org", "b.example.org")

sightings = st.builds(
    lambda guid, link, title, html, published: Sighting(
        guid, link, title, title_is_html=False, html=html, summary_only=False, published=published
    ),
    st.sampled_from((None, "7", "https://a.example.org/?p=1", "https://a.example.org/?p=2", "urn:uuid:1")),
    st.sampled_from(
        (None, "https://a.example.org/one", "https://a.example.org/two", "https://b.example.org/one", "https://a.example.org/")
    ),
    st.sampled_from(("", "One", "Two")),
    st.sampled_from(("", "short", "other", LONG)),
    st.sampled_from((None, "2020-01-01T00:00:00+00:00", "2021-01-01T00:00:00+00:00")),
)
channels = st.sampled_from([Channel(host, f"https://{host}/feed", f"https://{host}/") for host in HOSTS])
documents = st.builds(
    lambda channel, items, complete: FeedDocument(channel, tuple(items), complete=complete),
    channels, st.lists(sightings, max_size=5), st.just(value=False) | st.just(value=True),
)  # fmt: skip


def _stored(data: Path) -> tuple[set[frozenset[tuple[str, int]]], list[Claim]]:
    """Return the posts as stored, by places, and the claims of all sightings."""
    reader = connect_to_read(data)
    posts: dict[str, set[tuple[str, int]]] = {}
    claims = []
    query = f"SELECT s.id, s.reading, s.ordinal, s.post, f.name, {rows.KEYS} {rows.FROM} JOIN files f ON f.id = r.file"
    for number, reading, ordinal, post, file, *keys in reader.execute(query):
        claims.append(Claim(number, reading, rows.to_keys(keys), (file, ordinal)))
        posts.setdefault(post, set()).add((file, ordinal))
    live = {post for (post,) in reader.execute("SELECT id FROM posts WHERE state = 'live'")}
    reader.close()
    assert live == set(posts)
    return {frozenset(places) for places in posts.values()}, claims


def _found(claims: Sequence[Claim]) -> set[frozenset[tuple[str, int]]]:
    return {frozenset(claim.place for claim in post) for post in identity.posts(claims)}


@settings(max_examples=30, deadline=None)
@given(st.lists(documents, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(states: list[FeedDocument], shuffle: random.Random) -> None:
    """Each document is a file of its own, read once: in any order the same sightings are one post, as if all were looked at at once."""
    orders = [list(enumerate(states)), list(enumerate(states))]
    shuffle.shuffle(orders[1])
    results = []
    for order in orders:
        with tempfile.TemporaryDirectory() as folder:
            with Archive(Path(folder)) as archive:
                for number, state in order:
                    put(archive, str(number), state)
            posts, claims = _stored(Path(folder))
            assert posts == _found(claims)
            results.append(posts)
    assert results[0] == results[1]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("xyz"), documents), min_size=1, max_size=7), st.sampled_from("xyz-"))
def test_reading_again_and_forgetting_leave_what_looking_at_all_finds(runs: list[tuple[str, FeedDocument]], forgotten: str) -> None:
    """Files change, posts leave their feeds, a source is forgotten: the posts stored are those of all sightings that are left."""
    with tempfile.TemporaryDirectory() as folder:
        with Archive(Path(folder)) as archive:
            for file, state in runs:
                put(archive, file, state)
                posts, claims = _stored(Path(folder))
                assert posts == _found(claims)
            archive.drop_roots([f"/feeds/{forgotten}"])
        posts, claims = _stored(Path(folder))
        assert posts == _found(claims)
        assert all(file != f"/feeds/{forgotten}" for post in posts for file, _ in post)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(channels, sightings), max_size=12), st.randoms(use_true_random=False))
def test_grouping_is_a_partition_in_a_fixed_order(items: list[tuple[Channel, Sighting]], shuffle: random.Random) -> None:
    claims = [Claim(at, at % 4, identity.keys_of(sighting, channel), ("f", at)) for at, (channel, sighting) in enumerate(items)]
    posts = identity.posts(claims)
    assert sorted(claim.sighting for post in posts for claim in post) == list(range(len(claims)))
    mixed = list(claims)
    shuffle.shuffle(mixed)
    assert identity.posts(mixed) == posts


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(channels, sightings), max_size=12))
def test_one_document_never_shows_a_post_under_two_names(items: list[tuple[Channel, Sighting]]) -> None:
    claims = [Claim(at, at % 3, identity.keys_of(sighting, channel), ("f", at)) for at, (channel, sighting) in enumerate(items)]
    for post in identity.posts(claims):
        names: dict[int, set[tuple[str | None, str | None]]] = {}
        for claim in post:
            names.setdefault(claim.document, set()).add((claim.keys.guid, claim.keys.link))
        assert all(len(called) == 1 for called in names.values())
