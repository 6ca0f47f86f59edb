"""Which ids posts get and keep, whichever file is read first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from index import identity
from index.archive import Archive
from index.backlog import Look
from index.holdings import Holdings
from index.sighting import Channel, FeedDocument
from tests.feeding import BLOG, feed, indexed, put, sighting

PLANET = Channel("Planet", None, "https://planet.example.net/")
LONG = "The same words stand in every copy. " * 20
COPY = sighting(1, LONG, guid="https://planet.example.net/77", link="https://planet.example.net/77")
FILES = {"a": feed(sighting(1, LONG)), "b": feed(COPY, channel=PLANET), "c": feed(sighting(1, LONG, guid="tag:blog.example.org,2001:1"))}


def ids(data: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Return the posts: ids and aliases."""
    with Holdings(data) as holdings:
        return [(post.id, post.aliases) for post in holdings.posts([post for _, post in holdings.after(0, 99)])]


@pytest.mark.parametrize("order", list(permutations(FILES)))
def test_what_was_never_indexed_has_the_id_of_the_first_file_by_name(order: Sequence[str], tmp_path: Path) -> None:
    found = []
    for folder, files in (("one", FILES), ("other", order)):
        with Archive(tmp_path / folder) as archive:
            for file in files:
                put(archive, file, FILES[file])
        found.append(ids(tmp_path / folder))
    assert found[0] == found[1]
    assert [aliases for _, aliases in found[0]] == [()]


def test_a_post_may_get_the_id_that_its_other_half_had(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        put(archive, "c", feed(sighting(1, guid="17")))
        put(archive, "b", feed(sighting(1, "edited", title="New"), channel=PLANET))
        first = identity.keys_of(sighting(1), BLOG).first()[:16]
        assert len(ids(tmp_path)) == 2
        put(archive, "a", feed(sighting(1)))
        assert ids(tmp_path) == [(first, ())]


def test_an_id_that_people_know_stays_when_another_file_comes(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        put(archive, "b", FILES["b"])
        indexed(archive)
        ((known, _),) = ids(tmp_path)
        put(archive, "a", FILES["a"])
        assert ids(tmp_path) == [(known, ())]


def test_of_two_posts_that_become_one_the_known_id_stays(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        put(archive, "a", feed(sighting(1, link=None)))
        put(archive, "b", feed(sighting(1, guid="other")))
        (_, second) = ids(tmp_path)
        archive.backlog.changed([Look(second[0], "", None, "")], 1)
        put(archive, "c", feed(sighting(1)))
        assert ids(tmp_path) == [(second[0], ())]


def test_a_post_that_comes_back_has_the_id_that_it_had(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        put(archive, "a", FILES["a"])
        indexed(archive)
        before = ids(tmp_path)
        archive.drop_roots(["/feeds/a"])
        put(archive, "b", FILES["b"])
        put(archive, "a", FILES["a"])
        assert ids(tmp_path) == before


def test_two_posts_with_one_guid_never_share_an_id(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        for file, number in (("b", 1), ("a", 2), ("c", 3)):
            document: FeedDocument = feed(sighting(number, guid="https://blog.example.org/"), channel=BLOG)
            put(archive, file, document)
        assert len(dict(ids(tmp_path))) == 3
