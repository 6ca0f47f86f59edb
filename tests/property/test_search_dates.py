from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.dates import earliest_name, latest_name, period

ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Tokyo", "Pacific/Apia", "Africa/Monrovia", "America/Havana"])
MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9998, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds the zone


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=30) | st.from_regex(r"[0-9]{4}(-[0-9]{2}){0,2}(T[0-9]{2}:[0-9]{2})?", fullmatch=True), ZONES)
def test_any_text_is_a_period_or_none(text: str, zone: str) -> None:
    found = period(text, zone)
    if found is not None:
        assert found[0].utcoffset() == found[1].utcoffset() == UTC.utcoffset(None)
        assert found[0] <= found[1]


@settings(max_examples=120, deadline=None)
@given(MOMENTS, ZONES)
@example(datetime(1, 1, 2, tzinfo=UTC), "UTC")
def test_names_lead_back_to_the_instant(moment: datetime, zone: str) -> None:
    for instant in (moment, *(period(moment.isoformat()[:size], zone) or () for size in (4, 7, 10))):
        for each in instant if isinstance(instant, tuple) else (instant,):
            first = period(earliest_name(each, zone), zone)
            assert first is not None
            assert first[0] == each
            if each != datetime.min.replace(tzinfo=UTC):  # no period ends where time begins
                last = period(latest_name(each, zone), zone)
                assert last is not None
                assert last[1] == each
