"""Bytes to text: which encoding a document is really in, and which characters no XML may hold.

It never fails: bytes that fit no encoding become U+FFFD. A long document is read in blocks, and comes out as it would in one piece.
feedparser is given the result as plain UTF-8, so it decides no encoding
(it would raise on `encoding="punycode"` and use `idna`, `unicode_escape` and other codecs that are no encodings of text).
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; UTF-32 LE begins with that of UTF-16 LE, so it stands before it."""

_SHAPES = (
    (re.compile(rb"(?:\s\0\0\0)*<\0\0\0"), "utf-32-le"),
    (re.compile(rb"(?:\0\0\0\s)*\0\0\0<"), "utf-32-be"),
    (re.compile(rb"(?:\s\0)*<\0"), "utf-16-le"),
    (re.compile(rb"(?:\0\s)*\0<"), "utf-16-be"),
)
"""How a document begins in a wide encoding without a mark (XML 1.0, appendix F)."""

_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._:-]{0,39})["']""")

_SINGLE = re.compile(r"cp125\d|cp(?:437|850|852|855|866|874)|iso8859-\d+|koi8-[rtu]|mac-(?:roman|cyrillic|latin2|greek|turkish)")
_MULTIPLE = re.compile(r"cp(?:932|949|950)|gb18030|big5(?:hkscs)?|euc_(?:jp|kr)|iso2022_jp(?:_\w+)?|johab")
"""Canonical names of the codecs that may be used. Every other declaration is a lie or an attack: the text is taken for UTF-8."""

_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""What is meant by these names in practice (Encoding Standard, section 4.2)."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SUSPECT = re.compile(r"&#(?:[xX][0-9a-fA-F]+|\d{1,2}|\d{5,})(?!\d);?")
"""References that may name a character outside XML: all hexadecimal ones, decimal ones below 100 and from 10000."""

_CHARACTERS = ((9, 10, 13), range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
"""The characters of XML 1.0 (production 2)."""

_HEAD = 4096
"""Bytes in which a byte order mark and a declaration are looked for."""

_BLOCK = 1 << 20
"""Bytes that are decoded at a time."""

_BEGUN = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]{0,64}|[0-9]{0,64})?)?\Z")
"""A reference that may go on in the next block. A longer one is no sane reference, and is looked at as it stands."""

_ESCAPED = re.compile("[\udc80-\udcff]")
_BEYOND = re.compile("[^\x00-\x7f]")
_MOSTLY = 8
"""Characters of UTF-8 for each byte that is none, from which on a text is UTF-8 with damage and not of the encoding that it declares."""


def text_of(data: bytes) -> str:
    """Return the document as text: true encoding, no byte order mark, nothing that XML 1.0 forbids."""
    return "".join(texts(io.BytesIO(data), max(len(data), 1)))


def texts(file: BinaryIO, size: int = _BLOCK) -> Iterator[str]:
    """Yield the document in `file` (seekable, at its start) as `text_of` has it, `size` bytes at a time. Raises OSError."""
    codec, skipped = _encoding(file)
    decoder = codecs.getincrementaldecoder(codec)("surrogateescape" if codec == "utf-8" else "replace")
    begun, first = "", True
    for block, last in _blocks(file, skipped, size):
        text = decoder.decode(block, last)
        if codec == "utf-8" and not text.isascii():
            text = _ESCAPED.sub(_windows, text)
        text = begun + _FORBIDDEN.sub("", text)
        if first:
            text = text.lstrip("\ufeff")
            first = not text
        held = None if last else _BEGUN.search(text, max(len(text) - 70, 0))
        begun = held[0] if held else ""
        yield _SUSPECT.sub(_allowed, text[: held.start()] if held else text)


def head_of(file: BinaryIO, size: int) -> str:
    """Return the text of the first `size` bytes or so, and leave the file at its start. Raises OSError."""
    text = next(texts(file, size))
    file.seek(0)
    return text


def _blocks(file: BinaryIO, start: int, size: int) -> Iterator[tuple[bytes, bool]]:
    """Yield the bytes from `start` on, and of each block whether it is the last one."""
    file.seek(start)
    block = file.read(size)
    while True:
        following = file.read(size)
        yield block, not following
        if not following:
            return
        block = following


def _encoding(file: BinaryIO) -> tuple[str, int]:
    """Return the codec that the bytes of the file are in, and the length of their byte order mark."""
    file.seek(0)
    head = file.read(_HEAD)
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec, len(mark)
    for shape, codec in _SHAPES:
        if shape.match(head):
            return codec, 0
    declared = _declared(head)
    if declared is None:
        return "utf-8", 0
    if _MULTIPLE.fullmatch(declared) and _fits(file, declared):  # a one-byte encoding fits anything, so it is asked last
        return declared, 0
    return ("utf-8" if _is_unicode(file) else declared), 0


def _fits(file: BinaryIO, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for block, last in _blocks(file, 0, _BLOCK):
            decoder.decode(block, last)
    except UnicodeDecodeError:
        return False
    return True


def _is_unicode(file: BinaryIO) -> bool:
    """Return whether the bytes are UTF-8, but for damage.

    Text of a one-byte encoding is never UTF-8 by chance: where it is, the declaration lies.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = bad = 0
    for block, last in _blocks(file, 0, _BLOCK):
        text = decoder.decode(block, last)
        if not text.isascii():
            wrong = len(_ESCAPED.findall(text))
            bad += wrong
            good += len(_BEYOND.findall(text)) - wrong
    return bad == 0 or good >= _MOSTLY * bad


def _declared(data: bytes) -> str | None:
    found = _DECLARED.match(data)
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    name = _SUPERSETS.get(name, name)
    return name if _SINGLE.fullmatch(name) or _MULTIPLE.fullmatch(name) else None


def _windows(found: re.Match[str]) -> str:
    """Return a byte that belongs to no character of UTF-8 as Windows-1252, which is what it nearly always is."""
    return bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace")


def _allowed(found: re.Match[str]) -> str:
    """Return the reference, or U+FFFD where it names a character that XML forbids."""
    digits = found[0].strip("&#;")
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits[:9])
    return found[0] if any(number in allowed for allowed in _CHARACTERS) else "\ufffd"
