from __future__ import annotations

import codecs

import pytest

from index.formats.characters import text_of

CAFE = "<?xml version='1.0' encoding='{0}'?><rss>café — “ok”</rss>"
NIHON = "<?xml version='1.0' encoding='{0}'?><rss>日本語の長い文です。漢字とかな。</rss>"
RUSSIAN = "<?xml version='1.0' encoding='{0}'?><rss>Привет, мир</rss>"


@pytest.mark.parametrize(
    ("text", "declared", "codec"),
    [
        (CAFE, "utf-8", "utf-8"),
        (CAFE, "windows-1252", "cp1252"),
        (CAFE, "ISO-8859-1", "cp1252"),
        (CAFE, "us-ascii", "cp1252"),
        (CAFE, "iso-8859-1", "utf-8"),
        (CAFE, "windows-1252", "utf-8"),
        (CAFE, "utf-16", "utf-8"),
        (CAFE, "punycode", "utf-8"),
        (CAFE, "idna", "utf-8"),
        (CAFE, "unicode_escape", "utf-8"),
        (CAFE, "rot13", "utf-8"),
        (CAFE, "no-such-encoding", "utf-8"),
        (CAFE, "é\u00a0'", "utf-8"),
        (CAFE, "utf-8", "cp1252"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "windows-1251", "cp1251"),
        (NIHON, "shift_jis", "cp932"),
        (NIHON, "euc-jp", "euc_jp"),
        (NIHON, "iso-2022-jp", "iso2022_jp"),
        (NIHON, "gb2312", "gb18030"),
        (NIHON, "gb2312", "utf-8"),
        (NIHON, "shift_jis", "utf-8"),
    ],
)
def test_true_and_lying_declarations(text: str, declared: str, codec: str) -> None:
    document = text.format(declared)
    assert text_of(document.encode(codec)).endswith(document.partition("?>")[2])


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("space", ["", " \n"])
def test_wide_encodings_with_and_without_mark(codec: str, space: str) -> None:
    document = space + NIHON.format("utf-16")
    marks = {
        "utf-16-le": codecs.BOM_UTF16_LE,
        "utf-16-be": codecs.BOM_UTF16_BE,
        "utf-32-le": codecs.BOM_UTF32_LE,
        "utf-32-be": codecs.BOM_UTF32_BE,
    }
    assert text_of(document.encode(codec)) == document
    assert text_of(marks[codec] + document.encode(codec)) == document


def test_one_bad_byte_does_not_turn_a_lie_into_the_truth() -> None:
    document = (CAFE.format("iso-8859-1") + "déjà vu, élève").encode() + b"\xe9"
    assert text_of(document).endswith("déjà vu, élèveé")
    japanese = NIHON.format("shift_jis").encode() + b"\xff"
    assert "日本語の長い文です" in text_of(japanese)


def test_a_mark_outweighs_the_declaration() -> None:
    document = CAFE.format("iso-8859-1")
    assert text_of(codecs.BOM_UTF8 + document.encode()) == document
    assert text_of(codecs.BOM_UTF8 * 2 + document.encode()) == document


def test_bytes_that_fit_nothing_are_replaced() -> None:
    assert text_of(b"<rss>caf\xe9 \x93ok\x94 \x81</rss>") == "<rss>café “ok” \ufffd</rss>"
    assert "\ufffd" in text_of(b"<?xml version='1.0' encoding='shift_jis'?><rss>\x81\xff\xe9</rss>")
    assert text_of("<rss>é".encode("utf-16-le") + b"\x00") == "<rss>é\ufffd"


def test_what_xml_forbids_goes() -> None:
    assert text_of(b"<rss>a\0b\x08c\x1fd\te\nf</rss>") == "<rss>abcd\te\nf</rss>"
    assert text_of("<rss>\ufffe\uffff</rss>".encode()) == "<rss></rss>"
    assert text_of(b"<rss>\xed\xa0\x80</rss>").startswith("<rss>")


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("&#x110000;", "\ufffd"),
        ("&#xD800;", "\ufffd"),
        ("&#0;", "\ufffd"),
        ("&#8;", "\ufffd"),
        ("&#x1F;", "\ufffd"),
        ("&#65535;", "\ufffd"),
        ("&#99999999999999999999;", "\ufffd"),
        ("&#10;", "&#10;"),
        ("&#x9;", "&#x9;"),
        ("&#39;", "&#39;"),
        ("&#8217;", "&#8217;"),
        ("&#x1F600;", "&#x1F600;"),
        ("&#128512;", "&#128512;"),
    ],
)
def test_references_to_no_character_are_replaced(reference: str, text: str) -> None:
    assert text_of(f"<rss>{reference}</rss>".encode()) == f"<rss>{text}</rss>"


@pytest.mark.parametrize("data", [b"", b"\xff", b"\xfe\xff", b"\xff\xfe\x00", b"\x00", b"<\x00\x00"])
def test_scraps_raise_nothing(data: bytes) -> None:
    assert isinstance(text_of(data), str)
