from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from search import opening
from search.analysis import Analyzer
from search.document import Document, Position
from search.errors import EngineBusy, EngineUnknown, IndexMissing
from search.live import Live
from search.query import Query
from search.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path)


def test_an_index_is_written_and_read_by_the_name_of_its_engine(settings: Settings) -> None:
    with pytest.raises(IndexMissing):
        opening.open_searchable(settings)
    with opening.open_indexable(settings) as writer:
        assert writer.reached() is None
        writer.rebuild([Analyzer().analyse(Document("1" * 16, "A title", ""))], Position("uuid", 3))
        assert writer.reached() == Position("uuid", 3)
        with pytest.raises(EngineBusy):
            opening.open_indexable(settings)
    live = opening.open_live(settings)
    assert isinstance(live, Live)
    for reader in (opening.open_searchable(settings), live):
        assert reader.search(Query()).total == 1
        reader.close()


@pytest.mark.parametrize("open_index", [opening.open_searchable, opening.open_live, opening.open_indexable])
def test_an_unknown_engine_is_told_with_those_there_are(tmp_path: Path, open_index: object) -> None:
    assert callable(open_index)
    with pytest.raises(EngineUnknown, match="there is no engine 'lucene'; there are: whoosh, tantivy"):
        open_index(Settings(data=tmp_path, engine="lucene"))


@pytest.mark.parametrize("open_index", [opening.open_searchable, opening.open_live, opening.open_indexable])
def test_a_library_that_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_index: object) -> None:
    assert callable(open_index)
    monkeypatch.setitem(sys.modules, "tantivy", None)
    with pytest.raises(EngineUnknown, match=r"the engine tantivy needs a library that is not installed: pip install '\.\[tantivy\]'"):
        open_index(Settings(data=tmp_path, engine="tantivy"))


def test_the_library_of_an_engine_is_imported_when_it_is_opened() -> None:
    code = "import sys, search.opening; sys.exit('whoosh' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]).returncode == 0  # noqa: S603 - our own code
