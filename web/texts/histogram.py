"""Texts of the years and months as bars."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "bars.month": "Posts by month",
    "bars.year": "Posts by year",
    "bars.years": "Posts by years",
    "bar.month": "Month",
    "bar.year": "Year",
    "bar.years": "Years",
    "bar_posts": "Posts",
    "years_all": "All years",
    "years_span": "{first} to {last}",
    "decade": "{year}s",
    "thousands": "{n}k",
    "range": "Range of dates",
    "range_from": "From",
    "range_to": "to",
    "range_show": "Show",
}

COUNTED: dict[str, tuple[str, str]] = {
    "undated_posts": ("{n} more has no date", "{n} more have no date"),
}
