"""Texts of facets, filters and chips."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "filters": "Filters",
    "filters_close": "Show results",
    "filters_chosen": "Chosen filters",
    "filter_remove": "Remove filter",
    "filters_clear": "Clear all",
    "filter_not": "not",
    "filter_exclude": "Exclude {label}",
    "filter_excluded": "excluded",
    "filter_more": "All {n}",
    "values_back": "Back to {results}",
    "values_contains": "Only those that contain",
    "values_find": "Find",
    "values_past": "There are fewer pages than that.",
    "mode.any": "any of these",
    "mode.all": "all of these",
    "facet.tag": "Tags",
    "facet.creator": "Creators",
    "facet.site": "Sites",
    "facet.lang": "Languages",
    "facet.date": "Years",
    "chip.after": "From {day}",
    "chip.before": "Before {day}",
}

COUNTED: dict[str, tuple[str, str]] = {
    "values_found": ("{n} value", "{n} values"),
}
