"""Live, over readers that only count, with a clock that is set and work that is done at once or when told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from search.document import Document, Position
from search.errors import IndexDamaged, IndexMissing, IndexOutdated
from search.live import LOOK_SECONDS, MISTYPED, RETRY_SECONDS, Live
from search.page import IndexInfo, Page, Related, Suggestion
from search.port import Health
from search.query import Query


@dataclass
class Reader:
    """A reader that knows its name, and does something in the middle of a search if told to."""

    name: str
    during: Callable[[], None] | None = None
    closed: int = 0
    asked: list[str] = field(default_factory=list)

    def search(self, query: Query) -> Page:
        assert not self.closed
        self.asked.append(query.text)
        if self.during:
            self.during()
        assert not self.closed
        return Page(0, (), (), "all", self.health().index)

    def get(self, post_id: str) -> Document:
        return Document(post_id, self.name, "")

    def suggest(self, prefix: str, limit: int = 10) -> tuple[Suggestion, ...]:
        self.asked.append(f"suggest {prefix}")
        return (Suggestion("title", f"{prefix} {self.name}", limit),)

    def similar(self, post_id: str, limit: int = 5) -> tuple[Related, ...]:
        return (Related(self.get(post_id), float(limit), ("word",)),)

    def health(self) -> Health:
        return Health(IndexInfo("fake", self.name, 0, None), Position("uuid", 1))

    def close(self) -> None:
        self.closed += 1


@dataclass
class World:
    """What Live sees: which index is newest, what opening gives, and the time."""

    name: str | None = "1"
    error: Exception | None = None
    name_error: OSError | None = None
    now: float = 0.0
    later: bool = False
    work: list[Callable[[], None]] = field(default_factory=list)
    readers: list[Reader] = field(default_factory=list)
    looks: int = 0
    during: Callable[[], None] | None = None

    def open(self) -> Reader:
        if self.error:
            raise self.error
        if self.name is None:
            raise IndexMissing("there is no index yet")
        self.readers.append(Reader(self.name, self.during))
        return self.readers[-1]

    def current(self) -> str | None:
        self.looks += 1
        if self.name_error:
            raise self.name_error
        return self.name

    def start(self, work: Callable[[], None]) -> None:
        if self.later:
            self.work.append(work)
        else:
            work()

    def live(self) -> Live:
        return Live(self.open, self.current, lambda: self.now, self.start)


def _answering(live: Live) -> str:
    return live.search(Query()).index.generation


def test_every_question_goes_to_the_reader() -> None:
    world = World()
    live = world.live()
    assert _answering(live) == "1"
    assert live.get("x") == Document("x", "1", "")
    assert live.suggest("py", 3) == (Suggestion("title", "py 1", 3),)
    assert live.similar("x", 2) == (Related(Document("x", "1", ""), 2.0, ("word",)),)
    assert live.health() == Health(IndexInfo("fake", "1", 0, None), Position("uuid", 1))


def test_a_new_index_is_found_within_a_second_and_the_old_one_closed() -> None:
    world = World()
    live = world.live()
    assert _answering(live) == "1"
    world.name = "2"
    assert _answering(live) == "1"
    world.now += LOOK_SECONDS
    assert _answering(live) == "2"
    assert [reader.closed for reader in world.readers] == [1, 0]


def test_it_is_not_looked_more_than_once_a_second() -> None:
    world = World()
    live = world.live()
    for _search in range(5):
        _answering(live)
    assert world.looks == 2
    world.now += LOOK_SECONDS
    for _search in range(5):
        _answering(live)
    assert world.looks == 3


def test_a_running_search_keeps_its_reader_open() -> None:
    world = World()
    live = world.live()

    def during() -> None:
        first.during = None
        world.name, world.now = "2", world.now + LOOK_SECONDS
        assert _answering(live) == "2"
        assert not first.closed

    first = world.readers[0]
    first.during = during
    assert _answering(live) == "1"
    assert first.closed == 1


def test_searches_go_on_while_a_new_index_is_opened() -> None:
    world = World(later=True)
    live = world.live()
    world.name, world.now = "2", world.now + LOOK_SECONDS
    assert _answering(live) == "1"
    world.now += LOOK_SECONDS
    assert _answering(live) == "1"
    (work,) = world.work  # and it is not opened twice
    work()
    assert _answering(live) == "2"


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (IndexDamaged("file x is damaged"), "file x is damaged"),
        (IndexOutdated("other rules"), "other rules"),
        (OSError(24, "Too many open files"), "the index cannot be opened: OSError: [Errno 24] Too many open files"),
        (AttributeError("surprise"), "the index cannot be opened: AttributeError: surprise"),
    ],
)
def test_what_cannot_be_opened_leaves_the_old_reader_and_is_told(error: Exception, problem: str) -> None:
    world = World()
    live = world.live()
    world.name, world.error, world.now = "2", error, LOOK_SECONDS
    assert _answering(live) == "1"
    assert live.health().problem == problem
    world.error = None
    world.now += LOOK_SECONDS
    assert _answering(live) == "1"  # it is left alone for a while
    world.now += RETRY_SECONDS
    assert _answering(live) == "2"
    assert live.health().problem is None


def test_a_newer_index_is_opened_at_once_after_one_that_failed() -> None:
    world = World()
    live = world.live()
    world.name, world.error, world.now = "2", IndexDamaged("damaged"), LOOK_SECONDS
    _answering(live)
    world.name, world.error, world.now = "3", None, world.now + LOOK_SECONDS
    assert _answering(live) == "3"


def test_an_index_is_asked_what_fills_its_caches_before_it_answers() -> None:
    world = World()
    world.live()
    assert world.readers[0].asked == ["", MISTYPED.text, "suggest a"]


def test_an_index_that_cannot_be_searched_is_not_used() -> None:
    world = World()
    live = world.live()

    def fail() -> None:
        raise ValueError("unreadable")

    world.name, world.during, world.now = "2", fail, LOOK_SECONDS
    assert _answering(live) == "1"
    assert [reader.closed for reader in world.readers] == [0, 1]
    assert live.health().problem == "the index cannot be opened: ValueError: unreadable"


def test_without_an_index_every_question_raises_until_there_is_one() -> None:
    world = World(name=None)
    live = world.live()
    for ask in (lambda: live.search(Query()), lambda: live.get("x"), lambda: live.suggest("x"), lambda: live.similar("x"), live.health):
        with pytest.raises(IndexMissing, match="there is no index yet"):
            ask()
    world.name, world.now = "1", LOOK_SECONDS
    assert _answering(live) == "1"


def test_without_an_index_the_reason_is_raised() -> None:
    world = World(error=IndexOutdated("other rules"))
    live = world.live()
    for _search in range(2):
        with pytest.raises(IndexOutdated, match="other rules"):
            live.search(Query())


def test_a_pointer_that_cannot_be_read_leaves_the_reader() -> None:
    world = World()
    live = world.live()
    world.name_error, world.error, world.now = PermissionError("no"), IndexDamaged("not ours"), LOOK_SECONDS
    assert _answering(live) == "1"
    assert live.health().problem == "not ours"


def test_closing_waits_for_the_last_search_and_opens_no_more() -> None:
    world = World(later=True)
    live = world.live()
    first = world.readers[0]

    def during() -> None:
        live.close()
        assert not first.closed

    world.name, world.now = "2", LOOK_SECONDS
    first.during = during
    _answering(live)
    assert first.closed == 1
    world.work.pop()()
    assert [reader.closed for reader in world.readers] == [1, 1]
    world.now += LOOK_SECONDS
    with pytest.raises(IndexMissing, match="was closed"):
        live.search(Query())
    live.close()
    assert not world.work


def test_many_threads_never_meet_a_closed_reader() -> None:
    world = World()
    live = Live(world.open, world.current, lambda: world.now)
    errors: list[BaseException] = []

    def searches() -> None:
        try:
            for _search in range(300):
                _answering(live)
        except BaseException as error:  # noqa: BLE001 - shown by the assertion below
            errors.append(error)

    threads = [threading.Thread(target=searches) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for number in range(2, 40):
        world.name = str(number)
        world.now += LOOK_SECONDS
        _answering(live)
    for thread in threads:
        thread.join()
    for opening in threading.enumerate():
        if opening.name == "open-index":
            opening.join()
    assert not errors
    assert sum(not reader.closed for reader in world.readers) == 1
