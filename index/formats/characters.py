"""Bytes to text: which encoding a document is really in, and which characters no XML may hold.

It never fails: bytes that fit no encoding become U+FFFD. feedparser is given the result as plain UTF-8, so it decides no encoding
(it would raise on `encoding="punycode"` and use `idna`, `unicode_escape` and other codecs that are no encodings of text).
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; UTF-32 LE begins with that of UTF-16 LE, so it stands before it."""

_SHAPES = (
    (re.compile(rb"(?:\s\0\0\0)*[<{]\0\0\0"), "utf-32-le"),
    (re.compile(rb"(?:\0\0\0\s)*\0\0\0[<{]"), "utf-32-be"),
    (re.compile(rb"(?:\s\0)*[<{]\0"), "utf-16-le"),
    (re.compile(rb"(?:\0\s)*\0[<{]"), "utf-16-be"),
)
"""How a document begins in a wide encoding without a mark: XML 1.0, appendix F; JSON by RFC 4627, section 3."""

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

_ESCAPED = re.compile("[\udc80-\udcff]")


def text_of(data: bytes) -> str:
    """Return the document as text: true encoding, no byte order mark, nothing that XML 1.0 forbids."""
    text = _FORBIDDEN.sub("", _decoded(data)).lstrip("\ufeff")
    return _SUSPECT.sub(_reference, text)


def allowed(text: str) -> str:
    """Return text that did not come through `text_of` (a JSON string may hold anything) without what XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)


def mended(text: str) -> str:
    """Return text that was decoded as UTF-8 with `surrogateescape`, its bytes that belong to no character read as Windows-1252."""
    return _ESCAPED.sub(lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace"), text)


def wide(data: bytes) -> str | None:
    """Return the codec of a document that begins so and is in UTF-16 or UTF-32, else None. The codec leaves a byte order mark."""
    marked = (codec for mark, codec in _MARKS if data.startswith(mark) and codec != "utf-8")
    return next(marked, None) or next((codec for shape, codec in _SHAPES if shape.match(data)), None)


def _decoded(data: bytes) -> str:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _unicode(data[len(mark) :], codec)
    for shape, codec in _SHAPES:
        if shape.match(data):
            return _unicode(data, codec)
    declared = _declared(data)
    if declared is None:
        return _unicode(data, "utf-8")
    # Text of a one-byte encoding is never UTF-8 by chance: where it is, the declaration lies. Two-byte ones come first.
    order = (declared, "utf-8") if _MULTIPLE.fullmatch(declared) else ("utf-8", declared)
    return next((text for text in (_strictly(data, codec) for codec in order) if text is not None), data.decode(declared, "replace"))


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


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _unicode(data: bytes, codec: str) -> str:
    """Decode; in UTF-8, a byte that belongs to no character is read as Windows-1252, which is what it nearly always is."""
    if codec != "utf-8":
        return data.decode(codec, "replace")
    return mended(data.decode(codec, "surrogateescape"))


def _reference(found: re.Match[str]) -> str:
    """Return the reference, or U+FFFD where it names a character that XML forbids."""
    digits = found[0].strip("&#;")
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits[:9])
    return found[0] if any(number in those for those in _CHARACTERS) else "\ufffd"
