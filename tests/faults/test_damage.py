"""A damaged or hostile index: found before anything of it is loaded."""

from __future__ import annotations

import pickle
import random
import shutil
import sys
import types
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from search import generations, manifest
from search.analysis import Analyzer
from search.document import Position
from search.engines.whoosh import open_reader, open_writer, schema
from search.errors import IndexDamaged
from search.query import Query
from tests.contract.posts import post

RULES = "f" * 16


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two generations: a rebuild of two posts, and one post more."""
    data = tmp_path_factory.mktemp("sound") / "data"
    analyse = Analyzer().analyse
    with open_writer(data, RULES) as writer:
        writer.rebuild([analyse(post(1, "One")), analyse(post(2, "Two"))], Position("uuid", 1))
        writer.apply([analyse(post(3, "Three"))], Position("uuid", 2))
    return data


@pytest.fixture
def copies(sound: Path, tmp_path: Path) -> Callable[[], Path]:
    """Gives fresh copies of the folder; links between its generations stay links."""
    numbers = count()

    def copy() -> Path:
        target = tmp_path / str(next(numbers))
        shutil.copytree(sound, target)
        folder = home(target)
        for path in (folder / "00000001").iterdir():
            other = folder / "00000002" / path.name
            if other.exists() and path.suffix != ".json":
                other.unlink()
                other.hardlink_to(path)
        return target

    return copy


def home(data: Path) -> Path:
    return generations.home(data, "whoosh", RULES)


def total(data: Path) -> int:
    reader = open_reader(data, RULES)
    try:
        return reader.search(Query()).total
    finally:
        reader.close()


def _flip(path: Path, chance: random.Random) -> None:
    whole = bytearray(path.read_bytes())
    whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
    path.write_bytes(whole)


def _cut(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def _remove(path: Path, _chance: random.Random) -> None:
    path.unlink()


@pytest.mark.parametrize("damage", [_flip, _cut, _remove])
def test_damage_of_any_file_is_found(copies: Callable[[], Path], damage: Callable[[Path, random.Random], None]) -> None:
    chance = random.Random(7)  # noqa: S311 - places, not keys
    data = copies()
    assert total(data) == 3
    shared = {path.name for path in (home(data) / "00000001").iterdir()} - {manifest.NAME}
    for name in sorted(path.name for path in (home(data) / "00000002").iterdir()):
        data = copies()
        damage(home(data) / "00000002" / name, chance)
        if name in shared and damage is not _remove:  # both generations hold the same file
            with pytest.raises(IndexDamaged, match="backissues reindex"):
                open_reader(data, RULES)
        else:
            assert total(data) == 2
            reader = open_reader(data, RULES)
            problem = reader.health().problem
            reader.close()
            assert problem is not None
            assert "answers come from generation 00000001" in problem


@pytest.mark.parametrize("damage", [_flip, _cut, _remove])
def test_a_writer_goes_on_from_what_holds(copies: Callable[[], Path], damage: Callable[[Path, random.Random], None]) -> None:
    data = copies()
    (table,) = (home(data) / "00000002").glob("*.toc")
    damage(table, random.Random(3))  # noqa: S311 - places, not keys
    with open_writer(data, RULES) as writer:
        assert writer.reached() == Position("uuid", 1)
        writer.apply([Analyzer().analyse(post(3, "Three"))], Position("uuid", 2))
    assert total(data) == 3


class Attack:
    """What runs a command where it is unpickled."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.touch, (self.target,)


@pytest.mark.parametrize("name", ["_MAIN_99.toc", None])
def test_a_table_of_contents_that_runs_code_is_not_loaded(copies: Callable[[], Path], tmp_path: Path, name: str | None) -> None:
    data = copies()
    for folder in (home(data) / "00000001", home(data) / "00000002"):
        (table,) = folder.glob("*.toc")
        path = folder / name if name else table
        path.write_bytes(_hostile(table, tmp_path / "touched", int(path.stem.rsplit("_", 1)[1])))
    with pytest.raises(IndexDamaged):
        open_reader(data, RULES)
    with open_writer(data, RULES) as writer:
        assert writer.reached() is None
    assert not (tmp_path / "touched").exists()
    # And this is no straw man: Whoosh itself runs it.
    from whoosh.index import open_dir  # noqa: PLC0415 - shows the danger, which is what our engine keeps away

    with pytest.raises(TypeError):  # the list of segments is None now
        open_dir(str(home(data) / "00000002"), schema=schema.build_schema()).reader()
    assert (tmp_path / "touched").exists()


def _hostile(table: Path, target: Path, number: int) -> bytes:
    """Return the table of contents with the attack in place of its list of segments."""
    whole = table.read_bytes()
    generation = int(table.stem.rsplit("_", 1)[1]).to_bytes(4, "big")
    start = whole.rindex(generation + bytes(4))
    return whole[:start] + number.to_bytes(4, "big") + bytes(4) + pickle.dumps(Attack(target), 2)


def test_an_index_is_read_when_the_class_it_names_is_gone(
    copies: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The schema that Whoosh pickles into the index names a module that is not there any more, or is another one."""
    decoy = types.ModuleType("decoy_schema")
    decoy.Prepared = type("Prepared", (schema.Prepared,), {"__module__": "decoy_schema"})  # type: ignore[attr-defined] # made here
    monkeypatch.setitem(sys.modules, "decoy_schema", decoy)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "Prepared", decoy.Prepared)
        with open_writer(tmp_path / "data", RULES) as writer:
            writer.rebuild([Analyzer().analyse(post(1, "One"))], Position("uuid", 1))
    (table,) = home(tmp_path / "data").glob("*/*.toc")
    assert b"decoy_schema" in table.read_bytes()
    monkeypatch.delitem(sys.modules, "decoy_schema")
    assert total(tmp_path / "data") == 1
    with open_writer(tmp_path / "data", RULES) as writer:
        writer.apply([Analyzer().analyse(post(2, "Two"))], Position("uuid", 2))
    assert total(tmp_path / "data") == 2
    assert copies  # the sound folder is untouched
