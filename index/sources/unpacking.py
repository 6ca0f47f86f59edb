"""Unpacking: the Content-Encoding of an answer undone piece by piece, so that a bomb costs no more memory than one piece.

urllib3 could do it, but takes data that ends too early for whole, and half a feed that says it is complete would look like deletions.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli

from index.sources.answers import Refusal

_PIECE = 1 << 16
"""Bytes that are unpacked at once."""

_MEMBER = b"\x1f"
"""The first byte of a gzip member (RFC 1952)."""

_LAYERS = 3
"""Encodings of one answer that are undone: twice the same is a common mistake of servers, more is an attack."""


def unpacked(chunks: Iterable[bytes], encoding: str | None) -> Iterator[bytes]:
    """Yield the content of chunks packed by a Content-Encoding header. Raises Refusal where they are damaged or cut off.

    What the header says beyond gzip, deflate and br (`identity`, `utf-8`, `none`) is no packing: sites write what they like there.
    """
    names = [name.strip().lower() for name in (encoding or "").split(",")]
    layers = [_UNPACKERS[name] for name in reversed(names) if name in _UNPACKERS]
    if len(layers) > _LAYERS:
        raise Refusal(f"packed {len(layers)} times; up to {_LAYERS} are undone")
    for layer in layers:
        chunks = layer(chunks)
    return iter(chunks)


def _gunzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Undo gzip: one member or several in a row. What follows them and is no member is left alone, as gzip does."""
    unpacker, later, begun = _gzip(), False, False
    for chunk in chunks:
        rest = chunk
        while rest:
            if later and not begun and rest[:1] != _MEMBER:
                return
            try:
                yield unpacker.decompress(rest, _PIECE)
            except zlib.error as error:
                raise _damaged() from error
            rest, begun = unpacker.unconsumed_tail, True
            if unpacker.eof:
                rest, unpacker, later, begun = unpacker.unused_data, _gzip(), True, False
    if begun:
        raise _cut_off()


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Undo deflate, which servers send with the wrapping of zlib, as RFC 9110 says, or without."""
    unpacker = None
    for chunk in chunks:
        rest = chunk
        while rest:
            if unpacker is None:
                wrapped = rest[0] & 0x0F == zlib.DEFLATED  # the first byte of a zlib header names its method
                unpacker = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
            try:
                yield unpacker.decompress(rest, _PIECE)
            except zlib.error as error:
                raise _damaged() from error
            rest = unpacker.unconsumed_tail
    if unpacker is not None and not unpacker.eof:
        raise _cut_off()


def _unbrotlied(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Undo brotli. It keeps what is over a piece inside, and gives it when called with nothing more, until it has none."""
    unpacker, begun = brotli.Decompressor(), False
    for chunk in chunks:
        rest, begun = chunk, begun or bool(chunk)
        try:
            while not unpacker.is_finished() and (piece := unpacker.process(rest, output_buffer_limit=_PIECE)):
                yield piece
                rest = b""
        except brotli.error as error:
            raise _damaged() from error
    if begun and not unpacker.is_finished():
        raise _cut_off()


def _gzip() -> zlib._Decompress:
    return zlib.decompressobj(16 + zlib.MAX_WBITS)


def _damaged() -> Refusal:
    return Refusal("the answer cannot be decompressed")


def _cut_off() -> Refusal:
    return Refusal("the answer is cut off")


_UNPACKERS: dict[str, Callable[[Iterable[bytes]], Iterator[bytes]]] = {
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
    "deflate": _inflated,
    "br": _unbrotlied,
}
