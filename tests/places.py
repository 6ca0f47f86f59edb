"""A place where tests run reindex: feeds, a data folder, and an index of the reference engine."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from index.reindex import Request, reindex
from index.report import Report
from search.document import Document
from search.engines.memory import MemoryEngine, Store
from search.engines.memory.reader import MemoryReader
from search.page import IndexInfo
from search.query import Query
from search.settings import FetchSettings, IndexSettings, Settings

NOW = datetime(2024, 6, 1, tzinfo=UTC)


class Place:
    """A data folder, a folder for feeds, and an index."""

    def __init__(self, folder: Path) -> None:
        self.feeds = folder / "feeds"
        self.feeds.mkdir()
        fetch = FetchSettings(delay_seconds=0, total_seconds=5, private_addresses=("127.0.0.0/8",))
        self.settings = Settings(data=folder / "data", index=IndexSettings(workers=1), fetch=fetch)
        self.store = Store()
        self.told: list[tuple[str, int, int]] = []

    def run(self, *names: str | Path, full: bool = False, now: datetime = NOW, history: bool = False, repeated: bool = False) -> Report:
        with MemoryEngine(self.store) as engine:
            request = Request(tuple(map(str, names)), full, now, history, repeated)
            report = reindex(self.settings, engine, request, self.published, lambda *news: self.told.append(news))
        counts = report.posts
        assert counts.added + counts.changed + counts.unchanged == len(self.documents())
        return report

    def published(self) -> IndexInfo | None:
        return IndexInfo("memory", "1", len(self.documents()), None)

    def documents(self) -> dict[str, Document]:
        if self.store.state is None:
            return {}
        page = MemoryReader(self.store.state).search(Query(per_page=100))
        return {hit.document.title: hit.document for hit in page.hits}

    @property
    def generation(self) -> int:
        return self.store.state.number if self.store.state else 0
