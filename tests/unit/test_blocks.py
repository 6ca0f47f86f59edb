from __future__ import annotations

import io

import pytest

from index.formats import blocks
from index.formats.blocks import texts

LATE = ("<p>plain text</p>\n" * 200_000, "\u3053\u308c\u306f\u65e5\u672c\u8a9e\u306e\u6587\u7ae0\u3067\u3059\u3002\n" * 20)
"""Three megabytes of ASCII, and then what tells the encoding."""


@pytest.mark.parametrize(
    ("codec", "declared"),
    [("utf-8", "utf-8"), ("utf-8", "iso-8859-1"), ("utf-8", "shift_jis"), ("cp932", "shift_jis"), ("euc_jp", "euc-jp"),
     ("iso2022_jp", "iso-2022-jp"), ("utf-16", "utf-16"), ("cp932", "")],
)  # fmt: skip
def test_the_encoding_is_told_wherever_it_shows(codec: str, declared: str) -> None:
    source = (f"<?xml version='1.0' encoding='{declared}'?>" if declared else "<rss>") + "".join(LATE)
    assert "".join(texts(io.BytesIO(source.encode(codec)))) == source


def test_a_charset_that_came_with_the_file_counts() -> None:
    text = "<rss>caf\u00e9 \u0142"
    assert "".join(texts(io.BytesIO(text.encode("iso8859-2")), "iso-8859-2")) == text


def test_one_bad_byte_in_a_long_file_costs_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_SAMPLE", 100_000)
    line = "<p>d\u00e9j\u00e0 vu</p>\n"
    data = f"<?xml version='1.0' encoding='iso-8859-1'?>{line * 100_000}".encode() + b"\xe9 " + line.encode()
    text = "".join(texts(io.BytesIO(data)))
    assert text.count(line) == 100_001
    assert text.endswith(f"\u00e9 {line}")


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\xff", b"\xfe\xff\x00", b"&#"])
def test_scraps_raise_nothing(data: bytes) -> None:
    assert isinstance("".join(texts(io.BytesIO(data), size=1)), str)
