from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from search import manifest
from search.document import Position
from search.errors import IndexDamaged
from search.manifest import Manifest


def _written(folder: Path) -> Manifest:
    (folder / "one").write_bytes(b"first")
    (folder / "two").write_bytes(b"second")
    files = tuple(manifest.describe(folder / name) for name in ("one", "two"))
    found = Manifest("whoosh", "f" * 16, 2, manifest.hash_ids(["b", "a"]), Position("uuid", 7), datetime(2026, 1, 1, tzinfo=UTC), files)
    (folder / manifest.NAME).write_text(found.to_json(), encoding="utf-8")
    return found


def test_a_manifest_comes_back_as_it_was(tmp_path: Path) -> None:
    written = _written(tmp_path)
    assert manifest.read(tmp_path) == written
    manifest.check(tmp_path, written)


def test_the_order_of_ids_does_not_matter() -> None:
    assert manifest.hash_ids(["a", "b"]) == manifest.hash_ids({"b", "a"}) != manifest.hash_ids(["ab"])


def test_every_changed_byte_of_a_manifest_is_found(tmp_path: Path) -> None:
    _written(tmp_path)
    path = tmp_path / manifest.NAME
    whole = path.read_bytes()
    for place in range(0, len(whole) - 2, 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(IndexDamaged, match="manifest"):
            manifest.read(tmp_path)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "\N{SNOWMAN}", '{"seal": 1}'])
def test_other_texts_are_no_manifest(tmp_path: Path, text: str) -> None:
    (tmp_path / manifest.NAME).write_text(text, encoding="utf-8")
    with pytest.raises(IndexDamaged, match="manifest"):
        manifest.read(tmp_path)


def test_a_manifest_that_is_not_there_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="cannot be read"):
        manifest.read(tmp_path)


def test_times_are_utc(tmp_path: Path) -> None:
    found = _written(tmp_path)
    body = json.loads(found.to_json()) | {"built": "2026-01-01T00:00:00"}
    del body["seal"]
    (tmp_path / manifest.NAME).write_text(json.dumps(body | {"seal": manifest._seal(body)}), encoding="utf-8")
    with pytest.raises(IndexDamaged, match="no manifest"):
        manifest.read(tmp_path)


def test_files_missing_or_added_or_changed_are_damage(tmp_path: Path) -> None:
    found = _written(tmp_path)
    (tmp_path / "three").touch()
    with pytest.raises(IndexDamaged, match="three: the file is not in the manifest"):
        manifest.check(tmp_path, found)
    (tmp_path / "three").unlink()
    (tmp_path / "two").write_bytes(b"sEcond")
    with pytest.raises(IndexDamaged, match="two: the file is not what"):
        manifest.check(tmp_path, found)
    (tmp_path / "two").write_bytes(b"sec")
    with pytest.raises(IndexDamaged, match="two: the file is not what"):
        manifest.check(tmp_path, found)
    (tmp_path / "two").unlink()
    with pytest.raises(IndexDamaged, match="two: the file is missing"):
        manifest.check(tmp_path, found)
    with pytest.raises(IndexDamaged, match="cannot be read"):
        manifest.check(tmp_path / "nowhere", found)


def test_of_a_large_index_only_names_and_sizes_are_compared_where_that_is_asked_for(tmp_path: Path) -> None:
    found = _written(tmp_path)
    size = sum(file.size for file in found.files)
    (tmp_path / "two").write_bytes(b"sEcond")
    manifest.check(tmp_path, found, size - 1)
    with pytest.raises(IndexDamaged, match="two: the file is not what"):
        manifest.check(tmp_path, found, size)
    (tmp_path / "two").write_bytes(b"sec")
    with pytest.raises(IndexDamaged, match="two: the file is not what"):
        manifest.check(tmp_path, found, size - 1)
