"""Tips: the view of the help page. Its examples are counted once for each state of the index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from search.page import IndexInfo, Page
from search.query import Query
from search.settings import Settings
from web import examples
from web.examples import Shown
from web.links import Links, decided
from web.params import to_query


@dataclass(frozen=True, slots=True)
class Tip:
    """One example; `url` is its search, None for a fixed one."""

    text: str
    url: str | None
    total: int | None


@dataclass(frozen=True, slots=True)
class HelpView:
    """The search tips: for each operator and field its name in `examples.PATTERNS`, and examples."""

    rows: tuple[tuple[str, tuple[Tip, ...]], ...]
    live: bool
    """True where at least one example was found in the archive."""
    links: Links
    index: IndexInfo


class Tips:
    """Makes the view, and keeps the examples of the newest state of the index that it was asked about. Safe to use from several threads."""

    def __init__(self) -> None:
        """Start with nothing kept."""
        self._kept: tuple[IndexInfo, tuple[Shown, ...]] | None = None

    def view(self, index: IndexInfo, links: Links, settings: Settings, search: Callable[[Query], Page]) -> HelpView:
        """Return the tips for the archive that `search` searches, while it is in the state `index`."""
        kept = self._kept  # read once: another thread may replace it
        if kept is None or kept[0] != index:
            self._kept = kept = self._made(settings.timezone, search)

        def tip(text: str, total: int | None) -> Tip:
            return Tip(text, links.search(decided(to_query([("q", text)], settings).query, "all")) if total else None, total)

        rows = tuple((each.name, tuple(tip(one.text, one.total) for one in each.examples)) for each in kept[1])
        return HelpView(rows, any(one.url for _name, tips in rows for one in tips), links, kept[0])

    def _made(self, timezone: str, search: Callable[[Query], Page]) -> tuple[IndexInfo, tuple[Shown, ...]]:
        page = search(examples.material(timezone))

        def count(text: str) -> int:
            found = search(examples.counting(text, timezone))
            return 0 if found.notices else found.total  # what was relaxed or cut does not show what its text means

        return page.index, examples.shown(page, timezone, count)
