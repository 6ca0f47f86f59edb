"""When an address is asked again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from index.sources.retries import DAY, MOST, back_off, paused, retry_after

NOW = datetime(2024, 6, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 120 ", 120),
        ("86401", DAY),
        ("9" * 5000, DAY),
        ("Sat, 01 Jun 2024 12:00:30 GMT", 30),
        ("Sat, 01 Jun 2024 12:00:30 -0000", 30),
        ("Sat, 01 Jun 2024 13:00:30 +0100", 30),
        ("Saturday, 01-Jun-24 12:00:30 GMT", 30),
        ("Sat Jun  1 12:00:30 2024", 30),
        ("Mon, 01 Jan 1990 00:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", DAY),
        (None, None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("soon", None),
        ("Sat, 99 Jun 2024 12:00:30 GMT", None),
        ("Sat, 01 Jun 99999999999999999999 12:00:30 GMT", None),
    ],
)
def test_retry_after(text: str | None, seconds: float | None) -> None:
    assert retry_after(text, NOW) == seconds


def test_failures_double_the_wait_up_to_a_day() -> None:
    minutes = [back_off(failures) / 60 for failures in range(12)]
    assert minutes == [0, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]
    assert back_off(10**9) == DAY


def test_an_address_that_always_fails_is_paused() -> None:
    assert paused(MOST - 1, "no such host") is None
    assert paused(MOST, "no such host") == (
        "paused after 10 failures in a row, the last: no such host; name it as a SOURCE to have it asked again"
    )
