"""One post, one result: over sources, hosts and times the same posts come out, in whatever order and parts they are read."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import documents
from index.archive import Archive
from index.holdings import Holding, Holdings
from index.sighting import FeedDocument
from search.document import Document
from search.settings import PostSettings
from tests.feeding import put
from tests.worlds import STRANGERS, Saved, World, worlds

WORLDS = 25
"""Drawn for each law in an ordinary run. `--hypothesis-profile` does not change it: set it to some thousands for a long one."""

SHUFFLES = st.randoms(use_true_random=False)


@pytest.fixture(scope="module", autouse=True)
def _languages_as_declared() -> Iterator[None]:
    """Leave detection out: it is no part of these laws, and takes most of the time of looking at a short post."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(documents.languages, "language", lambda declared, _text: next(filter(None, declared), None))
        yield


class Reader:
    """An archive that understands the addresses of a world, and what it makes of what it is given to read."""

    def __init__(self, folder: Path, world: World) -> None:
        self.archive = Archive(folder, world.moved)
        self._folder = folder

    def read(self, saved: Sequence[Saved], shuffle: random.Random | None = None) -> None:
        """Take in states of files, in parts of random size if there is a `shuffle`."""
        for one in saved:
            put(self.archive, one.file, *(_parts(one.document, shuffle) if shuffle else (one.document,)), modified=one.modified)

    def posts(self) -> list[Holding]:
        with Holdings(self._folder) as holdings:
            return holdings.posts([post for _, post in holdings.after(0, 1_000)])

    def documents(self) -> list[Document]:
        """Return the posts as they are indexed, by their ids."""
        found = [documents.to_document(post, PostSettings(), self.archive.rewriting) for post in self.posts()]
        return sorted(found, key=lambda document: document.id)

    def said(self) -> Counter[Document]:
        """Return the posts as they are indexed, without their ids, and how often each."""
        return Counter(replace(one, id="", aliases=()) for one in self.documents())

    def shares_keys(self) -> bool:
        """Return whether one key that ids are made of is in two posts."""
        keys = [{self.archive.rewriting.keys(held.sighting, held.channel).first() for held in post.sightings} for post in self.posts()]
        return len(set().union(*keys)) < sum(map(len, keys))


@contextmanager
def readers(*worlds_of: World) -> Iterator[list[Reader]]:
    """Give a reader with an empty archive for each of the worlds."""
    with ExitStack() as stack:
        found = [Reader(Path(stack.enter_context(tempfile.TemporaryDirectory())), world) for world in worlds_of]
        for one in found:
            stack.enter_context(one.archive)
        yield found


def _parts(document: FeedDocument, shuffle: random.Random) -> list[FeedDocument]:
    items, parts = list(document.sightings), []
    while items:
        size = shuffle.randint(1, len(items))
        parts.append(replace(document, sightings=tuple(items[:size])))
        del items[:size]
    return parts or [document]


def in_any_order(world: World, shuffle: random.Random) -> list[Saved]:
    """Return what is saved in another order, but that of time for each file."""
    order = [one.file for one in world.saved]
    shuffle.shuffle(order)
    of_file = {file: iter([one for one in world.saved if one.file == file]) for file in world.files}
    return [next(of_file[file]) for file in order]


@settings(max_examples=WORLDS, deadline=None)
@given(worlds(), SHUFFLES)
def test_the_order_of_reading_does_not_matter(world: World, shuffle: random.Random) -> None:
    with readers(world, world) as (one, other):
        one.read(world.saved)
        other.read(in_any_order(world, shuffle))
        assert one.said() == other.said()


@settings(max_examples=WORLDS, deadline=None)
@given(worlds(), SHUFFLES)
def test_a_first_run_gives_the_same_ids_whichever_file_comes_first(world: World, shuffle: random.Random) -> None:
    """Where two posts have one key (a guid used twice), the one that came first has its id."""
    with readers(world, world) as (one, other):
        one.read(world.saved)
        other.read(in_any_order(world, shuffle))
        assert one.shares_keys() or one.documents() == other.documents()


@settings(max_examples=WORLDS, deadline=None)
@given(worlds(), SHUFFLES)
def test_a_document_in_parts_is_what_it_is_in_one(world: World, shuffle: random.Random) -> None:
    with readers(world, world) as (one, other):
        one.read(world.saved)
        other.read(world.saved, shuffle)
        assert one.said() == other.said()


@settings(max_examples=WORLDS, deadline=None)
@given(worlds())
def test_reading_again_changes_nothing(world: World) -> None:
    with readers(world) as (one,):
        newest = {saved.file: saved for saved in world.saved}
        one.read(world.saved)
        before = one.documents()
        one.read(list(newest.values()))
        assert one.documents() == before


@settings(max_examples=WORLDS, deadline=None)
@given(worlds(), SHUFFLES)
def test_forgetting_a_source_is_never_having_read_it(world: World, shuffle: random.Random) -> None:
    file = shuffle.choice(world.files)
    with readers(world, world) as (one, other):
        order = in_any_order(world, shuffle)
        at = shuffle.randint(max(place for place, saved in enumerate(order, 1) if saved.file == file), len(order))
        one.read(order[:at])
        one.archive.drop_roots([f"/feeds/{file}"])
        one.read(order[at:])
        other.read(world.without(file).saved)
        assert one.said() == other.said()


@settings(max_examples=WORLDS, deadline=None)
@given(worlds(strange=True))
def test_a_stranger_changes_no_post(world: World) -> None:
    """Posts of the blog's own feeds keep what they say; only feeds, sources and tags of others come to them."""
    with readers(world, world) as (one, other):
        one.read(world.saved)
        other.read(world.without(*STRANGERS).saved)
        said = Counter(map(_said, one.documents()))
        own = {post.id for post in other.posts() if any(held.own for held in post.sightings)}
        assert not Counter(_said(document) for document in other.documents() if document.id in own) - said


def _said(document: Document) -> tuple[object, ...]:
    return document.title, document.body, document.url, document.creators, document.date, document.updated, document.site, document.lang
