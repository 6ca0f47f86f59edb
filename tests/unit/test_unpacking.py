"""Content-Encoding undone, however the bytes are cut into chunks."""

from __future__ import annotations

import gzip
import zlib
from itertools import pairwise

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.answers import Refusal
from index.sources.unpacking import unpacked

PACKERS = {
    "gzip": gzip.compress,
    "x-gzip": lambda content: gzip.compress(content[:5]) + gzip.compress(content[5:]),
    "deflate": zlib.compress,
    "Deflate": lambda content: zlib.compress(content, wbits=-zlib.MAX_WBITS),
    "br": brotli.compress,
    " BR , gzip": lambda content: gzip.compress(brotli.compress(content)),
    "identity": bytes,
}


def cut(packed: bytes, places: list[int]) -> list[bytes]:
    ends = sorted({place % (len(packed) + 1) for place in places} | {0, len(packed)})
    return [packed[start:end] for start, end in pairwise(ends)]


@pytest.mark.parametrize("encoding", PACKERS)
@given(content=st.binary(max_size=300), places=st.lists(st.integers(0, 400), max_size=9))
def test_content_comes_back_from_any_chunks(encoding: str, content: bytes, places: list[int]) -> None:
    assert b"".join(unpacked(cut(PACKERS[encoding](content), places), encoding)) == content


@pytest.mark.parametrize("encoding", [encoding for encoding in PACKERS if encoding != "identity"])
@given(places=st.lists(st.integers(0, 400), max_size=9), missing=st.integers(1, 20))
def test_what_is_cut_off_is_found_out(encoding: str, places: list[int], missing: int) -> None:
    packed = PACKERS[encoding](bytes(range(256)))
    with pytest.raises(Refusal, match="the answer is cut off"):
        list(unpacked(cut(packed[:-missing], places), encoding))


@pytest.mark.parametrize("encoding", PACKERS)
def test_nothing_is_nothing(encoding: str) -> None:
    assert b"".join(unpacked([], encoding)) == b""


def test_a_large_content_comes_in_pieces() -> None:
    for encoding, pack in PACKERS.items():
        if encoding != "identity":
            sizes = [len(piece) for piece in unpacked([pack(bytes(1 << 22))], encoding)]
            assert (sum(sizes), max(sizes) <= 1 << 17) == (1 << 22, True), encoding
