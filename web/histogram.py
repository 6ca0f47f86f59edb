"""Histogram: the date facet as bars of time: the months of one year, years, or spans of ten and more years. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from search import buckets, dates
from search.query import Filter, Query
from web import links as clicks
from web import strings
from web.facetview import Choice, FacetView
from web.links import Links, Pair

BARS = 29
"""Most bars of years: as many as fit beside the facets at 24 pixels each, the least that a finger hits (WCAG 2.2, 2.5.8)."""
WIDE = 14
"""Bars that a phone shows at that width; of more, each has a short label and the picture can be moved sideways."""
HIGH = 52
"""Height of the highest bar, in pixels."""
MANY = 1000
"""A count of so many is shown in thousands above its bar, which is 24 pixels wide; whoever listens hears it in full."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A span of time as a bar. `url` is the address after the click on it, or empty where no post is in it."""

    name: str
    label: str
    long: str
    """The label where there is room for it."""
    count: int
    shown: str
    height: int
    url: str
    selected: bool
    begins: str
    """What `after` is where a range begins with this bar."""
    ends: str
    """What `before` is where a range ends with this bar."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """The bars, oldest first; of months also their year and the years before and after it."""

    bars: tuple[Bar, ...]
    unit: str
    """What a bar is: `month`, `year`, or `years`."""
    chosen: bool
    """True where a date or a range is chosen."""
    everything: str
    """The address of all dates."""
    undated: int
    """Posts that no bar counts; 0 where a date is chosen."""
    kept: tuple[Pair, ...]
    """What a form carries that asks for a range."""
    year: Choice | None = None
    before: Choice | None = None
    after: Choice | None = None

    @property
    def crowded(self) -> bool:
        """True where there are more bars than a narrow page shows."""
        return len(self.bars) > WIDE

    @property
    def share(self) -> str:
        """Return the width of one bar in percent."""
        return _percent(1, len(self.bars))

    def middle(self, number: int) -> str:
        """Return where the middle of the bar of that number is, in percent."""
        return _percent(2 * number + 1, 2 * len(self.bars))


def of(facet: FacetView | None, query: Query, links: Links, total: int) -> Histogram | None:
    """Return the bars of what the query finds (`total` posts); None where there is nothing to choose."""
    if facet is None:
        return None
    chosen = query.filter("date").values
    narrowed = bool(chosen or query.after or query.before)
    by_month = facet.result.interval == "month"
    anytime = _within(query, None, None)
    unit, bars = ("month", _months(facet, chosen[0][:4])) if by_month else _years(facet, query, links)
    if not narrowed and (not bars or (len(bars) == 1 and total < 2)):  # noqa: PLR2004 - of one year there are the months to choose from
        return None
    whole = Histogram(
        bars=bars if any(bar.count for bar in bars) else (),
        unit=unit,
        chosen=narrowed,
        everything=links.search(anytime),
        undated=0 if narrowed else total - sum(bar.count for bar in bars),
        kept=(*links.pairs(_within(query, None, None, keep=by_month)), *links.kept),
    )
    return _among_years(whole, facet, chosen[0][:4]) if by_month else whole


def _among_years(histogram: Histogram, facet: FacetView, chosen: str) -> Histogram:
    """Return the histogram of months with the year that they are of and those around it."""
    around = (None, *facet.years, None)
    for before, year, after in zip(around, around[1:], around[2:], strict=False):
        if year and year.value.value == chosen:
            return replace(histogram, year=year, before=before, after=after)
    return histogram


def _months(facet: FacetView, year: str) -> tuple[Bar, ...]:
    months = [choice for choice in facet.choices if choice.value.value.startswith(f"{year}-")]
    highest = max((choice.value.count for choice in months), default=0)
    bars = []
    for choice in months:
        value = choice.value
        name = strings.partial_day(value.value)
        url = choice.url if value.count or value.selected else ""
        bar = _bar(name, (name[:3], name[:3]), value.count, highest, url)
        number = int(value.value[5:])
        bars.append(replace(bar, selected=value.selected, begins=_year_or_none(value.value), ends=_month_after(int(year), number)))
    return tuple(bars)


def _month_after(year: int, month: int) -> str:
    return _year(year + 1) if month == 12 else _year_or_none(f"{year:04}-{month + 1:02}")  # noqa: PLR2004 - months of a year


def _year_or_none(value: str) -> str:
    return value if int(value[:4]) in dates.YEARS else ""


def _years(facet: FacetView, query: Query, links: Links) -> tuple[str, tuple[Bar, ...]]:
    """Return what a bar is, and the years with nothing left out; where they are too many, spans of 10, 100 or 1,000 of them."""
    counted = {int(choice.value.value): choice for choice in facet.years}
    if not counted:
        return "year", ()
    first, last = _ends(counted, query)
    step = next(step for step in (1, 10, 100, 1000) if last // step - first // step < BARS)
    spans = [range(max(start, 1), min(start + step, 10_000)) for start in range(first - first % step, last + 1, step)]
    counts = [sum(counted[year].value.count for year in span if year in counted) for span in spans]
    highest = max(counts)
    bars = []
    for span, count in zip(spans, counts, strict=True):
        if step == 1:
            bar = _one_year(span.start, counted.get(span.start), count, highest)
        else:
            url = links.search(_within(query, span.start, span.stop)) if count else ""
            name = strings.text("years_span", first=span.start, last=span.stop - 1)
            bar = _bar(name, _labels(span.start, step), count, highest, url)
        bars.append(replace(bar, begins=_year(span.start), ends=_year(span.stop)))
    return "year" if step == 1 else "years", tuple(bars)


def _ends(counted: dict[int, Choice], query: Query) -> tuple[int, int]:
    """Return the first and the last year to show: a chosen range is shown whole where it is short, with the empty years at its ends."""
    first, last = min(counted), max(counted)
    zone = ZoneInfo(query.timezone)
    start = min(dates.local(query.after, zone).year, first) if query.after else first
    end = max(dates.local(query.before - timedelta(microseconds=1), zone).year, last) if query.before else last
    return (start, end) if end - start < BARS else (first, last)


def _one_year(year: int, choice: Choice | None, count: int, highest: int) -> Bar:
    name = f"{year:04}"
    selected = choice is not None and choice.value.selected
    url = choice.url if choice and (count or selected) else ""
    return replace(_bar(name, (name if year % 10 == 0 else name[2:], name), count, highest, url), selected=selected)


def _labels(start: int, step: int) -> tuple[str, str]:
    """Return the short and the long label of a span of years."""
    decade = step == 10  # noqa: PLR2004 - 1990s, but 1900 for a century
    long = strings.text("decade", year=start) if decade else str(start)
    return (strings.text("decade", year=f"{start % 100:02}") if decade and start % 100 else str(start), long)


def _bar(name: str, labels: tuple[str, str], count: int, highest: int, url: str) -> Bar:
    height = max(2, round(HIGH * count / highest)) if count else 0
    return Bar(name, *labels, count, _short(count), height, url, selected=False, begins="", ends="")


def _short(count: int) -> str:
    """Return the count as it stands above a bar."""
    if count < MANY:
        return str(count) if count else ""
    return strings.text("thousands", n=f"{count / MANY:.1f}" if count < 10 * MANY else count // MANY)


def _within(query: Query, first: int | None, stop: int | None, *, keep: bool = False) -> Query:
    """Return the query for these years alone, within its own range; without them and without its range where both are None.

    `keep` leaves the year in: a range of months is one of that year, which goes on being shown month by month.
    """
    after = before = None
    if first is not None and stop is not None:
        start, end = buckets.bucket(f"{first:04}", query.timezone).start, buckets.bucket(f"{stop - 1:04}", query.timezone).end
        after = max((each for each in (query.after, start) if each), default=None)
        before = min((each for each in (query.before, end) if each), default=None)
    values = query.filter("date").values[:1] if keep else ()
    return clicks.filtered(replace(query, after=after, before=before), Filter("date", tuple(value[:4] for value in values)))


def _year(year: int) -> str:
    """Return the year as `after` and `before` have it, or nothing beyond those that can be asked for."""
    return f"{year:04}" if year in dates.YEARS else ""


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}".rstrip("0").rstrip(".") + "%"
