"""Damaged and hostile packed files: each fault is named, the other members are read, and no file costs more than the limits say."""

from __future__ import annotations

import gzip
import io
import random
import struct
import tarfile
import zipfile
import zlib

import pytest

from index.formats import packed
from index.formats.packed import PackLimits
from tests.packing import FEEDS, MIB, SMALL, checked, contents, head_of, noise, tarred, zipped


def test_a_gzip_with_a_wrong_checksum_or_cut_off_is_a_problem() -> None:
    data = gzip.compress(noise(1, 200_000))
    assert contents(data[:-8] + bytes(4) + data[-4:]) == [("", "damaged: its checksum is wrong")]
    assert contents(data[:-4]) == contents(data[:100_000]) == contents(data[:5]) == [("", "cut off in the middle: the file is incomplete")]
    assert contents(data[:40] + b"\xff" * 99 + data[139:])[0][1] in ("damaged: it cannot be unpacked", "damaged: its checksum is wrong")


def test_of_a_damaged_zip_the_other_members_are_read() -> None:
    data = bytearray(zipped({"a": b"1" * 90, "b": b"2" * 90, "c": b"3" * 90}, zipfile.ZIP_STORED))
    data[data.index(b"222")] = ord("9")
    assert contents(bytes(data)) == [("a", b"1" * 90), ("b", "damaged: its checksum is wrong"), ("c", b"3" * 90)]


def test_a_zip_without_its_end_is_a_problem() -> None:
    assert contents(zipped(FEEDS)[:200]) == [("", "damaged: it cannot be unpacked")]


def test_encrypted_members_and_unknown_methods_are_named() -> None:
    data = bytearray(zipped({"a": b"1", "b": b"2", "c": b"3"}, zipfile.ZIP_STORED))
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 1)
    data[first + 8] |= 1
    data[second + 10] = zipfile.ZIP_BZIP2
    assert contents(bytes(data)) == [
        ("a", "encrypted; unpack it and give what is in it"),
        ("b", "packed by a method that is not read (number 12); pack it again with deflate"),
        ("c", b"3"),
    ]


def test_overlapping_members_of_a_zip_are_read_once() -> None:
    """The bomb of 2019: thousands of members in the directory, and all of them are the same bytes."""
    data = zipped({"a": b"1" * 900})
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry, copies = data[start:end], 300
    tail = bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, copies, copies, copies * len(entry))
    found = contents(data[:start] + entry * copies + bytes(tail))
    assert found[0] == ("a", b"1" * 900)
    assert {content for _, content in found[1:]} == {"damaged: it shares bytes with another file"}
    assert len(found) == copies


def test_a_directory_of_any_size_is_not_taken_into_memory() -> None:
    entries = b"PK\x01\x02".ljust(46, b"\0") * (11 * MIB // 46)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 9, 9, len(entries), 4, 0)
    assert contents(b"PK\x03\x04" + entries + end) == [("", "its list of files is larger than 10 MiB")]


def test_a_bomb_is_refused_while_it_unpacks() -> None:
    zeros = bytes(3 * MIB)
    times = "unpacks to more than 500 times its size, as no archive of posts does: the rest is not read"
    limits = PackLimits(free_bytes=MIB)
    assert contents(gzip.compress(zeros), limits) == [("", times)]
    assert contents(gzip.compress(tarred({"a": b"1", "b": zeros})), limits) == [("a", b"1"), ("b", times)]
    assert contents(zipped({"a": b"1", "b": zeros, "c": b"3"}), limits) == [("a", b"1"), ("b", times)]


def test_a_zip_that_lies_about_a_size_is_no_way_round_the_limits() -> None:
    data = bytearray(zipped({"b": bytes(3 * MIB)}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 10)  # it says ten bytes
    assert contents(bytes(data), SMALL) == [("b", "damaged: its checksum is wrong")]
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 2**32 - 2)
    assert "times its size" in str(contents(bytes(data), SMALL))


def test_nested_bombs_share_the_limits_of_the_outermost() -> None:
    """Each of forty files by itself is within the limits, and all together are not."""
    inner = gzip.compress(noise(2, 1000) * 700)
    file = io.BytesIO(zipped({f"{number}.gz": inner for number in range(40)}, zipfile.ZIP_STORED))
    limits = PackLimits(total_bytes=5 * MIB, free_bytes=64 * MIB)
    meter = packed.meter(file, limits)
    read = [member for outer in packed.members(file, meter) if outer.file for member in packed.members(outer.file, meter)]
    assert [member.problem for member in read] == [None] * 7 + ["unpacks to more than 5 MiB: the rest is not read"]


def test_a_member_that_is_too_large_is_named_and_the_others_are_read() -> None:
    much = noise(3, 2 * MIB + 1)
    large = "larger than 2 MiB; raise index.file_megabytes to read it"
    files = {"a": b"1", "b": much, "c": b"3"}
    assert contents(tarred(files), SMALL) == contents(zipped(files), SMALL) == [("a", b"1"), ("b", large), ("c", b"3")]
    assert contents(gzip.compress(much), SMALL) == [("", large)]


def test_the_number_of_members_is_limited() -> None:
    files = {f"{number}/": b"" for number in range(9)} | {"a": b"1", "b": b"2"}
    problem = ("", "more than 10 files in it: the others are not read")
    assert contents(tarred(files), PackLimits(members=10)) == contents(zipped(files), PackLimits(members=10)) == [("a", b"1"), problem]


def test_a_gzip_of_endless_empty_parts_ends() -> None:
    data = gzip.compress(b"") * 100_001
    assert contents(data) == [("", "more than 100,000 gzip parts in it: the others are not read")]


def test_of_a_tar_that_is_cut_off_the_whole_members_are_read() -> None:
    data = tarred({"a": b"1" * 600, "b": b"2" * 600}, tarfile.GNU_FORMAT)
    cut_off = "cut off in the middle: the file is incomplete"
    assert contents(data[:2100]) == [("a", b"1" * 600), ("b", cut_off)]
    assert contents(data[:1800]) == [("a", b"1" * 600), ("", cut_off)]
    assert contents(data[:1536]) == [("a", b"1" * 600), ("", cut_off)]
    much = noise(4, MIB)
    assert contents(gzip.compress(tarred({"a": much, "b": much}))[: MIB + MIB // 2]) == [("a", much), ("b", cut_off)]


def test_a_damaged_header_of_tar_ends_it_by_name() -> None:
    data = bytearray(tarred({"a": b"1", "b": b"2"}, tarfile.GNU_FORMAT))
    data[1024 + 3] = 7
    assert contents(bytes(data)) == [("a", b"1"), ("", "a header in it is damaged: what follows is not read")]


@pytest.mark.parametrize("size", [b"\xff" * 12, b"-00000000012", b"99999999999\0"])
def test_a_size_that_is_no_number_is_damage(size: bytes) -> None:
    """A negative one made Python's reader run for ever (CVE-2025-8194)."""
    header = bytearray(head_of(tarfile.REGTYPE, "a"))
    header[124:136] = size
    assert contents(checked(header) + bytes(2048)) == [("", "a header in it is damaged: what follows is not read")]


def test_a_size_beyond_eight_gigabytes_is_read_and_is_a_lie_here() -> None:
    assert contents(head_of(tarfile.REGTYPE, "a", size=2**40) + bytes(9000)) == [("a", "cut off in the middle: the file is incomplete")]


def test_a_sparse_file_is_named() -> None:
    sparse = bytearray(head_of(b"S", "holes", size=512))
    sparse[482] = 1
    data = checked(sparse) + bytes(512) + b"x" * 512 + tarred({"a": b"1"})
    assert contents(data) == [("holes", "a sparse file, which is not read; pack it again without --sparse"), ("a", b"1")]
    record = b"22 GNU.sparse.major=1\n"
    data = head_of(b"x", size=len(record)) + record.ljust(512, b"\0") + tarred({"holes": b"1"}, tarfile.GNU_FORMAT)
    assert contents(data) == [("holes", "a sparse file, which is not read; pack it again without --sparse")]
    assert contents(checked(sparse)) == [("", "cut off in the middle: the file is incomplete")]


def test_headers_before_a_member_are_no_way_to_fill_memory_or_go_deep() -> None:
    endless = head_of(b"x", size=MIB) + bytes(MIB)
    many = (head_of(b"L", size=2) + b"n\0".ljust(512, b"\0")) * 5000
    assert contents(endless + many + tarred({"a": b"1"}, tarfile.GNU_FORMAT)) == [("n", b"1")]


@pytest.mark.parametrize("record", [b"0 path=b\n", b"999999999 path=b\n", b"9 path\n", b"x", b"12 size=99x\n", b"-1 path=b\n"])
def test_a_pax_header_that_is_none_tells_nothing(record: bytes) -> None:
    data = head_of(b"x", size=len(record)) + record.ljust(512, b"\0") + tarred({"a": b"1"}, tarfile.GNU_FORMAT)
    assert contents(data) == [("a", b"1")]


def test_damage_anywhere_is_a_problem_and_never_a_crash() -> None:
    """Mutations of each kind, by a fixed seed."""
    chance = random.Random(5)  # noqa: S311 - places, not keys
    for data in (zipped(FEEDS), tarred(FEEDS), gzip.compress(tarred(FEEDS)), gzip.compress(FEEDS["deep/b.json"])):
        for _ in range(150):
            hurt = bytearray(data[: chance.choice((len(data), chance.randrange(1, len(data))))])
            for _ in range(chance.randrange(1, 6)):
                hurt[chance.randrange(len(hurt))] = chance.randrange(256)
            for path, _ in contents(bytes(hurt), SMALL):
                assert path.isprintable()


def test_a_full_disk_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.SpooledTemporaryFile.write", full)
    assert contents(gzip.compress(b"x")) == [("", "there is no place to unpack it: No space left on device")]


def test_a_name_in_the_header_of_gzip_of_any_length_costs_nothing() -> None:
    body = zlib.compressobj(wbits=-15)
    packed_body = body.compress(b"x") + body.flush()
    tail = struct.pack("<II", zlib.crc32(b"x"), 1)
    assert contents(b"\x1f\x8b\x08\x08" + bytes(6) + b"n" * 5 * MIB + b"\0" + packed_body + tail) == [("", b"x")]
