"""The writer of the reference engine. It keeps nothing on disk: what a data folder is to other engines, a `Store` is here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from search.document import Analysed, Change, Position, Prepared, Ready, Removal
from search.engines.memory.posts import State
from search.engines.memory.reader import MemoryReader
from search.errors import EngineBusy, IndexMissing


@dataclass(slots=True)
class Store:
    """What stands for the data folder: the newest published state, and whether a writer is open."""

    state: State | None = None
    busy: bool = False

    def reader(self) -> MemoryReader:
        """Return a reader of the newest state. Raises IndexMissing where nothing has been published."""
        if self.state is None:
            raise IndexMissing("there is no index yet; run `backissues reindex`")
        return MemoryReader(self.state)


def prepare(analysed: Analysed) -> Prepared:
    """Return the post as it is, in a wrapping: there is nothing to prepare."""
    return Prepared(analysed.document.id, analysed)


def _unwrapped(post: Ready) -> Analysed:
    found: Analysed = post.content if isinstance(post, Prepared) else post
    return found


class MemoryEngine:
    """A writer into a store (its own by default). Raises EngineBusy while another one is open."""

    def __init__(self, store: Store | None = None) -> None:
        """Take the store's lock."""
        self._store = store or Store()
        self._open = False
        if self._store.busy:
            raise EngineBusy("another reindex is writing this index; wait until it is done")
        self._store.busy = self._open = True

    @property
    def worn(self) -> bool:
        """Return False: nothing old is kept."""
        return False

    @property
    def prepare(self) -> Callable[[Analysed], Prepared]:
        """Return what can be done to a post before it is written."""
        return prepare

    def reached(self) -> Position | None:
        """Return the position of the newest state, or None where there is none."""
        return self._store.state.position if self._store.state else None

    def apply(self, changes: Iterable[Change], position: Position) -> None:
        """Publish the state after these changes; the last of an id wins."""
        posts = dict(self._store.state.posts) if self._store.state else {}
        for change in changes:
            if isinstance(change, Removal):
                posts.pop(change.id, None)
            else:
                post = _unwrapped(change)
                posts[post.document.id] = post
        self._publish(posts, position)

    def rebuild(self, documents: Iterable[Ready], position: Position) -> None:
        """Publish a state that holds just these documents."""
        self._publish({post.document.id: post for post in map(_unwrapped, documents)}, position)

    def _publish(self, posts: dict[str, Analysed], position: Position) -> None:
        number = self._store.state.number + 1 if self._store.state else 1
        self._store.state = State(number, position, posts)

    def reader(self) -> MemoryReader:
        """Return a reader of the newest state. Raises IndexMissing where nothing has been published."""
        return self._store.reader()

    def close(self) -> None:
        """Let go of the lock."""
        if self._open:
            self._store.busy = self._open = False

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close."""
        self.close()
