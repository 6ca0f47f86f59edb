from __future__ import annotations

from calendar import timegm
from time import gmtime, struct_time

import pytest

from index.formats.dates import in_utc, iso


def _utc(*parts: int) -> struct_time:
    """The nine-tuple that feedparser gives for a moment in UTC."""
    return gmtime(timegm((*parts, 0, 0, 0)))


NINE = _utc(2009, 3, 1, 10, 0, 0)


@pytest.mark.parametrize(
    ("raw", "parsed", "expected"),
    [
        ("2009-03-01T19:00:00+09:00", NINE, "2009-03-01T19:00:00+09:00"),
        ("2009-03-01T15:30:00+0530", _utc(2009, 3, 1, 10, 30, 0), "2009-03-01T15:30:00+05:30"),
        ("2009-03-01T10:00:00Z", NINE, "2009-03-01T10:00:00+00:00"),
        ("2009-03-01T10:00:00.123Z", NINE, "2009-03-01T10:00:00+00:00"),
        ("2009-03-01", _utc(2009, 3, 1, 0, 0, 0), "2009-03-01T00:00:00+00:00"),
        ("Sun, 01 Mar 2009 19:00:00 +0900", NINE, "2009-03-01T19:00:00+09:00"),
        ("Sun, 01 Mar 2009 06:30:00 -0330", NINE, "2009-03-01T06:30:00-03:30"),
        ("Sun, 01 Mar 2009 10:00:00 GMT", NINE, "2009-03-01T10:00:00+00:00"),
        ("Sun, 01 Mar 2009 05:00:00 EST", NINE, "2009-03-01T05:00:00-05:00"),
        ("Sun, 01 Mar 2009 19:00:00 GMT+09:00", NINE, "2009-03-01T19:00:00+09:00"),
        ("Sun, 01 Mar 2009 19:00:00 +0900 (JST)", NINE, "2009-03-01T19:00:00+09:00"),
        ("Sun, 01 Mar 2009 10:00:00 XYZ", NINE, "2009-03-01T10:00:00+00:00"),
        ("Sun, 01 Mar 2009", NINE, "2009-03-01T10:00:00+00:00"),
        ("Sun, 01 Mar 2009 10:00:00 +9900", NINE, "2009-03-01T10:00:00+00:00"),
        ("03/01/2009", None, None),
        ("", None, None),
        (None, None, None),
        ("0000-00-00 00:00:00", struct_time((-1, 11, 30, 0, 0, 0, 0, 0, 0)), None),
        ("99999-01-01", struct_time((9999, 11, 1, 0, 0, 0, 0, 0, 0)), None),
        ("0001-01-01T00:00:00", None, None),
        ("9999-12-31T23:59:59Z", None, None),
        ("1466-05-01T00:00:00Z", None, "1466-05-01T00:00:00+00:00"),
    ],
)
def test_iso(raw: str | None, parsed: struct_time | None, expected: str | None) -> None:
    assert iso(raw, parsed) == expected


def test_in_utc() -> None:
    assert in_utc("2009-03-01T19:00:00+09:00") == "2009-03-01T10:00:00+00:00"
    assert in_utc(None) is None
