from datetime import UTC, datetime

import pytest

from search.dates import earliest_name, latest_name, period


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc] # year, month, day ... as in datetime


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2009", utc(2009, 1, 1), utc(2010, 1, 1)),
        ("2009-03", utc(2009, 3, 1), utc(2009, 4, 1)),
        ("2009-12", utc(2009, 12, 1), utc(2010, 1, 1)),
        ("2009-03-01", utc(2009, 3, 1), utc(2009, 3, 2)),
        ("2008-02-29", utc(2008, 2, 29), utc(2008, 3, 1)),
        ("0001", utc(1, 1, 1), utc(2, 1, 1)),
        ("9998-12-31", utc(9998, 12, 31), utc(9999, 1, 1)),
        ("2009-03-01T10:00", utc(2009, 3, 1, 10), utc(2009, 3, 1, 10, 1)),
        ("2009-03-01 10:00:05", utc(2009, 3, 1, 10, 0, 5), utc(2009, 3, 1, 10, 0, 6)),
        ("2009-03-01t10:00:05.5z", utc(2009, 3, 1, 10, 0, 5, 500000), utc(2009, 3, 1, 10, 0, 5, 500001)),
        ("2009-03-01T10:00:00+09:00", utc(2009, 3, 1, 1), utc(2009, 3, 1, 1, 0, 1)),
        ("2009-03-01T10:00:00-0330", utc(2009, 3, 1, 13, 30), utc(2009, 3, 1, 13, 30, 1)),
    ],
)
def test_periods(text: str, start: datetime, end: datetime) -> None:
    assert period(text, "UTC") == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "209",
        "20090",
        "2009-3",
        "2009-13",
        "2009-02-29",
        "0000",
        "9999",
        "2009-03-01T25:00",
        "2009-03-01T10",
        "2009-03-01T10:00:60",
        "2009-03-01T10:00+99:00",
        "2009Z",
        "\u0662\u0660\u0660\u0669",
        " 2009",
        "2009-03-01T23:59:59-23:59x",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert period(text, "UTC") is None


def test_days_begin_at_midnight_in_the_zone() -> None:
    assert period("2009-03-01", "Asia/Tokyo") == (utc(2009, 2, 28, 15), utc(2009, 3, 1, 15))
    assert period("2009-03-01T10:00", "Asia/Tokyo") == (utc(2009, 3, 1, 1), utc(2009, 3, 1, 1, 1))


def test_days_of_a_clock_change_have_their_own_length() -> None:
    assert period("2024-03-31", "Europe/Berlin") == (utc(2024, 3, 30, 23), utc(2024, 3, 31, 22))
    assert period("2024-10-27", "Europe/Berlin") == (utc(2024, 10, 26, 22), utc(2024, 10, 27, 23))
    assert period("2018-11-04", "America/Sao_Paulo") == (utc(2018, 11, 4, 3), utc(2018, 11, 5, 2))  # it has no midnight


def test_the_ends_of_the_calendar() -> None:
    assert period("0001", "Asia/Tokyo") == (utc(1, 1, 1), utc(1, 12, 31, 14, 41, 1))
    assert period("9998-12-31T23:00", "America/New_York") is None  # it begins in 9999
    assert period("9998", "America/New_York") == (utc(9998, 1, 1, 5), utc(9999, 1, 1, 5))


@pytest.mark.parametrize(
    ("moment", "zone", "earliest", "latest"),
    [
        (utc(2009, 1, 1), "UTC", "2009", "2008"),
        (utc(2009, 3, 1), "UTC", "2009-03", "2009-02"),
        (utc(2009, 3, 2), "UTC", "2009-03-02", "2009-03-01"),
        (utc(2008, 12, 31, 15), "Asia/Tokyo", "2009", "2008"),
        (utc(2009, 3, 1, 10), "UTC", "2009-03-01T10:00:00.000000Z", "2009-03-01T09:59:59.999999Z"),
        (utc(1, 1, 1, 1), "America/New_York", "0001-01-01T01:00:00.000000Z", "0001-01-01T00:59:59.999999Z"),
    ],
)
def test_names_of_instants(moment: datetime, zone: str, earliest: str, latest: str) -> None:
    assert (earliest_name(moment, zone), latest_name(moment, zone)) == (earliest, latest)
