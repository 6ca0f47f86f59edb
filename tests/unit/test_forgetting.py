"""Forgetting: what the archive lets go of stays away and stands nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import schema
from index.archive import Archive
from search.errors import ArchiveError
from tests.feeding import feed, put, sighting
from tests.unit.test_archive import TAG, posts, texts


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path) as opened:
        yield opened


def test_a_forgotten_post_stays_forgotten(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a", feed(sighting(1, "secret"), sighting(2)))
    post = next(iter(posts(tmp_path)))
    archive.forget_post(post)
    put(archive, "a", feed(sighting(1, "secret"), sighting(2)))
    put(archive, "b", feed(sighting(1, "secret edited"), channel=TAG))
    assert texts(tmp_path) == [["<p>Text of post 2</p>"]]
    (file,) = archive.ledger.members(archive.ledger.roots()[1])
    assert [(skip.post, skip.reason) for skip in archive.ledger.skipped([file.file])] == [(post, "forgotten")]


def test_what_was_forgotten_stands_nowhere_in_the_file(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a", feed(sighting(1, "xylophonist " * 2000), sighting(2)))
    put(archive, "b", feed(sighting(3, "bassoonist " * 2000)))
    assert any(b"xylophonist" in path.read_bytes() for path in tmp_path.iterdir())
    archive.forget_post(next(iter(posts(tmp_path))))
    archive.drop_roots(["/feeds/b"])
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"xylophonist" not in held
    assert b"bassoonist" not in held
    assert b"Text of post 2" in held


def test_what_cannot_be_wiped_yet_is_said_and_wiped_at_the_end(archive: Archive, tmp_path: Path) -> None:
    put(archive, "a", feed(sighting(1, "xylophonist")))
    reader = schema.connect_to_read(tmp_path)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM sightings").fetchone()
    archive._connection.execute("PRAGMA busy_timeout = 0")
    with pytest.raises(ArchiveError, match="another program is reading the archive"):
        archive.forget_post(next(iter(posts(tmp_path))))
    assert (archive.purge, archive.count()) == (True, 0)
    reader.close()
    archive._connection.close()
    assert b"xylophonist" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
