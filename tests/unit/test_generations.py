"""Generations and drafts, with an engine of one file: `posts`, the ids, each on a line."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from search import generations, manifest
from search.document import Position
from search.draft import Contents, Draft
from search.errors import IndexDamaged, IndexMissing, IndexOutdated
from search.generations import CURRENT, Generation

BUILT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return generations.home(tmp_path / "data", "lines", "f" * 16)


def contents(path: Path) -> Contents:
    ids = (path / "posts").read_text(encoding="utf-8").split()
    return Contents(len(ids), manifest.hash_ids(ids))


def publish(folder: Path, ids: Iterable[str], base: Generation | None = None, *, change: int = 1) -> Generation:
    """Publish a generation of these posts; the file `fixed` of the base stays, `more` is rewritten."""
    with Draft(folder, base, lambda name: name == "fixed") as draft:
        (draft.path / "posts").write_text("\n".join(ids), encoding="utf-8")
        if base is None:
            (draft.path / "fixed").write_text("as it was", encoding="utf-8")
        with (draft.path / "more").open("a", encoding="utf-8") as stream:
            stream.write("line\n")
        return draft.publish(Contents(len(list(ids)), manifest.hash_ids(ids)), Position("uuid", change), BUILT, contents)


def test_the_newest_generation_is_found(folder: Path) -> None:
    first = publish(folder, ["a"])
    assert (first.name, first.manifest.documents, first.manifest.position) == ("00000001", 1, Position("uuid", 1))
    assert generations.current(folder) == first
    second = publish(folder, ["a", "b"], first, change=2)
    assert generations.current(folder) == second
    assert generations.current_name(folder) == second.name == "00000002"
    assert generations.opened(folder, lambda found: found.name) == "00000002"


def test_folders_are_for_their_owner_only(folder: Path) -> None:
    path = publish(folder, ["a"]).path
    for one in (path, folder, folder.parent, folder.parent.parent):
        assert one.stat().st_mode & 0o777 == 0o700


def test_fixed_files_are_links_and_others_are_copies(folder: Path) -> None:
    first = publish(folder, ["a"])
    second = publish(folder, ["b"], first)
    assert (second.path / "fixed").samefile(first.path / "fixed")
    assert (first.path / "more").read_text(encoding="utf-8") == "line\n"
    assert (second.path / "more").read_text(encoding="utf-8") == "line\nline\n"


def test_where_links_fail_files_are_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = publish(folder, ["a"])

    def link(*_paths: object, **_options: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", link)
    second = publish(folder, ["b"], first)
    assert not (second.path / "fixed").samefile(first.path / "fixed")
    assert generations.current(folder) == second


def test_the_base_is_kept_and_older_ones_are_swept(folder: Path) -> None:
    found = publish(folder, ["a"])
    for _run in range(3):
        found = publish(folder, ["a"], found)
    assert generations.names(folder) == ["00000004", "00000003"]


def test_a_generation_without_a_base_leaves_nothing_of_older_ones(folder: Path) -> None:
    publish(folder, ["b"], publish(folder, ["a"]))
    publish(folder, ["c"])
    assert sorted(path.name for path in folder.iterdir()) == ["00000003", CURRENT]


def test_a_draft_that_is_not_published_leaves_nothing(folder: Path) -> None:
    first = publish(folder, ["a"])
    with Draft(folder, first) as draft:
        (draft.path / "posts").write_text("x", encoding="utf-8")
    assert sorted(path.name for path in folder.iterdir()) == [first.name, CURRENT]


def test_what_dead_writers_left_is_removed(folder: Path) -> None:
    first = publish(folder, ["a"])
    (folder / "draft-00000009").mkdir()
    (folder / "draft-00000009" / "posts").touch()
    (folder / "00000007").mkdir()
    second = publish(folder, ["b"], first)
    assert sorted(path.name for path in folder.iterdir()) == [first.name, second.name, CURRENT]
    assert second.name == "00000008"


def test_a_draft_whose_base_is_gone_leaves_nothing(folder: Path) -> None:
    first = publish(folder, ["a"])
    (first.path / "more").unlink()
    with pytest.raises(FileNotFoundError):
        Draft(folder, first)
    assert not list(folder.glob("draft-*"))


def test_what_is_not_read_back_as_written_is_not_published(folder: Path) -> None:
    first = publish(folder, ["a"])
    with Draft(folder, first) as draft, pytest.raises(IndexDamaged, match="1 posts were found where 2 were written"):
        draft.publish(Contents(2, ""), Position("uuid", 2), BUILT, contents)
    assert generations.current(folder) == first


def test_no_index_is_missing_and_one_under_other_rules_is_outdated(folder: Path) -> None:
    with pytest.raises(IndexMissing, match="backissues reindex"):
        generations.current(folder)
    publish(folder, ["a"])
    with pytest.raises(IndexOutdated, match="backissues reindex"):
        generations.current(folder.with_name("e" * 16))
    with pytest.raises(IndexMissing, match="backissues reindex"):
        generations.current(folder.parent.with_name("other") / folder.name)


@pytest.mark.parametrize("text", ["", "\x00\x00", "00000003", "00000099", "../../x", "naïve"])
def test_a_damaged_pointer_leads_to_the_newest_generation(folder: Path, text: str) -> None:
    publish(folder, ["b"], publish(folder, ["a"]))
    (folder / CURRENT).write_text(text, encoding="utf-8")
    assert generations.current(folder).name == "00000002"


def test_a_pointer_to_nothing_is_damage(folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o700)
    for one in (folder.parent, folder.parent.parent):
        one.chmod(0o700)
    (folder / CURRENT).write_text("00000001", encoding="utf-8")
    with pytest.raises(IndexDamaged, match="names no generation; `backissues reindex --full` builds the index again"):
        generations.current(folder)


def test_a_damaged_generation_gives_way_to_the_one_before(folder: Path) -> None:
    first = publish(folder, ["a"])
    second = publish(folder, ["b"], first)
    (second.path / "posts").write_text("x", encoding="utf-8")
    found = generations.current(folder)
    assert found.name == first.name
    assert found.problem == f"{second.path / 'posts'}: the file is not what the manifest says; answers come from generation {first.name}"


def test_damage_of_a_shared_file_leaves_no_generation(folder: Path) -> None:
    first = publish(folder, ["a"])
    second = publish(folder, ["b"], first)
    (second.path / "fixed").write_text("AS IT WAS", encoding="utf-8")
    with pytest.raises(IndexDamaged, match=r"fixed: the file is not what .* `backissues reindex --full` builds the index again"):
        generations.current(folder)


def test_a_generation_of_another_index_is_damage(folder: Path) -> None:
    publish(folder, ["a"])
    folder.rename(folder.with_name("e" * 16))
    with pytest.raises(IndexDamaged, match="belongs to another index"):
        generations.current(folder.with_name("e" * 16))


@pytest.mark.parametrize("place", [0, 1, 2, 3])
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o720])
def test_a_folder_that_others_may_write_is_refused(folder: Path, place: int, mode: int) -> None:
    first = publish(folder, ["a"])
    (first.path, folder, folder.parent, folder.parent.parent)[place].chmod(mode)
    with pytest.raises(IndexDamaged, match="chmod 700"):
        generations.current(folder)
    if place:
        with pytest.raises(IndexDamaged, match="chmod 700"):
            Draft(folder)


def test_a_folder_of_somebody_else_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(folder, ["a"])
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(IndexDamaged, match="must belong to the user"):
        generations.current(folder)


def test_a_link_to_a_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    first = publish(folder, ["a"])
    first.path.rename(tmp_path / "elsewhere")
    first.path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(IndexDamaged, match="must be a folder"):
        generations.current(folder)


def test_a_folder_that_is_gone_is_damage(folder: Path) -> None:
    with pytest.raises(IndexDamaged, match="cannot be read"):
        generations.check_owner(folder)


def test_opening_starts_again_where_a_writer_publishes_meanwhile(folder: Path) -> None:
    first = publish(folder, ["a"])

    def opening(found: Generation) -> str:
        if found.name == first.name:
            publish(folder, ["b"])  # a rebuild: the first generation is swept while it is being opened
            raise FileNotFoundError(found.path)
        return found.name

    assert generations.opened(folder, opening) == "00000002"


def test_opening_does_not_start_again_for_ever(folder: Path) -> None:
    publish(folder, ["a"])

    def opening(found: Generation) -> str:
        publish(folder, ["b"])
        raise FileNotFoundError(found.path)

    with pytest.raises(IndexDamaged, match="faster than they could be opened"):
        generations.opened(folder, opening)


def test_a_file_that_is_missing_for_good_is_told(folder: Path) -> None:
    publish(folder, ["a"])

    def opening(found: Generation) -> str:
        raise FileNotFoundError(found.path)

    with pytest.raises(FileNotFoundError):
        generations.opened(folder, opening)
