"""What the archive keeps of a feed that first carries whole posts and then summaries of them."""

from __future__ import annotations

from pathlib import Path

from index import schema
from index.archive import Archive
from index.holdings import Holding, Holdings
from tests.feeding import feed, put, sighting


def posts(data: Path) -> list[Holding]:
    with Holdings(data) as holdings:
        reader = schema.connect_to_read(data)
        ids = [post for (post,) in reader.execute("SELECT id FROM posts WHERE state = 'live' ORDER BY seq")]
        reader.close()
        return holdings.posts(ids)


def test_a_feed_that_turns_to_summaries_loses_no_text(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        put(archive, "a", feed(sighting(1, "the whole text"), sighting(2, "another"), sighting(3, "gone from the feed")))
        other = sighting(2, "of another post", title="Other", link="https://blog.example.org/other", summary_only=True)
        for _again in range(2):
            put(archive, "a", feed(sighting(1, "the who [...]", title="New", summary_only=True), other))
            (first,), (second,), (third,) = (post.sightings for post in posts(tmp_path))
            assert (first.sighting.title, first.sighting.html, first.sighting.summary_only) == ("New", "<p>the whole text</p>", False)
            assert (second.sighting.html, third.sighting.html) == ("<p>of another post</p>", "<p>gone from the feed</p>")
        put(archive, "a", feed(sighting(1, "edited")))
        assert [held.sighting.html for held in posts(tmp_path)[0].sightings] == ["<p>edited</p>"]
