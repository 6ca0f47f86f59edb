"""Bytes to text: which encoding a document is really in, and which characters no XML may hold.

In this order: a byte order mark, the shape of a wide encoding, UTF-8 where it is beyond chance (damaged, too), the declaration, what HTTP
said, a guess. It never fails: bytes that fit no encoding become U+FFFD. feedparser is given the result as plain UTF-8, so it decides no
encoding (it would raise on `encoding="punycode"` and use `idna`, `unicode_escape` and other codecs that are no encodings of text).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import islice

from index.formats import detection

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

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._:-]{0,39})["']""")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._:-]{0,39}")
_LEAD = 4096
"""Bytes in which a declaration is looked for: a broken page may print a warning before it."""

_SINGLE = re.compile(r"cp125\d|cp(?:437|850|852|855|866|874)|iso8859-\d+|koi8-[rtu]|mac-(?:roman|cyrillic|latin2|greek|turkish)")
_MULTIPLE = re.compile(r"cp(?:932|949|950)|gb18030|big5(?:hkscs)?|euc_(?:jis_2004|kr)|iso2022_jp(?:_\w+)?|johab")
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
    "euc_jp": "euc_jis_2004",
    "big5": "big5hkscs",
}
"""What is meant by these names in practice (Encoding Standard, section 4.2)."""

_PREFIXED = re.compile(r"x-(?=[a-z])|(?:x-)?windows-(?=\d)", re.IGNORECASE)
"""How names begin that Python knows without: `x-sjis`, `windows-949`."""

_CHANCE = 3
"""Characters outside ASCII from which on text is UTF-8 and not two-byte text that happens to be valid: 1 in 7 characters of GB 2312 is."""

_TOLERATED = 100
"""Bytes to which one that does not fit is damage and not a lie: a declared encoding is believed up to it."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SUSPECT = re.compile(r"&#(?:[xX][0-9a-fA-F]+|\d{1,2}|\d{5,})(?!\d);?")
"""References that may name a character outside XML: all hexadecimal ones, decimal ones below 100 and from 10000."""

_CHARACTERS = ((9, 10, 13), range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
"""The characters of XML 1.0 (production 2)."""

_HIGH = re.compile("[^\x00-\x7f]")
_BYTES = re.compile(rb"[\x80-\xff]+")
_ESCAPED = re.compile("[\udc80-\udcff]+")


def text_of(data: bytes, hint: str | None = None) -> str:
    """Return the document as text: true encoding, no byte order mark, nothing that XML 1.0 forbids.

    `hint` is the charset that came with the document (Content-Type): it counts where the document itself says nothing that fits.
    """
    encoding = encoding_of(data, hint)
    text = _unicode(data[encoding.start :] if encoding.start else data, encoding.codec)
    return with_sound_references(_FORBIDDEN.sub("", text).lstrip("\ufeff"))


def with_sound_references(text: str) -> str:
    """Return the text with U+FFFD for each reference to a character that XML forbids."""
    return _SUSPECT.sub(_reference, text)


def allowed(text: str) -> str:
    """Return text that did not come through `text_of` (a JSON string may hold anything) without what XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)


def mended(text: str) -> str:
    """Return text that was decoded as UTF-8 with `surrogateescape`, its bytes that belong to no character read as Windows-1252."""
    return _ESCAPED.sub(lambda found: found[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text)


def wide(data: bytes) -> str | None:
    """Return the codec of a document that begins so and is in UTF-16 or UTF-32, else None. The codec leaves a byte order mark."""
    marked = (codec for mark, codec in _MARKS if data.startswith(mark) and codec != "utf-8")
    return next(marked, None) or next((codec for shape, codec in _SHAPES if shape.match(data)), None)


@dataclass(frozen=True, slots=True)
class Encoding:
    """The codec that a document is in, and where it begins after a byte order mark."""

    codec: str
    start: int = 0


def encoding_of(data: bytes, hint: str | None = None) -> Encoding:
    """Return the encoding of a document, or of a long one by a sample of it that begins with its beginning."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return Encoding(codec, len(mark))
    for shape, codec in _SHAPES:
        if shape.match(data):
            return Encoding(codec)
    return Encoding(_unmarked(data, hint))


def _unmarked(data: bytes, hint: str | None) -> str:
    found = _DECLARED.search(data, 0, _LEAD)
    named = [codec for codec in (_codec(found[1].decode("ascii") if found else None), _codec(hint)) if codec]
    if detection.is_iso_2022_jp(data):
        named = [codec for codec in named if codec.startswith("iso2022_jp")] or ["iso2022_jp"]
    chance = bool(named and _MULTIPLE.fullmatch(named[0]))  # text of a one-byte encoding is never UTF-8 by chance
    text = _strictly(data, "utf-8")
    if text is not None and (not chance or _beyond_chance(text)):
        return "utf-8"
    if text is None and not chance and detection.is_utf_8(data):
        return "utf-8"
    fitting = next((codec for codec in named if _fits(data, codec)), None)
    return fitting or ("utf-8" if text is not None else _guessed(data))


def _beyond_chance(text: str) -> bool:
    return len(list(islice(_HIGH.finditer(text), _CHANCE))) == _CHANCE


def _guessed(data: bytes) -> str:
    codec = "utf-8" if detection.is_utf_8(data) else detection.codec_of(data)
    return "utf-8" if codec == "cp1252" else codec


def _codec(name: str | None) -> str | None:
    """Return the codec that is meant by a name, None for no name and for what is no encoding of text in bytes or is Unicode."""
    if name is None or not _NAME.fullmatch(name):
        return None
    for spelling in (name, _PREFIXED.sub("", name), _PREFIXED.sub("cp", name)):
        try:
            codec = codecs.lookup(spelling).name
        except LookupError:
            continue
        codec = _SUPERSETS.get(codec, codec)
        return codec if _SINGLE.fullmatch(codec) or _MULTIPLE.fullmatch(codec) else None
    return None


def _fits(data: bytes, codec: str) -> bool:
    """Say whether the bytes are in that encoding, but for a little damage."""
    if _strictly(data, codec) is not None:
        return True
    size = len(data) if codec.startswith("iso2022") else sum(len(run) for run in _BYTES.findall(data))
    return data.decode(codec, "replace").count("\ufffd") * _TOLERATED <= size


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
