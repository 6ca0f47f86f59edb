from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from index.formats.dates import in_utc, iso

SCRAPS = st.lists(
    st.sampled_from([*"0123456789", *" .,:/-+()'", "Mar", "août", "мая", "年", "月", "日", "오후", "p.m.", "GMT", "CEST", "2009"]),
    max_size=40,
)
MOMENTS = st.builds(
    lambda days, seconds, minutes: (
        datetime(100, 1, 2, tzinfo=UTC).astimezone(timezone(timedelta(minutes=minutes))) + timedelta(days, seconds)
    ),
    st.integers(0, 8_800 * 365),
    st.integers(0, 86_399),
    st.integers(-14 * 60, 14 * 60),
)
FORMS = ("%a, %d %b {year} %H:%M:%S {zone}", "%d. %B {year} %H:%M:%S {zone}", "{year}/%m/%d %H:%M:%S {zone}", "{year}-%m-%dT%H:%M:%S{zone}")


@given(st.one_of(st.text(max_size=120), SCRAPS.map("".join)))
def test_any_text_is_a_date_or_none(raw: str) -> None:
    date = iso(raw)
    if date is not None:
        assert datetime.fromisoformat(date).tzinfo is not None
        assert iso(date) == date
        assert in_utc(date) is not None


@given(MOMENTS, st.sampled_from(FORMS))
def test_what_programs_write_is_read_as_the_same_instant(moment: datetime, form: str) -> None:
    raw = moment.strftime(form.format(year=f"{moment.year:04}", zone=moment.strftime("%z")))
    date = iso(raw)
    assert date is not None
    assert datetime.fromisoformat(date) == moment
    assert in_utc(date) == moment.astimezone(UTC).isoformat()
