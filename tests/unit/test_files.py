"""What a SOURCE means, which files it stands for, and how they are read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.sources import files
from index.sources.files import Root, Stamp
from search.errors import SourceError


def names(source: Path | str, outside: Path = Path("/nowhere")) -> list[str]:
    root = files.root_of(str(source))
    base = str(source).split("*", maxsplit=1)[0] if root.kind == "glob" else source
    return [os.path.relpath(found.path, base) for found in files.listing(root, outside).files]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.xml", "a/c.xml", "a/.hidden.xml", ".git/d.xml", "z.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_a_folder_is_all_its_files_sorted_and_none_hidden(folder: Path) -> None:
    assert names(folder) == ["a/c.xml", "b.xml", "z.txt"]


def test_a_file_and_a_glob(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert files.root_of("a/../b.xml") == Root(str(folder / "b.xml"), "file")
    assert names("b.xml") == ["."]
    assert names(f"{folder}/*.xml") == ["b.xml"]
    assert names(f"{folder}/**/*.xml") == ["a/c.xml", "b.xml"]
    assert names(f"{folder}/[ab]*") == ["a/c.xml", "b.xml"] or len(names(f"{folder}/[ab]*")) == 2
    assert names(f"{folder}/no*") == []


def test_a_name_that_exists_is_no_pattern(tmp_path: Path) -> None:
    (tmp_path / "feed[1].xml").write_text("x")
    assert files.root_of(str(tmp_path / "feed[1].xml")).kind == "file"


def test_what_is_no_regular_file_is_passed_by_in_a_folder(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    away = tmp_path_factory.mktemp("away")
    (away / "secret.xml").write_text("x")
    (folder / "link.xml").symlink_to(away / "secret.xml")
    (folder / "linked").symlink_to(away)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.xml")
    assert names(folder) == ["a/c.xml", "b.xml", "z.txt"]
    assert names(f"{folder}/*.xml") == ["b.xml"]


def test_the_data_folder_is_no_source(folder: Path) -> None:
    assert names(folder, outside=folder / "a") == ["b.xml", "z.txt"]


def test_a_name_that_is_no_text_can_be_stored_and_opened(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.xml"
    Path(os.fsdecode(path)).write_text("x")
    (found,) = files.listing(files.root_of(str(tmp_path)), Path("/nowhere")).files
    assert found.name.endswith("caf\\xe9.xml")
    file, _stamp = files.opened(found.path)
    with file:
        assert file.read() == b"x"
    with pytest.raises(SourceError, match="the name is not UTF-8"):
        files.root_of(os.fsdecode(path))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("https://", "https://: not an address of http or https"),
        ("feed:javascript:alert(1)", "not an address of http or https"),
        ("https://me:secret@example.org/feed", r"https://\*\*\*@example.org/feed: an address with a password is not read"),
        ("example.org/feed/", "there is no such file or folder; if it is an address: https://example.org/feed/"),
        ("/no/such/file", "/no/such/file: there is no such file or folder"),
        ("a\0b", "there is no such file or folder"),
    ],
)
def test_a_source_that_means_nothing_is_named(source: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        files.root_of(source)


@pytest.mark.parametrize(
    ("source", "root"),
    [
        ("https://Example.org/feed#top", Root("https://Example.org/feed", "address")),
        ("feed://example.org/feed", Root("http://example.org/feed", "address")),
        ("feed:https://example.org/feed", Root("https://example.org/feed", "address")),
        ("-", Root("-", "input")),
    ],
)
def test_addresses_and_standard_input_are_sources(source: str, root: Root) -> None:
    assert files.root_of(source) == root
    assert [found.name for found in files.listing(root, Path("/nowhere")).files] == [root.name]


def test_a_root_that_is_gone(tmp_path: Path) -> None:
    for kind in ("file", "folder"):
        assert files.listing(Root(str(tmp_path / "gone"), kind), tmp_path).gone
    assert files.stamp(str(tmp_path / "gone")) is None


def test_a_folder_that_cannot_be_read_is_a_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    listing = files.listing(files.root_of(str(folder)), Path("/nowhere"))
    assert listing.problems == ((str(folder / "a"), "the folder cannot be read: Permission denied"),)
    assert len(listing.files) == 2


def test_an_opened_file_gives_bytes_and_stamp(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    os.utime(path, ns=(1, 1))
    file, stamp = files.opened(str(path))
    with file:
        assert (file.read(), stamp) == (b"abc", Stamp(3, 1))
    assert files.stamp(str(path)) == Stamp(3, 1)


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"x")
    cases = {
        str(tmp_path / "pipe"): "not a regular file",
        "/dev/zero": "not a regular file",
        str(tmp_path): "not a regular file",
        str(tmp_path / "gone"): "no such file",
        str(tmp_path / "file" / "x"): "cannot be read: Not a directory",
    }
    for path, message in cases.items():
        with pytest.raises(SourceError, match=message):
            files.opened(path)


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so that the refusal is made here."""
    path = tmp_path / "a"
    path.write_text("x")

    def refuse(*_arguments: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(SourceError, match="no permission to read it"):
        files.opened(str(path))
    monkeypatch.setattr(os, "stat", refuse)
    assert files.root_of("/root/x").kind == "file"
